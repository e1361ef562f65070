"""Results that papers and manuals print, to their last digit, from the data they were computed from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from desirepath.science.clv.bg_bb import fit_bg_bb
from desirepath.science.clv.bg_nbd import BgNbd, fit_bg_nbd
from desirepath.science.clv.fit import Fitted
from desirepath.science.clv.gamma_gamma import correlation, fit_gamma_gamma
from desirepath.science.clv.histories import Histories
from desirepath.science.clv.pareto_nbd import ParetoNbd, fit_pareto_nbd
from desirepath.science.clv.sbg import Losses, Sbg, fit_sbg

Published = Callable[[str], Path]

HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491]
REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241]


@pytest.fixture(scope="module")
def cdnow(published: Published) -> Histories:
    table = pd.read_csv(published("lifetimes/datasets/cdnow_customers_summary.csv"))
    return Histories.of(table["frequency"], table["recency"], table["T"])


@pytest.fixture(scope="module")
def spent(published: Published) -> pd.DataFrame:
    return pd.read_csv(published("lifetimes/datasets/cdnow_customers_summary_with_transactions.csv"))


@pytest.fixture(scope="module")
def donors(published: Published) -> Histories:
    table = pd.read_csv(published("lifetimes/datasets/donations.csv"))
    return Histories.of(table["frequency"], table["recency"], table["periods"], table["weights"])


@pytest.fixture(scope="module")
def bg(cdnow: Histories) -> Fitted[BgNbd]:
    return fit_bg_nbd(cdnow)


def test_bg_nbd_fits_cdnow_as_fader_hardie_and_lee_2005_did(bg: Fitted[BgNbd]) -> None:
    assert bg.values == pytest.approx([0.243, 4.414, 0.793, 2.426], abs=5e-4)
    assert bg.values == pytest.approx([0.2426, 4.4135, 0.7929, 2.4258], abs=5e-5)
    assert bg.log_likelihood == pytest.approx(-9582.4, abs=0.05)
    errors = bg.standard_errors
    assert [errors[name] for name in bg.names] == pytest.approx([0.013, 0.378, 0.186, 0.705], abs=5e-4)
    assert (bg.n, bg.loose) == (2357, ())


def test_bg_nbd_expects_what_hardies_spreadsheet_does(bg: Fitted[BgNbd]) -> None:
    assert bg.model.expected_after(39, 2, 30.43, 38.86) == pytest.approx(1.226, abs=5e-4)
    assert bg.model.alive(2, 30.43, 38.86) == pytest.approx(0.7266, abs=5e-5)
    found = bg.model.expected([0.1429, 1, 3, 31.8571, 32, 78])
    assert found == pytest.approx([0.0078, 0.0532, 0.1506, 1.0405, 1.0437, 1.858], abs=5e-5)


def test_bg_nbd_gives_the_probabilities_of_the_btyd_manual() -> None:
    model = BgNbd(0.243, 4.414, 0.793, 2.426)
    assert model.probability(10, 2) == pytest.approx(1.07869e-07, rel=5e-6)
    assert model.probability(0, 39) == pytest.approx(0.5737864, abs=5e-8)


def test_pareto_nbd_fits_cdnow_as_published(cdnow: Histories) -> None:
    fitted = fit_pareto_nbd(cdnow.grouped())
    assert fitted.values == pytest.approx([0.553, 10.578, 0.606, 11.669], abs=2e-3)
    assert fitted.values == pytest.approx([0.5533, 10.5776, 0.6062, 11.6679], abs=5e-5)
    assert fitted.log_likelihood == pytest.approx(-9594.97, abs=0.005)


def test_pareto_nbd_answers_as_the_btyd_vignette_does() -> None:
    model = ParetoNbd(0.553, 10.578, 0.606, 11.669)
    assert model.alive(26, 30.86, 31) == pytest.approx(0.9979, abs=5e-5)
    assert model.expected_after(52, 26, 30.86, 31) == pytest.approx(25.46, abs=5e-3)


def test_mbg_nbd_fits_cdnow_as_btydplus_does(cdnow: Histories) -> None:
    found = fit_bg_nbd(cdnow, modified=True)
    assert found.values == pytest.approx([0.525, 6.183, 0.891, 1.614], abs=5e-4)


def test_gamma_gamma_fits_946_repeat_buyers_as_note_025_did(spent: pd.DataFrame) -> None:
    again = spent[spent["x"] > 0]
    fitted = fit_gamma_gamma(again["x"], again["zbar"])
    assert fitted.n == 946
    assert fitted.values == pytest.approx([6.25, 3.74, 15.44], abs=0.01)
    assert fitted.values == pytest.approx([6.249, 3.745, 15.448], abs=5e-4)
    assert fitted.log_likelihood == pytest.approx(-4055.92, abs=5e-3)
    assert fitted.model.mean == pytest.approx(35.17, abs=5e-3)
    first = fitted.model.spend(spent["x"], spent["zbar"])[:10]
    printed = [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17]
    assert first == pytest.approx(printed, abs=0.1)
    # Near 0, as the model needs.
    assert correlation(again["x"], again["zbar"]) == pytest.approx(0.114, abs=5e-4)


def test_bg_bb_fits_11104_donors_as_fader_hardie_and_shang_2010_did(donors: Histories) -> None:
    fitted = fit_bg_bb(donors)
    assert fitted.n == 11_104
    assert fitted.values == pytest.approx([1.204, 0.750, 0.657, 2.783], abs=5e-4)
    assert fitted.log_likelihood == pytest.approx(-33225.6, abs=0.05)
    total = donors.weight @ fitted.model.expected_after(5, donors.x, donors.tx, donors.age)
    assert total == pytest.approx(12884.2, abs=0.05)
    assert fitted.model.alive([0, 2, 6], [0, 4, 6], 6) == pytest.approx([0.11, 0.59, 0.93], abs=5e-3)


@pytest.mark.parametrize(
    ("survivors", "printed", "log_likelihood", "later"),
    [
        (HIGH_END, [0.668, 3.806], -1611.16, [46.0, 43.6, 41.4, 39.5, 37.8]),
        (REGULAR, [0.704, 1.182], -1680.27, [22.0, 20.4, 19.1, 18.0, 17.0]),
    ],
    ids=["high end", "regular"],
)
def test_sbg_fits_seven_years_and_projects_five_more_as_fader_and_hardie_2007_did(
    survivors: list[int], printed: list[float], log_likelihood: float, later: list[float]
) -> None:
    fitted = fit_sbg(Losses.of_cohorts([survivors]))
    assert fitted.values == pytest.approx(printed, abs=5e-4)
    assert fitted.log_likelihood == pytest.approx(log_likelihood, abs=5e-3)
    assert 100 * fitted.model.survival(range(8, 13)) == pytest.approx(later, abs=0.05)


def test_sbg_renewals_still_to_come_are_those_of_the_closed_form_and_of_the_sum() -> None:
    regular, high_end = Sbg(0.704, 1.182), Sbg(0.668, 3.806)
    assert regular.renewals([1, 2, 3], 0.1) == pytest.approx([2.965, 4.103, 4.870], abs=5e-4)
    assert high_end.renewals([1, 2, 3], 0.1) == pytest.approx([5.415, 5.902, 6.294], abs=5e-4)
    for model in (regular, high_end):
        ever, long = model.renewals([1, 2, 3], 0.1), model.renewals([1, 2, 3], 0.1, horizon=1000)
        np.testing.assert_allclose(ever, long, rtol=1e-11)


@pytest.mark.data
def test_histories_counted_from_the_purchases_of_cdnow_give_the_same_fit(
    real_data: Path, bg: Fitted[BgNbd]
) -> None:
    """Purchases of one day are one; 39 weeks of calibration end with September 1997."""
    rows = pd.read_parquet(real_data / "cdnow" / "cdnow_sample.parquet")
    end = pd.Timestamp("1997-09-30")
    days = rows[rows["date"] <= end].groupby("customer_id")["date"].agg(["min", "max", "nunique"])
    last, age = (days["max"] - days["min"]).dt.days, (end - days["min"]).dt.days
    found = fit_bg_nbd(Histories.of(days["nunique"] - 1, last / 7, age / 7).grouped())
    assert found.n == 2357
    assert found.values == pytest.approx(bg.values, rel=2e-3)

"""Renewals, money, discounting, and the search for parameters itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import buyers
import numpy as np
import pytest
from numpy.typing import NDArray

from desirepath.errors import DataQualityError, InputError
from desirepath.science.clv.bg_bb import fit_bg_bb
from desirepath.science.clv.bg_nbd import BgNbd, fit_bg_nbd
from desirepath.science.clv.gamma_gamma import GammaGamma, fit_gamma_gamma
from desirepath.science.clv.histories import Histories
from desirepath.science.clv.numerics import beta_points
from desirepath.science.clv.pareto_nbd import fit_pareto_nbd
from desirepath.science.clv.sbg import Losses, Sbg, fit_sbg
from desirepath.science.clv.value import customer_value, discounted


def subscribers(size: int, watched: int, seed: int) -> list[NDArray[np.int64]]:
    """Survivors of cohorts that were watched for 1 to `watched` renewals; alpha is 0.7, beta 2.5."""
    random = np.random.default_rng(seed)
    leaves = random.geometric(random.beta(0.7, 2.5, (watched, size)))
    return [(leaves[seen - 1] > np.arange(seen + 1)[:, None]).sum(axis=1) for seen in range(1, watched + 1)]


def test_sbg_finds_the_chances_of_made_subscribers_from_cohorts_of_all_ages() -> None:
    fitted = fit_sbg(Losses.of_cohorts(subscribers(4_000, 8, seed=5)))
    for name, true in {"alpha": 0.7, "beta": 2.5}.items():
        assert abs(getattr(fitted.model, name) - true) < 3.5 * fitted.standard_errors[name]


def test_sbg_does_not_mind_in_which_order_and_parts_losses_come() -> None:
    cohorts = subscribers(300, 5, seed=6)
    rows = [(age, one[age - 1] - one[age], 0) for one in cohorts for age in range(1, one.size)]
    rows += [(one.size - 1, 0, one[-1]) for one in cohorts]
    whole, parts = fit_sbg(Losses.of_cohorts(cohorts)), fit_sbg(Losses.of(*np.array(rows[::-1]).T))
    assert whole.values == pytest.approx(parts.values)
    assert whole.n == 1_500


def test_sbg_of_people_who_are_all_alike_says_that_it_cannot_tell_them_apart() -> None:
    fitted = fit_sbg(Losses.of_cohorts([1e3 * 0.8 ** np.arange(8)]))
    assert fitted.loose != ()
    assert float("inf") in fitted.standard_errors.values()
    assert fitted.model.retention([1, 20]) == pytest.approx([0.8, 0.8], abs=1e-3)


@pytest.mark.parametrize("fitting", [fit_bg_nbd, fit_pareto_nbd])
def test_a_fit_to_people_who_never_leave_ends_says_so_and_still_forecasts(
    fitting: Callable[[Histories], Any],
) -> None:
    random = np.random.default_rng(10)
    rates = random.gamma(2.0, 1 / 8.0, 2_000)
    made = buyers.buy(rates, np.full(2_000, np.inf), np.zeros(2_000), 20.0, 20.0, random)
    fitted = fitting(made.histories())
    assert fitted.loose != ()
    assert fitted.model.expected_after(20, made.x, made.tx, made.age).sum() == pytest.approx(
        made.later.sum(), rel=0.05
    )


def test_sbg_survival_is_the_product_of_retention() -> None:
    model = Sbg(0.7, 2.5)
    assert model.survival(9) == pytest.approx(np.prod(model.retention(np.arange(1, 10))))
    by_hand = float((model.survival([1, 2, 3]) / 1.05 ** np.arange(3)).sum())
    assert model.renewals(1, 0.05, horizon=3) == pytest.approx(by_hand)


def test_gamma_gamma_finds_how_made_customers_spend_and_binning_hardly_matters() -> None:
    random = np.random.default_rng(7)
    x = random.integers(1, 8, 20_000)
    rate = random.gamma(4.0, 1 / 16.0, x.size)
    z = random.gamma(6.0 * x, 1 / rate) / x
    fitted = fit_gamma_gamma(x, z)
    for name, true in {"p": 6.0, "q": 4.0, "v": 16.0}.items():
        assert abs(getattr(fitted.model, name) - true) < 3.5 * fitted.standard_errors[name]
    following = random.gamma(6.0, 1 / rate)  # what they spend next
    spend = GammaGamma(6.0, 4.0, 16.0).spend(x, z)
    for group in (x == 1, x > 5, z < 20, z > 60):
        assert buyers.off_by(following[group], spend[group]) < 4.5
    cells, weight = np.unique(np.stack([x, np.round(np.log(z), 2)]), axis=1, return_counts=True)
    assert cells.shape[1] < x.size / 9
    binned = fit_gamma_gamma(cells[0], np.exp(cells[1]), weight)
    for name in binned.names:
        off = abs(getattr(binned.model, name) - getattr(fitted.model, name))
        assert off < 0.1 * fitted.standard_errors[name]


def test_without_a_mean_of_all_the_model_says_infinite_and_not_negative() -> None:
    model = GammaGamma(6.0, 0.8, 16.0)
    assert model.mean == float("inf")
    assert model.spend([0, 2], [0, 10]) == pytest.approx([np.inf, 6 * 36 / 11.8])


def test_a_value_discounts_each_period() -> None:
    model = BgNbd(0.243, 4.414, 0.793, 2.426)

    def expected(t: float) -> NDArray[np.float64]:
        return model.expected_after(t, [0, 2, 9], [0, 30.43, 35], 38.86)

    plain = discounted(expected, 12, 0.0, period=52 / 12)
    assert plain == pytest.approx(expected(52))
    by_hand = sum((expected(k) - expected(k - 1)) / 1.01**k for k in range(1, 14))
    assert discounted(expected, 13, 0.01) == pytest.approx(by_hand)
    assert (discounted(expected, 12, 0.01, period=52 / 12) < plain).all()
    assert customer_value(plain, 35.0, 0.3) == pytest.approx(plain * 10.5)


def test_a_year_in_many_small_periods_comes_near_the_integral() -> None:
    by_hand = (1 - np.exp(-1.5)) / 1.5  # of exp(-t) · exp(-t / 2) from 0 to 1
    found = discounted(lambda t: 1 - np.exp(-t), 5_000, float(np.expm1(0.5 / 5_000)), period=1 / 5_000)
    assert found == pytest.approx(by_hand, rel=1e-3)


@pytest.mark.parametrize("a", [0.05, 0.3, 0.8, 1.0, 5.0, 400.0])
def test_the_mean_over_a_beta_law_is_exact_for_powers(a: float) -> None:
    b = np.array([0.1, 0.5, 2.4, 30.0, 1e4])
    p, weights = beta_points(a, b)
    assert (weights * p).sum(axis=1) == pytest.approx(a / (a + b), rel=1e-8)
    assert (weights * p * p).sum(axis=1) == pytest.approx(a * (a + 1) / (a + b) / (a + b + 1), rel=1e-8)


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    true, held = float(Sbg(0.7, 2.5).survival(10)), 0
    for seed in range(100):
        fitted = fit_sbg(Losses.of_cohorts(subscribers(300, 5, seed=100 + seed)))
        interval = fitted.interval(lambda model: float(model.survival(10)), count=200)
        assert interval.low is not None
        assert interval.high is not None
        held += interval.low <= true <= interval.high
    assert 88 <= held <= 99


def test_the_same_seed_draws_the_same_models_as_the_covariance_says() -> None:
    made = buyers.bg_nbd(0.6, 5.0, 0.8, 2.4, size=800, age=30.0, seed=8, modified=True).histories()
    fitted = fit_bg_nbd(made, modified=True)
    assert fitted.draws(3, seed=1) == fitted.draws(3, seed=1) != fitted.draws(3, seed=2)
    assert all(model.modified for model in fitted.draws(3))
    logs = np.log([[one.r, one.alpha, one.a, one.b] for one in fitted.draws(20_000)])
    np.testing.assert_allclose(np.cov(logs.T), fitted.covariance, rtol=0.1, atol=1e-3)


@pytest.mark.parametrize("fitting", [fit_bg_nbd, fit_pareto_nbd])
def test_the_unit_of_time_changes_only_the_times(fitting: Callable[[Histories], Any]) -> None:
    made = buyers.pareto_nbd(0.7, 8.0, 0.9, 20.0, size=3_000, age=30.0, seed=9).histories()
    weeks, seconds = fitting(made), fitting(Histories.of(made.x, made.tx * 604_800, made.age * 604_800))
    ratio = [604_800 if name in ("alpha", "beta") else 1.0 for name in weeks.names]
    np.testing.assert_allclose(seconds.values / weeks.values, ratio, rtol=1e-4)


@pytest.mark.parametrize(
    ("x", "tx", "age", "weight", "told"),
    [
        (1.5, 1, 2, 1, "x counts repeat purchases"),
        (-1, 1, 2, 1, "x counts repeat purchases"),
        (1, 3, 2, 1, "0 <= tx <= age"),
        (0, 1, 2, 1, "tx is 0"),
        (1, 1, 2, -1, "weights count customers"),
        (1, np.nan, 2, 1, "finite"),
    ],
)
def test_a_history_that_cannot_be_is_refused_with_its_row(
    x: float, tx: float, age: float, weight: float, told: str
) -> None:
    with pytest.raises(InputError, match=f"Row 1 .*{told}") as raised:
        Histories.of([1, x], [1, tx], [2, age], [1, weight])
    assert raised.value.code == "history_unusable"


@pytest.mark.parametrize("fitting", [fit_bg_nbd, fit_pareto_nbd, fit_bg_bb])
def test_nobody_who_came_back_is_nothing_to_fit(fitting: Callable[[Histories], Any]) -> None:
    with pytest.raises(DataQualityError, match="None of 3 customers") as raised:
        fitting(Histories.of(0, 0, 5, 3))
    assert raised.value.code == "nothing_to_fit"


def test_occasions_are_whole_numbers() -> None:
    with pytest.raises(InputError, match="Occasions are counted"):
        fit_bg_bb(Histories.of([1, 2], [1, 2.5], 6))


@pytest.mark.parametrize("survivors", [[100, 100, 100], [100, 60]])
def test_losses_that_tell_no_curve_are_nothing_to_fit(survivors: list[float]) -> None:
    with pytest.raises(DataQualityError) as raised:
        fit_sbg(Losses.of_cohorts([survivors]))
    assert raised.value.code == "nothing_to_fit"


@pytest.mark.parametrize(("age", "lost", "kept"), [(1.5, 1, 1), (0, 1, 1), (2, -1, 1), (2, 1, np.inf)])
def test_losses_that_cannot_be_are_refused(age: float, lost: float, kept: float) -> None:
    with pytest.raises(InputError, match="Row 0"):
        Losses.of(age, lost, kept)


def test_spend_needs_a_purchase_and_customers_who_differ() -> None:
    with pytest.raises(InputError, match="Row 1"):
        fit_gamma_gamma([1, 0], [10, 20])
    with pytest.raises(DataQualityError, match="must differ"):
        fit_gamma_gamma([1, 2], [10, 10])


@pytest.mark.parametrize(
    ("alpha", "beta"), [(1.0, 0.05), (3.0, 0.05), (0.05, 1.0), (50.0, 100.0), (0.5, 5_000.0)]
)
@pytest.mark.parametrize("rate", [0.0005, 0.1, 1.0])
def test_renewals_of_all_future_are_their_sum_also_where_the_published_function_fails(
    alpha: float, beta: float, rate: float
) -> None:
    model = Sbg(alpha, beta)
    long = model.renewals([1, 60], rate, horizon=int(40 / rate) + 10)
    np.testing.assert_allclose(model.renewals([1, 60], rate), long, rtol=1e-8)


def test_all_future_needs_a_discount() -> None:
    with pytest.raises(InputError, match="has no value"):
        Sbg(0.7, 1.2).renewals(1, 0.0)
    assert Sbg(0.7, 1.2).renewals(1, 0.0, horizon=12) < 12


@pytest.mark.parametrize(("periods", "rate", "period"), [(0, 0.1, 1), (12, -0.1, 1), (12, 0.1, 0)])
def test_a_horizon_must_be_one(periods: int, rate: float, period: float) -> None:
    with pytest.raises(InputError, match="no horizon"):
        discounted(lambda t: t, periods, rate, period)

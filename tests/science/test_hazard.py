"""The discrete-time hazard against Cox, statsmodels, life tables and simulation."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desirepath.errors import InputError
from desirepath.science.cox import cox
from desirepath.science.hazard import Hazard, LinkName, hazard
from desirepath.science.kaplan_meier import survival

ROSSI = ["fin", "age", "race", "wexp", "mar", "paro", "prio"]


@pytest.fixture(scope="module")
def person_weeks(published: Callable[[str], Path]) -> pd.DataFrame:
    people = pd.read_csv(published("lifelines/datasets/rossi.csv"))
    rows = people.loc[people.index.repeat(people.week)]
    rows = rows.assign(t=rows.groupby(level=0).cumcount() + 1)
    return rows.assign(left=((rows.t == rows.week) & (rows.arrest == 1)).astype(int), n=1)


def of(rows: pd.DataFrame, names: list[str], link: LinkName = "cloglog") -> Hazard:
    return hazard(rows.t, rows.left, rows.n, rows[names], names, link)


def cells(seed: int) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    rows = [(t, a, b) for t in range(1, 5) for a in (0, 1) for b in (0, 10, 20)]
    table = pd.DataFrame(rows, columns=["t", "a", "b"]).assign(n=random.integers(20, 90, len(rows)))
    h = 1 - np.exp(-np.exp(-2 + 0.1 * table.t + 0.6 * table.a - 0.03 * table.b))
    table = table.assign(left=random.binomial(table.n, h))
    total = table.groupby("t").left.transform("sum")
    return table[total > 0]


def test_rossi_agrees_with_cox_and_the_reference(person_weeks: pd.DataFrame) -> None:
    found = of(person_weeks, ROSSI)
    assert found.coefficients == pytest.approx(
        [-0.3802, -0.0575, 0.3143, -0.1496, -0.4341, -0.0851, 0.0918], abs=0.0001
    )
    people = person_weeks.groupby(level=0).first()
    beside = cox(people.week, people.arrest, people[ROSSI])
    assert found.coefficients == pytest.approx(beside.coefficients, abs=0.001)
    assert found.errors == pytest.approx(beside.errors, abs=0.001)
    # Three weeks are without an arrest; nothing can be learnt from the people at risk in them.
    assert np.isneginf(found.baseline).sum() == 3
    assert int(person_weeks[person_weeks.groupby("t").left.transform("sum") > 0].n.sum()) == 18_766
    assert (found.n, found.events) == (19_809, 114)


def test_rossi_by_the_other_link_agrees_with_the_reference(person_weeks: pd.DataFrame) -> None:
    effects = dict(zip(ROSSI, of(person_weeks, ROSSI, "logit").coefficients, strict=True))
    assert effects["fin"] == pytest.approx(-0.3829, abs=0.0001)
    assert effects["race"] == pytest.approx(0.318, abs=0.001)  # a solver that stops early says .477


@given(st.integers(0, 10_000), st.sampled_from(["cloglog", "logit"]))
@settings(max_examples=30)
def test_a_fit_agrees_with_statsmodels(seed: int, link: LinkName) -> None:
    table = cells(seed)
    found = of(table, ["a", "b"], link)
    design = pd.get_dummies(table.t).astype(float).assign(a=table.a, b=table.b).to_numpy()
    links = {"cloglog": sm.families.links.CLogLog(), "logit": sm.families.links.Logit()}
    counts = np.column_stack([table.left, table.n - table.left])
    oracle = sm.GLM(counts, design, family=sm.families.Binomial(links[link])).fit(tol=1e-12, maxiter=200)
    k = found.periods.size
    assert found.baseline == pytest.approx(oracle.params[:k], rel=1e-5, abs=1e-6)
    assert found.coefficients == pytest.approx(oracle.params[k:], rel=1e-5, abs=1e-6)
    assert np.allclose(found.covariance, oracle.cov_params(), rtol=1e-4, atol=1e-9)
    assert found.log_likelihood < 0 <= found.chi2


@given(st.integers(0, 10_000))
@settings(max_examples=20)
def test_cells_say_the_same_as_people_in_any_order(seed: int) -> None:
    table = cells(seed)
    one_by_one = table.loc[table.index.repeat(table.n)]
    number = one_by_one.groupby(level=0).cumcount()
    one_by_one = one_by_one.assign(left=(number < one_by_one.left).astype(int), n=1).sample(
        frac=1, random_state=seed
    )
    one, two = of(table, ["a", "b"]), of(one_by_one, ["a", "b"])
    assert one.coefficients == pytest.approx(two.coefficients, abs=1e-7)
    assert np.allclose(one.covariance, two.covariance)
    assert one.chi2 == pytest.approx(two.chi2, abs=1e-6)


people = st.lists(st.tuples(st.integers(1, 8), st.booleans()), min_size=3, max_size=40)


@given(people, st.sampled_from(["cloglog", "logit"]))
def test_without_covariates_the_curve_is_kaplan_and_meier(
    watched: list[tuple[int, bool]], link: LinkName
) -> None:
    periods = sorted({t for t, _ in watched})
    n = [sum(t >= p for t, _ in watched) for p in periods]
    left = [sum(t == p and e for t, e in watched) for p in periods]
    assume(any(0 < d < k for d, k in zip(left, n, strict=True)))
    curve = survival([t for t, _ in watched], [e for _, e in watched], [not e for _, e in watched])
    found = hazard(periods, left, n, np.zeros((len(n), 0)), link=link).survival([])
    for k, period in enumerate(periods):
        expected = curve.estimate(period)
        assert found.share[k] == pytest.approx(expected.value, abs=1e-9)
        if expected.low is not None and expected.value:
            assert (found.low[k], found.high[k]) == pytest.approx((expected.low, expected.high), rel=1e-6)


def test_the_curve_of_a_profile_covers_what_it_promises() -> None:
    random, held = np.random.default_rng(6), []
    rows = [(t, a) for t in range(1, 6) for a in (0, 1, 2)]
    t, a = np.array(rows).T
    h = 1 - np.exp(-np.exp(-2.0 - 0.1 * t + 0.4 * a))
    truth = np.prod(1 - h[a == 1])
    for _ in range(1000):
        waiting, left = np.zeros(len(rows)), np.zeros(len(rows))
        for k in range(len(rows)):
            waiting[k] = 60 if t[k] == 1 else waiting[k - 3] - left[k - 3]
            left[k] = random.binomial(int(waiting[k]), h[k])
        curve = hazard(t, left, waiting, a[:, None]).survival([1])
        held.append(curve.low[-1] <= truth <= curve.high[-1])
    assert 0.93 <= np.mean(held) <= 0.97


def test_a_period_in_which_all_leave_ends_the_curve() -> None:
    model = hazard([1, 1, 2, 3, 3], [5, 2, 0, 9, 4], [30, 20, 40, 9, 4], [[0], [1], [0], [0], [1]])
    assert np.isinf(model.baseline).tolist() == [False, True, True]
    curve = model.survival([0])
    assert curve.share.tolist() == pytest.approx([25 / 30, 25 / 30, 0])
    assert np.isnan(curve.low[-1])


def test_the_unit_of_a_column_does_not_matter() -> None:
    table = cells(3)
    one, two = of(table, ["a", "b"]), of(table.assign(b=table.b * 1e6 + 5e8), ["a", "b"])
    assert two.coefficients * [1, 1e6] == pytest.approx(one.coefficients, rel=1e-6)
    assert two.survival([1, 5e8 + 1e7]).share == pytest.approx(one.survival([1, 10]).share)
    assert two.survival([1, 5e8 + 1e7]).low == pytest.approx(one.survival([1, 10]).low, rel=1e-5)


def test_a_billion_customers_are_as_easy_as_a_thousand() -> None:
    table = cells(4)
    one, many = of(table, ["a", "b"]), of(table.assign(n=table.n * 1e6, left=table.left * 1e6), ["a", "b"])
    assert many.coefficients == pytest.approx(one.coefficients, rel=1e-6)
    assert many.errors * 1e3 == pytest.approx(one.errors, rel=1e-6)
    assert many.ratios()[0].value == pytest.approx(float(np.exp(one.coefficients[0])))


GOOD = ([1, 1, 2, 2], [3, 4, 2, 5], [30, 30, 20, 20], [[0], [1], [0], [1]])


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({1: [0, 0, 0, 0]}, "no_events", "nobody or everybody"),
        ({1: [31, 4, 2, 5]}, "bad_counts", "above its people"),
        ({1: [-1, 4, 2, 5]}, "bad_counts", "below 0"),
        ({0: [1, 1, 2]}, "bad_counts", "not equally many"),
        ({1: [0, 4, 0, 5]}, "separated", "plan tells"),
        ({3: [[1], [1], [2], [2]]}, "collinear", "plan does not vary"),
        ({3: [[1], [1], [1], [1]]}, "collinear", "the same value"),
        ({3: [[1], [float("inf")], [1], [1]]}, "bad_covariates", "plan holds"),
    ],
)
def test_what_cannot_be_fitted_says_why(change: dict[int, object], code: str, words: str) -> None:
    given_ = [change.get(k, value) for k, value in enumerate(GOOD)]
    with pytest.raises(InputError, match=words) as told:
        hazard(*given_, names=["plan"])
    assert told.value.code == code


def test_a_profile_needs_every_covariate() -> None:
    with pytest.raises(InputError, match="each of the 1 covariates"):
        hazard(*GOOD).survival([1, 2])

"""Tests of experiments against scipy, statsmodels and simulation; immortal time; how many are needed."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.power import TTestIndPower
from statsmodels.stats.proportion import proportions_ztest

from desirepath.science import experiment, power
from desirepath.science.experiment import Sums

numbers = st.lists(st.integers(-1000, 1000).map(lambda x: x / 10), min_size=3, max_size=30)


def sums(y: np.ndarray) -> tuple[float, float, float]:
    return len(y), float(y.sum()), float(y @ y)


def both(y: np.ndarray, x: np.ndarray) -> Sums:
    return Sums(len(y), y.sum(), y @ y, x.sum(), x @ x, x @ y)


@given(numbers, numbers)
def test_welch_agrees_with_scipy(a: list[float], b: list[float]) -> None:
    assume(np.ptp(a) > 1 and np.ptp(b) > 1)
    found = experiment.welch(sums(np.array(a)), sums(np.array(b)))
    oracle = stats.ttest_ind(a, b, equal_var=False)
    assert found.statistic == pytest.approx(oracle.statistic, rel=1e-6, abs=1e-9)
    assert found.p == pytest.approx(oracle.pvalue, rel=1e-5)
    assert found.freedom == pytest.approx(oracle.df, rel=1e-6)


@given(st.integers(5, 300), st.integers(5, 300), st.floats(0, 1), st.floats(0, 1))
def test_two_shares_agree_with_statsmodels(n: int, m: int, p: float, q: float) -> None:
    a, b = round(p * n), round(q * m)
    found = experiment.two_shares(a, n, b, m)
    assert (found.p == 1.0) if a + b in (0, n + m) else True
    if 0 < a + b < n + m:
        statistic, pvalue = proportions_ztest([a, b], [n, m])
        assert (found.statistic, found.p) == (pytest.approx(statistic), pytest.approx(pvalue))


@given(st.integers(0, 500))
def test_cuped_is_the_regression_on_arm_and_past(seed: int) -> None:
    random = np.random.default_rng(seed)
    arm, past = np.arange(200) < 90, random.normal(5, 2, 200)
    y = past + random.normal(size=200) + 0.3 * arm
    found = experiment.cuped(*(both(y[rows], past[rows]) for rows in (arm, ~arm)))
    line = sm.OLS(y, np.column_stack([np.ones(200), arm, past])).fit()
    assert found.test.difference.value == pytest.approx(line.params[1])
    assert found.theta == pytest.approx(line.params[2])
    correlation = np.corrcoef(
        *(np.concatenate([v[arm] - v[arm].mean(), v[~arm] - v[~arm].mean()]) for v in (y, past))
    )
    assert found.saved == pytest.approx(correlation[0, 1] ** 2, abs=0.03)


@given(st.integers(0, 500), st.integers(1, 80))
def test_sums_of_parts_add_up(seed: int, cut: int) -> None:
    random = np.random.default_rng(seed)
    y, x = random.normal(size=(2, 100))
    one, two = both(y[:cut], x[:cut]), both(y[cut:], x[cut:])
    added = Sums(*(getattr(one, name) + getattr(two, name) for name in ("n", "y", "yy", "x", "xx", "xy")))
    other = both(*random.normal(size=(2, 50)))
    assert experiment.cuped(added, other).test.p == pytest.approx(experiment.cuped(both(y, x), other).test.p)


def test_a_past_that_is_the_same_for_all_is_no_help_and_no_harm() -> None:
    random = np.random.default_rng(1)
    a, b = random.normal(size=(2, 30))
    found = experiment.cuped(both(a, np.full(30, 2.0)), both(b, np.full(30, 2.0)))
    assert found.theta == 0
    assert found.test.p == pytest.approx(experiment.welch(sums(a), sums(b)).p)


def test_large_levels_lose_no_digits() -> None:
    random = np.random.default_rng(2)
    a, b = random.normal(1e6, 1, 500), random.normal(1e6, 1, 500)
    found = experiment.welch(sums(a), sums(b))
    assert found.p == pytest.approx(stats.ttest_ind(a, b, equal_var=False).pvalue, rel=1e-2)


def test_whoever_had_to_stay_to_meet_the_pain_looks_loyal() -> None:
    """No effect at all: churn of 'ever had it' against 'never' is far apart, from a landmark on it is equal."""
    random = np.random.default_rng(3)
    leaves = random.geometric(0.09, 20_000)  # the month in which they leave
    pain = random.geometric(0.07, 20_000)  # the month in which they would first meet the pain
    year = 12
    ever = (pain <= year) & (pain < leaves)
    churned = leaves <= year
    naive = experiment.two_shares(churned[ever].sum(), ever.sum(), churned[~ever].sum(), (~ever).sum())
    assert (naive.difference.value or 0) < -0.2
    assert naive.p < 1e-100
    there = leaves > 3
    had = pain[there] <= 3
    later = leaves[there] <= year
    fair = experiment.two_shares(later[had].sum(), had.sum(), later[~had].sum(), (~had).sum())
    assert (fair.difference.low or 1) < 0 < (fair.difference.high or -1)


@pytest.mark.parametrize("arm", [(1, 2, 4), (3, 6, 12)])
def test_what_cannot_be_tested_is_said(arm: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match=r"two customers|varies"):
        experiment.welch(arm, arm)
    with pytest.raises(ValueError, match="customers"):
        experiment.two_shares(3, 2, 1, 2)


@given(st.floats(0.05, 2), st.integers(3, 500), st.floats(0.3, 3), st.sampled_from([0.8, 0.95]))
def test_power_of_means_agrees_with_statsmodels(d: float, n: int, ratio: float, level: float) -> None:
    assume(n * ratio >= 3)
    oracle = TTestIndPower().power(d, n, 1 - level, ratio)
    assume(not np.isnan(oracle))  # its noncentral t is no number far out
    assert power.power_of_means(2 * d, 2.0, n, ratio, level=level) == pytest.approx(oracle, abs=1e-6)


@pytest.mark.parametrize(
    ("base", "other", "expected"), [(0.10, 0.12, 3841), (0.5, 0.6, 388), (0.02, 0.01, 2319)]
)
def test_sizes_for_shares_agree_with_the_formula_of_the_books(
    base: float, other: float, expected: int
) -> None:
    assert power.size_for_shares(base, other) == pytest.approx(expected, abs=1)


def test_power_is_how_often_the_test_finds_it() -> None:
    random = np.random.default_rng(4)
    n = power.size_for_shares(0.3, 0.4)
    found = [
        experiment.two_shares(a, n, b, n).p < 0.05
        for a, b in zip(random.binomial(n, 0.3, 2000), random.binomial(n, 0.4, 2000), strict=True)
    ]
    assert np.mean(found) == pytest.approx(0.8, abs=0.03)
    clusters, size, correlation = 40, 10, 0.2
    design = power.design_effect(size, correlation)
    shared = random.normal(size=(800, 2, clusters, 1)) * correlation**0.5
    y = shared + random.normal(size=(800, 2, clusters, size)) * (1 - correlation) ** 0.5
    y[:, 0] += 0.3
    hits = [stats.ttest_ind(a.mean(axis=1), b.mean(axis=1)).pvalue < 0.05 for a, b in y]
    assert np.mean(hits) == pytest.approx(
        power.power_of_means(0.3, 1, clusters * size, design=design), abs=0.05
    )


@given(st.floats(0.05, 1.5), st.floats(0.5, 0.95), st.floats(1, 3))
def test_the_size_is_the_smallest_that_will_do(d: float, wanted: float, design: float) -> None:
    n = power.size_for_means(d, 1.0, wanted, design=design)
    assert power.power_of_means(d, 1.0, n, design=design) >= wanted
    if (n - 1) / design >= 2:
        assert power.power_of_means(d, 1.0, n - 1, design=design) < wanted


@given(st.floats(0.01, 0.9), st.floats(0.01, 0.09), st.integers(10, 5000))
def test_more_customers_and_larger_effects_are_found_more_often(p: float, gap: float, n: int) -> None:
    assert power.power_of_shares(p, p + gap, 2 * n) >= power.power_of_shares(p, p + gap, n) - 1e-9
    assert power.power_of_means(2 * gap, 1, n) >= power.power_of_means(gap, 1, n) - 1e-9


def test_no_difference_is_never_found() -> None:
    with pytest.raises(ValueError, match="other than 0"):
        power.size_for_means(0, 1)
    with pytest.raises(ValueError, match="other than 0"):
        power.size_for_shares(0.2, 0.2)

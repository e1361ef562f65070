"""Differences of two groups, against published intervals, other libraries, and counting every case there is."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

from desirepath.science.differences import Difference, of_counts, of_estimates, of_means, of_shares
from desirepath.science.intervals import Estimate, wilson

PUBLISHED = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0),
    (10, 10, 0, 10, 0.6075, 1.0),
]
"""Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10."""

SHARES = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def ends(found: Difference) -> tuple[float, float]:
    assert found.estimate.low is not None
    assert found.estimate.high is not None
    return found.estimate.low, found.estimate.high


@pytest.mark.parametrize(("a", "n_a", "b", "n_b", "low", "high"), PUBLISHED)
def test_newcombe_s_own_table_is_met(a: int, n_a: int, b: int, n_b: int, low: float, high: float) -> None:
    assert ends(of_shares(a, n_a, b, n_b)) == pytest.approx((low, high), abs=6e-5)


@given(SHARES, SHARES)
def test_shares_differ_as_in_statsmodels(one: tuple[int, int], two: tuple[int, int]) -> None:
    assert ends(of_shares(*one, *two)) == pytest.approx(
        confint_proportions_2indep(*one, *two, method="newcomb"), abs=1e-9
    )


@given(SHARES, SHARES)
def test_p_says_what_the_interval_says(one: tuple[int, int], two: tuple[int, int]) -> None:
    found = of_shares(*one, *two)
    low, high = ends(found)
    assert found.p is not None
    assert 0 <= found.p <= 1
    if abs(found.p - 0.05) > 1e-6:
        assert (found.p < 0.05) == (low > 0 or high < 0)


@given(SHARES, SHARES)
def test_turned_round_the_difference_only_changes_its_sign(
    one: tuple[int, int], two: tuple[int, int]
) -> None:
    here, there = of_shares(*one, *two), of_shares(*two, *one)
    assert ends(here) == pytest.approx(tuple(-end for end in reversed(ends(there))))
    assert here.p == pytest.approx(there.p, rel=1e-6, abs=1e-12)


def false_alarms(n_a: int, n_b: int, share: float) -> float:
    """How often equal groups are told apart at 0.05, over every pair of counts there is."""
    a, b = stats.binom.pmf(np.arange(n_a + 1), n_a, share), stats.binom.pmf(np.arange(n_b + 1), n_b, share)
    return sum(
        a[i] * b[j]
        for i in range(n_a + 1)
        for j in range(n_b + 1)
        if a[i] * b[j] > 1e-9 and (of_shares(i, n_a, j, n_b).p or 1.0) < 0.05
    )


@pytest.mark.parametrize(("n_a", "n_b"), [(15, 15), (12, 40), (50, 60)])
def test_equal_groups_are_told_apart_about_as_often_as_promised(n_a: int, n_b: int) -> None:
    found = [false_alarms(n_a, n_b, share) for share in (0.03, 0.1, 0.3, 0.5, 0.8)]
    assert max(found) < 0.065
    assert np.mean(found) < 0.05


@given(
    st.lists(st.floats(-100, 100), min_size=2, max_size=30),
    st.lists(st.floats(-100, 100), min_size=2, max_size=30),
)
def test_means_differ_as_in_scipy(one: list[float], two: list[float]) -> None:
    if min(np.var(one), np.var(two)) < 1e-3:
        return
    found = of_means(*((float(len(x)), math.fsum(x), math.fsum(v * v for v in x)) for x in (one, two)))
    theirs = stats.ttest_ind(one, two, equal_var=False)
    assert found.p == pytest.approx(theirs.pvalue, rel=1e-4, abs=1e-9)
    assert ends(found) == pytest.approx(tuple(theirs.confidence_interval(0.95)), rel=1e-4, abs=1e-4)


def test_means_of_too_few_have_no_interval_and_no_test() -> None:
    found = of_means((1, 3, 9), (5, 5, 9))
    assert (found.estimate, found.p) == (Estimate(2.0), None)
    assert of_means((0, 0, 0), (5, 5, 9)).estimate.value is None


def test_nobody_makes_nothing_known() -> None:
    assert of_shares(0, 0, 1, 4) == of_counts(1, 0, 1, 1) == of_estimates(Estimate(None), wilson(1, 4))


def test_of_two_wilson_intervals_the_difference_is_newcombe_s() -> None:
    one, two = of_estimates(wilson(56, 70), wilson(48, 80)), of_shares(56, 70, 48, 80)
    assert ends(one) == pytest.approx(ends(two))


def test_estimates_without_an_interval_have_a_bare_difference() -> None:
    assert of_estimates(Estimate(5.0, 4.0, None), Estimate(2.0, 1.0, 3.0)) == Difference(Estimate(3.0))


def test_equal_counts_are_told_apart_about_as_often_as_promised() -> None:
    for mean, longer in ((6.0, 1.0), (8.0, 2.0)):
        a = stats.poisson.pmf(np.arange(150), mean)
        b = stats.poisson.pmf(np.arange(150), mean * longer)
        wrong = sum(
            a[i] * b[j]
            for i in np.flatnonzero(a > 1e-5)
            for j in np.flatnonzero(b > 1e-5)
            if (of_counts(i, 1, j, longer).p or 1.0) < 0.05
        )
        assert wrong < 0.06


def test_people_who_stand_in_both_periods_make_the_interval_wide_rather_than_narrow() -> None:
    """Half of the people of either period come in both, and each has a liking of their own."""
    chance = np.random.default_rng(5)
    held = 0
    for _ in range(400):
        liking = chance.beta(1, 2, 300)
        first, second = chance.random(200) < liking[:200], chance.random(200) < liking[100:]
        low, high = ends(of_shares(int(first.sum()), 200, int(second.sum()), 200))
        held += low <= 0 <= high
    assert held / 400 >= 0.95

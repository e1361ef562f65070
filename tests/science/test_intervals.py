"""Intervals against published numbers, statsmodels and simulation."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from desirepath.science import intervals

counts = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
numbers = st.lists(st.floats(-100, 100).map(lambda x: round(x, 3)), min_size=2, max_size=30)


def sums(values: list[float]) -> tuple[float, float, float]:
    return len(values), math.fsum(values), math.fsum(v * v for v in values)


@pytest.mark.parametrize(("k", "n", "low", "high"), [(8, 10, 0.490, 0.943), (0, 20, 0.0, 0.161)])
def test_wilson_agrees_with_published_intervals(k: int, n: int, low: float, high: float) -> None:
    found = intervals.wilson(k, n)
    assert (found.value, round(found.low or 0, 3), round(found.high or 0, 3)) == (k / n, low, high)


@given(counts, st.sampled_from([0.8, 0.95, 0.99]))
def test_wilson_agrees_with_statsmodels(count: tuple[int, int], level: float) -> None:
    found = intervals.wilson(*count, level)
    assert (found.low, found.high) == pytest.approx(
        proportion_confint(*count, alpha=1 - level, method="wilson"), abs=1e-12
    )


@pytest.mark.parametrize("n", [0, -1])
def test_a_share_of_nobody_is_undefined(n: int) -> None:
    assert intervals.wilson(0, n) == intervals.NOTHING
    assert intervals.nps(0, 0, n) == intervals.NOTHING
    assert intervals.mean(n, 0, 0) == intervals.NOTHING


@given(numbers, st.sampled_from([0.8, 0.95]))
def test_the_mean_agrees_with_scipy(values: list[float], level: float) -> None:
    found = intervals.mean(*sums(values), level)
    assert found.value == pytest.approx(np.mean(values), abs=1e-9)
    if np.ptp(values) > 1:
        low, high = stats.t.interval(level, len(values) - 1, np.mean(values), stats.sem(values))
        assert (found.low, found.high) == pytest.approx((low, high), rel=1e-6, abs=1e-6)


def test_a_single_value_has_no_interval() -> None:
    assert intervals.mean(1, 4, 16) == intervals.Estimate(4.0)


def test_equal_values_have_an_interval_without_width_in_spite_of_rounding() -> None:
    found = intervals.mean(3, 0.1 * 3, 3 * 0.1 * 0.1)
    assert found.low == pytest.approx(0.1)
    assert found.high == pytest.approx(0.1)


def test_nps_agrees_with_the_published_example() -> None:
    found = intervals.nps(60, 15, 100)
    assert (found.value, round(found.low or 0, 2), round(found.high or 0, 2)) == (45.0, 29.34, 58.04)


def test_five_promoters_alone_do_not_make_nps_certain() -> None:
    """Wald's interval would be 100 to 100."""
    found = intervals.nps(5, 0, 5)
    assert (found.value, found.high, round(found.low or 0, 1)) == (100.0, 100.0, 17.5)


@given(st.integers(1, 100), st.integers(0, 100), st.integers(0, 100))
def test_nps_stays_within_its_scale(passives: int, promoters: int, detractors: int) -> None:
    found = intervals.nps(promoters, detractors, passives + promoters + detractors)
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert -100 <= found.low <= found.high <= 100
    assert -100 <= found.value <= 100


def test_the_nps_interval_covers_what_it_promises() -> None:
    random = np.random.default_rng(7)
    p, d, n = 0.5, 0.2, 40
    draws = random.multinomial(n, [p, d, 1 - p - d], size=4000)
    held = [
        (e.low or 0) <= 100 * (p - d) <= (e.high or 0)
        for e in (intervals.nps(int(a), int(b), n) for a, b, _ in draws)
    ]
    assert 0.93 <= np.mean(held) <= 0.98


@given(counts, counts)
def test_the_difference_of_shares_agrees_with_statsmodels(a: tuple[int, int], b: tuple[int, int]) -> None:
    found = intervals.difference_of_shares(*a, *b)
    expected = confint_proportions_2indep(*a, *b, method="newcomb", compare="diff")
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-9)


@given(numbers, numbers)
def test_the_difference_of_means_agrees_with_welch(a: list[float], b: list[float]) -> None:
    found = intervals.difference_of_means(sums(a), sums(b))
    assert found.value == pytest.approx(np.mean(a) - np.mean(b), abs=1e-9)
    if min(np.ptp(a), np.ptp(b)) > 1:
        low, high = stats.ttest_ind(a, b, equal_var=False).confidence_interval()
        assert (found.low, found.high) == pytest.approx((low, high), rel=1e-6, abs=1e-6)


@pytest.mark.parametrize(
    ("shift", "words"), [(1.0, "clear"), (0.2, "likely"), (0.05, "cannot tell"), (-1.0, "clear")]
)
def test_words_follow_the_interval(shift: float, words: str) -> None:
    values = [shift + x for x in (-1.0, -0.5, 0.5, 1.0) * 10]
    assert intervals.certainty(lambda level: intervals.mean(*sums(values), level)) == words


def test_no_interval_means_cannot_tell() -> None:
    assert intervals.certainty(lambda level: intervals.Estimate(5.0)) == "cannot tell"

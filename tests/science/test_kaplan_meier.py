"""Survival against statsmodels, a loop over people, and what it must not do."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from desirepath.science.kaplan_meier import survival

people = st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=40)


def of(watched: list[tuple[int, bool]]):  # type: ignore[no-untyped-def]
    return survival([t for t, _ in watched], [e for _, e in watched], [not e for _, e in watched])


@given(people)
def test_survival_agrees_with_a_loop_over_people(watched: list[tuple[int, bool]]) -> None:
    share, expected = 1.0, {}
    for time in sorted({t for t, event in watched if event}):
        at_risk = sum(t >= time for t, _ in watched)
        share *= 1 - sum(t == time and event for t, event in watched) / at_risk
        expected[float(time)] = share
    found = of(watched)
    assert dict(zip(found.durations.tolist(), found.share.tolist(), strict=True)) == pytest.approx(expected)
    assert (found.n, found.events) == (len(watched), sum(event for _, event in watched))


@given(people)
def test_survival_and_quantiles_agree_with_statsmodels(watched: list[tuple[int, bool]]) -> None:
    assume(any(event for _, event in watched))
    oracle = SurvfuncRight([t for t, _ in watched], [int(event) for _, event in watched])
    found = of(watched)
    for time, share in zip(oracle.surv_times, oracle.surv_prob, strict=True):
        assert found.at(float(time)) == pytest.approx(share)
    for part in (0.25, 0.5, 0.75):
        # statsmodels takes the first time with strictly fewer left; ties at the quantile are told apart here.
        if not np.any(np.isclose(oracle.surv_prob, 1 - part)):
            value = float(oracle.quantile(part))
            assert found.quantile(part).value == (None if math.isnan(value) else value)


def test_the_interval_agrees_with_statsmodels_log_log_band() -> None:
    random = np.random.default_rng(3)
    times = np.ceil(random.exponential(20, 200))
    events = (random.random(200) < 0.7) & (times < times.max())  # its logarithms need somebody left
    oracle = SurvfuncRight(times, events.astype(int))
    low, high = oracle.quantile_ci(0.5, method="cloglog")
    found = survival(times, events, ~events).quantile(0.5)
    assert (found.low, found.high) == pytest.approx((low, high), abs=1.0)


@given(people)
def test_counts_say_the_same_as_people(watched: list[tuple[int, bool]]) -> None:
    times = sorted({t for t, _ in watched})
    counted = survival(
        times,
        [sum(t == time and e for t, e in watched) for time in times],
        [sum(t == time and not e for t, e in watched) for time in times],
    )
    assert np.allclose(counted.share, of(watched).share)
    assert np.allclose(counted.low, of(watched).low)


def test_who_is_still_open_makes_times_longer_not_shorter() -> None:
    seen = [(day, True) for day in range(1, 11)]
    waiting = [(5, False)] * 10
    assert (of(seen).quantile(0.5).value or 0) < (of(seen + waiting).quantile(0.5).value or 0)


def test_a_quantile_that_was_never_reached_is_null() -> None:
    assert of([(1, True), (9, False), (9, False)]).quantile(0.5).value is None


def test_nobody_has_no_survival() -> None:
    found = survival([], [], [])
    assert found.n == 0
    assert found.quantile(0.5).value is None
    assert found.at(3) == 1.0


def test_when_all_have_had_the_event_the_share_is_zero() -> None:
    found = of([(1, True), (2, True)])
    assert found.at(2) == 0.0
    assert (found.low <= found.share).all() or found.low[-1] == found.low[-2]
    assert found.quantile(0.75).value == 2.0

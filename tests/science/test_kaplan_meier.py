"""Survival against statsmodels, a loop over people, and what it must not do."""

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from desirepath.science.kaplan_meier import survival, survival_of
from desirepath.science.life_table import life_table

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


def test_rossi_agrees_with_the_published_share_and_band_at_a_year(published: Callable[[str], Path]) -> None:
    data = pd.read_csv(published("lifelines/datasets/rossi.csv"))
    found = survival(data.week, data.arrest, 1 - data.arrest)
    at = found.estimate(52)
    assert (found.n, found.events) == (432, 114)
    assert [round(x or 0, 5) for x in (at.value, at.low, at.high)] == [0.73611, 0.69186, 0.77506]


def test_the_glioma_controls_agree_with_r(published: Callable[[str], Path]) -> None:
    data = pd.read_csv(published("lifelines/datasets/g3.csv"))
    data = data[(data.histology == "Grade3") & (data.group == "Control")]
    found = survival(data.time, data.event, ~data.event)
    at = [found.estimate(t) for t in (9, 19, 32, 34)]
    assert [round(e.value or 0, 3) for e in at] == [0.833, 0.667, 0.5, 0.333]
    assert [round(e.low or 0, 4) for e in at] == [0.2731, 0.1946, 0.1109, 0.0461]
    assert [round(e.high or 0, 3) for e in at] == [0.975, 0.904, 0.804, 0.676]


def test_the_leukaemia_trial_agrees_with_textbooks(published: Callable[[str], Path]) -> None:
    data = pd.read_csv(published("lifelines/datasets/anderson.csv"), sep=" ")
    treated = data[data.Rx == 0]
    found = survival(treated.t, treated.status, 1 - treated.status)
    assert round(found.at(23), 3) == 0.448


def test_a_horizon_that_nobody_was_watched_for_is_null() -> None:
    found = of([(1, True), (9, False)])
    assert found.estimate(9).value == 0.5
    assert found.estimate(10).value is None
    assert of([(1, True)]).estimate(10).value == 0.0
    assert survival([], [], []).estimate(1).value is None


def test_before_the_first_event_all_are_left_and_there_is_no_band() -> None:
    found = of([(5, True), (9, False)]).estimate(2)
    assert (found.value, found.low, found.high) == (1.0, None, None)


@given(people)
def test_people_who_enter_late_are_not_at_risk_before(watched: list[tuple[int, bool]]) -> None:
    # Two of each: one watched from 0, one only from 3 on. Whoever has left by then was never seen.
    late = [(t, e) for t, e in watched if t > 3]
    rows = [(t, e, not e, 0) for t, e in watched + late]
    came = [(0, 0, 0, 1) for _ in watched] + [(3, 0, 0, 1) for _ in late]
    watched_from_0 = [(t + 1, e, c, n) for t, e, c, n in rows]  # nobody leaves at the moment of coming
    came = [(t, e, c, n) if t == 0 else (t + 1, e, c, n) for t, e, c, n in came]
    found = survival_of(life_table(*zip(*watched_from_0, *came, strict=True)))
    for time in found.durations.tolist():
        seen = [(t, e) for t, e in watched if t + 1 >= time] + [
            (t, e) for t, e in late if t + 1 >= time and time > 4
        ]
        dead = sum(e and t + 1 == time for t, e in seen)
        step = found.at(time) / found.at(time - 0.5) if found.at(time - 0.5) else 0.0
        assert step == pytest.approx(1 - dead / len(seen) if found.at(time - 0.5) else 0.0)

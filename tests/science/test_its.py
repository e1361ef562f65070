"""Interrupted series against the smoking ban, regressions, and series in which nothing happened."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from desirepath.science.glm import Errors
from desirepath.science.intervals import Estimate
from desirepath.science.its import Form, interrupted


def rounded(found: Estimate) -> tuple[float, ...]:
    return tuple(round(x or 0, 3) for x in (found.value, found.low, found.high))


@pytest.mark.data
@pytest.mark.parametrize(
    ("errors", "harmonics", "expected"),
    [
        ("model", 0, (0.894, 0.865, 0.925)),
        ("quasi", 0, (0.894, 0.839, 0.953)),
        ("quasi", 2, (0.885, 0.839, 0.933)),
    ],
)
def test_the_sicilian_smoking_ban_agrees_with_its_authors(
    errors: Errors, harmonics: int, expected: tuple[float, ...], real_data: Path
) -> None:
    file = real_data / "sicily" / "sicily.csv"
    if not file.is_file():
        pytest.skip(f"no {file}: it has no licence, so everybody fetches it for themselves")
    months = pd.read_csv(file)
    found = interrupted(
        months["aces"], 36, exposure=months["stdpop"], season=12, harmonics=harmonics, errors=errors
    )
    assert rounded(found.straight.step) == expected
    if errors == "model":
        assert round(found.straight.dispersion, 2) == 3.56


def visits(seed: int, effect: float = 0.0, n: int = 60, wobble: float = 0.0) -> np.ndarray:
    random = np.random.default_rng(seed)
    t = np.arange(n)
    noise = np.zeros(n)
    for place in range(1, n):
        noise[place] = 0.5 * noise[place - 1] + random.normal(0, wobble)
    return random.poisson(
        np.exp(6 + 0.004 * t + 0.1 * np.sin(2 * np.pi * t / 12) + effect * (t >= 36) + noise)
    )


def test_a_step_and_a_slope_agree_with_statsmodels() -> None:
    y, t = visits(1, -0.2), np.arange(60.0)
    step = (t >= 36) * 1.0
    x = np.column_stack([np.ones(60), step, (t - 36) * step, t, np.sin(t * np.pi / 6), np.cos(t * np.pi / 6)])
    model = sm.GLM(y, x, family=sm.families.Poisson()).fit(scale="X2")
    found = interrupted(y, 36, season=12, harmonics=1, slope=True, errors="quasi").straight
    low, high = model.conf_int()[1]
    assert (found.step.value, found.step.low, found.step.high) == pytest.approx(
        tuple(np.exp([model.params[1], low, high]))
    )
    later = model.t_test([0, 1, 10, 0, 0, 0])
    assert found.later[10].value == pytest.approx(np.exp(later.effect[0]))
    assert found.later[10].low == pytest.approx(np.exp(later.conf_int()[0, 0]))
    assert len(found.later) == 24
    without = x * [1, 0, 0, 1, 1, 1]
    assert found.expected == pytest.approx(np.exp(without @ model.params))


@given(st.integers(0, 200), st.floats(0.5, 20))
def test_counts_of_twice_the_customers_are_the_same_ratio(seed: int, factor: float) -> None:
    y = visits(seed, 0.1)
    people = np.linspace(100, 150, 60)
    one = interrupted(y, 36, exposure=people, errors="quasi").straight.step
    two = interrupted(y, 36, exposure=people * factor, errors="quasi").straight.step
    assert (one.value, one.low) == (pytest.approx(two.value), pytest.approx(two.low))


@given(st.integers(0, 200), st.floats(-50, 50), st.floats(-2, 2))
def test_a_level_and_a_trend_of_its_own_do_not_move_the_step_of_a_mean(
    seed: int, level: float, trend: float
) -> None:
    y, t = visits(seed) / 100, np.arange(60)
    for form in ("straight", "may_bend"):
        one, two = (
            getattr(interrupted(series, 36, "gaussian"), form).step for series in (y, y + level + trend * t)
        )
        assert two.value == pytest.approx(one.value, abs=1e-6)
        assert two.high == pytest.approx(one.high, abs=1e-6)


def test_a_smooth_rise_looks_like_a_step_to_a_straight_trend_only() -> None:
    """Nothing happened in this series; it levels off. The trend that may bend sees that."""
    y = 1000 + 300 * np.tanh((np.arange(60) - 36) / 9) + np.random.default_rng(2).normal(0, 8, 60)
    found = interrupted(y, 36, "gaussian")
    assert (found.straight.step.low or 0) > 50
    assert not found.agree
    assert abs(found.may_bend.step.value or 0) < 0.5 * (found.straight.step.value or 0)


def test_a_control_series_takes_off_what_happened_to_both() -> None:
    shock = np.where(np.arange(60) >= 36, 0.8, 1.0)
    random = np.random.default_rng(3)
    touched, other = (
        random.poisson(800 * shock * more) for more in (np.where(np.arange(60) >= 36, 0.9, 1.0), 1.5)
    )
    found = interrupted(touched, 36, control=other)
    for form in (found.straight, found.may_bend):
        assert isinstance(form, Form)
        assert form.control is not None
        assert form.net is not None
        assert form.net.value == pytest.approx((form.step.value or 0) / (form.control.value or 1))
        assert (form.net.low or 0) < 0.9 < (form.net.high or 0)
    assert (found.straight.step.value or 0) < 0.76


def test_the_interval_covers_where_months_hang_together() -> None:
    found = [
        interrupted(visits(seed, -0.1, wobble=0.04), 36, season=12, harmonics=1).straight.step
        for seed in range(300)
    ]
    covered = np.mean([(e.low or 0) <= np.exp(-0.1) <= (e.high or 0) for e in found])
    believing = [
        interrupted(visits(seed, -0.1, wobble=0.04), 36, season=12, harmonics=1, errors="model").straight.step
        for seed in range(300)
    ]
    blind = np.mean([(e.low or 0) <= np.exp(-0.1) <= (e.high or 0) for e in believing])
    assert covered > 0.82 > blind + 0.05


@pytest.mark.parametrize(("start", "more"), [(2, {}), (59, {}), (36, {"harmonics": 1})])
def test_too_little_to_tell_is_said(start: int, more: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"before|season"):
        interrupted(visits(4), start, **more)  # type: ignore[arg-type]

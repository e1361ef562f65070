"""Did the level jump when something changed for everybody at once? Interrupted time series.

With nobody left untouched, the series' own past has to stand for what would have come. That is weaker than a control
group, and how the trend is drawn can decide the answer: so two trends are always reported, a straight one and one that
may bend, and where they disagree nothing is known. Lopez Bernal, Cummins and Gasparrini (2017), Int. J.
Epidemiology 46.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from desirepath.errors import InputError
from desirepath.science.arrays import Floats
from desirepath.science.glm import Errors, Family, Fit, fit
from desirepath.science.intervals import CLEAR, Estimate
from desirepath.science.tails import normal

Trend = Literal["straight", "may bend"]


@dataclass(frozen=True)
class Form:
    """The effect under one form of the trend.

    Effects are ratios for "poisson" (0.9 = 10 % fewer) and differences for "gaussian". `later` holds the effect k
    periods after the start, k = 0, 1, …, up to the last period; without a slope all are the step. `control` is the same
    step in the control series, `net` the step without it. `dispersion`: see `glm.Fit`.
    """

    trend: Trend
    step: Estimate
    later: tuple[Estimate, ...]
    dispersion: float
    expected: Floats
    control: Estimate | None = None
    net: Estimate | None = None


@dataclass(frozen=True)
class Interrupted:
    """The effect under both trends; they `agree` when each one's value lies in the other's interval."""

    straight: Form
    may_bend: Form

    @property
    def agree(self) -> bool:
        one, two = (form.net or form.step for form in (self.straight, self.may_bend))
        return _holds(one, two.value) and _holds(two, one.value)


def interrupted(
    outcome: ArrayLike,
    start: int,
    family: Family = "poisson",
    *,
    exposure: ArrayLike | None = None,
    season: int | None = None,
    harmonics: int = 0,
    slope: bool = False,
    control: ArrayLike | None = None,
    control_exposure: ArrayLike | None = None,
    errors: Errors = "hac",
    lags: int | None = None,
    level: float = CLEAR,
) -> Interrupted:
    """By how much the level changed at `start`, against the trend before and after it.

    Parameters: `outcome` (n,), one number a period in order, none missing; `start` the place of the first period
    with the change, at least 3 and at most n - 2; `family` "poisson" for counts (log-linear), "gaussian" for means;
    `exposure` (n,) what counts are counted of (customers); `season` the periods of a year or week with `harmonics`
    pairs of sine and cosine; `slope` whether the trend may change at the start too; `control` (n,) a series that
    the change did not touch, with its own `control_exposure`; `errors` and `lags` as in `glm.Fit.covariance`.

    log mu_t (or mu_t) = b0 + trend(t) + b2 step + b3 (t - t0) step + harmonics. "straight" has trend b1 t; "may bend" a
    natural cubic spline of t with four knots. The control series is fitted alike and its step taken off; its error is
    added as if the two were independent, which is too wide when both share shocks. Intervals are normal.

    Raises InputError for a start too near to an end, or too few periods for the terms.

    It does not answer whether something else happened at the same time: only a control series can. A slow change is not
    a step: the bending trend swallows it.

    >>> before, after = [100, 102, 104, 106, 108, 110, 112, 114], [66, 68, 70, 72, 74, 76, 78, 80]
    >>> found = interrupted(before + after, 8, "gaussian", errors="model")
    >>> round(found.straight.step.value)
    -50
    """
    y = np.asarray(outcome, float)
    if not 3 <= start <= y.size - 2:
        raise InputError(
            f"The change must have 3 periods before and 2 after; {start} of {y.size} has not.",
            code="bad_periods",
            remedy="Take in more periods.",
        )

    def form(trend: Trend) -> Form:
        columns = _columns(y.size, start, trend, season, harmonics, slope)
        main = fit(y, columns, family, exposure)
        step, later = _steps(main, slope, y.size - start, family, errors, lags, level)
        without = columns.copy()
        without[:, 1 : 2 + slope] = 0.0
        lift = (columns - without) @ main.coefficients
        expected = main.mean / np.exp(lift) if family == "poisson" else main.mean - lift
        if control is None:
            return Form(trend, step, later, main.dispersion, expected)
        other = fit(control, columns, family, control_exposure)
        covariances = [each.covariance(errors, lags)[1, 1] for each in (main, other)]
        net = _scaled(
            float(main.coefficients[1] - other.coefficients[1]), math.sqrt(sum(covariances)), family, level
        )
        beside = _steps(other, slope, y.size - start, family, errors, lags, level)[0]
        return Form(trend, step, later, main.dispersion, expected, beside, net)

    return Interrupted(form("straight"), form("may bend"))


def _columns(n: int, start: int, trend: Trend, season: int | None, harmonics: int, slope: bool) -> Floats:
    t = np.arange(n, dtype=float)
    step = (t >= start).astype(float)
    # Time since the start, in the step's own columns: the step then is the effect at the start itself.
    sloping = [(t - start) * step] if slope else []
    bends = _bends(t) if trend == "may bend" else []
    if harmonics and not season:
        raise InputError(
            "Harmonics need a season.",
            code="bad_periods",
            remedy="Say how many periods make a year, or a week.",
        )
    turns = [2 * math.pi * k * t / season for k in range(1, harmonics + 1)] if season else []
    waves = [wave(turn) for turn in turns for wave in (np.sin, np.cos)]
    return np.column_stack([np.ones(n), step, *sloping, (t - t.mean()) / n, *bends, *waves])


def _bends(t: Floats) -> list[Floats]:
    """The curved terms of a restricted cubic spline, four knots: Harrell (2015), Regression Modeling Strategies."""
    knots = np.quantile(t, [0.05, 0.35, 0.65, 0.95])
    last, before = knots[-1], knots[-2]

    def cube(knot: float) -> Floats:
        return np.maximum(t - knot, 0.0) ** 3

    return [
        (
            cube(knot)
            - cube(before) * (last - knot) / (last - before)
            + cube(last) * (before - knot) / (last - before)
        )
        / (last - knots[0]) ** 3
        for knot in knots[:-2]
    ]


def _steps(
    found: Fit, slope: bool, count: int, family: Family, errors: Errors, lags: int | None, level: float
) -> tuple[Estimate, tuple[Estimate, ...]]:
    covariance = found.covariance(errors, lags)[1 : 2 + slope, 1 : 2 + slope]
    b = found.coefficients[1 : 2 + slope]
    factors = [np.array([1.0, k])[: 1 + slope] for k in range(count)]
    later = tuple(_scaled(float(f @ b), math.sqrt(f @ covariance @ f), family, level) for f in factors)
    return later[0], later


def _scaled(value: float, error: float, family: Family, level: float) -> Estimate:
    found = normal(value, error, level)
    if family == "gaussian":
        return found
    return Estimate(*(None if x is None else math.exp(x) for x in (found.value, found.low, found.high)))


def _holds(interval: Estimate, value: float | None) -> bool:
    if value is None or interval.low is None or interval.high is None:
        return False
    return interval.low <= value <= interval.high

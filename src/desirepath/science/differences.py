"""By how much do two groups differ, and could chance alone have done it? A difference with an interval of its own.

Two intervals that overlap say nothing about a difference: of two equal groups they may overlap by a third where the
difference is clear. Here each limit of the difference is put together from one limit of each group, by squares: Zou and
Donner (2008), Statistics in Medicine 27, "MOVER"; of two shares with Wilson's limits that is Newcombe's interval (1998,
Statistics in Medicine 17, method 10). **p is what the interval says**: the largest level at which it leaves out 0 is
1 - p, so p < 0.05 and "95 % of it leave out 0" never disagree.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from desirepath.science.intervals import (
    CLEAR,
    NOTHING,
    Estimate,
    difference_of_means,
    mean_error,
    score_limits,
    z,
)

WIDEST = 38.0
"""Standard errors beyond which a p value is 0 in floating point."""
Limits = Callable[[float], tuple[float, float]]


@dataclass(frozen=True)
class Difference:
    """The first group less the second with its 95 % interval, and the two-sided p; null where nothing can be said."""

    estimate: Estimate
    p: float | None = None


UNKNOWN = Difference(NOTHING)


@dataclass(frozen=True)
class Part:
    """One of two independent values, and its limits at so many standard errors to either side."""

    value: float
    limits: Limits


def difference(a: Part, b: Part) -> Difference:
    """How far `a` exceeds `b`."""
    low, high = _between(a, b, z(CLEAR))
    return Difference(Estimate(a.value - b.value, low, high), _p(a, b))


def of_shares(a: float, n_a: float, b: float, n_b: float) -> Difference:
    """By how much the share a/n_a exceeds b/n_b; Newcombe's interval. Unknown over nobody.

    >>> found = of_shares(56, 70, 48, 80)
    >>> round(found.estimate.low, 4), round(found.estimate.high, 4), round(found.p, 4)
    (0.0524, 0.3339, 0.0081)
    """
    if n_a <= 0 or n_b <= 0:
        return UNKNOWN
    return difference(share(a, n_a), share(b, n_b))


def share(part: float, whole: float) -> Part:
    """A share with Wilson's limits."""
    return Part(part / whole, lambda width: score_limits(part / whole, whole, width))


def count(events: float, exposure: float) -> Part:
    """Events for each unit of exposure (days, customers) with the score limits of a Poisson count.

    (x + z^2/2 ± z sqrt(x + z^2/4)) / exposure; Rao's score turned over, as in Barker (2002), American Statistician 56.
    """

    def limits(width: float) -> tuple[float, float]:
        middle, half = events + width**2 / 2, width * math.sqrt(events + width**2 / 4)
        return max(0.0, middle - half) / exposure, (middle + half) / exposure

    return Part(events / exposure, limits)


def of_counts(a: float, exposure_a: float, b: float, exposure_b: float) -> Difference:
    """By how much a events in exposure_a exceed b in exposure_b, for each unit of exposure.

    Events must come one by one: where one customer brings many, chance carries a count further than this says.

    >>> found = of_counts(60, 1, 40, 1)
    >>> found.estimate.value, round(found.estimate.low, 2), round(found.estimate.high, 2), round(found.p, 3)
    (20.0, 0.29, 40.24, 0.047)
    """
    if exposure_a <= 0 or exposure_b <= 0:
        return UNKNOWN
    return difference(count(a, exposure_a), count(b, exposure_b))


def of_estimates(a: Estimate, b: Estimate) -> Difference:
    """The same of two values that come with 95 % intervals of any kind; each side is stretched as a normal one."""
    if a.value is None or b.value is None:
        return UNKNOWN
    if a.low is None or a.high is None or b.low is None or b.high is None:
        return Difference(Estimate(a.value - b.value))
    return difference(_stretched(a.value, a.low, a.high), _stretched(b.value, b.low, b.high))


def _stretched(value: float, low: float, high: float) -> Part:
    down, up = (value - low) / z(CLEAR), (high - value) / z(CLEAR)
    return Part(value, lambda width: (value - down * width, value + up * width))


def of_means(a: tuple[float, float, float], b: tuple[float, float, float]) -> Difference:
    """By how much the mean of a exceeds that of b (each: n, sum, sum of squares); Welch's interval and test.

    Welch (1947), Biometrika 34. Without an interval where a group has fewer than two.

    >>> found = of_means((4, 10, 30), (4, 6, 14))
    >>> round(found.estimate.low, 3), round(found.p, 3)
    (-1.234, 0.315)
    """
    from scipy.special import stdtr

    estimate = difference_of_means(a, b)
    if estimate.value is None or estimate.low is None:
        return Difference(estimate)
    va, vb = mean_error(*a) ** 2, mean_error(*b) ** 2
    if va + vb == 0:
        return Difference(estimate, 1.0 if estimate.value == 0 else 0.0)
    freedom = (va + vb) ** 2 / (va**2 / (a[0] - 1) + vb**2 / (b[0] - 1))
    return Difference(estimate, 2 * float(stdtr(freedom, -abs(estimate.value) / math.sqrt(va + vb))))


def _between(a: Part, b: Part, width: float) -> tuple[float, float]:
    value = a.value - b.value
    (low_a, high_a), (low_b, high_b) = a.limits(width), b.limits(width)
    down, up = math.hypot(a.value - low_a, high_b - b.value), math.hypot(high_a - a.value, b.value - low_b)
    return value - down, value + up


def _p(a: Part, b: Part) -> float:
    """Two tails beyond the width at which the limit on the side of 0 comes to lie there; found by halving."""
    if a.value == b.value:
        return 1.0
    side = 0 if a.value > b.value else 1
    near, far = 0.0, WIDEST
    for _ in range(60):
        middle = (near + far) / 2
        outside = _between(a, b, middle)[side]
        near, far = (middle, far) if (outside > 0) is (side == 0) and outside != 0 else (near, middle)
    return math.erfc(far / math.sqrt(2))

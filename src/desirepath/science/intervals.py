"""How sure can we be? Intervals for shares, means, NPS and differences, from counts alone.

Every function takes sums, never rows, so that the data stay where they are and only a handful of numbers travel.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

Certainty = Literal["clear", "likely", "cannot tell"]

CLEAR = 0.95
LIKELY = 0.80


@dataclass(frozen=True)
class Estimate:
    """A value and the interval that holds it; all null when there is nothing to estimate from."""

    value: float | None
    low: float | None = None
    high: float | None = None


NOTHING = Estimate(None)


def wilson(successes: float, n: float, level: float = CLEAR) -> Estimate:
    """What share succeeds, with Wilson's score interval; undefined for n = 0.

    Wilson (1927), J. Am. Stat. Assoc. 22; keeps inside 0 to 1 and works at 0 and n successes.

    >>> e = wilson(8, 10)
    >>> e.value, round(e.low, 3), round(e.high, 3)
    (0.8, 0.49, 0.943)
    """
    if n <= 0:
        return NOTHING
    return Estimate(successes / n, *_wilson(successes / n, n, level))


def _wilson(share: float, n: float, level: float) -> tuple[float, float]:
    return score_limits(share, n, z(level))


def score_limits(share: float, n: float, width: float) -> tuple[float, float]:
    """Wilson's limits of a share at so many standard errors to either side.

    >>> [round(end, 3) for end in score_limits(0.8, 10, 1.96)]
    [0.49, 0.943]
    """
    square = width * width / n
    middle = (share + square / 2) / (1 + square)
    half = width / (1 + square) * math.sqrt(share * (1 - share) / n + square / (4 * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def mean_of_shares(shares: Sequence[tuple[float, float]], level: float = CLEAR) -> Estimate:
    """The plain mean of several shares (each: successes, n), with an interval made of their Wilson ones.

    Shares of nobody are left out. Zou and Donner (2008), Statistics in Medicine 27: the distances to the limits of
    independent parts add up by their squares.

    >>> e = mean_of_shares([(2, 10), (0, 100)])
    >>> round(e.value, 4), round(e.low, 4), round(e.high, 4)
    (0.1, 0.0283, 0.256)
    """
    return mean_of([wilson(successes, n, level) for successes, n in shares if n > 0])


def mean_of(parts: Sequence[Estimate]) -> Estimate:
    """The plain mean of independent estimates; the distances to their limits add up by their squares.

    Parts without a value are left out; no interval when one of the others has none.

    >>> mean_of([Estimate(1, 0, 4), Estimate(3, 3, 7)])
    Estimate(value=2.0, low=1.5, high=4.5)
    """
    known = [(p.value, p.low, p.high) for p in parts if p.value is not None]
    if not known:
        return NOTHING
    value = sum(middle for middle, _, _ in known) / len(known)
    below = [middle - low for middle, low, _ in known if low is not None]
    above = [high - middle for middle, _, high in known if high is not None]
    if len(below) < len(known) or len(above) < len(known):
        return Estimate(value)
    return Estimate(value, value - math.hypot(*below) / len(known), value + math.hypot(*above) / len(known))


def mean(n: float, total: float, squares: float, level: float = CLEAR) -> Estimate:
    """The mean with Student's t interval, from n, the sum and the sum of squares; no interval under two.

    >>> e = mean(4, 10, 30)
    >>> e.value, round(e.low, 3), round(e.high, 3)
    (2.5, 0.446, 4.554)
    """
    if n <= 0:
        return NOTHING
    value = total / n
    if n < 2:
        return Estimate(value)
    half = student(level, n - 1) * mean_error(n, total, squares)
    return Estimate(value, value - half, value + half)


def mean_error(n: float, total: float, squares: float) -> float:
    """Standard error of a mean from n >= 2, the sum and the sum of squares; rounding never makes it negative."""
    spread = max(0.0, squares - total * total / n)
    return math.sqrt(spread / (n - 1) / n)


def nps(promoters: float, detractors: float, n: float, level: float = CLEAR) -> Estimate:
    """Net promoter score in points (-100 … 100) with the adjusted Wald interval.

    Three quarters of a promoter and of a detractor and 1.5 passives are added for the interval; the value itself
    stays raw. Rocks (2016), "Interval estimation for the net promoter score", The American Statistician 70.

    >>> e = nps(60, 15, 100)
    >>> e.value, round(e.low, 2), round(e.high, 2)
    (45.0, 29.34, 58.04)
    """
    if n <= 0:
        return NOTHING
    p, d = (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)
    half = z(level) * math.sqrt((p + d - (p - d) ** 2) / (n + 3))
    low, high = 100 * (p - d - half), 100 * (p - d + half)
    return Estimate(100 * (promoters - detractors) / n, max(-100.0, low), min(100.0, high))


def difference_of_shares(a: float, n_a: float, b: float, n_b: float, level: float = CLEAR) -> Estimate:
    """By how much the share a/n_a exceeds b/n_b, with Newcombe's interval built from two Wilson ones.

    Newcombe (1998), Statistics in Medicine 17, method 10.

    >>> e = difference_of_shares(56, 70, 48, 80)
    >>> round(e.value, 4), round(e.low, 4), round(e.high, 4)
    (0.2, 0.0524, 0.3339)
    """
    if n_a <= 0 or n_b <= 0:
        return NOTHING
    one, two = a / n_a, b / n_b
    low_one, high_one = _wilson(one, n_a, level)
    low_two, high_two = _wilson(two, n_b, level)
    low = one - two - math.hypot(one - low_one, high_two - two)
    high = one - two + math.hypot(high_one - one, two - low_two)
    return Estimate(one - two, low, high)


def difference_of_means(
    a: tuple[float, float, float], b: tuple[float, float, float], level: float = CLEAR
) -> Estimate:
    """By how much the mean of a exceeds that of b (each: n, sum, sum of squares), with Welch's interval.

    >>> e = difference_of_means((4, 10, 30), (4, 6, 14))
    >>> e.value, round(e.low, 3), round(e.high, 3)
    (1.0, -1.234, 3.234)
    """
    if a[0] <= 0 or b[0] <= 0:
        return NOTHING
    value = a[1] / a[0] - b[1] / b[0]
    if a[0] < 2 or b[0] < 2:
        return Estimate(value)
    va, vb = mean_error(*a) ** 2, mean_error(*b) ** 2
    if va + vb == 0:
        return Estimate(value, value, value)
    freedom = (va + vb) ** 2 / (va**2 / (a[0] - 1) + vb**2 / (b[0] - 1))
    half = student(level, freedom) * math.sqrt(va + vb)
    return Estimate(value, value - half, value + half)


def difference_of_estimates(a: Estimate, b: Estimate, level: float = CLEAR) -> Estimate:
    """By how much a exceeds b, two independent values that come with 95 % intervals of any kind.

    The intervals' own distances are put together by squares: Zou and Donner (2008), Statistics in Medicine 27, "MOVER".
    For shares with Wilson's intervals that is Newcombe's. Other levels scale the distances as a normal one.

    >>> e = difference_of_estimates(wilson(56, 70), wilson(48, 80))
    >>> round(e.value, 4), round(e.low, 4), round(e.high, 4)
    (0.2, 0.0524, 0.3339)
    """
    if a.value is None or b.value is None:
        return NOTHING
    value = a.value - b.value
    if a.low is None or a.high is None or b.low is None or b.high is None:
        return Estimate(value)
    scale = z(level) / z(CLEAR)
    down = math.hypot(a.value - a.low, b.high - b.value) * scale
    up = math.hypot(a.high - a.value, b.value - b.low) * scale
    return Estimate(value, value - down, value + up)


def certainty(interval: Callable[[float], Estimate]) -> Certainty:
    """Words that follow an interval: clear when 95 % of it leave out 0, likely when 80 % do, else cannot tell.

    >>> certainty(lambda level: difference_of_shares(56, 70, 48, 80, level))
    'clear'
    >>> certainty(lambda level: difference_of_shares(4, 10, 3, 10, level))
    'cannot tell'
    """
    if _leaves_out_zero(interval(CLEAR)):
        return "clear"
    return "likely" if _leaves_out_zero(interval(LIKELY)) else "cannot tell"


def _leaves_out_zero(estimate: Estimate) -> bool:
    if estimate.low is None or estimate.high is None:
        return False
    return estimate.low > 0 or estimate.high < 0


def z(level: float) -> float:
    """How many standard errors to either side hold a share `level` (0 to 1) of a normal variable.

    >>> round(z(0.95), 2)
    1.96
    """
    return NormalDist().inv_cdf((1 + level) / 2)


def student(level: float, freedom: float) -> float:
    """How many standard errors hold a share `level` of Student's t.

    >>> round(student(0.95, 10), 3)
    2.228
    """
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + level) / 2))

"""What a number carries decides how two of them are compared: one entry a kind, whatever the measure.

A measure never says how it is compared. A number says by its unit, its denominator and its interval what it is: a share
of people, a mean, an estimate, a count. A new measure is comparable on the day it is written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isclose

from desirepath.measures.result import Number, Unit
from desirepath.science import differences
from desirepath.science.differences import UNKNOWN, Difference
from desirepath.science.intervals import CLEAR, Estimate, student

MEANS: tuple[Unit, ...] = ("money", "stars", "score", "feeling", "per_100", "count", "seconds")


@dataclass(frozen=True)
class Pair:
    """The two numbers of one row, and what bare counts and sums are held against.

    customers : of each group, where the groups are different people. days : the length of the second stretch of time as
    a part of the first. squares : sums of the squares of what each customer brought, where the measure tells them.
    """

    a: Number
    b: Number
    customers: tuple[int, int] | None = None
    days: float = 1.0
    squares: tuple[float, float] | None = None

    def over(self, customers: int) -> tuple[float, float]:
        """What both are counted over: so many customers each, or else the time."""
        if self.customers is None:
            return 1.0, self.days
        return self.customers[0] / customers, self.customers[1] / customers


@dataclass(frozen=True)
class Kind:
    """One kind of number: how it is known, how two are compared, in which unit, and how many it rests on."""

    name: str
    method: str
    holds: Callable[[Number], bool]
    compare: Callable[[Pair], Difference]
    unit: Callable[[Pair], Unit]
    fewest: Callable[[Pair], int]


def kind_of(a: Number, b: Number) -> Kind:
    """The first kind that both numbers are of."""
    return next(kind for kind in KINDS if kind.holds(a) and kind.holds(b))


def _is_part(number: Number) -> bool:
    """Whether it counts some of a known number of customers."""
    part, whole = number.numerator, number.denominator
    return part is not None and whole is not None and 0 <= part <= whole


def _is_rate(number: Number) -> bool:
    if number.unit != "share" or not _is_part(number):
        return False
    whole = number.denominator or 0.0
    return not whole or number.value is None or isclose(number.value, (number.numerator or 0.0) / whole)


def _is_count_of(number: Number) -> bool:
    return number.unit == "people" and _is_part(number)


def _is_mean(number: Number) -> bool:
    """A sum over n with Student's interval, which lies as far below as above; a median over n does not."""
    value, low, high = number.value, number.low, number.high
    if number.unit not in MEANS or value is None or low is None or high is None:
        return False
    if number.n < 2 or number.denominator != number.n or number.numerator is None:
        return False
    times = 100 if number.unit == "per_100" else 1
    return isclose(value, times * number.numerator / number.n, abs_tol=1e-12) and isclose(
        value - low, high - value, abs_tol=1e-9 * max(1.0, abs(value))
    )


def _shares(pair: Pair) -> Difference:
    """Where everybody did it in both groups, or nobody, nothing is tested, as in the first step of a funnel."""
    parts = [(number.numerator or 0.0, number.denominator or 0.0) for number in (pair.a, pair.b)]
    found = differences.of_shares(*parts[0], *parts[1])
    certain = all(part == 0 for part, _ in parts) or all(part == whole for part, whole in parts)
    return Difference(found.estimate) if certain else found


def _means(pair: Pair) -> Difference:
    return differences.of_means(_sums(pair.a), _sums(pair.b))


def _sums(number: Number) -> tuple[float, float, float]:
    """n, sum and sum of squares, read back from a mean and its t interval."""
    n, value = number.n, number.value or 0.0
    half = ((number.high or 0.0) - (number.low or 0.0)) / 2
    error = half / student(CLEAR, n - 1)
    return float(n), value * n, error**2 * n * (n - 1) + value**2 * n


def _estimates(pair: Pair) -> Difference:
    one, two = (Estimate(number.value, number.low, number.high) for number in (pair.a, pair.b))
    return differences.of_estimates(one, two)


def _counts(pair: Pair) -> Difference:
    (here, there), a, b = pair.over(100), pair.a.value, pair.b.value
    if a is None or b is None:
        return UNKNOWN
    return differences.of_counts(a, here, b, there)


def _sums_of_money(pair: Pair) -> Difference:
    """What each customer of the groups brought on average; over time, and without squares, a bare difference."""
    (here, there), a, b = pair.over(1), pair.a.value, pair.b.value
    if a is None or b is None or not here or not there:
        return UNKNOWN
    if pair.customers is None or pair.squares is None:
        return Difference(Estimate(a / here - b / there))
    return differences.of_means((here, a, pair.squares[0]), (there, b, pair.squares[1]))


def _fewest_whole(pair: Pair) -> int:
    return int(min(pair.a.denominator or 0.0, pair.b.denominator or 0.0))


def _fewest(pair: Pair) -> int:
    return min(pair.a.n, pair.b.n)


def _least_over(pair: Pair) -> int:
    return min(pair.customers) if pair.customers else _fewest(pair)


def _as_share(pair: Pair) -> Unit:
    return "share"


def _own(pair: Pair) -> Unit:
    return pair.a.unit


def _each_hundred(pair: Pair) -> Unit:
    return "per_100" if pair.customers else pair.a.unit


KINDS = (
    Kind(
        "rate",
        "two shares: Newcombe's interval of the difference",
        _is_rate,
        _shares,
        _as_share,
        _fewest_whole,
    ),
    Kind(
        "count_of",
        "counts of customers: the difference of their shares of each group, Newcombe's interval",
        _is_count_of,
        _shares,
        _as_share,
        _fewest_whole,
    ),
    Kind("mean", "two means: Welch's interval and test", _is_mean, _means, _own, _fewest),
    Kind(
        "estimate",
        "two estimates: put together from both intervals (MOVER, Zou and Donner 2008)",
        lambda number: number.unit not in ("people", "count") and number.low is not None,
        _estimates,
        _own,
        _fewest,
    ),
    Kind(
        "count",
        "counts over equal times, or for 100 customers: Poisson score limits (MOVER)",
        lambda number: number.unit in ("people", "count"),
        _counts,
        _each_hundred,
        lambda pair: int((pair.a.value or 0) + (pair.b.value or 0)),
    ),
    Kind(
        "sum",
        "sums: for each customer of the groups, Welch's interval; between periods the bare difference",
        lambda number: True,
        _sums_of_money,
        _own,
        _least_over,
    ),
)
"""Every kind of number there is; what none of the others holds is a bare sum."""

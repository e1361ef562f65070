"""How many customers does an experiment need, and what could it see? To be asked before it starts.

Asked afterwards, with the effect that was found, the answer says nothing that the interval does not.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist

from desirepath.errors import InputError
from desirepath.science.intervals import CLEAR, z

POWER = 0.8


def design_effect(size: float, correlation: float) -> float:
    """By what factor more customers are needed when whole clusters (stores, accounts) are assigned.

    1 + (size - 1) * correlation, `size` >= 1 the mean number of customers in a cluster, `correlation` 0 … 1 of two
    customers of one cluster. Kish (1965). Clusters of very different sizes need more.

    >>> round(design_effect(20, 0.05), 2)
    1.95
    """
    if size < 1 or not 0 <= correlation <= 1:
        raise InputError(
            "A cluster holds at least one customer, and the correlation lies between 0 and 1.",
            code="bad_plan",
            remedy="Give the mean size of a cluster.",
        )
    return 1 + (size - 1) * correlation


def power_of_means(
    difference: float, spread: float, n: float, ratio: float = 1.0, design: float = 1.0, level: float = CLEAR
) -> float:
    """The chance that a two-sided t-test finds `difference` (in the outcome's unit).

    `spread` > 0 is the outcome's standard deviation (after CUPED: times sqrt(1 - saved)), `n` customers in the first
    arm and `ratio` * n in the second, `design` the design effect. Noncentral t: Cohen (1988), chapter 2. Raises
    InputError without spread or for fewer than two customers an arm.

    >>> round(power_of_means(0.5, 1.0, 64), 3)
    0.801
    """
    from scipy.special import nctdtr, stdtrit

    one, two = n / design, n * ratio / design
    if spread <= 0 or min(one, two) < 2:
        raise InputError(
            "Needed are a spread above 0 and at least two (effective) customers an arm.",
            code="bad_plan",
            remedy="Take the spread from past data.",
        )
    freedom = one + two - 2
    shift = abs(difference) / spread / math.sqrt(1 / one + 1 / two)
    edge = float(stdtrit(freedom, (1 + level) / 2))
    # The far side, where the test errs in the sign, is nothing for large shifts, and the function no number there.
    wrong = float(nctdtr(freedom, shift, -edge)) if shift < 5 else 0.0
    below = float(nctdtr(freedom, shift, edge)) if shift < 30 else 0.0
    return 1 - below + (0.0 if math.isnan(wrong) else wrong)


def power_of_shares(
    base: float, other: float, n: float, ratio: float = 1.0, design: float = 1.0, level: float = CLEAR
) -> float:
    """The chance that a two-sided test of shares tells `other` from `base` (both in (0, 1)).

    Normal approximation, pooled share under no difference: Fleiss, Levin and Paik (2003), chapter 4, without their
    continuity correction. `n` customers with `base`, `ratio` * n with `other`.

    >>> round(power_of_shares(0.10, 0.12, 3841), 3)
    0.8
    """
    if not (0 < base < 1 and 0 < other < 1) or n <= 0:
        raise InputError(
            "Shares must lie between 0 and 1, and there must be customers.",
            code="bad_plan",
            remedy="Give shares as 0.1, not as 10.",
        )
    one, two = n / design, n * ratio / design
    pooled = (base * one + other * two) / (one + two)
    under_none = math.sqrt(pooled * (1 - pooled) * (1 / one + 1 / two))
    under_this = math.sqrt(base * (1 - base) / one + other * (1 - other) / two)
    normal = NormalDist()
    edge, gap = z(level) * under_none, abs(other - base)
    return normal.cdf((gap - edge) / under_this) + normal.cdf((-gap - edge) / under_this)


def size_for_means(
    difference: float,
    spread: float,
    power: float = POWER,
    ratio: float = 1.0,
    design: float = 1.0,
    level: float = CLEAR,
) -> int:
    """Customers in the first arm (the second needs `ratio` times as many) so that `difference` is found with `power`.

    Raises InputError for a difference of 0, which no number is enough for.

    >>> size_for_means(0.5, 1.0)
    64
    """
    _ask(difference, power)
    least = math.ceil(2 * design / min(ratio, 1.0))
    return _least(least, power, lambda n: power_of_means(difference, spread, n, ratio, design, level))


def size_for_shares(
    base: float,
    other: float,
    power: float = POWER,
    ratio: float = 1.0,
    design: float = 1.0,
    level: float = CLEAR,
) -> int:
    """Customers in the arm with `base` so that `other` is told from it with `power`; see `power_of_shares`.

    >>> size_for_shares(0.10, 0.12)
    3841
    """
    _ask(other - base, power)
    return _least(1, power, lambda n: power_of_shares(base, other, n, ratio, design, level))


def _ask(difference: float, power: float) -> None:
    if difference == 0 or not 0 < power < 1:
        raise InputError(
            "Needed are a difference other than 0 and a power between 0 and 1.",
            code="bad_plan",
            remedy="Say which difference would matter.",
        )


def _least(least: int, power: float, of: Callable[[int], float]) -> int:
    """The smallest number with that power, which rises with the number."""
    high = least
    while of(high) < power:
        high *= 2
    low = max(least, high // 2)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if of(middle) < power else (low, middle)
    return high

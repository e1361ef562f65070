"""Did the group that got it do better? Tests of a randomised experiment, from sums alone.

For how many are needed, before the start, see `power`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from desirepath.errors import InputError
from desirepath.science.intervals import (
    CLEAR,
    Estimate,
    difference_of_means,
    difference_of_shares,
    mean_error,
)


@dataclass(frozen=True)
class Test:
    """By how much the first arm exceeds the second; statistic, degrees of freedom (null: normal), two-sided p."""

    __test__ = False  # a test of statistics, not of this program

    difference: Estimate
    statistic: float
    freedom: float | None
    p: float


@dataclass(frozen=True)
class Sums:
    """One arm: how many, sums of the outcome y, of y^2, of x from before the start, of x^2, and of x y. They add up."""

    n: float
    y: float
    yy: float
    x: float
    xx: float
    xy: float


@dataclass(frozen=True)
class Cuped:
    """The test after CUPED, `theta`, and the share of variance it took away (0 … 1)."""

    test: Test
    theta: float
    saved: float


def welch(a: tuple[float, float, float], b: tuple[float, float, float], level: float = CLEAR) -> Test:
    """Whether two means differ, each arm as (n >= 2, sum, sum of squares): Welch (1947), Biometrika 34.

    n counts customers (the unit that was randomised), never visits. Raises InputError for fewer than two in an arm, or
    when nothing varies in either.

    >>> found = welch((4, 10, 30), (4, 6, 14))
    >>> round(found.statistic, 3), round(found.freedom, 2), round(found.p, 3)
    (1.095, 6.0, 0.315)
    """
    from scipy.special import stdtr

    if a[0] < 2 or b[0] < 2:
        raise InputError(
            "Each arm needs at least two customers.", code="bad_arm", remedy="Wait for more customers."
        )
    va, vb = mean_error(*a) ** 2, mean_error(*b) ** 2
    if va + vb == 0:
        raise InputError(
            "Nothing varies in either arm.",
            code="bad_arm",
            remedy="Without any difference between customers there is nothing to test by.",
        )
    freedom = (va + vb) ** 2 / (va**2 / (a[0] - 1) + vb**2 / (b[0] - 1))
    statistic = (a[1] / a[0] - b[1] / b[0]) / math.sqrt(va + vb)
    return Test(
        difference_of_means(a, b, level), statistic, freedom, float(2 * stdtr(freedom, -abs(statistic)))
    )


def two_shares(a: float, n_a: float, b: float, n_b: float, level: float = CLEAR) -> Test:
    """Whether two shares differ: a of n_a against b of n_b (n > 0).

    The test pools the shares (z = difference / sqrt(p (1-p) (1/n_a + 1/n_b)), as the chi-squared test without
    correction); the interval is Newcombe's, so in rare cases at the edge the two disagree. p is 1 when all or none
    succeeded. Under about 5 expected successes an arm it is too rough.

    >>> found = two_shares(56, 70, 48, 80)
    >>> round(found.statistic, 3), round(found.p, 4)
    (2.65, 0.008)
    """
    if n_a <= 0 or n_b <= 0 or not (0 <= a <= n_a and 0 <= b <= n_b):
        raise InputError(
            "Each arm needs customers, and no more successes than customers.",
            code="bad_arm",
            remedy="Count each customer once, and successes among them.",
        )
    pooled = (a + b) / (n_a + n_b)
    error = math.sqrt(pooled * (1 - pooled) * (1 / n_a + 1 / n_b))
    statistic = (a / n_a - b / n_b) / error if error else 0.0
    return Test(
        difference_of_shares(a, n_a, b, n_b, level), statistic, None, math.erfc(abs(statistic) / math.sqrt(2))
    )


def cuped(a: Sums, b: Sums, level: float = CLEAR) -> Cuped:
    """Whether two means differ, after taking off what each customer's past foretold.

    Y' = Y - theta (X - mean X), X from **before** the start, theta = cov(X, Y) / var(X) within arms; variance falls by
    the squared correlation. Deng, Xu, Kohavi and Walker (2013), WSDM. The difference equals that of a regression of y
    on arm and x. Where x does not vary, theta is 0 and this is `welch`. Raises InputError as `welch`.

    It cannot repair an experiment that was not random; an x that the treatment touched makes it wrong.

    >>> arm = Sums(4, 10, 30, 10, 30, 30)
    >>> cuped(arm, Sums(4, 14, 54, 10, 30, 40)).test.difference.value
    -1.0
    """
    parts = [(arm.xx - arm.x**2 / arm.n, arm.xy - arm.x * arm.y / arm.n) for arm in (a, b)]
    varies, together = (sum(part) for part in zip(*parts, strict=True))
    theta = together / varies if varies > 0 else 0.0
    middle = (a.x + b.x) / (a.n + b.n)
    plain = sum(mean_error(arm.n, arm.y, arm.yy) ** 2 for arm in (a, b))
    one, two = (_without(arm, theta, middle) for arm in (a, b))
    left = sum(mean_error(*arm) ** 2 for arm in (one, two))
    if left == 0 < plain:
        # The past foretold everything: no chance is left to measure the difference by.
        value = one[1] / one[0] - two[1] / two[0]
        certain = Test(
            Estimate(value, value, value), math.copysign(math.inf, value), None, 0.0 if value else 1.0
        )
        return Cuped(certain, theta, 1.0)
    return Cuped(welch(one, two, level), theta, max(0.0, 1 - left / plain) if plain else 0.0)


def _without(arm: Sums, theta: float, middle: float) -> tuple[float, float, float]:
    """n, sum and sum of squares of y - theta (x - middle)."""
    total = arm.y - theta * (arm.x - arm.n * middle)
    own = arm.x / arm.n
    spread = (
        (arm.yy - arm.y**2 / arm.n) - 2 * theta * (arm.xy - own * arm.y) + theta**2 * (arm.xx - own * arm.x)
    )
    # Put together from spreads about the means: sums of squares of large numbers would lose the digits that count.
    return arm.n, total, max(spread, 0.0) + total**2 / arm.n

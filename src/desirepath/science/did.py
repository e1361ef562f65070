"""Did it change more where something was done than where nothing was? Difference in differences.

A before and after alone mistakes the season, the trend and the way back to normal of a group that was chosen for being
bad for an effect. Here the change of those without it is taken off.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from desirepath.errors import InputError
from desirepath.science.arrays import Floats
from desirepath.science.intervals import CLEAR, Estimate
from desirepath.science.tails import Wald, normal, wald


@dataclass(frozen=True)
class Group:
    """A group's mean in each period: `means` (T,), the sampling covariance of these means (T, T), and how many.

    The covariance is null for a single unit (one country): values can be compared, their error cannot be known.
    """

    n: float
    means: Floats
    covariance: Floats | None

    @classmethod
    def of_panel(cls, outcomes: ArrayLike) -> Group:
        """The same units in every period: `outcomes` (n, T), nothing missing.

        Give one row a unit of decision (a store, not its customers) when it was decided by store.
        """
        y = np.asarray(outcomes, float)
        return cls.of_sums(len(y), y.sum(axis=0), y.T @ y)

    @classmethod
    def of_sums(cls, n: float, sums: ArrayLike, products: ArrayLike) -> Group:
        """The same n units in every period, from `sums` (T,) and sums of products (T, T); both add up over parts."""
        means = np.asarray(sums, float) / n
        if n < 2:
            return cls(n, means, None)
        return cls(n, means, (np.asarray(products, float) - n * np.outer(means, means)) / (n - 1) / n)

    @classmethod
    def of_waves(cls, counts: ArrayLike, means: ArrayLike, variances: ArrayLike) -> Group:
        """Other people in every period: counts, means and variances (with n - 1), each (T,)."""
        n = np.asarray(counts, float)
        if (n <= 0).any():
            raise InputError(
                "A period without anybody has no mean.", code="bad_periods", remedy="Leave it out."
            )
        return cls(float(n.mean()), np.asarray(means, float), np.diag(np.asarray(variances, float) / n))


@dataclass(frozen=True)
class Did:
    """The effect in the outcome's unit, and what it rests on.

    `expected` is what the treated would have come to without it; `relative` the effect as a share of that (no
    interval); `pretrend` tests whether the two groups already moved apart before (null with one period before, or
    one unit).
    """

    effect: Estimate
    error: float | None
    expected: float
    relative: float | None
    pretrend: Wald | None


def difference_in_differences(treated: Group, control: Group, after: ArrayLike, level: float = CLEAR) -> Did:
    """By how much the treated changed more than the control group, from before to after.

    `after` (T,) is true for the periods in which it was done; each side's periods count alike. Effect =
    (mean after - mean before) of the treated minus the same of the control group; error from the groups' sampling
    covariances, normal interval. Card and Krueger (1994), Am. Econ. Rev. 84; Angrist and Pischke (2009), chapter 5.
    Raises InputError without a period before or after, or when periods do not fit.

    It assumes that without it both would have changed by the same amount. `pretrend` can speak against that, never
    for it: a test that finds nothing may have been too weak.

    >>> store = Group.of_waves([100, 100], [5.0, 8.0], [4.0, 4.0])
    >>> other = Group.of_waves([100, 100], [6.0, 7.0], [4.0, 4.0])
    >>> found = difference_in_differences(store, other, [False, True])
    >>> found.effect.value, round(found.error, 3), found.expected
    (2.0, 0.4, 6.0)
    """
    done = np.asarray(after, bool)
    if not done.size == treated.means.size == control.means.size:
        raise InputError(
            "Both groups and `after` need the same periods.",
            code="bad_periods",
            remedy="Give a mean for each period.",
        )
    if done.all() or not done.any():
        raise InputError(
            "A difference in differences needs a period before and one after.",
            code="bad_periods",
            remedy="Take in a period on the other side of the start.",
        )
    contrast = np.where(done, 1 / done.sum(), -1 / (~done).sum())
    gap = treated.means - control.means
    value = float(contrast @ gap)
    covariance = (
        None
        if treated.covariance is None or control.covariance is None
        else treated.covariance + control.covariance
    )
    error = None if covariance is None else math.sqrt(max(0.0, float(contrast @ covariance @ contrast)))
    expected = float(treated.means[done].mean()) - value
    return Did(
        normal(value, error, level),
        error,
        expected,
        value / expected if expected else None,
        None if covariance is None else _moved_before(gap[~done], covariance[np.ix_(~done, ~done)]),
    )


def _moved_before(gap: Floats, covariance: Floats) -> Wald | None:
    if gap.size < 2:
        return None
    against_last = np.column_stack([np.eye(gap.size - 1), -np.ones(gap.size - 1)])
    return wald(against_last @ gap, against_last @ covariance @ against_last.T)

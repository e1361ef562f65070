"""What did a roll-out in waves do, wave by wave and period by period? Group-time effects, ATT(g, t).

When stores start at different times, one regression with fixed effects also uses early starters as controls of
late ones and can come out with the wrong sign. Here each wave is compared only with those that had not started.
Callaway and Sant'Anna (2021), Journal of Econometrics 225.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from desirepath.errors import InputError
from desirepath.science.arrays import Flags, Floats
from desirepath.science.did import Group
from desirepath.science.intervals import CLEAR, Estimate
from desirepath.science.tails import Wald, normal, wald

Controls = Literal["never", "not yet"]
NEVER = math.inf

# Who may stand for a cohort, from all cohorts' starts and the later one of the two periods compared.
COMPARED: dict[Controls, Callable[[Floats, float], Flags]] = {
    "never": lambda firsts, latest: firsts == NEVER,
    "not yet": lambda firsts, latest: firsts > latest,
}


@dataclass(frozen=True)
class Cohort:
    """All units that started in period `first` (`NEVER` = math.inf), with their means in every period."""

    first: float
    group: Group


@dataclass(frozen=True)
class Cell:
    """The effect in `period` on the cohort that started in `first`; before it started: what should be 0."""

    first: float
    period: float
    effect: Estimate
    error: float | None


@dataclass(frozen=True)
class GroupTime:
    """All cells, in order of cohort and period, with the covariance of their effects (k, k; null: not known).

    `shares` is each cohort's part of all units, never-treated ones included, `n` the number of units;
    `pretrend` tests that all cells before the start are 0 (null when there is none).
    """

    cells: tuple[Cell, ...]
    covariance: Floats | None
    shares: dict[float, float]
    n: float
    pretrend: Wald | None


def group_time(
    cohorts: Sequence[Cohort], periods: ArrayLike, controls: Controls = "never", level: float = CLEAR
) -> GroupTime:
    """The effect on each cohort in each period.

    `periods` (T,) are rising numbers (years, months) in which `first` is counted too. ATT(g, t) = change of cohort g
    from its last period before g to t, minus the same change of the controls: those never treated, or with "not yet"
    all that start after both t and g's base (pooled by size). A cohort that started in the first period has no base
    and is left out. Errors are exact linear combinations of the groups' sampling covariances; the pooling weights
    of "not yet" count as known. Raises InputError without controls, or for unfit shapes.

    It assumes that without the roll-out cohort and controls would have changed alike, and that nobody reacts before
    the start. Nothing is adjusted for covariates.

    >>> early = Cohort(2, Group.of_panel([[1.0, 4.0, 5.0], [3.0, 6.0, 7.0]]))
    >>> never = Cohort(NEVER, Group.of_panel([[0.0, 1.0, 2.0], [2.0, 3.0, 4.0]]))
    >>> [(cell.period, cell.effect.value) for cell in group_time([early, never], [1, 2, 3]).cells]
    [(2.0, 2.0), (3.0, 2.0)]
    """
    times = np.asarray(periods, float)
    ordered = sorted(cohorts, key=lambda cohort: cohort.first)
    _check(ordered, times)
    firsts = np.array([cohort.first for cohort in ordered])
    sizes = np.array([cohort.group.n for cohort in ordered])
    keys, rows = [], []
    for first in firsts[(firsts > times[0]) & (firsts <= times[-1])]:
        base = int(np.searchsorted(times, first)) - 1
        for t in range(times.size):
            free = COMPARED[controls](firsts, max(times[t], times[base])) & (firsts != first)
            if t != base and free.any():
                keys.append((float(first), float(times[t])))
                rows.append(_factors(firsts == first, free, sizes, t, base, times.size))
    if not rows:
        raise InputError(
            f"No cohort has a period before its start and somebody {controls} treated beside it.",
            code="nothing_to_compare",
            remedy="Take in earlier periods, or compare with the other kind of controls.",
        )
    table = np.array(rows)
    values = np.einsum("kgt,gt->k", table, np.array([cohort.group.means for cohort in ordered]))
    covariance = _covariance(table, ordered)
    errors = (
        [None] * len(keys) if covariance is None else [math.sqrt(max(v, 0.0)) for v in np.diag(covariance)]
    )
    cells = tuple(
        Cell(first, period, normal(float(value), error, level), error)
        for (first, period), value, error in zip(keys, values, errors, strict=True)
    )
    early = [place for place, (first, period) in enumerate(keys) if period < first]
    test = wald(values[early], covariance[np.ix_(early, early)]) if early and covariance is not None else None
    shares = {float(first): float(size / sizes.sum()) for first, size in zip(firsts, sizes, strict=True)}
    return GroupTime(cells, covariance, shares, float(sizes.sum()), test)


def _factors(mine: Flags, free: Flags, sizes: Floats, t: int, base: int, periods: int) -> Floats:
    """What the cohorts' means (G, T) are multiplied by and summed up to one effect; so its error follows at once."""
    change = np.zeros(periods)
    change[t], change[base] = 1, -1
    return np.outer(mine - np.where(free, sizes, 0) / sizes[free].sum(), change)


def _check(cohorts: Sequence[Cohort], times: Floats) -> None:
    if (np.diff(times) <= 0).any():
        raise InputError("Periods must rise.", code="bad_periods", remedy="Sort them, each once.")
    if any(cohort.group.means.size != times.size for cohort in cohorts):
        raise InputError(
            "Every cohort needs one mean for each period.",
            code="bad_periods",
            remedy="Give a mean for each period.",
        )
    if len({cohort.first for cohort in cohorts}) < len(cohorts):
        raise InputError(
            "Two cohorts start in the same period.", code="bad_periods", remedy="Put them together first."
        )


def _covariance(table: Floats, cohorts: Sequence[Cohort]) -> Floats | None:
    total = np.zeros((len(table), len(table)))
    for place, cohort in enumerate(cohorts):
        used = table[:, place, :]
        if not used.any():
            continue
        if cohort.group.covariance is None:
            return None
        total += used @ cohort.group.covariance @ used.T
    return total

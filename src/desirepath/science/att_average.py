"""What did a roll-out do on the whole, by wave, and by time since the start? Averages of group-time effects.

Callaway and Sant'Anna (2021), section 3. Weights are the cohorts' sizes; that these are estimated too is in the error.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from desirepath.errors import InputError
from desirepath.science.arrays import Floats
from desirepath.science.att_gt import GroupTime
from desirepath.science.intervals import CLEAR, Estimate
from desirepath.science.tails import normal


@dataclass(frozen=True)
class Average:
    """An average effect; `label` is the cohort's start, the periods since the start, or null for all."""

    label: float | None
    effect: Estimate
    error: float | None


@dataclass(frozen=True)
class Averages:
    """One average for each label in rising order, and one over all."""

    overall: Average
    each: tuple[Average, ...] = ()


def simple(found: GroupTime, level: float = CLEAR) -> Averages:
    """One number: all effects from the start on, each weighted by the size of its cohort.

    Cohorts that started early have more periods and so more weight; `by_group` gives every treated unit the same.
    Raises InputError, as the others here, when there is no period after a start.

    >>> from desirepath.science.att_gt import NEVER, Cohort, Group, group_time
    >>> early = Cohort(2, Group.of_panel([[1.0, 4.0, 5.0], [3.0, 6.0, 7.0]]))
    >>> never = Cohort(NEVER, Group.of_panel([[0.0, 1.0, 2.0], [2.0, 3.0, 4.0]]))
    >>> simple(group_time([early, never], [1, 2, 3])).overall.effect.value
    2.0
    """
    parts = _Parts(found, level)
    return Averages(parts.average(None, [(1.0, parts.weights(parts.since >= 0))]))


def by_group(found: GroupTime, level: float = CLEAR) -> Averages:
    """The mean effect on each cohort over its periods since the start; overall weighted by the cohorts' sizes.

    The overall figure is the effect on an average treated unit.
    """
    parts = _Parts(found, level)
    started = parts.since >= 0
    groups = np.unique(parts.firsts[started])
    spread = np.zeros(parts.firsts.size)
    for first in groups:
        mine = started & (parts.firsts == first)
        spread[mine] = 1 / mine.sum()
    each = tuple(
        parts.average(float(first), [(1.0, parts.weights((spread > 0) & (parts.firsts == first)))])
        for first in groups
    )
    return Averages(parts.average(None, [(1.0, spread)]), each)


def by_event_time(found: GroupTime, level: float = CLEAR) -> Averages:
    """The effect by periods since the start, those before it included; overall the plain mean from 0 on.

    Different event times are seen in different cohorts, so a change along them may be a change of cohorts.
    """
    parts = _Parts(found, level)
    times = np.unique(parts.since)
    each = tuple(parts.average(float(e), [(1.0, parts.weights(parts.since == e))]) for e in times)
    later = [e for e in times if e >= 0]
    return Averages(
        parts.average(None, [(1 / len(later), parts.weights(parts.since == e)) for e in later]), each
    )


class _Parts:
    """What all averages are made of: the cells as arrays."""

    def __init__(self, found: GroupTime, level: float) -> None:
        self.found, self.level = found, level
        self.firsts = np.array([cell.first for cell in found.cells])
        self.since = np.array([cell.period for cell in found.cells]) - self.firsts
        self.values = np.array([cell.effect.value for cell in found.cells], float)
        self.shares = np.array([found.shares[first] for first in self.firsts])
        if not (self.since >= 0).any():
            raise InputError(
                "No cohort has a period after its start.",
                code="nothing_to_compare",
                remedy="Wait for a period with data after a start.",
            )

    def weights(self, chosen: Floats) -> Floats:
        return np.asarray(chosen, float)

    def average(self, label: float | None, mixture: list[tuple[float, Floats]]) -> Average:
        """sum of part * (sum w p ATT / sum w p) over the mixture, p the cohort's share, by the delta method."""
        value, toward = 0.0, np.zeros(self.values.size)
        slopes = dict.fromkeys(self.found.shares, 0.0)
        for part, base in mixture:
            total = float(base @ self.shares)
            weights = base * self.shares / total
            mean = float(weights @ self.values)
            value += part * mean
            toward += part * weights
            for first in np.unique(self.firsts[base > 0]):
                mine = self.firsts == first
                slopes[float(first)] += part * float(base[mine] @ (self.values[mine] - mean)) / total
        if self.found.covariance is None:
            return Average(label, Estimate(value), None)
        p, d = np.array(list(self.found.shares.values())), np.array(list(slopes.values()))
        drawn = (p @ d**2 - (p @ d) ** 2) / self.found.n
        error = math.sqrt(max(0.0, float(toward @ self.found.covariance @ toward)) + max(float(drawn), 0.0))
        return Average(label, normal(value, error, self.level), error)

"""After how long a silence is somebody no longer a customer? So long that hardly anybody comes back after it.

Silences between two days of activity are waiting times, and the last one of each customer is not over yet. Kaplan and
Meier's S(t) is the share of silences longer than t, so of those that have lasted g days the share 1 - S(w) / S(g) ends
within the w days that could be watched. The rule takes the shortest g for which that is under 5 %.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from desirepath.insights.forecast.activity import Activity, daily
from desirepath.measures.view import View
from desirepath.science.intervals import Estimate, z
from desirepath.science.kaplan_meier import Survival, survival

if TYPE_CHECKING:
    import ibis.expr.types as ir

RETURNS = 0.05
FEWEST_WATCHED = 100
"""Of fewer silences that were watched so long, nothing is said."""
LATEST = 0.5
"""A silence longer than half of what could be watched was hardly seen to end or not."""


@dataclass(frozen=True)
class Gap:
    """How long silences last. `watched`: the longest silence that enough people were watched for, in days."""

    silences: Survival
    watched: float

    def returns(self, days: float) -> Estimate:
        """Share that comes back within the time watched, of those silent for `days`, with its interval."""
        stay = self.silences.at(self.watched) / max(self.silences.at(days), 1e-12)
        half = z(0.95) * np.sqrt(max(0.0, self._variance(self.watched) - self._variance(days)))
        return Estimate(1 - stay, max(0.0, 1 - stay * float(np.exp(half))), 1 - stay * float(np.exp(-half)))

    def rule(self) -> int | None:
        """The shortest silence in whole days after which under 5 % come back; None where it was not watched enough."""
        for days in range(1, int(self.watched * LATEST) + 1):
            told = self.returns(days).value
            if told is not None and told < RETURNS:
                return days
        return None

    def _variance(self, days: float) -> float:
        place = int(np.searchsorted(self.silences.durations, days, side="right"))
        return 0.0 if place == 0 else float(self.silences.greenwood[place - 1])


def gap(view: View, activity: Activity, end: int) -> Gap | None:
    """Silences of all customers up to day `end`; None where nobody was active twice."""
    import ibis

    days = daily(view, activity)
    days = days.filter((days.act == 1) & (days.day < end)).select("customer", "day")
    each = ibis.window(group_by="customer", order_by="day")
    days = days.mutate(then=days.day.lead().over(each))
    silent = days.mutate(
        over=days.then.notnull().cast("int64"), days=ibis.coalesce(days.then, end) - days.day
    )
    return _of_counts(view, silent)


def _of_counts(view: View, silent: ir.Table) -> Gap | None:
    counted = silent.group_by("days").aggregate(ended=silent.over.sum(), open=(1 - silent.over).sum())
    table = view.engine.to_arrow(counted.order_by("days"))
    lasted, ended, still = (table[name].cast("float64").to_numpy() for name in ("days", "ended", "open"))
    if not ended.sum():
        return None
    at_risk = (ended + still)[::-1].cumsum()[::-1]
    enough = lasted[at_risk >= min(FEWEST_WATCHED, at_risk[0])]
    return Gap(survival(lasted, ended, still), float(enough.max()))

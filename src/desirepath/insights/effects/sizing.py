"""How many customers, and how many weeks, are needed to see what is forecast? To be asked before the start."""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np
from pydantic import Field

from desirepath.domain.action import Action
from desirepath.insights.effects.outcome import Outcome, People
from desirepath.measures.estimators import rate
from desirepath.measures.periods import local
from desirepath.measures.result import Frozen, Number
from desirepath.science.power import POWER, size_for_shares

LATELY_WEEKS = 13
BASE_DAYS = 182


class Sizing(Frozen):
    """What an experiment needs that gives it to half, drawn by lot, and finds the forecast in four cases of five."""

    base: Number = Field(
        description="The share now, or before the start, among customers whose time has ended"
    )
    forecast: float
    each: int = Field(description="Customers needed in each of the two groups")
    weekly: float = Field(description="Customers who come a week, over the last 13 weeks before the start")
    weeks: int | None = Field(
        description="Weeks until both groups are filled; null where hardly anybody comes"
    )
    wait_days: int = Field(description="Days until the last one's time is over")
    power: float = POWER


def sizing(outcome: Outcome, action: Action) -> Sizing | None:
    """What is needed to see the forecast; None without one, or where it leads beyond 0 or 1."""
    now = outcome.view.now
    if not action.forecast or now is None:
        return None
    today = local(now, outcome.view.timezone).date()
    # What has begun already changes the share: the time before it says what was there to be seen.
    until = min(today, action.started - timedelta(days=1)) if action.started else today
    start = until - timedelta(days=max(LATELY_WEEKS * 7, BASE_DAYS + outcome.window_days))
    people = outcome.people(action.target, start=start, end=until)
    if not len(people.known) and action.target:
        # A filter that only the action makes true finds nobody before it.
        people = outcome.people(start=start, end=until)
    base = _share(people.known)
    if base.value is None or not (0 < base.value < 1 and 0 < base.value + action.forecast < 1):
        return None
    each = size_for_shares(base.value, base.value + action.forecast)
    weekly = _weekly(people, until)
    return Sizing(
        base=base,
        forecast=action.forecast,
        each=each,
        weekly=weekly,
        weeks=math.ceil(2 * each / weekly) if weekly >= 1 else None,
        wait_days=outcome.window_days,
    )


def _weekly(people: People, until: date) -> float:
    first = np.datetime64(until - timedelta(days=LATELY_WEEKS * 7))
    return float((people.days >= first).sum()) / LATELY_WEEKS


def _share(people: People) -> Number:
    return rate(float(people.outcome.sum()), len(people))

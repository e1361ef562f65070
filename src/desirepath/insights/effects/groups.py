"""The people of an action: who got it and whom they are compared with, before and after."""

from __future__ import annotations

from datetime import date, timedelta

from desirepath.domain.action import Action
from desirepath.insights.effects.design import Group
from desirepath.insights.effects.outcome import Outcome
from desirepath.insights.effects.panel import BACK_DAYS, Periods, Side, cut, shares

WITH, WITHOUT = "with it", "without it"


def last_day(outcome: Outcome, action: Action) -> date:
    """The last day on which people count: the action's own, or the last whose time is over."""
    return min(action.ended or date.max, outcome.last_day)


def side(outcome: Outcome, action: Action, where: str | None) -> Side:
    """Customers who meet a condition, each at their first time before the start and at their first from then on."""
    assert action.started is not None, "only what has begun is looked at"
    early = action.started - timedelta(days=1)
    return Side(
        outcome.people(where, start=action.started - timedelta(days=BACK_DAYS), end=early),
        outcome.people(where, start=action.started, end=action.ended),
    )


def both(outcome: Outcome, action: Action) -> tuple[Side, Side, str | None]:
    """Those with it and those without it; whoever is in both groups is left out, and told."""
    treated, control = side(outcome, action, action.target), side(outcome, action, action.control)
    one, two = treated.without(control), control.without(treated)
    lost = len(treated.before) + len(treated.after) - len(one.before) - len(one.after)
    note = f"Left out, since they were in both groups: {lost:,}." if lost else None
    return one, two, note


def as_groups(
    outcome: Outcome, action: Action, sides: tuple[Side, ...], wheres: tuple[str | None, ...]
) -> tuple[Periods, tuple[Group, ...]]:
    """The groups in periods that all of them can fill."""
    assert action.started is not None, "only what has begun is looked at"
    periods = cut(sides, action.started, outcome.first_day, last_day(outcome, action))
    titles = (WITH, WITHOUT)
    return periods, tuple(
        Group(title, where, shares(one.known, periods), periods.before)
        for title, where, one in zip(titles, wheres, sides, strict=False)
    )

"""From where, to where, and within what time: the stretches of a map that outcomes are counted over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from desirepath.domain import duration
from desirepath.domain.map import Map
from desirepath.errors import InputError, NotFoundError, nearest
from desirepath.measures import estimators
from desirepath.measures.measure import Record
from desirepath.measures.result import Number

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.measures.later import Goal
    from desirepath.measures.scope import Scope

LATER_STAGE = "later stage"


@dataclass(frozen=True)
class Leg:
    """One step or stage to start from, what counts as going on, and how long people are given."""

    start: str
    targets: tuple[str, ...]
    within: str

    @property
    def window(self) -> timedelta:
        return timedelta(seconds=duration.seconds(self.within))


def the_map(scope: Scope) -> Map:
    """The map of the view; measures of steps are never asked without one."""
    if scope.view.map is None:
        raise ValueError("a view with steps has a map")
    return scope.view.map


def check_place(plan: Map, name: str | None, *others: str) -> None:
    """Raise NotFoundError with the nearest name when the map has no such step or stage."""
    known = [*(s.id for s in plan.steps()), *(s.id for s in plan.stages), *others]
    if name is not None and name not in known:
        raise NotFoundError(
            f'The map "{plan.id}" has no step or stage "{name}".',
            code="unknown_step",
            remedy=nearest(name, known),
        )


def matched_steps(plan: Map) -> list[str]:
    """Ids of the steps that events can match."""
    return [step.id for step in plan.steps() if step.match]


def step_legs(plan: Map, start: str | None, to: str | None, within: str | None) -> list[Leg]:
    """From one step, or from each; to one step, or to any planned next one."""
    planned = {step.id: tuple(plan.planned_next(step.id)) for step in plan.steps()}
    if start is not None:
        starts = [start]
    elif to is not None:
        starts = [step for step, following in planned.items() if to in following]
    else:
        starts = [step for step in matched_steps(plan) if planned[step]]
    windows = {step.id: step.expect.within for step in plan.steps()}
    found = [Leg(s, (to,) if to else planned[s], within or windows[s]) for s in starts]
    if not all(leg.targets for leg in found):
        raise InputError(
            f'No step is planned to follow "{start}".',
            code="last_step",
            remedy='Name one with the parameter "to".',
        )
    if not found:
        raise InputError(
            f'No step is planned to lead to "{to}".' if to else "No step of the map has a rule.",
            code="no_start",
            remedy='Name one with the parameter "from".' if to else "Give one a match rule.",
        )
    return found


def stage_legs(plan: Map, start: str | None, to: str | None, within: str | None) -> list[Leg]:
    """From one stage, or from each; to one stage, or to any later one. People get as long as at its slowest step."""
    stages = [stage.id for stage in plan.stages]
    for name in (start, to):
        if name not in (None, LATER_STAGE, *stages):
            raise InputError(
                f'"{name}" is a step, and the other one is a stage.',
                code="step_and_stage",
                remedy="Name two of a kind.",
            )
    if start is not None:
        starts = [start]
    elif to in (None, LATER_STAGE):
        starts = [stage.id for stage in plan.stages[:-1] if any(step.match for step in stage.steps)]
    else:
        starts = [stage for stage, after in pairwise(stages) if after == to]
    if not starts:
        raise InputError(
            f'No stage comes before "{to}".', code="no_start", remedy='Name one with the parameter "from".'
        )
    longest = {
        stage.id: max((step.expect.within for step in stage.steps), key=duration.seconds)
        for stage in plan.stages
    }
    return [Leg(s, (to or LATER_STAGE,), within or longest[s]) for s in starts]


def starting_at(scope: Scope, rows: ir.Table, column: str, starts: list[str]) -> ir.Table:
    """Rows of these steps or stages. Leaving out the few others is cheaper than finding each row's in a list."""
    plan = the_map(scope)
    matched = matched_steps(plan)
    there = matched if column == "step" else [plan.stage_of(step).id for step in matched]
    others = [place for place in dict.fromkeys(there) if place not in starts]
    if len(others) < len(starts):
        return rows.filter([rows[column] != place for place in others]) if others else rows
    return rows.filter(rows[column].isin(starts))


def reaches(plan: Map, column: str, found: list[Leg]) -> Goal:
    """Whether a later row stands at a target of the leg that the entry starts."""
    order = [stage.id for stage in plan.stages]

    def reached(leg: Leg) -> list[str]:
        return order[order.index(leg.start) + 1 :] if leg.targets == (LATER_STAGE,) else list(leg.targets)

    def goal(pair: ir.Table) -> ir.BooleanValue:
        import ibis

        legs = [(pair[column] == leg.start) & pair[f"then_{column}"].isin(reached(leg)) for leg in found]
        return ibis.or_(*legs)

    return goal


def with_outcome(scope: Scope, entries: ir.Table, column: str, found: list[Leg]) -> ir.Table:
    """Entries with `went_on`, `ended` (their time is over), `outcome` and `entered_at`; needs `went_on_at`.

    A window holds its last moment: going on after exactly that long counts.
    """
    import ibis

    windows: dict[timedelta, list[str]] = {}
    for leg in found:
        windows.setdefault(leg.window, []).append(leg.start)

    def by_window(flag: Callable[[timedelta], ir.BooleanValue]) -> ir.BooleanValue:
        """One comparison for all legs of equal length: millions of rows feel the difference."""
        if len(windows) == 1:
            return flag(next(iter(windows)))
        branches = ((entries[column].isin(starts), flag(window)) for window, starts in windows.items())
        return ibis.cases(*branches, else_=False)

    def in_time(window: timedelta) -> ir.BooleanValue:
        return entries.went_on_at <= entries.time + ibis.interval(seconds=int(window.total_seconds()))

    def over(window: timedelta) -> ir.BooleanValue:
        return ibis.literal(False) if scope.now is None else entries.time <= scope.now - window

    went_on = by_window(in_time).fill_null(False)
    judged = entries.mutate(went_on=went_on, ended=by_window(over), entered_at=entries.time)
    outcome = ibis.cases((judged.went_on, "went_on"), (judged.ended, "lost"), else_="still_open")
    return judged.mutate(outcome=outcome)


def outcomes(entries: ir.Table, keys: list[str]) -> ir.Table:
    """People who entered, and what became of them."""
    return entries.aggregate(
        entered=entries.count(),
        went_on=entries.went_on.sum(),
        lost=(entries.ended & ~entries.went_on).sum(),
        went_on_ended=(entries.went_on & entries.ended).sum(),
        by=keys,
    )


NOBODY: Record = {"entered": 0, "went_on": 0, "lost": 0, "went_on_ended": 0}


def outcome_number(record: Record) -> tuple[Number, dict[str, Any]]:
    """The rate among those whose time is over, and all people by outcome.

    People whose window is still running cannot have been lost yet. Those of them who already went on are left out
    of the rate too, or the newest people would always look best.
    """
    entered, went_on, lost, judged = (
        int(record[k] or 0) for k in ("entered", "went_on", "lost", "went_on_ended")
    )
    still_open = entered - went_on - lost
    number = estimators.rate(judged, judged + lost, still_open=still_open)
    return number, {"entered": entered, "went_on": went_on, "still_open": still_open, "lost": lost}


OUTCOME_WORDS = {
    "entered": "customers who entered = went_on + still_open + lost",
    "went_on": "of those, went on within the time given, its last moment included",
    "still_open": "have not, and their time is not over",
    "lost": "have not, and their time is over",
}

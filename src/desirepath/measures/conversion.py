"""Who goes on from here, who is lost, and for whom is it too early to tell?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import Field

from desirepath.domain.map import Duration
from desirepath.errors import InputError
from desirepath.measures.distinct import first_rows
from desirepath.measures.grid import rows_of
from desirepath.measures.later import with_later_time
from desirepath.measures.legs import (
    LATER_STAGE,
    NOBODY,
    OUTCOME_WORDS,
    Leg,
    check_place,
    outcome_number,
    outcomes,
    reaches,
    stage_legs,
    starting_at,
    step_legs,
    the_map,
    with_outcome,
)
from desirepath.measures.measure import Measure, Params, Record
from desirepath.measures.names import UNITS
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope

if TYPE_CHECKING:
    import ibis.expr.types as ir


class ConversionParams(Params):
    from_: str | None = Field(
        None,
        alias="from",
        description="Step or stage people start at; null: every step with a planned next one",
    )
    to: str | None = Field(
        None,
        description='Step or stage they should reach; null: any planned next step; "later stage" for stages',
    )
    within: Duration | None = Field(
        None, description="How long they are given; null: as the map says of the step"
    )


def legs(scope: Scope, params: ConversionParams) -> tuple[str, list[Leg]]:
    """Whether steps or stages are meant, and the stretches to measure; raises for names the map lacks."""
    plan = the_map(scope)
    start, to = params.from_, params.to
    check_place(plan, start)
    check_place(plan, to, LATER_STAGE)
    if start is not None and start == to:
        raise InputError(
            f'"from" and "to" are both "{to}".', code="same_step", remedy="Name two different ones."
        )
    steps = [step.id for step in plan.steps()]
    stages = [name for name in (start, to) if name is not None and name not in steps]
    if stages or (scope.own == ("stage",) and start is None and to is None):
        return "stage", stage_legs(plan, start, to, params.within)
    return "step", step_legs(plan, start, to, params.within)


def observations(scope: Scope, params: ConversionParams) -> ir.Table:
    """One row a customer and leg: their first visit in the dates, when they went on, and the outcome."""
    return with_outcome(scope, _entries(scope, params), *legs(scope, params))


def _entries(scope: Scope, params: ConversionParams) -> ir.Table:
    column, found = legs(scope, params)
    rows = scope.reading(*(f"to_{target}" for leg in found for target in leg.targets)).rows()
    rows = starting_at(scope, rows, column, [leg.start for leg in found])
    pointer = {"step": "prev_same_step_time", "stage": "prev_same_stage_time"}[column]
    entries = first_rows(scope, rows, [column], previous=pointer)
    if scope.unit == "customer" and all(_stored(scope, column, leg) for leg in found):
        return entries.mutate(went_on_at=_stored_times(scope, entries, column, found))
    goal = reaches(the_map(scope), column, found)
    return with_later_time(scope, entries, scope.view.tables["steps"], goal, column)


def _stored(scope: Scope, column: str, leg: Leg) -> bool:
    """Whether the table itself says when people next stood at the targets."""
    there = scope.view.tables["steps"].columns
    if column == "stage":
        return leg.targets == (LATER_STAGE,)
    return all(f"to_{target}" in there for target in leg.targets)


def _stored_time(entries: ir.Table, leg: Leg) -> ir.TimestampValue:
    import ibis

    times = [entries[f"to_{target}"] for target in leg.targets]
    return ibis.least(*times) if len(times) > 1 else times[0]


def _stored_times(scope: Scope, entries: ir.Table, column: str, found: list[Leg]) -> ir.TimestampValue:
    """When people next stood at the targets of the leg that each row starts."""
    import ibis

    plan = the_map(scope)
    if column == "stage":
        return entries.next_stage_time
    if "next_planned_time" in entries.columns and all(
        set(leg.targets) == set(plan.planned_next(leg.start)) for leg in found
    ):
        return entries.next_planned_time
    if len({leg.targets for leg in found}) == 1:
        return _stored_time(entries, found[0])
    return ibis.cases(*((entries[column] == leg.start, _stored_time(entries, leg)) for leg in found))


def aggregate(scope: Scope, params: ConversionParams) -> Mapping[str, ir.Table]:
    column, found = legs(scope, params)
    # Only the columns that are counted: an expression over few columns compiles faster.
    entries = _entries(scope, params).select(column, "time", "went_on_at", *scope.keys)
    return {"rows": outcomes(with_outcome(scope, entries, column, found), [column, *scope.keys])}


def finish(scope: Scope, params: ConversionParams, found: Mapping[str, list[Record]]) -> list[Row]:
    column, asked = legs(scope, params)
    by_start = {leg.start: leg for leg in asked}

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        value, more = outcome_number(record)
        leg = by_start[record[column]]
        return value, {**more, "to": ", ".join(leg.targets), "within": leg.within}

    return rows_of(scope, found["rows"], number, own=[column], known={column: list(by_start)}, empty=NOBODY)


CONVERSION = Measure(
    name="conversion",
    version=1,
    family="conversion",
    title="Share who go on",
    question="Of the customers who come to a step, how many go on to the next one?",
    params=ConversionParams,
    unit="share",
    better="high",
    unit_of_observation="customer, from their first visit in the dates",
    tables=("steps",),
    keys=("step", "stage"),
    units=UNITS,
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    more={
        **OUTCOME_WORDS,
        "to": "what counts as going on",
        "within": "the time given",
    },
    when_empty="null when nobody entered or nobody's time is over",
    small_n="Under 10 people whose time is over no share is drawn, under 30 only its interval.",
    does_not_answer="Why they left. Where they went instead (what_next). Filter and breakdown hold for the first "
    "visit, not for what comes after it.",
    source="went on / (went on + lost) among those whose time is over; Wilson (1927). Each customer enters once.",
    example_by=("month",),
)
MEASURES = (CONVERSION,)

"""How long until the next step?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import Field

from desirepath.domain.map import Map
from desirepath.measures import estimators
from desirepath.measures.distinct import first_rows
from desirepath.measures.grid import rows_of
from desirepath.measures.later import Goal, with_later_time
from desirepath.measures.legs import Leg, check_place, matched_steps, reaches, starting_at, the_map
from desirepath.measures.measure import Measure, Params, Record
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope

if TYPE_CHECKING:
    import ibis.expr.types as ir

GRAINS = ((2 * 3_600, 1), (14 * 86_400, 60))
"""Durations under two hours count in seconds, under two weeks in minutes, longer ones in hours, rounded down."""
LONG_GRAIN = 3_600


class TimeToNextParams(Params):
    step: str | None = Field(None, description="Step people start at; null: every step")
    to: str = Field(
        "any", description='"any" different step, "planned" next steps only, or the id of one step'
    )


def observations(scope: Scope, params: TimeToNextParams) -> ir.Table:
    """One row a customer and step: how long until they went on, or how long they have been watched since."""
    import ibis

    plan = the_map(scope)
    check_place(plan, params.step)
    check_place(plan, None if params.to in ("any", "planned") else params.to)
    starts = [params.step] if params.step else matched_steps(plan)
    targets = [] if params.to == "any" else [*matched_steps(plan), params.to]
    rows = scope.reading(*(f"to_{target}" for target in targets)).rows()
    rows = starting_at(scope, rows, "step", starts)
    entries = first_rows(scope, rows, ["step"], previous="prev_same_step_time")
    if scope.unit == "customer":
        then = _next_time(scope, entries, starts, params.to)
    else:
        goal = _goal(plan, starts, params.to)
        entries = with_later_time(scope, entries, scope.view.tables["steps"], goal, "step")
        then = entries.went_on_at
    entries = entries.mutate(entered_at=entries.time, next_at=then)
    entries = entries.mutate(went_on=entries.next_at.notnull())
    watched = ibis.coalesce(entries.next_at, ibis.literal(scope.now, type="timestamp(6)"), entries.time)
    seconds = _whole_seconds(watched) - _whole_seconds(entries.time)
    outcome = ibis.ifelse(entries.went_on, "went_on", "still_open")
    return entries.mutate(seconds=ibis.greatest(seconds, 0), outcome=outcome)


def _next_time(scope: Scope, entries: ir.Table, starts: list[str], to: str) -> ir.Value:
    import ibis

    if to == "any":
        return entries.next_step_time
    if to == "planned" and "next_planned_time" in entries.columns:
        return entries.next_planned_time
    plan = the_map(scope)
    branches = []
    for start in starts:
        targets = plan.planned_next(start) if to == "planned" else [to]
        times = [entries[f"to_{target}"] for target in targets if f"to_{target}" in entries.columns]
        if times:
            least = ibis.least(*times) if len(times) > 1 else times[0]
            branches.append((entries.step == start, least))
    return ibis.cases(*branches) if branches else ibis.null("timestamp(6)")


def _goal(plan: Map, starts: list[str], to: str) -> Goal:
    if to == "any":
        return lambda pair: pair.step != pair.then_step
    targets = {start: plan.planned_next(start) if to == "planned" else [to] for start in starts}
    return reaches(plan, "step", [Leg(start, tuple(after), "") for start, after in targets.items()])


def _whole_seconds(moment: ir.Value) -> ir.Value:
    # DuckDB gives a fraction where it promises a whole number; Spark does not.
    return moment.epoch_seconds().cast("float64").floor().cast("int64")


def aggregate(scope: Scope, params: TimeToNextParams) -> Mapping[str, ir.Table]:
    import ibis

    entries = observations(scope, params)
    grained = ibis.cases(
        *((entries.seconds < below, (entries.seconds // grain) * grain) for below, grain in GRAINS),
        else_=(entries.seconds // LONG_GRAIN) * LONG_GRAIN,
    ).cast("int64")
    entries = entries.mutate(duration=grained)
    group = ["step", *scope.keys]
    counts = entries.aggregate(events=entries.went_on.sum(), entered=entries.count(), by=[*group, "duration"])
    # One row a step with lists side by side: at scale there are some hundred thousand durations. No value is null,
    # so the lists are equally long; all are gathered in one pass, so they are in the same order.
    lists = {name: counts[name].collect() for name in ("duration", "events", "entered")}
    return {"rows": counts.aggregate(**lists, by=group)}


def finish(scope: Scope, params: TimeToNextParams, found: Mapping[str, list[Record]]) -> list[Row]:
    import numpy as np

    from desirepath.science.kaplan_meier import survival

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        events, entered = np.array(record["events"]), np.array(record["entered"])
        curve = survival(record["duration"], events, entered - events)
        median = estimators.quantile(curve.quantile(0.5), curve.n, curve.events)
        quartiles = {"q1": curve.quantile(0.25).value, "q3": curve.quantile(0.75).value}
        return median, {**quartiles, "went_on": curve.events, "still_open": curve.n - curve.events}

    known = [params.step] if params.step else matched_steps(the_map(scope))
    return rows_of(scope, found["rows"], number, own=["step"], known={"step": known}, empty=_nobody())


def _nobody() -> Record:
    return {"duration": [], "events": [], "entered": []}


TIME_TO_NEXT = Measure(
    name="time_to_next",
    version=1,
    family="time",
    title="Time to the next step",
    question="How long does it take customers to go on from a step?",
    params=TimeToNextParams,
    unit="seconds",
    better="low",
    unit_of_observation="customer, from their first visit in the dates",
    tables=("steps",),
    keys=("step",),
    units=("customer", "account", "order"),
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    more={
        "q1": "seconds until a quarter have gone on; null when not reached",
        "q3": "seconds until three quarters have; null when not reached",
        "went_on": "customers seen to go on",
        "still_open": "customers watched until the data end without going on",
    },
    when_empty="null when nobody came, and when fewer than half went on while they were watched",
    small_n="Under 10 customers nothing is drawn, under 30 only the interval.",
    does_not_answer="Whether they go on within the planned time (conversion). Durations are rounded down: to "
    "seconds under 2 hours, to minutes under 14 days, to hours beyond.",
    source="Kaplan and Meier (1958); the interval inverts the log(-log) band, Brookmeyer and Crowley (1982).",
    example={"to": "planned"},
)
MEASURES = (TIME_TO_NEXT,)

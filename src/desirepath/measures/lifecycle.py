"""Who is new, who comes again, who comes back after a pause, and who stays away?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from desirepath.measures import estimators
from desirepath.measures.cells import Grain, span
from desirepath.measures.events import EventParams
from desirepath.measures.grid import group_of, rows_of
from desirepath.measures.lifecycle_states import DORMANT, RETURNING, STATES, states
from desirepath.measures.measure import Measure, Record
from desirepath.measures.periods import day_of, local, number_of, utc
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope

if TYPE_CHECKING:
    import ibis.expr.types as ir

OWN = ("began", "state")


class LifecycleParams(EventParams):
    period: Grain = Field("week", description="How long periods are")
    new: Literal["first time", "first seen"] = Field(
        "first time",
        description='Who is new: who does it for the "first time" ever, or who was "first seen", doing anything, in '
        "this period: then whoever was there before and does it for the first time is resurrecting",
    )


def observations(scope: Scope, params: LifecycleParams) -> ir.Table:
    """One row a customer, period and state; a dormant one stands with their last event before."""
    import ibis

    found = states(scope, params)
    words = ibis.cases(*((found.code == code, word) for code, word in enumerate(STATES)))
    return found.mutate(entered_at=found.time, state=words)


def aggregate(scope: Scope, params: LifecycleParams) -> Mapping[str, ir.Table]:
    found = states(scope, params)
    return {"rows": found.aggregate(people=found.count(), by=["number", "code", *scope.keys])}


def finish(scope: Scope, params: LifecycleParams, found: Mapping[str, list[Record]]) -> list[Row]:
    counted: dict[tuple[Any, ...], dict[int, list[int]]] = {}
    for record in found["rows"]:
        line = counted.setdefault(group_of(scope, record), {}).setdefault(record["number"], [0] * len(STATES))
        line[record["code"]] = record["people"]
    told = [number for by_number in counted.values() for number in by_number]
    every = range(*_bounds(scope, params.period, told)) if told else range(0)
    lines = []
    for group, by_number in counted.items():
        # A breakdown by period has its own periods in each row: only those are told.
        for number in sorted(by_number) if scope.period else every:
            people = by_number.get(number, [0] * len(STATES))
            shared = {"people": people, "complete": _is_over(scope, params.period, number)}
            keys = dict(zip(scope.keys, group, strict=True)) | {"began": day_of(number, params.period)}
            lines += [{**keys, **shared, "state": word, "code": code} for code, word in enumerate(STATES)]

    def number_of_line(record: Record) -> tuple[Number, dict[str, Any]]:
        people = record["people"]
        active, before = sum(people[:DORMANT]), people[RETURNING] + people[DORMANT]
        here, of = people[record["code"]], before if record["code"] == DORMANT else active
        came = active - people[RETURNING]
        return estimators.count(here, of=of), {
            "share": estimators.share(here, of),
            "active": active,
            "before": before,
            "pulse": estimators.share(came, people[DORMANT]),
        }

    return rows_of(scope, lines, number_of_line, own=OWN, known={"state": STATES})


def _bounds(scope: Scope, grain: Grain, told: list[int]) -> tuple[int, int]:
    """The first period that somebody is in, and the one after the last that has begun in the data and the dates."""
    latest = number_of(local(span(scope)[1], scope.view.timezone).date(), grain)
    if scope.end is not None:
        last = number_of(scope.end.date(), grain)
        latest = min(latest, last - (day_of(last, grain) == scope.end.date()))
    return min(told), max(*told, latest) + 1


def _is_over(scope: Scope, grain: Grain, number: int) -> bool:
    end = utc(datetime.combine(day_of(number + 1, grain), time()), scope.view.timezone)
    return scope.now is not None and end <= scope.now


LIFECYCLE = Measure(
    name="lifecycle",
    version=1,
    family="rhythm",
    title="Lifecycle",
    question="How many customers are new, return, come back after a pause, or stay away?",
    params=LifecycleParams,
    unit="people",
    unit_of_observation="customer, once for each period and state",
    tables=("journeys",),
    keys=OWN,
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    more={
        "share": "people / active; of the dormant: people / before",
        "active": "everybody active in the period = new + returning + resurrecting",
        "before": "everybody active in the period before = returning + dormant",
        "pulse": "(new + resurrecting) / dormant: above 1 more come than go; null when nobody goes",
    },
    when_empty="no row when nobody was ever active; 0 in periods between",
    small_n="Counts are shown however small.",
    does_not_answer="Whether the dormant will come back (retention, forecast), and who had been dormant for long: each "
    "is counted once, in the first period without them. In the first period of the data everybody is new. A filter or "
    "breakdown on rows looks at the life in these rows alone.",
    source="States of PostHog's lifecycle, which are Amplitude's new, current, resurrected and dormant users, with its "
    "pulse: returning were active in the period before too, resurrecting in an earlier one, dormant in the one before "
    "and not in this. PostHog's new are those first seen in the period (`new=first seen`), Amplitude's those active "
    "for the first time. The dates, and a breakdown by period, choose periods by their first day; each is counted "
    "whole. In one that is not over the dormant may still come.",
    example={"period": "week"},
)
MEASURES = (LIFECYCLE,)

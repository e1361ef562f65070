"""Where did they go from here, planned or not?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import Field

from desirepath.domain.map import Duration
from desirepath.measures import estimators
from desirepath.measures.distinct import first_rows
from desirepath.measures.grid import rows_of
from desirepath.measures.later import with_next_step
from desirepath.measures.legs import Leg, check_place, matched_steps, starting_at, the_map, with_outcome
from desirepath.measures.measure import Measure, Params, Record
from desirepath.measures.names import UNITS
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope

if TYPE_CHECKING:
    import ibis.expr.types as ir

OWN = ("step", "outcome", "next")


class WhatNextParams(Params):
    step: str | None = Field(None, description="Step people start at; null: every step")
    within: Duration | None = Field(
        None, description="How long they are given; null: as the map says of the step"
    )


def legs(scope: Scope, params: WhatNextParams) -> list[Leg]:
    plan = the_map(scope)
    check_place(plan, params.step)
    starts = matched_steps(plan) if params.step is None else [params.step]
    windows = {step.id: step.expect.within for step in plan.steps()}
    return [Leg(start, tuple(plan.planned_next(start)), params.within or windows[start]) for start in starts]


def observations(scope: Scope, params: WhatNextParams) -> ir.Table:
    """One row a customer and step: their first visit in the dates, and the next different step in time."""
    import ibis

    found = legs(scope, params)
    rows = starting_at(scope, scope.rows(), "step", [leg.start for leg in found])
    entries = first_rows(scope, rows, ["step"], previous="prev_same_step_time")
    if scope.unit != "customer":
        entries = with_next_step(scope, entries, scope.view.tables["steps"])
    judged = with_outcome(scope, entries.mutate(went_on_at=entries.next_step_time), "step", found)
    then = ibis.ifelse(judged.went_on, judged.next_step, ibis.null("string"))
    return judged.mutate(next_step=then, next=then)


def aggregate(scope: Scope, params: WhatNextParams) -> Mapping[str, ir.Table]:
    entries = observations(scope, params)
    # Two flags instead of the word for the outcome: engines group millions of flags faster than words.
    by = ["step", "next", "went_on", "ended", *scope.keys]
    return {"rows": entries.aggregate(people=entries.count(), by=by)}


def finish(scope: Scope, params: WhatNextParams, found: Mapping[str, list[Record]]) -> list[Row]:
    planned = {leg.start: leg for leg in legs(scope, params)}
    entered: dict[tuple[Any, ...], int] = {}
    lines: dict[tuple[Any, ...], Record] = {}
    for record in found["rows"]:
        outcome = "went_on" if record["went_on"] else "lost" if record["ended"] else "still_open"
        group = tuple(record[key] for key in ("step", *scope.keys))
        entered[group] = entered.get(group, 0) + record["people"]
        line = lines.setdefault(
            (group, outcome, record["next"]),
            {**record, "outcome": outcome, "group": group, "people": 0, "people_ended": 0},
        )
        line["people"] += record["people"]
        line["people_ended"] += record["people"] if record["ended"] else 0

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        of, leg = entered[record["group"]], planned[record["step"]]
        return estimators.count(record["people"], of=of), {
            "share": estimators.share(record["people"], of),
            "planned": record["next"] in leg.targets,
            "ended": record["people_ended"],
            "within": leg.within,
        }

    return rows_of(scope, list(lines.values()), number, own=OWN)


WHAT_NEXT = Measure(
    name="what_next",
    version=1,
    family="conversion",
    title="What happened next",
    question="Where do customers go after a step, planned or not?",
    params=WhatNextParams,
    unit="people",
    unit_of_observation="customer, from their first visit in the dates",
    tables=("steps",),
    keys=OWN,
    units=UNITS,
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    more={
        "share": "people of this line / people who came to the step; the lines of a step add up to 1",
        "planned": "whether the map plans this next step",
        "ended": "of these, customers whose time is over: a rate counts only them (conversion)",
        "within": "the time given",
    },
    when_empty="no line for a step that nobody came to",
    small_n="Counts are shown however small; under 10 people at the step leave the share away.",
    does_not_answer="Which planned step they reached later, after another one (conversion).",
    source="The next row of a different step within the time given, its last moment included; else still open while "
    "the time runs; else lost. Each customer enters a step once.",
)
MEASURES = (WHAT_NEXT,)

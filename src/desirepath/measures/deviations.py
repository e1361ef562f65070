"""Where do journeys leave the plan?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pydantic import Field

from desirepath.lake.tables import WHOLE
from desirepath.measures import estimators
from desirepath.measures.distinct import one_each
from desirepath.measures.grid import group_of, rows_of
from desirepath.measures.legs import check_place, the_map
from desirepath.measures.measure import Measure, Params, Record
from desirepath.measures.plan.counted import ANY, Deviations
from desirepath.measures.plan.labels import DEVIATIONS, LABELS, SKIPPED
from desirepath.measures.plan.question import MOVES, PlanQuestion
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope

if TYPE_CHECKING:
    import ibis.expr.types as ir

OWN = ("step", "deviation")
COUNTED = [("step", pa.int32()), ("label", pa.int32()), ("people", WHOLE), ("times", WHOLE)]


class DeviationParams(Params):
    step: str | None = Field(None, description="Only deviations that belong to this step; null: every step")


def observations(scope: Scope, params: DeviationParams) -> ir.Table:
    """One row a customer, step and deviation: when it was first seen in the dates."""
    import ibis

    plan = the_map(scope)
    check_place(plan, params.step)
    asked = PlanQuestion(scope)
    found = ibis.memtable(asked.run(asked.kernel, MOVES))
    found = found.filter(found.label >= SKIPPED)
    names = [(found.step == at, step.id) for at, step in enumerate(plan.steps())]
    words = [(found.label == at, word) for at, word in enumerate(LABELS)]
    found = found.mutate(step=ibis.cases(*names), deviation=ibis.cases(*words)).drop("label")
    if params.step is not None:
        found = found.filter(found.step == params.step)
    return one_each(found, ["customer", *OWN, *scope.keys], ["entered_at", "seq"])


def aggregate(scope: Scope, params: DeviationParams) -> Mapping[str, pa.Table]:
    check_place(the_map(scope), params.step)
    asked = PlanQuestion(scope)
    return {"rows": asked.run(Deviations(asked.kernel), COUNTED)}


def finish(scope: Scope, params: DeviationParams, found: Mapping[str, list[Record]]) -> list[Row]:
    ids = [step.id for step in the_map(scope).steps()]
    lines: dict[tuple[Any, ...], Record] = {}
    for record in found["rows"]:
        place = (ids[record["step"]], record["label"], group_of(scope, record))
        line = lines.setdefault(place, {**record, "step": place[0], "people": 0, "times": 0})
        line["people"] += record["people"]
        line["times"] += record["times"]

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        of = lines[record["step"], ANY, group_of(scope, record)]["people"]
        share = estimators.rate(record["people"], of)
        return estimators.count(record["people"], of=of), {
            "times": record["times"],
            "share": share.value,
            "low": share.low,
            "high": share.high,
        }

    kept = [
        {**line, "deviation": LABELS[label]}
        for (step, label, _), line in lines.items()
        if label >= SKIPPED and params.step in (None, step)
    ]
    return rows_of(scope, kept, number, own=OWN, known={"step": ids, "deviation": DEVIATIONS})


DEVIATION = Measure(
    name="deviations",
    version=1,
    family="plan",
    title="Where journeys leave the plan",
    question="At which steps do customers leave the planned path, and in which way?",
    params=DeviationParams,
    unit="people",
    better="low",
    unit_of_observation="customer, once for each step and deviation",
    tables=("steps",),
    keys=OWN,
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    more={
        "times": "how often, over all these customers",
        "share": "people / customers who came to the step in the dates or should have",
        "low": "lower end of the 95 % interval of the share (Wilson)",
        "high": "upper end",
    },
    when_empty="no row for a deviation that nobody shows",
    small_n="Counts are shown however small; under 10 people at the step leave the share away.",
    does_not_answer="Why they leave the plan, and what it costs (pains). What they do outside the steps of the map "
    "(flow). Customers of deviations do not add up: one journey may show many.",
    source="Each journey is laid over the plan so that as many visits as can be lie on it, then so that the fewest "
    "steps are left out: an alignment as in conformance checking, of the journey so far. How each deviation is defined "
    "stands in docs/explanation/plan-against-reality.md.",
)
MEASURES = (DEVIATION,)

"""How closely do journeys follow the plan?"""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from desirepath.lake.tables import WHOLE
from desirepath.measures import estimators
from desirepath.measures.distinct import one_each
from desirepath.measures.grid import group_of, rows_of
from desirepath.measures.legs import matched_steps, the_map
from desirepath.measures.measure import Measure, NoParams, Record
from desirepath.measures.plan.counted import Fitness
from desirepath.measures.plan.labels import OUT_OF_ORDER, PLANNED, SKIPPED
from desirepath.measures.plan.question import MOVES, PlanQuestion
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope

if TYPE_CHECKING:
    import ibis.expr.types as ir

SUMS = ("people", "perfect", "planned", "off")
FLOATS = ("total", "squares")
COUNTED = [
    ("step", pa.int32()),
    *((name, WHOLE) for name in SUMS),
    *((name, pa.float64()) for name in FLOATS),
]


def observations(scope: Scope, params: NoParams) -> ir.Table:
    """One row a customer, and step where asked: when the first thing that is judged was seen in the dates."""
    import ibis

    asked = PlanQuestion(scope)
    found = ibis.memtable(asked.run(asked.kernel, MOVES))
    found = found.filter((found.label == PLANNED) | found.label.between(SKIPPED, OUT_OF_ORDER))
    names = [(found.step == at, step.id) for at, step in enumerate(the_map(scope).steps())]
    found = found.mutate(step=ibis.cases(*names))
    return one_each(found, ["customer", *scope.own, *scope.keys], ["entered_at", "seq", "label"])


def aggregate(scope: Scope, params: NoParams) -> Mapping[str, pa.Table]:
    asked = PlanQuestion(scope)
    return {"rows": asked.run(Fitness(asked.kernel, "step" in scope.own), COUNTED)}


def finish(scope: Scope, params: NoParams, found: Mapping[str, list[Record]]) -> list[Row]:
    plan = the_map(scope)
    ids = [step.id for step in plan.steps()]
    lines: dict[tuple[Any, ...], list[Record]] = {}
    for record in found["rows"]:
        lines.setdefault((record["step"], group_of(scope, record)), []).append(record)
    records = [
        {
            **parts[0],
            **{name: sum(part[name] for part in parts) for name in SUMS},
            **{name: fsum(part[name] for part in parts) for name in FLOATS},
            "step": ids[step] if step >= 0 else None,
        }
        for (step, _), parts in lines.items()
    ]
    nobody = {**dict.fromkeys(SUMS, 0), **dict.fromkeys(FLOATS, 0.0)}
    return rows_of(scope, records, _number, own=scope.own, known={"step": matched_steps(plan)}, empty=nobody)


def _number(record: Record) -> tuple[Number, dict[str, Any]]:
    n, planned, off = record["people"], record["planned"], record["off"]
    found = estimators.mean(n, record["total"], record["squares"], "share")
    if found.low is not None and found.high is not None:
        found = found.model_copy(update={"low": max(0.0, found.low), "high": min(1.0, found.high)})
    perfect = estimators.rate(record["perfect"], n)
    return found, {
        "perfect": perfect.value,
        "perfect_low": perfect.low,
        "perfect_high": perfect.high,
        "planned": planned,
        "off": off,
        "of_all": estimators.share(2 * planned, 2 * planned + off),
    }


FITNESS = Measure(
    name="fitness",
    version=1,
    family="plan",
    title="How closely journeys follow the plan",
    question="How closely do customers follow the planned path?",
    params=NoParams,
    unit="share",
    better="high",
    unit_of_observation="customer",
    tables=("steps",),
    keys=("step",),
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    more={
        "perfect": "share of customers without any deviation of order, time or channel",
        "perfect_low": "lower end of its 95 % interval (Wilson)",
        "perfect_high": "upper end",
        "planned": "visits on the plan",
        "off": "steps left out, and visits extra, repeated or out of order",
        "of_all": "the fitness of all journeys as one: 2 planned / (2 planned + off)",
    },
    when_empty="null when nobody came to a step",
    small_n="Under 10 customers nothing is drawn, under 30 only the interval.",
    does_not_answer="How far they get (funnel): whoever stops early has left out nothing that comes later. Where and "
    "how they leave the plan (deviations). Time and channel count in `perfect` alone.",
    source="Mean over customers of 1 - cost / worst cost: alignment fitness as in conformance checking (Adriansyah "
    "et al., 2011), each visit off the plan and each step left out costing one; worst is nothing on the plan. By "
    "`step` each step is judged alone. t interval.",
)
MEASURES = (FITNESS,)

"""Where did those go who stopped on the way?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from desirepath.errors import InputError
from desirepath.lake.tables import TEXT, TIME, WHOLE
from desirepath.measures import estimators
from desirepath.measures.funnels.instead import Instead
from desirepath.measures.funnels.question import FunnelQuestion, table_of
from desirepath.measures.funnels.semantics import FunnelParams
from desirepath.measures.grid import group_of, rows_of
from desirepath.measures.measure import Measure, Record
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope

if TYPE_CHECKING:
    import ibis.expr.types as ir

LISTED = [("customer", TEXT), ("seq", WHOLE), ("entered_at", TIME), ("step", pa.int32()), ("next", TEXT)]
COUNTED = [("step", pa.int32()), ("next", TEXT), ("n", WHOLE)]
NEXT = {"steps": ("next_step", "next_step_time"), "journeys": ("next_event", "next_time")}
"""By table: what a customer did after a row, and when."""


def _asked(scope: Scope, params: FunnelParams) -> tuple[FunnelQuestion, Instead]:
    if params.order == "any":
        raise InputError(
            "Steps in any order have no place where people stop.",
            code="bad_param",
            remedy="Ask with order=ordered.",
        )
    asked = FunnelQuestion(scope, params)
    return asked, Instead(asked.kernel, *NEXT[scope.table_name])


def observations(scope: Scope, params: FunnelParams) -> ir.Table:
    """One row a lost attempt: the last time at the step where it stopped, and what came next."""
    import ibis

    asked, kernel = _asked(scope, params)
    found = ibis.memtable(asked.run(kernel, LISTED, kernel.next, kernel.next_time, again=True))
    named = ibis.cases(*((found.step == n, name) for n, name in enumerate(asked.labels)))
    return found.mutate(step=named, next_step=found.next, outcome=ibis.literal("lost"))


def aggregate(scope: Scope, params: FunnelParams) -> Mapping[str, ir.Table | pa.Table]:
    asked, kernel = _asked(scope, params)
    return {"rows": asked.run(kernel.counted, COUNTED, kernel.next, kernel.next_time, again=True)}


def finish(scope: Scope, params: FunnelParams, found: Mapping[str, list[Record]]) -> list[Row]:
    asked, _ = _asked(scope, params)
    lines: dict[tuple[Any, ...], Record] = {}
    lost: dict[tuple[Any, ...], int] = {}
    for record in found["rows"]:
        keys = group_of(scope, record)
        group = (record["step"], *keys)
        step = asked.labels[record["step"]]
        named = dict(zip(scope.keys, keys, strict=True))
        line = lines.setdefault(
            (*group, record["next"]), {**named, "step": step, "next": record["next"], "group": group, "n": 0}
        )
        line["n"] += record["n"]
        lost[group] = lost.get(group, 0) + record["n"]

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        of = lost[record["group"]]
        return estimators.count(record["n"], of=of), {"share": estimators.share(record["n"], of)}

    return rows_of(scope, list(lines.values()), number, own=["step", "next"], known={"step": asked.labels})


FUNNEL_INSTEAD = Measure(
    name="funnel_instead",
    version=1,
    family="funnel",
    title="Where they went instead",
    question="What did those do next who stopped at a step?",
    params=FunnelParams,
    unit="people",
    unit_of_observation="customer whose counted attempt was lost",
    tables=("journeys", "steps"),
    choose=table_of,
    keys=("step", "next"),
    units=("customer", "session"),
    countable=lambda scope, params: FunnelQuestion(scope, params).rows(),
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    notes=lambda scope, params, found: [params.told()],
    more={"share": "of all who were lost at this step; the lines of a step add up to 1"},
    when_empty="no line for a step at which nobody was lost",
    small_n="Counts are shown however small.",
    does_not_answer="Why they went there. Those whose time is not over are not lost yet (funnel).",
    source="What the customer did next after the last time at that step within the time of the attempt: the next own "
    "event, or the next different step of the map. Null: nothing more in that time.",
    example={"entry": "best"},
)
MEASURES = (FUNNEL_INSTEAD,)

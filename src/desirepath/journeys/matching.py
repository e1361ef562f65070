"""Which step of a map is each row? The first step in map order whose rule holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from desirepath.domain.map import Map
from desirepath.domain.rules import EVENTS, Rule, match_rule
from desirepath.lake.engines import DuckDBEngine
from desirepath.lake.predicate import names_of, predicate

if TYPE_CHECKING:
    import ibis.expr.types as ir

NO_STEP = -1


def step_rules(plan: Map, names: dict[str, str]) -> list[tuple[int, Rule]]:
    """The rule of each step that has one, with the step's position in the map."""
    return [
        (position, match_rule(step.match, names, label=f"maps/{plan.id}.yaml, step {step.id}, where"))
        for position, step in enumerate(plan.steps())
        if step.match is not None
    ]


def step_position(plan: Map, table: ir.Table) -> ir.IntegerValue:
    """For each row the position of its step in the map, -1 where none matches."""
    import ibis

    cases = [(predicate(rule, table), position) for position, rule in step_rules(plan, names_of(table))]
    return ibis.cases(*cases, else_=NO_STEP).cast("int32") if cases else ibis.literal(NO_STEP, "int32")


def matched(plan: Map, rows: pa.Table) -> npt.NDArray[np.int32]:
    """`step_position` of rows in memory, in their order.

    DuckDB judges the rules inside the bucket kernel, so a rule means the same beside every engine.
    """
    engine = DuckDBEngine(threads=1)
    try:
        table = engine.view(rows.select(_columns_read(plan, rows)))
        found = engine.to_arrow(table.select(position=step_position(plan, table)))
    finally:
        engine.close()
    positions: npt.NDArray[np.int32] = found["position"].to_numpy()
    return positions


def _columns_read(plan: Map, rows: pa.Table) -> list[str]:
    names = {field.name: _kind(field.type) for field in rows.schema}
    read = set(EVENTS).union(*(rule.names for _, rule in step_rules(plan, names)))
    return [name for name in rows.column_names if name in read]


def _kind(kind: pa.DataType) -> str:
    return str(kind.value_type if pa.types.is_dictionary(kind) else kind)

"""What comes after, and after that? The edges between the columns of a step matrix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import Field

from desirepath.measures import estimators
from desirepath.measures.grid import group_of, rows_of
from desirepath.measures.measure import Measure, Record
from desirepath.measures.paths.columns import KINDS
from desirepath.measures.paths.picture import RIBBONS
from desirepath.measures.paths.question import PathParams, PathQuestion
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope
from desirepath.measures.visits import tables_of

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

KEYS = ("step", "from_kind", "from", "to_kind", "to")


class SankeyParams(PathParams):
    most: int | None = Field(
        6, ge=1, description='Only the most visited so many of each column; the rest as "other"; null: all'
    )


def observations(scope: Scope, params: SankeyParams) -> ir.Table:
    """One row a customer and pair of columns."""
    return RIBBONS.listed(PathQuestion(scope, params), params.most)


def aggregate(scope: Scope, params: SankeyParams) -> Mapping[str, ir.Table | pa.Table]:
    return {"rows": RIBBONS.counted(PathQuestion(scope, params), params.most)}


def finish(scope: Scope, params: SankeyParams, found: Mapping[str, list[Record]]) -> list[Row]:
    low, high = params.columns
    # Everybody stands in the column next to the anchor, and moves are counted between columns.
    nearest = max(low + 1, min(high, 0))
    everybody: dict[tuple[Any, ...], int] = {}
    left: dict[tuple[Any, ...], int] = {}
    for record in found["rows"]:
        group, source = group_of(scope, record), _source(scope, record)
        left[source] = left.get(source, 0) + record["n"]
        if record["step"] == nearest:
            everybody[group] = everybody.get(group, 0) + record["n"]

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        of = everybody[group_of(scope, record)]
        return estimators.count(record["n"], of=of), {
            "share": estimators.share(record["n"], of),
            "share_out": estimators.share(record["n"], record["left"]),
            "mean": estimators.share(record["seconds"], record["timed"]),
        }

    named = [
        {
            **record,
            "left": left[_source(scope, record)],
            **{name: KINDS[record[name]] for name in KEYS if "kind" in name},
        }
        for record in found["rows"]
    ]
    order = {"step": list(range(low + 1, high + 1)), "from_kind": KINDS, "to_kind": KINDS}
    return rows_of(scope, named, number, own=KEYS, known=order)


def _source(scope: Scope, record: Record) -> tuple[Any, ...]:
    return (record["step"], record["from_kind"], record["from"], *group_of(scope, record))


SANKEY = Measure(
    name="sankey",
    version=1,
    family="paths",
    title="What comes next, column by column",
    question="Where do customers go after a place of their journey, and where from there?",
    params=SankeyParams,
    unit="people",
    unit_of_observation="customer, once between two columns",
    tables=("journeys",),
    keys=KEYS,
    choose=tables_of,
    units=("customer", "session"),
    countable=lambda scope, params: PathQuestion(scope, params).rows(),
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    notes=lambda scope, params, found: [params.told()],
    more={
        "share": "people / everybody in the column next to the anchor",
        "share_out": "people / everybody who left the same place of the same column",
        "mean": "mean seconds from the last event of the one visit to the first of the next",
    },
    when_empty="no row",
    small_n="Counts are shown however small.",
    does_not_answer="How many went this way at any time (flow). The dates and breakdowns are those of the anchor; what "
    "came before and after counts whenever it was. Journeys that are over are not carried on from column to column.",
    source="The edges between the columns of `step_matrix`, with the same names: what comes into a visit = what leaves "
    "it + ended + still_open. `step` is the column they lead to.",
    example={"after": 3, "most": 4},
)
MEASURES = (SANKEY,)

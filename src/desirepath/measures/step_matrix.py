"""Where do they stand, visit by visit, before and after a place of their journey?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import Field

from desirepath.measures import estimators
from desirepath.measures.grid import group_of, rows_of
from desirepath.measures.measure import Measure, Record
from desirepath.measures.paths.columns import KINDS
from desirepath.measures.paths.picture import MATRIX
from desirepath.measures.paths.question import PathParams, PathQuestion
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope
from desirepath.measures.visits import tables_of

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

KEYS = ("step", "kind", "node")


class MatrixParams(PathParams):
    most: int | None = Field(
        20,
        ge=1,
        description='Only the most visited so many, over all columns; the rest as "other"; null: all',
    )


def observations(scope: Scope, params: MatrixParams) -> ir.Table:
    """One row a customer and column."""
    return MATRIX.listed(PathQuestion(scope, params), params.most)


def aggregate(scope: Scope, params: MatrixParams) -> Mapping[str, ir.Table | pa.Table]:
    return {"rows": MATRIX.counted(PathQuestion(scope, params), params.most)}


def finish(scope: Scope, params: MatrixParams, found: Mapping[str, list[Record]]) -> list[Row]:
    everybody: dict[tuple[Any, ...], int] = {}
    for record in found["rows"]:
        if record["step"] == params.columns[0]:
            group = group_of(scope, record)
            everybody[group] = everybody.get(group, 0) + record["n"]

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        of = everybody[group_of(scope, record)]
        return estimators.count(record["n"], of=of), {
            "share": estimators.share(record["n"], of),
            "fresh": record["fresh"],
            "mean": estimators.share(record["seconds"], record["timed"]),
            "names": record["names"],
        }

    named = [{**record, "kind": KINDS[record["kind"]]} for record in found["rows"]]
    order = {"step": list(range(params.columns[0], params.columns[1] + 1)), "kind": KINDS}
    return rows_of(scope, named, number, own=KEYS, known=order)


STEP_MATRIX = Measure(
    name="step_matrix",
    version=1,
    family="paths",
    title="Step matrix",
    question="Where do customers stand one, two, three … visits before or after a place of their journey?",
    params=MatrixParams,
    unit="people",
    unit_of_observation="customer, once in each column",
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
        "share": "people / everybody in the picture; the shares of a column add up to 1",
        "fresh": "of those in ended, still_open or before: who came to be there in just this column",
        "mean": "mean seconds since the anchor; less than 0 before it; null where there is no visit",
        "names": "how many different names stand together here: 1, and more in other",
    },
    when_empty="no row",
    small_n="Counts are shown however small.",
    does_not_answer="How long they stayed (dwell), or how many went this way at any time (flow). The dates and "
    "breakdowns are those of the anchor; what came before and after counts whenever it was.",
    source="Step matrix of retentioneering, with everybody once a column: visits + other + ended + still_open + before "
    "= everybody. A journey counts as ended when nothing followed for as long as `ended_after` says, or when `within` "
    "is over; before, it is still open.",
    example={"after": 3, "most": 5},
)
MEASURES = (STEP_MATRIX,)

"""Each start once for each cell that its cohort has begun: what the list of customers behind a cell is read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desirepath.measures.cells import reached
from desirepath.measures.periods import TRUNCATE

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.measures.cohorts import CohortParams
    from desirepath.measures.scope import Scope


def each_cell(scope: Scope, params: CohortParams, starts: ir.Table) -> ir.Table:
    """The starts with `place` and `period` of the cell, `cohort` (its first day), and `over`: for all of the cohort."""
    import ibis

    cells = params.cells
    known = [reached(scope, cell, params.period, params.clock) for cell in cells]
    each = starts.mutate(
        place=ibis.literal(list(range(len(cells))), type="array<int64>").unnest(),
        cohort=starts.local.truncate(TRUNCATE[params.period]).cast("timestamp(6)"),
        entered_at=starts.time,
    )
    each = each.mutate(
        period=_of_place(each.place, [cell.period for cell in cells]),
        begun=each.cohort_number < _of_place(each.place, [bound.begun for bound in known]),
        over=each.cohort_number < _of_place(each.place, [bound.over for bound in known]),
    )
    return each.filter(each.begun)


def _of_place(place: ir.IntegerValue, values: list[int]) -> ir.IntegerValue:
    import ibis

    return ibis.cases(*((place == i, value) for i, value in enumerate(values)), else_=0).cast("int64")

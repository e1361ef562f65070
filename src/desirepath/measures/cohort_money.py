"""What has each start of a cohort brought by the end of each cell? Sums for counting, from one join with the orders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from desirepath.measures import revenue
from desirepath.measures.cells import Cell
from desirepath.measures.cohorts import ENTRY, CohortParams, whole_periods
from desirepath.measures.counted import begun_cells, group_of
from desirepath.measures.distinct import of_units
from desirepath.measures.measure import Record
from desirepath.measures.periods import number_column

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.measures.scope import Scope


class CohortRevenueParams(CohortParams, revenue.RevenueParams):
    """What makes a cohort, and what an order is worth."""


@dataclass(frozen=True)
class Sum:
    """The money of one cohort until the end of a cell; `squares` are those of each customer's sum."""

    cohort: int
    keys: tuple[Any, ...]
    cell: Cell
    size: int
    over: bool
    total: Decimal = Decimal()
    squares: float = 0.0
    orders: int = 0
    buyers: int = 0


def money_of(scope: Scope, params: CohortRevenueParams, starts: ir.Table) -> ir.Table:
    """For each start and cell with orders that stand: their number and worth, and what they make of the sum so far."""
    import ibis

    any_time = replace(scope, by=(), row_rule=None, joined=(), start=None, end=None, unit="row")
    orders = revenue.standing(any_time.reading("local", *scope.unit_columns), params)
    orders = of_units(scope, orders)
    after = orders.select(
        then_time=orders.time,
        then_number=number_column(orders.local, params.period),
        worth=orders.standing,
        **{f"then_{name}": orders[name] for name in scope.unit_columns},
    )
    left = starts.select(*dict.fromkeys([*scope.unit_columns, *ENTRY, "time", "cohort_number", *scope.keys]))
    pairs = left.inner_join(after, [left[name] == after[f"then_{name}"] for name in scope.unit_columns])
    pairs = pairs.filter(pairs.then_time >= pairs.time)
    pairs = pairs.mutate(slot=_slot(params, pairs))
    groups = [*ENTRY, "cohort_number", *scope.keys]
    each = pairs.filter(pairs.slot < len(params.cells)).group_by([*groups, "slot"])
    each = each.aggregate(orders=lambda t: t.count(), worth=lambda t: t.worth.sum())
    so_far = ibis.cumulative_window(group_by=ENTRY, order_by="slot")
    added = each.mutate(
        until=each.worth.sum().over(so_far).cast("float64"), nth=ibis.row_number().over(so_far)
    )
    before = added.until - added.worth.cast("float64")
    return added.mutate(
        squares=added.until * added.until - before * before, buyers=(added.nth == 0).cast("int64")
    )


def _slot(params: CohortRevenueParams, pairs: ir.Table) -> ir.IntegerValue:
    """The place of the first cell by whose end an order was made."""
    import ibis

    if params.within:
        ends = [
            (int(cell.window.total_seconds()), i)
            for i, cell in enumerate(params.cells)
            if cell.window is not None
        ]
        by_then = [(pairs.then_time <= pairs.time + ibis.interval(seconds=n), i) for n, i in ends]
    else:
        k = pairs.then_number - pairs.cohort_number
        if params.clock == "rolling":
            k = whole_periods(pairs.time, pairs.then_time, params.period)
        by_then = [(k < cell.until, i) for i, cell in enumerate(params.cells)]
    return ibis.cases(*by_then, else_=len(params.cells)).cast("int64")


def sums_of(scope: Scope, params: CohortRevenueParams, found: Mapping[str, list[Record]]) -> list[Sum]:
    """Every cell that a cohort has begun, with all the money until its end."""
    money: dict[tuple[Any, ...], Record] = {
        (*group_of(scope, record), record["slot"]): record for record in found["money"]
    }
    made: list[Sum] = []
    for (cohort, *keys), place, cell, size, over in begun_cells(scope, params, found["sizes"]):
        here = Sum(cohort, tuple(keys), cell, size, over)
        before = made[-1] if place else here
        more = money.get((cohort, *keys, place))
        made.append(
            replace(
                here,
                total=before.total + (more["total"] if more else 0),
                squares=before.squares + (more["squares"] if more else 0),
                orders=before.orders + (more["orders"] if more else 0),
                buyers=before.buyers + (more["buyers"] if more else 0),
            )
        )
    return made

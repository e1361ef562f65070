"""How much money do orders bring, and how much does one?"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pydantic import Field

from desirepath.measures import estimators
from desirepath.measures.distinct import of_units, one_each
from desirepath.measures.grid import rows_of
from desirepath.measures.measure import Measure, Params, Record
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope

if TYPE_CHECKING:
    import ibis.expr.types as ir


class RevenueParams(Params):
    events: list[str] | None = Field(
        None, description="Events that say what an order is worth; null: all that carry revenue"
    )
    refunds: list[str] = Field(
        default_factory=lambda: ["Order Refunded"], description="Events whose revenue is paid back"
    )
    cancellations: list[str] = Field(
        default_factory=lambda: ["Order Cancelled"],
        description="Events after which an order is worth nothing",
    )


def _money(value: ir.Value) -> ir.Value:
    return value.cast("decimal(18, 2)")


def _statements(scope: Scope, params: RevenueParams) -> ir.Table:
    """Rows that say something about the worth of an order, at any time."""
    import ibis

    rows = scope.people()
    refund, cancelled = rows.event.isin(params.refunds), rows.event.isin(params.cancellations)
    worth = rows.revenue.notnull() & ~refund & ~cancelled
    if params.events is not None:
        worth = worth & rows.event.isin(params.events)
    ordered = rows.order_id.notnull()
    rows = rows.mutate(
        order_key=ibis.coalesce(rows.order_id, rows.event_id),
        has_order=ordered,
        is_refund=refund & rows.revenue.notnull(),
        is_cancelled=cancelled & ordered,
        is_worth=worth,
    )
    return rows.filter(rows.is_refund | rows.is_cancelled | rows.is_worth)


def observations(scope: Scope, params: RevenueParams) -> ir.Table:
    """One row an order, at the time of its first row: `amount` is what it is worth by now.

    A row without an order_id is an order of its own. Counted by unit: one row each, at its first order, with all its
    orders added up; it stands when one of them does.
    """
    import ibis

    rows = _statements(scope, params)
    key = ["customer", "has_order", "order_key"]
    states = rows.is_worth | rows.is_cancelled
    zero = ibis.literal(Decimal("0.00"), type="decimal(18, 2)")
    orders = rows.group_by(key).aggregate(
        seq=rows.seq.min(),
        last_worth=rows.revenue.argmax(rows.seq, where=rows.is_worth),
        worth_at=rows.seq.max(where=rows.is_worth),
        stated_at=rows.seq.max(where=states),
        refunded=rows.revenue.abs().sum(where=rows.is_refund),
    )
    worth = _money(orders.last_worth.fill_null(zero))
    back = _money(orders.refunded.fill_null(zero))
    cancelled = orders.stated_at > orders.worth_at.fill_null(-1)
    orders = orders.mutate(
        amount=_money(ibis.ifelse(cancelled.fill_null(False), zero, worth - back)),
        refunded=ibis.ifelse(cancelled.fill_null(False), zero, back),
        stands=orders.worth_at.notnull() & ~cancelled.fill_null(False),
    )
    first = scope.in_range(scope.meeting(rows))
    placed = first.inner_join(
        orders.select("customer", "seq", "amount", "refunded", "stands"), ["customer", "seq"]
    )
    placed = placed.mutate(
        orders=placed.stands.cast("int64"), standing=ibis.ifelse(placed.stands, placed.amount, zero)
    )
    placed = placed if scope.unit == "row" else _by_unit(scope, placed)
    return placed.mutate(
        entered_at=placed.time, outcome=ibis.ifelse(placed.stands, "stands", "cancelled or only refunded")
    )


def _by_unit(scope: Scope, orders: ir.Table) -> ir.Table:
    import ibis

    orders = of_units(scope, orders)
    groups = [*scope.unit_columns, *scope.keys]
    all_of = ibis.window(group_by=groups)
    added = orders.mutate(
        orders=orders.orders.sum().over(all_of),
        amount=_money(orders.amount.sum().over(all_of)),
        refunded=_money(orders.refunded.sum().over(all_of)),
        standing=_money(orders.standing.sum().over(all_of)),
    )
    return one_each(added.mutate(stands=added.orders > 0), groups, ["time", "customer", "seq"])


def standing(scope: Scope, params: RevenueParams) -> ir.Table:
    """Only orders that are neither cancelled nor known by their refund alone."""
    orders = observations(scope, params)
    return orders.filter(orders.stands)


def aggregate(scope: Scope, params: RevenueParams) -> Mapping[str, ir.Table]:
    orders = observations(scope, params)
    standing, amount = orders.standing.cast("float64"), orders.amount.cast("float64")
    rows = orders.aggregate(
        everything=orders.count(),
        stand=orders.stands.sum(),
        orders=orders.orders.sum(),
        total=orders.amount.sum(),
        refunded=orders.refunded.sum(),
        standing=standing.sum(where=orders.stands),
        squares=(standing * standing).sum(where=orders.stands),
        all_squares=(amount * amount).sum(),
        by=scope.keys,
    )
    everything = scope.rows()
    silent = everything.event.isin(params.refunds) & everything.revenue.isnull()
    return {"rows": rows, "silent": everything.aggregate(refunds=silent.sum())}


NOTHING: Record = {
    "everything": 0,
    "stand": 0,
    "orders": 0,
    "total": None,
    "refunded": None,
    "standing": None,
    "squares": None,
    "all_squares": None,
}


def finish_revenue(scope: Scope, params: RevenueParams, found: Mapping[str, list[Record]]) -> list[Row]:
    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        orders, total = record["orders"] or 0, record["total"] or Decimal(0)
        exact = {"exact": f"{total:.2f}", "refunded": f"{record['refunded'] or Decimal(0):.2f}"}
        squares = record["all_squares"] or 0.0
        return estimators.money(total, record["everything"] or 0), {
            "orders": orders,
            **exact,
            "squares": squares,
        }

    return rows_of(scope, found["rows"], number, empty=NOTHING)


def finish_average(scope: Scope, params: RevenueParams, found: Mapping[str, list[Record]]) -> list[Row]:
    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        return estimators.mean(record["stand"] or 0, record["standing"], record["squares"], "money"), {}

    return rows_of(scope, found["rows"], number, empty=NOTHING)


def notes(scope: Scope, params: RevenueParams, found: Mapping[str, list[Record]]) -> list[str]:
    told = [
        f"{rows:,} rows of all the data are in {currency}, which has no rate, and are left out."
        for currency, rows in sorted(scope.view.unconverted.items())
        if rows
    ]
    silent = (found["silent"][0]["refunds"] if found["silent"] else 0) or 0
    return [*told, *([f"{silent:,} refunds name no amount and are not subtracted."] if silent else [])]


ORDER_RULE = (
    "An order is worth the revenue of its last row by order_id, minus what was refunded; nothing once cancelled. "
    "It counts at the time of its first row, so that a later refund changes the day of the order. "
    "Without an order_id each row counts by itself."
)

REVENUE = Measure(
    name="revenue",
    version=1,
    family="revenue",
    title="Revenue",
    question="How much money do orders bring?",
    params=RevenueParams,
    unit="money",
    unit_of_observation="order, also cancelled ones",
    tables=("journeys",),
    counts="row",
    units=("customer", "account", "session"),
    observations=observations,
    aggregate=aggregate,
    finish=finish_revenue,
    notes=notes,
    more={
        "orders": "orders that stand: neither cancelled nor only refunded",
        "exact": "the sum as a decimal text",
        "refunded": "what was paid back of it, as a decimal text",
        "squares": "sum of the squares of what each order (or unit) brought, for intervals of means",
    },
    when_empty="0",
    small_n="Sums are shown however small.",
    does_not_answer="Profit. Money in a currency without a rate is left out and counted in the notes.",
    source=ORDER_RULE,
    example_by=("month",),
)
AVERAGE_ORDER = Measure(
    name="average_order",
    version=1,
    family="revenue",
    title="Average order",
    question="How much does one order bring?",
    params=RevenueParams,
    unit="money",
    unit_of_observation="order",
    tables=("journeys",),
    counts="row",
    units=("customer", "account", "session"),
    observations=standing,
    aggregate=aggregate,
    finish=finish_average,
    notes=notes,
    more={},
    when_empty="null when no order stands",
    small_n="Under 10 orders nothing is drawn, under 30 only the interval.",
    does_not_answer="What a customer brings over time. A few large orders can carry a mean.",
    source=f"Mean over orders that stand, with Student's t interval. {ORDER_RULE}",
)
MEASURES = (REVENUE, AVERAGE_ORDER)

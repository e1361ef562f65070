"""What did a customer buy after a moment? Orders and money of the following year, inside the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desirepath.insights.pains.outcomes import STANDING_ORDERS
from desirepath.insights.pains.place import KEYS
from desirepath.measures.view import View
from desirepath.science.arrays import Floats

if TYPE_CHECKING:
    import ibis.expr.types as ir

HORIZON_DAYS = 365
"""What is lost later than a year after is not put down to a pain."""


def after(view: View, moments: ir.Table) -> tuple[Floats, Floats]:
    """How many orders that stand follow each moment within the horizon, and what they bring, refunds taken off.

    Moments have customer, seq and time; the arrays are in the order of customer and row.
    """
    import ibis

    places = moments.select(*KEYS, "time")
    pairs = places.inner_join(STANDING_ORDERS.of(view), "customer")
    soon = pairs.order_time <= pairs.time + ibis.interval(days=HORIZON_DAYS)
    pairs = pairs.filter((pairs.order_seq > pairs.seq) & soon)
    bought = pairs.group_by(list(KEYS)).aggregate(
        orders=pairs.count(), spent=pairs.order_amount.cast("float64").sum()
    )
    joined = places.left_join(bought, list(KEYS)).order_by(list(KEYS)).select("orders", "spent")
    table = view.engine.to_arrow(joined)
    orders, spent = (table[name].cast("float64").fill_null(0.0).to_numpy() for name in ("orders", "spent"))
    return orders, spent

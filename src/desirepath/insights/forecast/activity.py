"""What did each customer do on each day? One row a customer and day, from which everything about staying is counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from desirepath.insights.forecast.purchases import DAY, purchases
from desirepath.measures.revenue import RevenueParams
from desirepath.measures.view import View

if TYPE_CHECKING:
    import ibis.expr.types as ir

Activity = Literal["orders", "anything"]
"""What counts as still being a customer: a day with an order, or anything one does but open a message."""


def daily(
    view: View, activity: Activity, keep: ir.BooleanValue | None = None, without: Sequence[str] = ()
) -> ir.Table:
    """Days from 1970 on which something happened: flags as 0 or 1 a customer and day.

    `act` is what counts as activity; `keep` limits the rows of the journeys that are looked at. Whole customers only,
    or what they did is told in part. Events named `without` are as if they had not been, but for orders.
    """
    import ibis

    rows = view.tables["journeys"]
    rows = rows if keep is None else rows.filter(keep)
    rows = rows.filter(~rows.event.isin(list(without))) if without else rows
    own, kind = rows.actor == "customer", rows.kind.fill_null("")
    params = RevenueParams()
    feeling = ibis.cases(
        (rows.scale == "stars", rows.score - 3),
        (rows.scale == "nps", (rows.score - 5) / 2.5),
        else_=ibis.null("float64"),
    )
    rows = rows.mutate(day=rows.local.epoch_seconds() // DAY, feeling=feeling)
    days = rows.group_by(["customer", "day"]).aggregate(
        seen=(own & (kind != "message")).cast("int64").max(),
        mail=(own & (kind == "message")).cast("int64").max(),
        support=(own & (kind == "support")).cast("int64").max(),
        refund=rows.event.isin([*params.refunds, *params.cancellations]).cast("int64").max(),
        feelings=rows.feeling.sum(),
        answers=rows.feeling.count(),
    )
    bought = purchases(view).rename(buyer="customer", on="day")
    joined = days.left_join(bought, [days.customer == bought.buyer, days.day == bought.on]).drop(
        "buyer", "on"
    )
    joined = joined.mutate(
        order=joined.worth.notnull().cast("int64"),
        worth=joined.worth.fill_null(0.0),
        feelings=joined.feelings.fill_null(0.0),
    )
    return joined.mutate(act=joined.order if activity == "orders" else joined.seen)

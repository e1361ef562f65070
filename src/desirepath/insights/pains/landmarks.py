"""Who stood at one place, and what came after? One row a customer and month.

A landmark is a customer's first row at a place in a month. What is told of it stands in the row itself, and outcomes
are counted from what lies after it: nobody has to survive in order to be counted as exposed (no immortal time). Those
who are compared stood at the same place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from desirepath.domain.duration import seconds
from desirepath.insights.pains.place import Place
from desirepath.measures import registry, revenue
from desirepath.measures.scope import resolve
from desirepath.measures.view import View

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

Floats = NDArray[np.float64]

DAY = 86_400
HORIZON_DAYS = 120
"""Whether people order again is asked over so long."""


@dataclass(frozen=True)
class Landmarks:
    """Arrays of n rows, in the order (customer, time).

    `rows` holds kept properties and the product, as they stand in each row; `customers` (n,) the keys of the people,
    `times` (n,) the moments (UTC). Outcomes (n,) are 0 or 1, NaN where their time has not ended: `went_on`, whether a
    planned next step was reached in the planned time (all NaN where nothing is planned), and `again`, whether an order
    came within `HORIZON_DAYS` (all NaN where nobody ever orders).
    """

    place: Place
    rows: pa.Table
    customers: NDArray[np.object_]
    times: NDArray[np.datetime64]
    went_on: Floats
    again: Floats

    def __len__(self) -> int:
        return len(self.customers)


def landmarks(view: View, place: Place) -> Landmarks:
    """The landmarks of one place over the whole of the data, in one pass."""
    own = [name for name in view.tables["steps"].columns if name == "product" or name.startswith("prop_")]
    first = _first_of_month(place.rows(view), own)
    table = view.engine.to_arrow(_with_orders(view, first).order_by(["customer", "time"])).combine_chunks()
    times = table["time"].to_numpy()
    left = (np.datetime64(view.now, "us") - times) / np.timedelta64(1, "s")
    orders = table["orders"].fill_null(0).to_numpy()
    return Landmarks(
        place=place,
        rows=table.select(own),
        customers=table["customer"].to_numpy(zero_copy_only=False),
        times=times,
        went_on=_went_on(view, place, table, left),
        again=np.where((left >= HORIZON_DAYS * DAY) & orders.any(), orders > 0, np.nan),
    )


def _first_of_month(rows: ir.Table, own: list[str]) -> ir.Table:
    months = rows.mutate(month=rows.local.truncate("M"))
    first = months.group_by(["customer", "month"]).aggregate(seq=months.seq.min())
    chosen = months.semi_join(first, ["customer", "seq"])
    return chosen.select("customer", "seq", "time", "next_planned_time", *own)


def _with_orders(view: View, first: ir.Table) -> ir.Table:
    """How many orders that stand came within the horizon, by the measure of revenue itself."""
    import ibis

    standing = revenue.standing(resolve(view, registry.get("revenue")), revenue.RevenueParams())
    orders = standing.select("customer", order_seq="seq", order_time="time")
    pairs = first.select("customer", "seq", "time").inner_join(orders, "customer")
    soon = pairs.order_time <= pairs.time + ibis.interval(days=HORIZON_DAYS)
    counts = pairs.filter((pairs.order_seq > pairs.seq) & soon).group_by(["customer", "seq"])
    keys = ["customer", "seq"]
    return first.left_join(counts.aggregate(orders=lambda t: t.count()), keys).drop(
        *(f"{k}_right" for k in keys)
    )


def _went_on(view: View, place: Place, table: pa.Table, left: Floats) -> Floats:
    plan = view.map
    if plan is None or not plan.planned_next(place.step):
        return np.full(len(table), np.nan)
    step = next(one for one in plan.steps() if one.id == place.step)
    within = seconds(step.expect.within)
    reached = (table["next_planned_time"].to_numpy() - table["time"].to_numpy()) / np.timedelta64(1, "s")
    in_time = reached <= within  # a step never reached is NaT, and NaT is not in time
    return np.where(in_time | (left >= within), in_time.astype(float), np.nan)

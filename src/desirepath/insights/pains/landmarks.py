"""Who stood at one place, and what came after? One row a customer and day.

A landmark is a customer's first row at a place in a day. What tells people apart is known at that moment, and
outcomes are counted from what lies after it: nobody has to survive in order to be counted as exposed (no immortal
time). Those who are compared stood at the same place. What stands out is looked for among each customer's first
landmark alone, so that every person counts once; what it cost is counted over all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from desirepath.domain.duration import seconds
from desirepath.insights.pains.conditions import Split, large_enough
from desirepath.insights.pains.detector import Detector
from desirepath.insights.pains.detectors import DETECTORS
from desirepath.insights.pains.detectors.told import is_told
from desirepath.insights.pains.place import Place
from desirepath.insights.pains.read_once import ReadOnce, worked_out
from desirepath.measures import registry, revenue
from desirepath.measures.scope import resolve
from desirepath.measures.view import View
from desirepath.science.arrays import Flags, Floats, Ints

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

DAY = 86_400
HORIZON_DAYS = 90
"""Whether people order is asked over so long: a quarter, whatever the trade."""
KEYS = ("customer", "seq")
MOST_DAYS = 12
"""A customer counts on so many days at one place: the tablet of a store is there daily, and would outweigh others."""


@dataclass(frozen=True)
class Landmarks:
    """Arrays of n rows, one a customer and day, in the order of customers and time.

    `splits` are what may tell people apart, each with arrays of n; `customers` (n,) the keys of the people, `seqs` (n,)
    their rows, `times` (n,) the moments (UTC). Outcomes (n,) are 0 or 1, NaN where their time has not ended: `went_on`,
    whether a planned next step was reached in the planned time (all NaN where nothing is planned), and `ordered`,
    whether an order came within `HORIZON_DAYS` (all NaN where nobody ever orders).
    """

    place: Place
    splits: tuple[Split, ...]
    customers: NDArray[np.object_]
    seqs: Ints
    times: NDArray[np.datetime64]
    went_on: Floats
    ordered: Floats

    def __len__(self) -> int:
        return len(self.customers)

    @property
    def first(self) -> Flags:
        """Where a customer stands here for the first time."""
        return np.append(True, self.customers[1:] != self.customers[:-1])[: len(self)]

    def first_times(self) -> Landmarks:
        """The first landmark of each customer alone, with the conditions that still part them."""
        first = self.at(self.first)
        return replace(first, splits=tuple(large_enough(first.splits)))

    def at(self, rows: Flags) -> Landmarks:
        """The same of some of the rows."""
        return Landmarks(
            place=self.place,
            splits=tuple(one.at(rows) for one in self.splits),
            customers=self.customers[rows],
            seqs=self.seqs[rows],
            times=self.times[rows],
            went_on=self.went_on[rows],
            ordered=self.ordered[rows],
        )


def landmarks(view: View, place: Place, detectors: Sequence[Detector] = DETECTORS) -> Landmarks:
    """The landmarks of one place over the whole of the data."""
    view = place.seen(view)
    with view.engine.kept(first_rows_of_days(place.rows(view))) as first:
        found = {
            one: columns for one in detectors if (columns := one.columns(view, place, first)) is not None
        }
        table = view.engine.to_arrow(first.select(*KEYS, "time", "next_planned_time"))
        for columns in (*found.values(), _orders(view, first)):
            table = table.join(view.engine.to_arrow(columns), list(KEYS))
    table = table.sort_by([(key, "ascending") for key in KEYS]).combine_chunks()
    times = table["time"].to_numpy()
    left = (np.datetime64(view.now, "us") - times) / np.timedelta64(1, "s")
    orders = table["orders"].fill_null(0).to_numpy()
    tried = (
        replace(split, happens=one.happens(view, place, split.columns))
        for one in found
        for split in one.splits(view, place, table)
    )
    return Landmarks(
        place=place,
        splits=tuple(large_enough(tried)),
        customers=table["customer"].to_numpy(zero_copy_only=False),
        seqs=table["seq"].to_numpy(),
        times=times,
        went_on=_went_on(view, place, table, left),
        ordered=np.where((left >= HORIZON_DAYS * DAY) & orders.any(), orders > 0, np.nan),
    )


def first_rows(rows: ir.Table) -> ir.Table:
    """Each customer's first row of a place: that of `Landmarks.first_times`."""
    return rows.semi_join(rows.group_by("customer").aggregate(seq=rows.seq.min()), list(KEYS))


def first_rows_of_days(rows: ir.Table) -> ir.Table:
    """Each customer's first row of a place in each of their first days there (local), with what is told in it."""
    import ibis

    told = [name for name in rows.columns if is_told(name)]
    first = rows.group_by("customer", day=rows.local.truncate("D")).aggregate(seq=rows.seq.min())
    nth = ibis.row_number().over(ibis.window(group_by="customer", order_by="seq"))
    first = first.mutate(nth=nth).filter(lambda days: days.nth < MOST_DAYS)
    return rows.semi_join(first, list(KEYS)).select(*KEYS, "time", "next_planned_time", *told)


def _standing(view: View) -> ir.Table:
    standing = revenue.standing(resolve(view, registry.get("revenue")), revenue.RevenueParams())
    orders = standing.select("customer", order_seq="seq", order_time="time", order_amount="amount")
    return orders.join(view.tables["customers"].select("customer", "bucket"), "customer")


STANDING_ORDERS = ReadOnce("standing_orders", _standing)
"""Orders that were neither cancelled nor known by their refund alone, by the measure of revenue itself."""


@contextmanager
def looked_over(view: View, detectors: Sequence[Detector] = DETECTORS) -> Iterator[View]:
    """The same view with all that every place reads worked out once."""
    with worked_out(view, {STANDING_ORDERS, *(table for one in detectors for table in one.reads)}) as looked:
        yield looked


def _orders(view: View, first: ir.Table) -> ir.Table:
    """How many orders came within the horizon."""
    import ibis

    orders = STANDING_ORDERS.of(view)
    pairs = first.select(*KEYS, "time").inner_join(orders, "customer")
    soon = pairs.order_time <= pairs.time + ibis.interval(days=HORIZON_DAYS)
    after = pairs.filter((pairs.order_seq > pairs.seq) & soon)
    return after.group_by(list(KEYS)).aggregate(orders=after.count())


def _went_on(view: View, place: Place, table: pa.Table, left: Floats) -> Floats:
    plan = view.map
    if plan is None or not plan.planned_next(place.step):
        return np.full(len(table), np.nan)
    step = next(one for one in plan.steps() if one.id == place.step)
    within = seconds(step.expect.within)
    reached = (table["next_planned_time"].to_numpy() - table["time"].to_numpy()) / np.timedelta64(1, "s")
    in_time = reached <= within  # a step never reached is NaT, and NaT is not in time
    # Who went on early would make the newest look best: only people whose time is over count, either way.
    return np.where(left >= within, in_time.astype(float), np.nan)

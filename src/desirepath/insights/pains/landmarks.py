"""Who stood at one place, and what came after? One row a customer and day.

A landmark is a customer's first row at a place in a day. What tells people apart is known at that moment, and
outcomes are counted from what lies after it: nobody has to survive in order to be counted as exposed (no immortal
time). Those who are compared stood at the same place. What stands out is looked for among each customer's first
landmark alone, so that every person counts once; what it cost is counted over all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from desirepath.insights.pains.conditions import Split, large_enough
from desirepath.insights.pains.detector import Detector
from desirepath.insights.pains.detectors import DETECTORS
from desirepath.insights.pains.detectors.told import is_told
from desirepath.insights.pains.outcomes import OUTCOMES, READ
from desirepath.insights.pains.place import DAY, KEYS, Place
from desirepath.insights.pains.read_once import worked_out
from desirepath.measures.view import View
from desirepath.science.arrays import Flags, Floats, Ints

if TYPE_CHECKING:
    import ibis.expr.types as ir

MOST_DAYS = 12
"""A customer counts on so many days at one place: the tablet of a store is there daily, and would outweigh others."""


@dataclass(frozen=True)
class Landmarks:
    """Arrays of n rows, one a customer and day, in the order of customers and time.

    `splits` are what may tell people apart, each with arrays of n; `customers` (n,) the keys of the people, `seqs` (n,)
    their rows, `times` (n,) the moments (UTC). `outcomes` (n,) are what may suffer, by the names of `OUTCOMES`: 0 or 1,
    NaN where the time has not ended or nobody knows.
    """

    place: Place
    splits: tuple[Split, ...]
    customers: NDArray[np.object_]
    seqs: Ints
    times: NDArray[np.datetime64]
    outcomes: Mapping[str, Floats]

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
            outcomes={name: did[rows] for name, did in self.outcomes.items()},
        )


def landmarks(view: View, place: Place, detectors: Sequence[Detector] = DETECTORS) -> Landmarks:
    """The landmarks of one place over the whole of the data."""
    view = place.seen(view)
    with view.engine.kept(first_rows_of_days(place.rows(view))) as first:
        found = {
            one: columns for one in detectors if (columns := one.columns(view, place, first)) is not None
        }
        came = {
            one: columns
            for one in OUTCOMES
            if one.days(view, place) is not None and (columns := one.columns(view, place, first)) is not None
        }
        table = view.engine.to_arrow(first.select(*KEYS, "time"))
        for columns in (*found.values(), *came.values()):
            table = table.join(view.engine.to_arrow(columns), list(KEYS))
    table = table.sort_by([(key, "ascending") for key in KEYS]).combine_chunks()
    times = table["time"].to_numpy()
    left = (np.datetime64(view.now, "us") - times) / np.timedelta64(DAY, "s")
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
        outcomes={
            one.name: np.where(left >= (one.days(view, place) or 0.0), one.did(view, place, table), np.nan)
            if one in came
            else np.full(len(table), np.nan)
            for one in OUTCOMES
        },
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
    return rows.semi_join(first, list(KEYS)).select(*KEYS, "time", "order_id", "next_planned_time", *told)


@contextmanager
def looked_over(view: View, detectors: Sequence[Detector] = DETECTORS) -> Iterator[View]:
    """The same view with all that every place reads worked out once."""
    with worked_out(view, READ | {table for one in detectors for table in one.reads}) as looked:
        yield looked

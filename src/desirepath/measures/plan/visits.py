"""Rows at steps become visits, and visits become journeys that can be laid over a plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from desirepath.journeys.columns import as_one, as_whole, codes, flags, keyed, numbers
from desirepath.journeys.context import group_numbers, group_starts, pair_keys, previous_same

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Rows:
    """Rows of whole customers in order: who (a number), at which position of the map, when, in which visit.

    `place` : where each of them stands in the table given.
    """

    table: pa.Table
    place: Whole
    who: Whole
    step: Whole
    time: Whole
    visit: Whole

    @classmethod
    def of(cls, bucket: pa.Table, repeats: npt.NDArray[np.bool_]) -> Rows:
        """From a table with customer, seq, step_position, event (where it tells visits apart) and time.

        repeats : of each position, whether its step is to be repeated: then all its rows in a row are one visit.
        """
        table = bucket.combine_chunks()
        who = keyed(table["customer"])
        place = np.argsort(pair_keys(who, numbers(as_one(table["seq"]))), kind="stable")
        who = group_numbers(group_starts(who[place])).astype(np.int64)
        step = numbers(as_one(table["step_position"]))[place]
        opens = _opens(who, step)
        several = np.flatnonzero(~opens & ~repeats[step]) if len(step) else place
        if len(several):
            stretch = np.cumsum(opens) - 1
            kept = np.flatnonzero(np.isin(stretch, stretch[several]))
            events = codes(as_one(table["event"].take(pa.array(place[kept]))))
            times = _times_seen(pair_keys(stretch[kept], events), stretch[kept])
            opens[kept[1:]] |= times[1:] > times[:-1]
        return cls(table, place, who, step, as_whole(table["time"])[place], np.cumsum(opens) - 1)

    def column(self, name: str, rows: Whole) -> pa.Array:
        """Values of a column at these rows."""
        return as_one(self.table[name]).take(pa.array(self.place[rows]))

    def flags(self, name: str) -> npt.NDArray[np.bool_]:
        """A column of flags in order."""
        found: npt.NDArray[np.bool_] = flags(as_one(self.table[name]))[self.place]
        return found


@dataclass(frozen=True)
class Stays:
    """A stay is one or more visits at one step in a row; one number each, customers one after another.

    `row` is its first row, `again` whether the customer stood at the step before; `first` is the first stay
    of the same customer.
    """

    row: Whole
    step: Whole
    again: npt.NDArray[np.bool_]
    first: Whole

    @classmethod
    def of(cls, rows: Rows) -> Stays:
        row = np.flatnonzero(_opens(rows.who, rows.step))
        who, step = rows.who[row], rows.step[row]
        first = group_starts(who)
        return cls(
            row,
            step,
            previous_same(step, first) >= 0,
            first.astype(np.int64),
        )

    @property
    def offsets(self) -> Whole:
        """Where each customer's stays begin, with the end of the last."""
        return np.append(np.flatnonzero(self.first == np.arange(len(self.first))), len(self.first))


def _opens(who: Whole, step: Whole) -> npt.NDArray[np.bool_]:
    opens = np.ones(len(who), bool)
    opens[1:] = (who[1:] != who[:-1]) | (step[1:] != step[:-1])
    return opens


def _times_seen(events: Whole, stretch: Whole) -> Whole:
    """At each row, how often the most frequent event of its stretch has happened in it so far.

    Different events of one step are one visit; the same event once more is another one.
    """
    order = np.argsort(events, kind="stable")
    kept = events[order]
    opens = np.ones(len(kept), bool)
    opens[1:] = kept[1:] != kept[:-1]
    begins = np.flatnonzero(opens)
    nth = np.empty(len(kept), np.int64)
    nth[order] = np.arange(len(kept)) - np.repeat(begins, np.diff(begins, append=len(kept))) + 1
    # Stretches stand in order, so a running maximum that starts anew in each needs one pass.
    width = int(nth.max(initial=0)) + 1
    most: Whole = np.maximum.accumulate(stretch * width + nth) - stretch * width
    return most

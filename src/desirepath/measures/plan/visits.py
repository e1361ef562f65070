"""Rows at steps become visits, and visits become journeys that can be laid over a plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from desirepath.journeys.columns import as_one, as_whole, codes, numbers
from desirepath.journeys.context import group_ends, group_starts, pair_keys, previous_same

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Rows:
    """Rows of whole customers, sorted by customer and order: who (a number), at which position of the map, when."""

    table: pa.Table
    who: Whole
    step: Whole
    time: Whole
    visit: Whole

    @classmethod
    def of(cls, bucket: pa.Table) -> Rows:
        """From a table with customer, seq, step_position, event (null where it does not matter) and time."""
        table = bucket.combine_chunks()
        who, seq = codes(as_one(table["customer"])), numbers(as_one(table["seq"]))
        order = np.lexsort((seq, who))
        table = table.take(pa.array(order))
        who, step = who[order], numbers(as_one(table["step_position"]))
        stretch = _stretches(who, step)
        times = _times_seen(pair_keys(stretch, codes(as_one(table["event"]))), stretch)
        opens = np.ones(len(who), bool)
        opens[1:] = (stretch[1:] != stretch[:-1]) | (times[1:] > times[:-1])
        return cls(table, who, step, as_whole(table["time"]), np.cumsum(opens) - 1)


@dataclass(frozen=True)
class Stays:
    """A stay is one or more visits at one step in a row; one number each, customers one after another.

    `row` is its first row, `again` whether the customer stood at the step before; `first`, `last` are the first and the
    last stay of the same customer.
    """

    row: Whole
    step: Whole
    again: npt.NDArray[np.bool_]
    first: Whole
    last: Whole

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
            group_ends(first).astype(np.int64),
        )

    @property
    def offsets(self) -> Whole:
        """Where each customer's stays begin, with the end of the last."""
        return np.append(np.flatnonzero(self.first == np.arange(len(self.first))), len(self.first))


def _opens(who: Whole, step: Whole) -> npt.NDArray[np.bool_]:
    opens = np.ones(len(who), bool)
    opens[1:] = (who[1:] != who[:-1]) | (step[1:] != step[:-1])
    return opens


def _stretches(who: Whole, step: Whole) -> Whole:
    """A number for each run of rows of one customer at one step."""
    return np.cumsum(_opens(who, step)) - 1


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

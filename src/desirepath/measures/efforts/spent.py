"""What customers spent on each attempt: a pure function of one table of whole customers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from desirepath.journeys.columns import as_one, as_whole, codes, flags, keyed, numbers
from desirepath.journeys.context import group_starts, last_upto, previous_same, sorting
from desirepath.measures.efforts.attempts import Attempts, Flags, Places, attempts
from desirepath.measures.funnels.chains import Rows
from desirepath.measures.kernels import NEVER
from desirepath.measures.time_to_next import GRAINS, LONG_GRAIN

Effort = Literal["time", "events", "sessions", "contacts", "loops", "channels"]
EFFORTS: tuple[Effort, ...] = get_args(Effort)
"""What is counted of an attempt; time is in seconds."""
OUTCOMES = ("went_on", "still_open", "lost")


@dataclass(frozen=True)
class Spent:
    """The kernel.

    window : µs, beyond all times where there is no limit; own_start, every : as in `attempts`. now : µs, until when the
    data are complete. keys : columns told as at the first row of an attempt.
    """

    window: int
    own_start: bool
    every: bool
    now: int | None
    keys: tuple[str, ...]

    def __call__(self, bucket: pa.Table) -> pa.Table:
        """One row an attempt that may begin where it does.

        Columns: customer, seq, entered_at, outcome, `judged` (whether its time is over, or there is no limit and it got
        there), one of each of EFFORTS, and the keys.
        """
        table = _in_order(bucket.combine_chunks())
        who, time = keyed(table["customer"]), as_whole(table["time"])
        rows = Rows(who, time, np.zeros(len(who), np.int64))
        start, goal, begins = (flags(as_one(table[name])) for name in ("start", "goal", "begins"))
        made = attempts(rows, start, goal, window=self.window, own_start=self.own_start, every=self.every)
        made = made.of(begins[made.start])
        over = self._over(rows.time[made.start])
        outcome = np.where(made.reached, 0, np.where(over, 2, 1))
        first = pa.array(made.start)
        return pa.table(
            {
                "customer": table["customer"].take(first),
                "seq": table["seq"].take(first),
                "entered_at": table["time"].take(first),
                "outcome": pa.array(OUTCOMES).take(pa.array(outcome)),
                "judged": pa.array(over | (made.reached & (self.window >= NEVER))),
                **{name: pa.array(values) for name, values in _efforts(table, rows, made).items()},
                **{name: table[name].take(first) for name in self.keys},
            }
        )

    def _over(self, begun: Places) -> Flags:
        if self.now is None or self.window >= NEVER:
            return np.zeros(len(begun), bool)
        over: Flags = begun + self.window <= self.now
        return over

    def counted(self, bucket: pa.Table) -> pa.Table:
        """The same, counted: `spent` (of EFFORTS), outcome, judged, the keys, `value`, n, and their sums and squares.

        Seconds are told exactly in the sums, and rounded down by GRAINS in `value`.
        """
        found = self(bucket)
        return pa.concat_tables([self._counted(found, effort) for effort in EFFORTS])

    def _counted(self, found: pa.Table, effort: str) -> pa.Table:
        spent = found[effort].to_numpy()
        by = ["outcome", "judged", *self.keys]
        part = found.select(by).append_column(
            "value", pa.array(grained(spent) if effort == "time" else spent)
        )
        part = part.append_column("total", pa.array(spent)).append_column("squares", pa.array(spent * spent))
        sums = [("total", "sum"), ("squares", "sum"), ([], "count_all")]
        told = part.group_by([*by, "value"]).aggregate(sums)
        told = told.rename_columns([*by, "value", "total", "squares", "n"])
        return told.append_column("spent", pa.array([effort] * len(told), pa.string()))


def grained(seconds: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Rounded down, to the longer a unit the longer they are.

    >>> grained(np.array([59.9, 7_261.0, 2_000_000.0])).tolist()
    [59.0, 7260.0, 1998000.0]
    """
    grain = np.full(len(seconds), float(LONG_GRAIN))
    for below, size in reversed(GRAINS):
        grain[seconds < below] = size
    return np.asarray(seconds // grain * grain)


def _in_order(table: pa.Table) -> pa.Table:
    """By customer and order."""
    order = sorting(keyed(table["customer"]), numbers(as_one(table["seq"])))
    return table if order is None else table.take(pa.array(order)).combine_chunks()


def _efforts(table: pa.Table, rows: Rows, made: Attempts) -> dict[str, npt.NDArray[np.float64]]:
    """Each of EFFORTS, over what the customer did from the first to the last row of each attempt."""
    own, contact = flags(as_one(table["own"])), flags(as_one(table["contact"]))
    # Attempts of all customers together never overlap, and they are in the order of the rows.
    place = np.arange(len(own))
    number = np.searchsorted(made.start, place, side="right") - 1
    inside = own & (number >= 0)
    inside[inside] &= place[inside] <= made.end[number[inside]]
    who = number[inside]

    def counts(which: Flags) -> npt.NDArray[np.float64]:
        return np.bincount(who[which], minlength=len(made.start)).astype(np.float64)

    def named(column: str) -> tuple[Places, Flags]:
        values = as_one(table[column])
        return codes(values)[inside], flags(values.is_valid())[inside]

    def different(column: str) -> npt.NDArray[np.float64]:
        code, known = named(column)
        return counts(known & _first_of_all(np.where(known, code, -1), who))

    return {
        "time": (rows.time[_until(rows, made, own)] - rows.time[made.start]) / 1e6,
        "events": counts(np.ones(len(who), bool)),
        "sessions": different("session"),
        "contacts": counts(contact[inside]),
        "loops": _visits(*named("place"), who, len(made.start)) - different("place"),
        "channels": different("channel"),
    }


def _until(rows: Rows, made: Attempts, own: Flags) -> Places:
    """The goal, or else the last thing that the customer did in the time."""
    last = last_upto(own, rows.starts.astype(np.int32))[made.end].astype(np.int64)
    return np.where(made.reached, made.end, np.maximum(last, made.start))


def _first_of_all(code: Places, who: Places) -> Flags:
    """Rows whose code has not stood before in the same attempt; rows of an attempt stand together."""
    if not len(code):
        return np.zeros(0, bool)
    first: Flags = previous_same(code, group_starts(who)) < 0
    return first


def _visits(code: Places, known: Flags, who: Places, n: int) -> npt.NDArray[np.float64]:
    """How many visits each attempt has: rows of one place in a row are one; rows without a place are passed over."""
    code, who = code[known], who[known]
    begins = np.ones(len(code), bool)
    begins[1:] = (code[1:] != code[:-1]) | (who[1:] != who[:-1])
    return np.bincount(who[begins], minlength=n).astype(np.float64)

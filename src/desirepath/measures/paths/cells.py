"""What is counted of anchored journeys: who stands where in each column, and who went from where to where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from desirepath.journeys.columns import codes
from desirepath.journeys.context import distinct, pair_keys
from desirepath.lake.tables import TEXT, TIME, WHOLE
from desirepath.measures.kernels import SECOND
from desirepath.measures.paths.columns import VISIT, Columns, Paths
from desirepath.measures.paths.sequences import Flags, Places

SMALL = pa.int32()
STANDS = [("step", SMALL), ("kind", SMALL), ("node", TEXT)]
MOVES = [("step", SMALL), ("from_kind", SMALL), ("from", TEXT), ("to_kind", SMALL), ("to", TEXT)]
SUMS = [("n", WHOLE), ("fresh", WHOLE), ("timed", WHOLE), ("seconds", pa.float64())]
LISTED = [("customer", TEXT), ("seq", WHOLE), ("entered_at", TIME)]


@dataclass(frozen=True)
class Line:
    """Some journeys of one column, and what is told of each.

    which : their numbers. at : the visit that stands for them. fresh : whether they ended, paused or began just here.
    seconds : a time told of them; NaN where there is none. codes : by the kernel's own column a number for each; names
    are numbers of the words of the sequences.
    """

    which: Places
    at: Places
    fresh: Flags
    seconds: np.ndarray[tuple[int], np.dtype[np.float64]]
    codes: dict[str, Places]


Reading = Callable[[Paths, int], Line]


def stands(made: Paths, column: int) -> Line:
    """Everybody, once, with the time since the anchor."""
    which, at = np.arange(len(made.anchor)), made.place(column)
    kind = made.kind(column)
    since = (made.visits.time[at] - made.visits.time[made.anchor]) / SECOND
    return Line(
        which,
        at,
        made.fresh(column),
        np.where(kind == VISIT, since, np.nan),
        {"kind": kind, "node": made.node(column)},
    )


def moves(made: Paths, column: int) -> Line:
    """Everybody with a visit in this column or the one before, with the time between."""
    came, to = made.kind(column - 1), made.kind(column)
    which = np.flatnonzero((came == VISIT) | (to == VISIT))
    before, at = made.place(column - 1), made.place(column)
    between = (made.visits.time[at] - made.visits.last[before]) / SECOND
    both = (came == VISIT) & (to == VISIT)
    return Line(
        which,
        at[which],
        np.zeros(len(which), bool),
        np.where(both, between, np.nan)[which],
        {
            "from_kind": came[which],
            "from": made.node(column - 1)[which],
            "to_kind": to[which],
            "to": made.node(column)[which],
        },
    )


@dataclass(frozen=True)
class Counting:
    """A kernel that reads each column in one way.

    reading : `stands` or `moves`; columns : those it is asked for.
    """

    asked: Columns
    reading: Reading
    columns: tuple[int, ...]

    def counted(self, bucket: pa.Table) -> pa.Table:
        """One row for each column and combination of names and keys, with SUMS."""
        made = self.asked.paths(bucket)
        groups = self.asked.groups(made)
        numbers = {name: codes(column) for name, column in groups.items()}
        parts = []
        for column, line in self._lines(made):
            of = pair_keys(*line.codes.values(), *(each[line.which] for each in numbers.values()))
            first, number = distinct(of)
            timed = ~np.isnan(line.seconds)
            found = self._named(made, column, line, first, groups)
            found |= {
                "n": pa.array(np.bincount(number, minlength=len(first)).astype(np.int64)),
                "fresh": _sum(number, line.fresh, len(first)).cast(pa.int64()),
                "timed": _sum(number, timed, len(first)).cast(pa.int64()),
                "seconds": _sum(number, np.where(timed, line.seconds, 0), len(first)),
            }
            parts.append(pa.table(found))
        return pa.concat_tables(parts)

    def listed(self, bucket: pa.Table) -> pa.Table:
        """One row for each column and journey: whom a number lists."""
        made = self.asked.paths(bucket)
        groups, table = self.asked.groups(made), made.visits.table
        parts = []
        for column, line in self._lines(made):
            at = pa.array(line.at)
            found = {"customer": table["customer"], "seq": table["seq"], "entered_at": table["time"]}
            told = {name: values.take(at) for name, values in found.items()}
            everyone = np.arange(len(line.which))
            parts.append(pa.table(told | self._named(made, column, line, everyone, groups)))
        return pa.concat_tables(parts)

    def _lines(self, made: Paths) -> Iterator[tuple[int, Line]]:
        for column in self.columns:
            yield column, self.reading(made, column)

    def _named(
        self, made: Paths, column: int, line: Line, rows: Places, groups: dict[str, pa.Array]
    ) -> dict[str, pa.Array]:
        """The names and keys of some rows of a line."""
        words = pa.array(made.visits.words, TEXT)
        which = pa.array(line.which[rows])
        return {
            "step": pa.array(np.full(len(rows), column, np.int32)),
            **{
                name: pa.array(values[rows].astype(np.int32))
                if name.endswith("kind")
                else words.take(pa.array(values[rows]))
                for name, values in line.codes.items()
            },
            **{name: values.take(which) for name, values in groups.items()},
        }


def _sum(number: Places, weights: np.ndarray, groups: int) -> pa.Array:
    return pa.array(np.bincount(number, weights=weights, minlength=groups).astype(np.float64))

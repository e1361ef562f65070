"""One stretch of each anchored journey as a whole: its visits, how long it took, and what came of the journey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeGuard

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.journeys.columns import as_one, codes, plain
from desirepath.journeys.context import pair_keys
from desirepath.lake.tables import WHOLE
from desirepath.measures.kernels import SECOND
from desirepath.measures.paths.cells import LISTED, SMALL
from desirepath.measures.paths.columns import Columns, Paths
from desirepath.measures.paths.pattern import PathPattern
from desirepath.measures.paths.sequences import Flags, Places, Sequences
from desirepath.measures.paths.words import Words, paths_of

FATES = ("went_on", "ended", "still_open")
"""What a journey did after its stretch: it has more visits, is over, or may have more."""
WENT_ON, ENDED, OPEN = range(len(FATES))

PATH = ("path", pa.binary())
TOLD = [PATH, ("fate", SMALL), ("seconds", pa.float64())]
SUMS = [("n", WHOLE), ("ended", WHOLE), ("still_open", WHOLE), ("seconds", pa.float64())]
SUMMED = tuple(name for name, _ in SUMS)
COUNTED = [PATH, *SUMS]
EACH = [*LISTED, *TOLD]


@dataclass(frozen=True)
class Stretches(Columns):
    """The kernel: a stretch goes from the anchor on (up to it, when that is the end), or from the first to the last
    visit of a pattern of several.

    length : at most so many visits; null: however many. kept : paths that are told; of others only that they are one.
    """

    words: Words
    length: int | None = None
    kept: pa.Array | None = field(default=None, compare=False)

    def counted(self, bucket: pa.Table) -> pa.Table:
        """One row for each path and value of the keys."""
        told, groups = self._told(bucket)
        fate = told.pop("fate")
        told["ended"] = pc.equal(fate, ENDED).cast(pa.int64())
        told["still_open"] = pc.equal(fate, OPEN).cast(pa.int64())
        told["n"] = pa.array(np.ones(len(fate), np.int64))
        return summed(pa.table({**told, **groups}), ["path", *groups])

    def listed(self, bucket: pa.Table) -> pa.Table:
        """One row a journey."""
        told, groups = self._told(bucket)
        if self.kept is not None:
            there = pc.is_in(told["path"], self.kept)
            told["path"] = pc.if_else(there, told["path"], pa.scalar(None, pa.binary()))
        return pa.table({**told, **groups})

    def _told(self, bucket: pa.Table) -> tuple[dict[str, pa.Array], dict[str, pa.Array]]:
        made = self.paths(bucket)
        low, high = self._ends(made)
        table, at = made.visits.table, pa.array(made.anchor)
        fate = np.where(high < made.last, WENT_ON, np.where(made.over, ENDED, OPEN))
        told = {
            "customer": table["customer"].take(at),
            "seq": table["seq"].take(at),
            "entered_at": table["time"].take(at),
            "path": paths_of(self.words.numbers(made.visits), low, high),
            "fate": pa.array(fate.astype(np.int32)),
            "seconds": pa.array((made.visits.time[high] - made.visits.time[low]) / SECOND),
        }
        return told, {name: plain(column) for name, column in self.groups(made).items()}

    def _ends(self, made: Paths) -> tuple[Places, Places]:
        """The first and last visit of each stretch."""
        pattern, longest = self.rules.pattern, self.length or len(made.visits.node)
        if pattern == "end":
            return np.maximum(made.first, made.anchor - longest + 1), made.anchor
        last = made.last
        if _has_two_ends(pattern):
            last = made.visits.last_of(pattern)[made.anchor]
        return made.anchor, np.minimum(last, made.anchor + longest - 1)

    def _able(self, found: Sequences, over: Flags) -> Flags:
        able = super()._able(found, over)
        pattern = self.rules.pattern
        if _has_two_ends(pattern):
            last = found.last_of(pattern)
            able &= (last >= 0) & (found.time[last] - found.time <= self.rules.within)
        return able


def _has_two_ends(pattern: PathPattern | str) -> TypeGuard[PathPattern]:
    return isinstance(pattern, PathPattern) and len(pattern.visits) > 1


def summed(table: pa.Table, names: list[str], sums: Sequence[str] = SUMMED) -> pa.Table:
    """Rows of the same names as one."""
    found = table.group_by(names).aggregate([(name, "sum") for name in sums])
    return found.rename_columns([*names, *sums])


def medians(table: pa.Table, names: list[str]) -> pa.Table:
    """The median of `seconds` for each combination of names."""
    table = table.combine_chunks()
    seconds = as_one(table["seconds"]).to_numpy()
    group = pair_keys(*(codes(as_one(table[name])) for name in names))
    order = np.lexsort((seconds, group))
    opens = np.flatnonzero(np.diff(group[order], prepend=-1))
    last = np.diff(opens, append=len(order)) - 1
    middle = (seconds[order[opens + last // 2]] + seconds[order[opens + (last + 1) // 2]]) / 2
    return table.select(names).take(pa.array(order[opens])).append_column("median", pa.array(middle))

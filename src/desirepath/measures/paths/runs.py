"""Visits in a row, anywhere in journeys: how many customers go each way, and how many times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.journeys.columns import as_one, flags, keyed, plain
from desirepath.journeys.context import distinct, group_numbers, pair_keys
from desirepath.lake.tables import WHOLE
from desirepath.measures.paths.cells import LISTED
from desirepath.measures.paths.sequences import Flags, Places, Sequences, sequences
from desirepath.measures.paths.stretches import PATH
from desirepath.measures.paths.words import Words, paths_of

SUMS = [("n", WHOLE), ("times", WHOLE)]
COUNTED = [("length", WHOLE), PATH, *SUMS]
EACH = [*LISTED, ("length", WHOLE), PATH]

EVERYBODY = 0
"""The length of the row that counts everybody with a visit in the dates, and their visits."""


@dataclass(frozen=True)
class Lot:
    """All runs of one length, those of the same names (and keys) and unit side by side and in order.

    length : visits in each. at : where each begins. way : the number of its names and keys. opens : whether it is
    the first of its way; fresh : and of its unit in that.
    """

    length: int
    at: Places
    way: Places
    opens: Flags
    fresh: Flags


@dataclass(frozen=True)
class Runs:
    """The kernel.

    unit, repeats : see `sequences`. periods : key columns that a run may not cross. keys : key columns whose value is
    taken at its first visit. kept : runs that are listed; null: all.
    """

    unit: tuple[str, ...]
    repeats: bool
    periods: tuple[str, ...]
    keys: tuple[str, ...]
    words: Words
    shortest: int
    longest: int
    kept: pa.Array | None = field(default=None, compare=False)

    def counted(self, bucket: pa.Table) -> pa.Table:
        """One row for each run and value of the keys, and one of length EVERYBODY for each value of the keys."""
        found = sequences(bucket, self.unit, repeats=self.repeats)
        parts = []
        for lot in self._lots(found):
            first = np.flatnonzero(lot.opens)
            number = np.cumsum(lot.opens) - 1
            told = self._named(found, lot, lot.at[first])
            told["n"] = pa.array(
                np.bincount(number, weights=lot.fresh, minlength=len(first)).astype(np.int64)
            )
            told["times"] = pa.array(np.bincount(number, minlength=len(first)).astype(np.int64))
            parts.append(pa.table(told))
        return pa.concat_tables(parts)

    def listed(self, bucket: pa.Table) -> pa.Table:
        """One row for each run, value of the keys and unit: where it came first."""
        found = sequences(bucket, self.unit, repeats=self.repeats)
        parts = []
        for lot in self._lots(found):
            if lot.length == EVERYBODY:
                continue
            at = lot.at[lot.fresh]
            told = self._named(found, lot, at)
            for name, column in {"customer": "customer", "seq": "seq", "entered_at": "time"}.items():
                told[name] = found.table[column].take(pa.array(at))
            part = pa.table(told)
            parts.append(part if self.kept is None else part.filter(pc.is_in(part["path"], self.kept)))
        return pa.concat_tables(parts)

    def _lots(self, found: Sequences) -> Iterator[Lot]:
        inside = flags(as_one(found.table["begins"]))
        period = self._keys(found, self.periods)
        keys = self._keys(found, (*self.periods, *self.keys))
        unit = group_numbers(found.starts).astype(np.int64)
        number = self.words.numbers(found)
        yield _lot(EVERYBODY, np.flatnonzero(inside), keys[inside], unit)
        at, way = np.flatnonzero(inside), number[inside]
        for length in range(2, self.longest + 1):
            last = at + length - 1
            able = last <= found.ends[at]
            at, way, last = at[able], way[able], last[able]
            # The dates are one stretch of each journey, and so is a period: both ends say all.
            able = inside[last] & (period[last] == period[at])
            at, way = at[able], pair_keys(way[able], number[last[able]])
            if length >= self.shortest:
                yield _lot(length, at, pair_keys(way, keys[at]), unit)

    @staticmethod
    def _keys(found: Sequences, names: tuple[str, ...]) -> Places:
        """One number for the values of some columns at each visit."""
        columns = [keyed(found.table[name]) for name in names]
        return distinct(pair_keys(*columns))[1] if columns else np.zeros(len(found.node), np.int64)

    def _named(self, found: Sequences, lot: Lot, at: Places) -> dict[str, pa.Array]:
        """The path and the keys of runs that begin at some places."""
        where = pa.array(at)
        path = pa.nulls(len(at), pa.binary())
        if lot.length:
            path = paths_of(self.words.numbers(found), at, at + lot.length - 1)
        return {
            "length": pa.array(np.full(len(at), lot.length)),
            "path": path,
            **{name: plain(as_one(found.table[name]).take(where)) for name in (*self.periods, *self.keys)},
        }


def _lot(length: int, at: Places, way: Places, unit: Places) -> Lot:
    way = distinct(way)[1]
    order = np.argsort(way, kind="stable")  # units stand together and in order, so they do in each way
    at, way = at[order], way[order]
    opens = np.diff(way, prepend=-1) != 0
    return Lot(length, at, way, opens, opens | (np.diff(unit[at], prepend=-1) != 0))

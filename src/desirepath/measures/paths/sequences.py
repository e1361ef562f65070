"""The visits of each unit in a row, as numbers: what patterns and pictures of paths are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from desirepath.journeys.columns import as_one, as_whole, codes, keyed, numbers
from desirepath.journeys.context import (
    Rows,
    first_after,
    group_ends,
    group_starts,
    last_before,
    pair_keys,
    sorting,
)
from desirepath.measures.paths.pattern import PathPattern, Visits

Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Sequences:
    """Visits of some units, sorted by unit and order; all arrays have one entry a visit.

    table : the first row of each visit. node : its number in `words`, of which the last is no name at all.
    starts, ends : the places of the unit's first and last visit. time, last : µs, its first and its last row.
    """

    table: pa.Table
    words: tuple[str | None, ...]
    node: Places
    starts: Places
    ends: Places
    time: Places
    last: Places

    def fits(self, visits: Visits) -> Flags:
        """Which visits are meant."""
        found: Flags = visits.among(self.words)[self.node]
        return found

    def matching(self, pattern: PathPattern, which: int) -> Flags:
        """Whether a visit can be part number `which` (from 0) of the pattern, in some whole match of it."""
        fits = [self.fits(one) for one in pattern.visits]
        fitting = self._upto(fits[: which + 1], pattern.between[: which + 1])
        if fitting.any():
            fitting = fitting & self._from(fits[which:], pattern.between[which + 1 :])
        return fitting

    def _upto(self, fits: Sequence[Flags], between: Sequence[Visits]) -> Flags:
        """Whether all parts up to this one fit, the last of them here."""
        found = fits[0] & self._clear(between[0], self.starts - 1, self.here)
        for fit, run in zip(fits[1:], between[1:], strict=True):
            # Of all places before, the latest leaves the shortest run between.
            before = last_before(found, self.starts)
            found = fit & (before >= 0) & self._clear(run, before, self.here)
        return found

    def _from(self, fits: Sequence[Flags], between: Sequence[Visits]) -> Flags:
        """Whether all parts from this one on fit, the first of them here."""
        found = fits[-1] & self._clear(between[-1], self.here, self.ends + 1)
        for fit, run in zip(reversed(fits[:-1]), reversed(between[:-1]), strict=True):
            after = first_after(found, self.ends)
            found = fit & (after >= 0) & self._clear(run, self.here, after)
        return found

    def last_of(self, pattern: PathPattern) -> Places:
        """For each visit the earliest place where a whole match that begins here ends; -1 where none begins."""
        fits = [self.fits(one) for one in pattern.visits]
        far = len(self.node)
        reach = np.where(
            fits[-1] & self._clear(pattern.between[-1], self.here, self.ends + 1), self.here, far
        )
        for fit, run in zip(reversed(fits[:-1]), reversed(pattern.between[1:-1]), strict=True):
            reach = np.where(fit, self._least_beyond(run, reach), far)
        begins = (reach < far) & self._clear(pattern.between[0], self.starts - 1, self.here)
        return np.where(begins, reach, -1)

    def sets_out(self, pattern: PathPattern) -> Flags:
        """Whether a visit is the first one of the pattern, where it may begin."""
        return self.fits(pattern.visits[0]) & self._clear(pattern.between[0], self.starts - 1, self.here)

    def _least_beyond(self, run: Visits, values: Places) -> Places:
        """The least value behind each visit, as far as only such visits lie between."""
        far = len(self.node)
        if not far:
            return values
        stop = first_after(~self.fits(run), self.ends)
        stop = np.where(stop < 0, self.ends, stop)
        behind = np.where(self.here < self.ends, np.append(values[1:], far), far)
        # All visits with one stop are a stretch; a shift by stretches makes each minimum begin anew.
        shift = np.cumsum(np.diff(stop, prepend=stop[0]) != 0) * (far + 1)
        found: Places = np.minimum.accumulate((behind + shift)[::-1])[::-1] - shift
        return found

    @cached_property
    def here(self) -> Places:
        """The place of each visit."""
        return np.arange(len(self.node))

    def _clear(self, run: Visits, before: Rows, after: Rows) -> Flags:
        """Whether only such visits lie between two places, both left out."""
        if run.but and not run.names:
            return np.ones(len(self.node), bool)
        others = np.concatenate([[0], np.cumsum(~self.fits(run))])
        found: Flags = others[np.maximum(after, 0)] == others[np.maximum(before + 1, 0)]
        return found


def sequences(bucket: pa.Table, unit: Sequence[str], *, repeats: bool) -> Sequences:
    """The visits of one table of whole customers.

    bucket : columns of `unit` (customer first), `seq`, `time`, `node` and whatever else; one row an event.
    repeats : whether the same node twice in a row is two visits.
    """
    for name in unit:
        if bucket[name].null_count:
            bucket = bucket.filter(bucket[name].is_valid())
    table, group = _sorted(bucket.combine_chunks(), unit)
    encoded = as_one(table["node"])
    encoded = encoded if pa.types.is_dictionary(encoded.type) else encoded.dictionary_encode()
    words = (*encoded.dictionary.to_pylist(), None)
    node, time = codes(encoded), as_whole(table["time"])
    last = time
    if not repeats and len(node):
        opens = np.ones(len(node), bool)
        opens[1:] = (node[1:] != node[:-1]) | (group[1:] != group[:-1])
        first = np.flatnonzero(opens)
        last = time[np.append(first[1:], len(node)) - 1]
        table, node, time, group = table.take(pa.array(first)), node[first], time[first], group[first]
    starts = group_starts(group)
    return Sequences(
        table, words, node, starts.astype(np.int64), group_ends(starts).astype(np.int64), time, last
    )


def _sorted(table: pa.Table, unit: Sequence[str]) -> tuple[pa.Table, Places]:
    """Rows by unit and order."""
    group = pair_keys(*(keyed(table[name]) for name in unit))
    order = sorting(group, numbers(as_one(table["seq"])))
    if order is None:
        return table, group
    return table.take(pa.array(order)), group[order]

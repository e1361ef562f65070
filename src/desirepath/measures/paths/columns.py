"""Where everybody stands, one, two, … visits before or after a place of their journey: each unit once a column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa

from desirepath.journeys.columns import as_one, flags, keyed
from desirepath.journeys.context import first_from, pair_keys
from desirepath.measures.kernels import NEVER
from desirepath.measures.paths.pattern import PathPattern
from desirepath.measures.paths.sequences import Flags, Places, Sequences, sequences

KINDS = ("visit", "other", "ended", "still_open", "before")
"""What a unit stands at in a column: a visit, one that is not told apart, after its last one (over, or not yet), or
before its first."""
VISIT, OTHER, ENDED, OPEN, BEFORE = range(len(KINDS))


@dataclass(frozen=True)
class AnchorRules:
    """How a path is anchored and how far it is followed.

    pattern : what to look for; a word: the first visit of the journey, or the last one of a journey that is over.
    which : the part of the pattern that stands in column 0. occurrence : which of several, from 1; 0: the last.
    low, high : the first and last column. within : µs from the anchor that visits may lie away.
    """

    pattern: PathPattern | Literal["start", "end"]
    which: int
    occurrence: int
    low: int
    high: int
    within: int = NEVER
    ended_after: int = NEVER

    @property
    def columns(self) -> range:
        return range(self.low, self.high + 1)


@dataclass(frozen=True)
class Paths:
    """Anchored journeys; all arrays have one entry for each.

    anchor : the place of the visit in column 0. first, last : the places between which visits count.
    over : whether nothing more can come.
    """

    visits: Sequences
    anchor: Places
    first: Places
    last: Places
    over: Flags

    def kind(self, column: int) -> Places:
        at = self.anchor + column
        beyond = np.where(self.over, ENDED, OPEN)
        return np.where(at > self.last, beyond, np.where(at < self.first, BEFORE, VISIT))

    def place(self, column: int) -> Places:
        """The visit in a column; the nearest one where there is none."""
        return np.clip(self.anchor + column, self.first, self.last)

    def node(self, column: int) -> Places:
        """The number of the word there; that of no name where there is no visit."""
        at = self.visits.node[self.place(column)]
        return np.where(self.kind(column) == VISIT, at, len(self.visits.words) - 1)

    def fresh(self, column: int) -> Flags:
        """Whether a journey is over, open or not yet begun since exactly here."""
        at = self.anchor + column
        found: Flags = (at == self.last + 1) | (at == self.first - 1)
        return found


@dataclass(frozen=True)
class Columns:
    """The kernel of anchored views: a pure function of one table of whole customers.

    unit : its columns, customer first. periods : key columns of which each is answered as if it were asked alone.
    keys : key columns whose value is taken at the anchor. now : µs, until when the data are complete.
    """

    rules: AnchorRules
    unit: tuple[str, ...]
    repeats: bool
    periods: tuple[str, ...]
    keys: tuple[str, ...]
    now: int | None

    def paths(self, bucket: pa.Table) -> Paths:
        """The anchored journeys of one bucket, with the columns `begins` (an anchor may lie here), see `sequences`."""
        found = sequences(bucket, self.unit, repeats=self.repeats)
        ends = found.last[found.ends]
        over = np.zeros(len(ends), bool) if self.now is None else ends + self.rules.ended_after <= self.now
        anchor = self._chosen(found, np.flatnonzero(self._able(found, over)))
        moment, within = found.time[anchor], self.rules.within
        first, last = found.starts[anchor], found.ends[anchor]
        over = over[anchor]
        if within < NEVER:
            follows = first_from(found.time, anchor, last + 1, moment + within + 1)
            elapsed = np.zeros(len(anchor), bool) if self.now is None else moment + within <= self.now
            over = over | elapsed | (follows <= last)
            first, last = first_from(found.time, first, anchor, moment - within), follows - 1
        return Paths(found, anchor, first, last, over)

    def _able(self, found: Sequences, over: Flags) -> Flags:
        able = flags(as_one(found.table["begins"]))
        pattern = self.rules.pattern
        if isinstance(pattern, PathPattern):
            able &= found.matching(pattern, self.rules.which)
        elif pattern == "start":
            able &= found.starts == found.here
        else:
            able &= over & (found.ends == found.here)
        return able

    def _chosen(self, found: Sequences, able: Places) -> Places:
        """One anchor for each unit and period."""
        of = pair_keys(found.starts[able], *(keyed(found.table[name])[able] for name in self.periods))
        order = np.argsort(of, kind="stable")
        opens = np.flatnonzero(np.diff(of[order], prepend=-1))
        counts = np.diff(opens, append=len(order))
        number = self.rules.occurrence
        chosen = opens[counts >= number] + number - 1 if number else opens + counts - 1
        return np.sort(able[order[chosen]])

    def groups(self, made: Paths) -> dict[str, pa.Array]:
        """The values of the breakdowns of each journey."""
        at = pa.array(made.anchor)
        return {name: as_one(made.visits.table[name]).take(at) for name in (*self.periods, *self.keys)}

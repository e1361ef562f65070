"""From the rows of whole customers to their attempts at a funnel: the kernel that both engines run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from desirepath.journeys.columns import as_one, as_whole, flags, keyed, numbers
from desirepath.journeys.context import pair_keys, sorting
from desirepath.measures.funnels.chains import Flags, Places, Rows, Walks, gather, walk
from desirepath.measures.funnels.rules import FunnelRules
from desirepath.measures.kernels import NEVER


@dataclass(frozen=True)
class Sorted:
    """The rows of a table by unit and order. What is not looked at is not moved.

    order : the row of the table at each place of `rows`; None where they stand so in the table. who : the number of
    the unit at each place, without what is held.
    """

    table: pa.Table
    order: Places | None
    rows: Rows
    who: Places

    def values(self, name: str, places: Places) -> pa.Array:
        """Values of a column at some places; null at -1."""
        rows = places if self.order is None else self.order[places]
        return as_one(self.table[name].take(pa.array(rows, mask=places < 0)))


@dataclass(frozen=True)
class Attempts:
    """Attempts of the units in sorted rows.

    `start` is the place of each attempt's first row, `walks` how far it got. `limited` says that the funnel gives a
    time; then `deadline` (µs) is the last moment at which the next step would still count, and `full` the end of the
    whole time from the first step on.
    """

    sorted: Sorted
    rules: FunnelRules
    walks: Walks
    start: Places
    deadline: Places
    full: Places
    limited: bool

    @property
    def rows(self) -> Rows:
        return self.sorted.rows

    def values(self, name: str, places: Places) -> pa.Array:
        """Values of a column of the table at some places of the rows; null at -1."""
        return self.sorted.values(name, places)

    def outcome(self, now: int | None) -> Places:
        """0: all steps reached, 1: still open, 2: lost, as of a moment."""
        done = self.walks.level == self.walks.at.shape[1]
        if not self.limited:
            return np.where(done, 0, 2)
        running = np.ones(len(done), bool) if now is None else self.deadline > now
        return np.where(done, 0, np.where(running & ~self.walks.stopped, 1, 2))

    def over(self, which: Places, place: Places, k: int, now: int | None) -> Flags:
        """Whether the time to reach required step k + 1 is over, for attempts that stand for step k at these rows."""
        if not self.limited:
            return np.ones(len(which), bool)
        if now is None:
            return np.zeros(len(which), bool)
        gap = self.rules.gaps[k].within if k < len(self.rules.gaps) and self.rules.order != "any" else NEVER
        window = self.rules.window
        until = np.minimum(
            self.rows.time[place] + gap if gap < NEVER else NEVER,
            self.rows.time[self.start[which]] + window if window < NEVER else NEVER,
        )
        found: Flags = np.broadcast_to(until <= now, len(which))
        return found

    def ended(self, now: int | None) -> Flags:
        """Whether the whole time given is over."""
        if not self.limited:
            return np.ones(len(self.start), bool)
        return np.zeros(len(self.start), bool) if now is None else self.full <= now


def attempts(
    bucket: pa.Table, rules: FunnelRules, *, unit: Sequence[str], held: Sequence[str], periods: Sequence[str]
) -> Attempts:
    """The attempts of each unit and period, by the funnel's rules of entry.

    bucket : all rows of some customers that matter: `seq`, `marks`, `time` (where it matters), `begins` (whether an
        attempt may begin here; without it anywhere), and the columns of `unit` (customer first), of `held`, which must
        not change within an attempt, and of `periods`: each is answered as if it were asked alone, so an attempt is
        chosen among those that begin in it.
    """
    found = _sorted(_complete(bucket, [*unit, *held]), rules, unit, held)
    rows = found.rows
    firsts = rules.required if rules.order == "any" else rules.required[:1]
    starts = np.flatnonzero((rows.marks & sum(1 << bit for bit in firsts)) != 0)
    if "begins" in found.table.column_names:
        starts = starts[flags(found.values("begins", starts))]
    of = pair_keys(found.who[starts], *(keyed(found.values(name, starts)) for name in periods))
    if rules.entry == "first":
        # Which attempt counts is known before it is walked, and there are many of those who come often.
        kept = _earliest(found, starts, of, alone=not held)
        starts, of = starts[kept], of[kept]
    walks = (gather if rules.order == "any" else walk)(rows, starts, rules)
    if rules.entry in ("best", "latest"):
        kept = _entries(found, walks, starts, of, rules)
        walks, starts = walks.some(kept), starts[kept]
    if rules.excluded == "remove":
        kept = np.flatnonzero(~walks.stopped)
        walks, starts = walks.some(kept), starts[kept]
    return _timed(found, walks, starts, rules)


def _complete(bucket: pa.Table, columns: Sequence[str]) -> pa.Table:
    """Rows that belong to a unit and have a value of everything held."""
    for name in columns:
        if bucket[name].null_count:
            bucket = bucket.filter(bucket[name].is_valid())
    return bucket.combine_chunks()


def _sorted(table: pa.Table, rules: FunnelRules, unit: Sequence[str], held: Sequence[str]) -> Sorted:
    who = pair_keys(*(keyed(table[name]) for name in unit))
    group = pair_keys(who, *(keyed(table[name]) for name in held)) if held else who
    # Spark makes small numbers of small bits.
    seq, marks = (numbers(as_one(table[name])) for name in ("seq", "marks"))
    timed = "time" in table.column_names
    time = as_whole(table["time"]) if timed else np.zeros(len(seq), np.int64)
    if rules.ties == "steps":
        steps = marks & sum(1 << bit for bit in rules.required)
        place = np.where(steps != 0, steps & -steps, NEVER)
        order: Places | None = np.lexsort((seq, place, time, group))
    else:
        order = sorting(group, seq)
    if order is None:
        return Sorted(table, order, Rows(group, time, marks), who)
    there = Rows(group[order], time[order], marks[order])
    return Sorted(table, order, there, who[order] if held else there.unit)


def _earliest(found: Sorted, starts: Places, of: Places, *, alone: bool) -> Places:
    """Which of the starts is the first of the unit and period that it is `of`.

    alone : nothing is held, so all rows of a unit stand together, in the order they came.
    """
    if alone:
        if np.all(of[1:] >= of[:-1]):
            return np.flatnonzero(np.diff(of, prepend=-1))
        return np.sort(np.unique(of, return_index=True)[1])
    return _least_of(of, found.rows.time[starts], numbers(found.values("seq", starts)))


def _entries(found: Sorted, walks: Walks, starts: Places, of: Places, rules: FunnelRules) -> Places:
    """Which of the walks stand for the unit and period that they are `of`."""
    if not len(starts):
        return starts
    begun, order = found.rows.time[starts], numbers(found.values("seq", starts))
    if rules.entry == "best":
        return _least_of(of, -walks.level, begun, order)
    ends = np.take_along_axis(walks.at, walks.level[:, None] - 1, axis=1)[:, 0]
    return _least_of(of, -walks.level, found.rows.time[ends], -begun, -order)


def _least_of(groups: Places, *order: Places) -> Places:
    """The places of the least of each group, by several values in order."""
    kept = np.argsort(groups, kind="stable")
    for values in order if len(groups) else ():
        kept = kept[_least(values[kept], groups[kept])]
    return np.sort(kept)


def _least(values: Places, groups: Places) -> Flags:
    """Which values are the least of their group; groups stand together."""
    opens = np.flatnonzero(np.diff(groups, prepend=groups[0] - 1))
    least = np.minimum.reduceat(values, opens)
    found: Flags = values == np.repeat(least, np.diff(opens, append=len(groups)))
    return found


def _timed(found: Sorted, walks: Walks, start: Places, rules: FunnelRules) -> Attempts:
    rows, whole = found.rows, rules.whole
    begun = rows.time[start]
    deadline = np.full(len(start), NEVER) if whole >= NEVER else begun + whole
    for k, gap in enumerate(rules.gaps):
        if gap.within < NEVER and rules.order != "any":
            here = walks.level == k + 1
            deadline[here] = np.minimum(deadline[here], rows.time[walks.at[here, k]] + gap.within)
    full = begun + whole if whole < NEVER else np.full(len(start), NEVER)
    return Attempts(found, rules, walks, start, deadline, full, whole < NEVER)

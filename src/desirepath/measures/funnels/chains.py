"""From every first step: how far can the rest be walked, and over which rows?

Rows are sorted by unit, then by order, and each carries the steps it can stand for as bits. For a goal of m steps
the walk is solved from its end: each row of step k knows the earliest moment at which step m can be reached from it.
Of the rows of the next step that may follow, the first one that leads on is always the best, because whoever comes
later ends later; so one look a row and step is enough, and no choice has to be tried twice. That holds for
gaps with a least and a longest time and for excluded events too: for a later row, both ends of what may follow lie
later. Goals are taken from the nearest to the farthest, each for those alone who reached the one before. The proof by
trial is tests/measures/test_funnel_against_loops.py.

Where steps have an order and nothing else is asked between them, the first row that may follow always leads on, as
far as any does: then the walk is gone forwards, once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from desirepath.journeys.context import first_after, first_from, group_ends, group_starts
from desirepath.measures.funnels.rules import FunnelRules
from desirepath.measures.kernels import NEVER

Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

DENSE = 3
"""Rows for each that is looked for: up to so many, counting through them all is as fast as searching, and of many rows
two to four times faster; at six it no longer is (by trial)."""


@dataclass(frozen=True)
class Rows:
    """Rows of some units, sorted by unit and order.

    unit : the number of each row's unit; time : µs; marks : bits of the steps and excluded events it stands for.
    """

    unit: Places
    time: Places
    marks: Places

    def of(self, bit: int) -> Places:
        """Places of the rows that can stand for a step."""
        return np.flatnonzero((self.marks & (1 << bit)) != 0)

    @cached_property
    def starts(self) -> Places:
        """For each row the place of its unit's first row."""
        return group_starts(self.unit).astype(np.int64)

    @cached_property
    def ends(self) -> Places:
        """For each row the place of its unit's last row."""
        return group_ends(self.starts).astype(np.int64)

    def first_from(self, here: Places, moment: Places) -> Places:
        """The first place in the unit of each row `here` at or after a moment; the one behind it where none is."""
        return first_from(self.time, self.starts[here], self.ends[here] + 1, moment)


@dataclass(frozen=True)
class Walks:
    """One walk from each first step.

    `level` counts the required steps reached, from 1; `at` has one column a required step: the place of the row that
    stands for it, -1 where it was not reached. `stopped` says that an excluded event ended the walk in its time.
    """

    level: Places
    at: Places
    stopped: Flags

    def some(self, kept: Places) -> Walks:
        """Some of them."""
        return Walks(self.level[kept], self.at[kept], self.stopped[kept])


def walk(rows: Rows, starts: Places, rules: FunnelRules) -> Walks:
    """How far each of the rows `starts`, which all stand for the first step, gets within the window."""
    ground = _Ground(rows, rules)
    later = [rows.of(bit) for bit in rules.required[1:]]
    level = np.ones(len(starts), np.int64)
    at = np.full((len(starts), len(rules.required)), -1, np.int64, order="F")
    at[:, 0] = starts
    (_forwards if rules.forwards else _from_its_end)(ground, later, level, at)
    return Walks(level, at, ground.stopped(starts, level, at))


def _forwards(ground: _Ground, later: list[Places], level: Places, at: Places) -> None:
    """Write down how far each walk gets, taking the first row that may follow each time."""
    time, window, going_on = ground.rows.time, ground.rules.window, np.arange(len(level))
    for k, places in enumerate(later):
        if not len(places):
            return
        number, ok = ground.next(at[going_on, k], places, k)
        found = places[number]
        if window < NEVER:
            ok &= time[found] <= time[at[going_on, 0]] + window
        going_on = going_on[ok]
        level[going_on] = k + 2
        at[going_on, k + 1] = found[ok]


def _from_its_end(ground: _Ground, later: list[Places], level: Places, at: Places) -> None:
    """Write down how far each walk gets, solving it from each goal."""
    rows, starts = ground.rows, at[:, 0]
    going_on = np.arange(len(starts))
    for goal in range(2, at.shape[1] + 1):
        # Who does not reach one step reaches none behind it: what is left to look at becomes less with each.
        begun = starts[going_on]
        later = [_of_same_units(rows, places, begun) for places in later]
        places = [begun, *later[: goal - 1]]
        ends, links = ground.reached(places)
        here = np.flatnonzero(ends <= rows.time[begun] + ground.rules.window)
        going_on = going_on[here]
        level[going_on] = goal
        for k, link in enumerate(links):
            here = link[here]
            at[going_on, k + 1] = places[k + 1][here]


def _of_same_units(rows: Rows, places: Places, others: Places) -> Places:
    """Those of the places that belong to a unit of the others."""
    there = np.zeros(len(rows.time), bool)
    there[rows.starts[others]] = True
    return places[there[rows.starts[places]]]


class _Ground:
    """What may follow what, over the rows of one bucket."""

    def __init__(self, rows: Rows, rules: FunnelRules) -> None:
        self.rows, self.rules = rows, rules
        self._bars: dict[int, Places] = {}

    def bar(self, bits: int) -> Places:
        """For each row the place of the first excluded event after it in its unit, beyond all rows where none is."""
        if bits not in self._bars:
            after = first_after((self.rows.marks & bits) != 0, self.rows.ends.astype(np.int32)).astype(
                np.int64
            )
            self._bars[bits] = np.where(after < 0, len(after), after)
        return self._bars[bits]

    def reached(self, places: list[Places]) -> tuple[Places, list[Places]]:
        """For each row of the first step the earliest moment of the last one (beyond every window: never), and for
        each step the number of the row of the next step that leads there."""
        never = np.iinfo(np.int64).max
        ends = self.rows.time[places[-1]]
        links: list[Places] = []
        for k in range(len(places) - 2, -1, -1):
            leading = np.flatnonzero(ends < never)
            after = places[k + 1][leading]
            number, ok = self.next(places[k], after, k)
            chosen = leading[number] if len(leading) else number
            links.insert(0, chosen)
            ends = np.where(ok, ends[chosen] if len(ends) else never, never)
        return ends, links

    def next(self, here: Places, after: Places, k: int) -> tuple[Places, Flags]:
        """The number of the first row of `after` that may follow each row `here` as step k + 1; whether one does."""
        if not len(after):
            return np.zeros(len(here), np.int64), np.zeros(len(here), bool)
        gap, time = self.rules.gaps[k], self.rows.time
        number = self._first_of(after, self._earliest(here, k))
        inside = number < len(after)
        number = np.minimum(number, len(after) - 1)
        found = after[number]
        ok = inside & (self.rows.unit[found] == self.rows.unit[here])
        if gap.within < NEVER:
            ok &= time[found] - time[here] <= gap.within
        if gap.bars:
            ok &= found <= self.bar(gap.bars)[here]
        if self.rules.order == "strict":
            ok &= found == here + 1
        return number, ok

    def _first_of(self, after: Places, earliest: Places) -> Places:
        """The number of the first of `after` that is not before each of some places."""
        rows = len(self.rows.time)
        if len(earliest) < rows // DENSE:
            return np.searchsorted(after, earliest)
        there = np.zeros(rows + 1, bool)
        there[after + 1] = True
        found: Places = np.cumsum(there)[earliest]
        return found

    def _earliest(self, here: Places, k: int) -> Places:
        """The first place at which the next step may stand."""
        gap, rules = self.rules.gaps[k], self.rules
        if gap.after:
            return np.maximum(here + 1, self.rows.first_from(here, self.rows.time[here] + gap.after))
        if rules.grace:
            return self.rows.first_from(here, self.rows.time[here] - rules.grace)
        return here + 1

    def stopped(self, starts: Places, level: Places, at: Places) -> Flags:
        """Walks that an excluded event ended while the next step could still have come."""
        stopped = np.zeros(len(starts), bool)
        time = self.rows.time
        for k, gap in enumerate(self.rules.gaps):
            if gap.bars:
                here = np.flatnonzero(level == k + 1)
                last = at[here, k]
                bar = self.bar(gap.bars)[last]
                there = bar <= self.rows.ends[last]
                moment = time[np.minimum(bar, len(time) - 1)]
                in_time = moment <= time[starts[here]] + self.rules.window
                stopped[here] = there & in_time & (moment - time[last] <= gap.within)
        return stopped


def gather(rows: Rows, starts: Places, rules: FunnelRules) -> Walks:
    """In any order: how many different steps follow each row of `starts` within the window, itself counted.

    `at` has the rows in the order they came. An event that can stand for two steps counts for both.
    """
    ground = _Ground(rows, rules)
    last, bar = rows.ends[starts], ground.bar(rules.bars)[starts]
    beyond = len(rows.time)
    found = np.full((len(starts), len(rules.required)), beyond, np.int64)
    for k, bit in enumerate(rules.required):
        places = rows.of(bit)
        if len(places):
            number = np.searchsorted(places, starts)
            place = places[np.minimum(number, len(places) - 1)]
            ok = (number < len(places)) & (place <= last)
            ok &= rows.time[place] - rows.time[starts] <= rules.window
            ok &= place <= bar
            found[ok, k] = place[ok]
    found.sort(axis=1)
    level = (found < beyond).sum(axis=1)
    at = np.where(found < beyond, found, -1)
    in_time = rows.time[np.minimum(bar, beyond - 1)] - rows.time[starts] <= rules.window
    stopped = (level < len(rules.required)) & (bar <= last) & in_time
    return Walks(level, at, stopped)

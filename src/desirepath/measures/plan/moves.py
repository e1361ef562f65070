"""The kernel that lays the journeys of one bucket over the plan: one row for each thing done, or not done."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from desirepath.journeys.context import last_before, last_upto
from desirepath.measures.plan.graph import PlanGraph
from desirepath.measures.plan.labels import (
    LATE,
    LOST,
    OTHER_CHANNEL,
    REPEATED,
    SKIPPED,
    STILL_OPEN,
    labelled,
    spread,
)
from desirepath.measures.plan.visits import Rows, Stays
from desirepath.science.alignment import align

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Moves:
    """What the customers of one table did: the row of `rows` where each thing is seen, the position of the step that it
    belongs to, and its place in LABELS."""

    rows: Rows
    row: Whole
    step: Whole
    label: Whole


@dataclass(frozen=True)
class PlanKernel:
    """A pure function of whole customers. `now` : µs, until when the data are complete; `keys` : of breakdowns."""

    graph: PlanGraph
    now: int | None
    keys: tuple[str, ...]

    def __call__(self, bucket: pa.Table) -> pa.Table:
        """Columns customer, seq, entered_at, step (position), label and the keys, of rows with the flag `counts`."""
        found = self.counting(bucket)
        return pa.table(
            {
                "customer": found.rows.column("customer", found.row),
                "seq": found.rows.column("seq", found.row),
                "entered_at": found.rows.column("time", found.row),
                "step": pa.array(found.step.astype(np.int32)),
                "label": pa.array(found.label.astype(np.int32)),
                **{name: found.rows.column(name, found.row) for name in self.keys},
            }
        )

    def counting(self, bucket: pa.Table) -> Moves:
        """The moves that are seen at rows which the question counts."""
        found = self.moves(bucket)
        kept = found.rows.flags("counts")[found.row]
        if kept.all():
            return found
        return Moves(found.rows, found.row[kept], found.step[kept], found.label[kept])

    def moves(self, bucket: pa.Table) -> Moves:
        """All moves of all customers."""
        rows = Rows.of(bucket, np.array(self.graph.repeats))
        stays = Stays.of(rows)
        laid = align(2 * stays.step + stays.again, stays.offsets, self.graph.prices())
        named = labelled(laid, self.graph)
        lengths = np.diff(stays.offsets)
        journey = np.repeat(np.arange(len(lengths)), lengths)
        # The place of each stay among those of the distinct journeys.
        same = laid.offsets[:-1][laid.of[journey]] + np.arange(len(journey)) - stays.first
        moved, label = laid.moved[same], named.label[same]
        begins, counts = named.skip_offsets[:-1][same], np.diff(named.skip_offsets)[same]
        parts = [
            (stays.row, stays.step, label),
            (np.repeat(stays.row, counts), spread(named.skips, begins, counts), SKIPPED),
            self._repeated(rows, stays),
            self._late(rows, stays, laid.before[same], moved),
            self._other_channel(rows),
            self._ended(rows, stays, moved),
        ]
        return Moves(
            rows,
            np.concatenate([row for row, _, _ in parts]),
            np.concatenate([step for _, step, _ in parts]),
            np.concatenate([np.broadcast_to(name, len(row)) for row, _, name in parts]),
        )

    def _repeated(self, rows: Rows, stays: Stays) -> tuple[Whole, Whole, int]:
        """Further visits in one stay."""
        opens = np.diff(rows.visit, prepend=-1) > 0
        opens[stays.row] = False
        row = np.flatnonzero(opens)
        return row, rows.step[row], REPEATED

    def _late(
        self, rows: Rows, stays: Stays, before: Whole, moved: npt.NDArray[np.bool_]
    ) -> tuple[Whole, Whole, int]:
        """Who came on later than the plan gives from the step before; it belongs to that step."""
        came = last_before(moved, stays.first)
        at = np.flatnonzero(moved & (came >= 0))
        took = rows.time[stays.row[at]] - rows.time[stays.row[came[at]]]
        late = at[took > self.graph.allowed()[before[at], stays.step[at]]]
        return stays.row[late], before[late], LATE

    def _other_channel(self, rows: Rows) -> tuple[Whole, Whole, int]:
        """The first row of each visit over a channel that the plan of its step does not name."""
        off = np.flatnonzero(rows.flags("other_channel"))
        row = off[np.diff(rows.visit[off], prepend=-1) > 0]
        return row, rows.step[row], OTHER_CHANNEL

    def _ended(self, rows: Rows, stays: Stays, moved: npt.NDArray[np.bool_]) -> tuple[Whole, Whole, Whole]:
        """Where each journey stands in the end, if the plan goes on from there."""
        ends = stays.offsets[1:] - 1
        last = last_upto(moved, stays.first)[ends].astype(np.int64)
        row, step = stays.row[last], stays.step[last]
        goes_on = ~np.array(self.graph.ends)[step]
        row, step = row[goes_on], step[goes_on]
        over = np.zeros(len(row), bool)
        if self.now is not None:
            over = rows.time[row] + np.array(self.graph.within)[step] <= self.now
        return row, step, np.where(over, LOST, STILL_OPEN)

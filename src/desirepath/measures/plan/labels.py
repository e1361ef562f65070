"""Names for what was done, and what was not, in each distinct journey laid over a plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from desirepath.measures.plan.graph import PlanGraph
from desirepath.science.alignment import Alignment

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

LABELS = (
    "as planned",
    "again",
    "skipped",
    "extra",
    "repeated",
    "out of order",
    "late",
    "other channel",
    "still open",
    "lost",
)
(PLANNED, AGAIN, SKIPPED, EXTRA, REPEATED, OUT_OF_ORDER, LATE, OTHER_CHANNEL, STILL_OPEN, LOST) = range(
    len(LABELS)
)
DEVIATIONS = LABELS[SKIPPED:]
"""What parts from the plan; a visit `as planned` keeps to it, and `again` is a repeat that the plan allows."""


@dataclass(frozen=True)
class Labelled:
    """The stays of distinct journeys with their names.

    `label` : of each stay; `skips` : positions left out, one list behind another,
    those found at stay i from `skip_offsets[i]` to `skip_offsets[i + 1]`.
    """

    label: Whole
    skips: Whole
    skip_offsets: Whole


def labelled(found: Alignment, graph: PlanGraph) -> Labelled:
    """Names by the rules of docs/explanation/plan-against-reality.md.

    A step left out and a visit to it off the plan are one deviation, out of order: the first such visit with the first
    time it was left out, and so on. So is a first visit to a step that the plan has gone past, also where it was free
    to leave it out.
    """
    positions = graph.start + 1
    step, again = found.symbols // 2, (found.symbols % 2).astype(bool)
    leads = np.zeros((positions, graph.start), bool)
    behind = np.zeros((positions, graph.start), bool)
    for there in range(graph.start):
        for here in range(positions):
            leads[here, there] = (here, there) in graph.ways or graph.anew(here, there)
            behind[here, there] = graph.lies_behind(there, here)
    on = found.moved & leads[found.before, step]
    past = ~found.moved & behind[found.before, step]
    allowed = past & again & np.array(graph.repeats)[step]
    journey = np.repeat(np.arange(len(found.offsets) - 1), np.diff(found.offsets))

    at, skipped = _skips(found, on, step, graph)
    off = np.flatnonzero(~on & ~allowed)
    paired_off, paired_skip = _paired(journey[off] * positions + step[off], journey[at] * positions + skipped)
    label = np.where(on, PLANNED, np.where(allowed, AGAIN, np.where(again, REPEATED, EXTRA)))
    missed = past & ~again & ~np.isin(step, sorted(graph.aside))
    label[missed | np.isin(np.arange(len(label)), off[paired_off])] = OUT_OF_ORDER
    at, skipped = at[~paired_skip], skipped[~paired_skip]
    return Labelled(label, skipped, np.searchsorted(at, np.arange(len(step) + 1)))


def _skips(found: Alignment, on: Flags, step: Whole, graph: PlanGraph) -> tuple[Whole, Whole]:
    """Stays on the plan and the positions left out before them, in order."""
    moves = np.flatnonzero(on)
    width = graph.start
    ways = found.before[moves] * width + step[moves]
    lists = {here * width + there: way.skipped for (here, there), way in graph.ways.items() if way.skipped}
    counts = np.zeros((graph.start + 1) * width, np.int64)
    for key, left_out in lists.items():
        counts[key] = len(left_out)
    begins = np.append(0, np.cumsum(counts))
    listed = np.array([at for key in sorted(lists) for at in lists[key]], np.int64)
    return np.repeat(moves, counts[ways]), spread(listed, begins[ways], counts[ways])


def spread(listed: Whole, begins: Whole, counts: Whole) -> Whole:
    """The parts of a list that begin at these places and are so long, one behind another."""
    before = np.cumsum(counts) - counts
    places = np.arange(int(counts.sum())) + np.repeat(begins - before, counts)
    found: Whole = listed[places]
    return found


def _paired(one: Whole, other: Whole) -> tuple[Flags, Flags]:
    """Of two lists of keys, which entries have a partner in the other: the first with the first, and so on."""
    from_one, from_other = _nth(one), _nth(other)
    width = int(max(from_one.max(initial=0), from_other.max(initial=0))) + 1
    left, right = one * width + from_one, other * width + from_other
    return np.isin(left, right), np.isin(right, left)


def _nth(keys: Whole) -> Whole:
    """How many equal ones stand before each key."""
    order = np.argsort(keys, kind="stable")
    kept = keys[order]
    begins = np.flatnonzero(np.diff(kept, prepend=kept[:1] - 1))
    found = np.empty(len(keys), np.int64)
    found[order] = np.arange(len(keys)) - np.repeat(begins, np.diff(begins, append=len(keys)))
    return found

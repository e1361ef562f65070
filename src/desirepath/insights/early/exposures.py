"""What happened to whom in their first days? Steps that were reached, and the conditions that detectors of pains know.

Detectors look at a place, or at the landmark, and see only the first days (`Begun.window`), so the same conditions that
find pains anywhere tell people apart here. At a place, only those who stood there are told apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from desirepath.insights.early.design import KEYS, Begun
from desirepath.insights.pains.conditions import FEWEST, Condition, Split
from desirepath.insights.pains.detector import Detector
from desirepath.insights.pains.detectors.contact import CHANNELS, MATTER, REPLY
from desirepath.insights.pains.detectors.felt import FELT
from desirepath.insights.pains.detectors.recent import FAILED, RETURNED, SUPPORT
from desirepath.insights.pains.detectors.slow import SLOW
from desirepath.insights.pains.detectors.told import TOLD, is_told
from desirepath.insights.pains.landmarks import first_rows
from desirepath.insights.pains.place import Place, places
from desirepath.measures.struggles import RECENT_DAYS
from desirepath.measures.view import View
from desirepath.progress import Report
from desirepath.science.arrays import Flags, Ints

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

REACHED = "reached"
AT_PLACES = (TOLD, SLOW)
AT_LANDMARK = (SUPPORT, REPLY, MATTER, CHANNELS, FAILED, RETURNED, FELT)
AFTER_ALL = 2**62
"""The landmark lies after all rows of the first days."""
SEVERAL = 2
"""So many days at a step are "several"."""
BEFORE = f"in the {RECENT_DAYS} days before"
"""How detectors end what they say of the time before a moment."""
LOOKING = "Looking at the first days"


@dataclass(frozen=True)
class Exposure:
    """One thing that happened, or did not, to each of those compared, and the step it belongs to, if any."""

    split: Split
    step: str | None = None
    event: str | None = None


def exposures(begun: Begun, customers: NDArray[np.object_], progress: Report) -> Iterator[Exposure]:
    """All that parts those compared into two groups worth comparing; arrays are in the order of `customers`."""
    found = list(places(begun.window))
    progress(LOOKING, 0, len(found) + 1)
    for one in (*_reached(begun, customers), *_at_landmark(begun, customers)):
        if one.split.large_enough:
            yield one
    for at, place in enumerate(found, 1):
        yield from (one for one in _at_place(begun, place, customers) if one.split.large_enough)
        progress(LOOKING, at, len(found) + 1)
    progress(LOOKING, len(found) + 1, len(found) + 1)


def _reached(begun: Begun, customers: NDArray[np.object_]) -> Iterator[Exposure]:
    """Who reached each step, did each of its events where it has several, and was there on several days."""
    view = begun.window
    assert view.map is not None, "steps are those of a map"
    steps = view.tables["steps"].anti_join(begun.starts, list(KEYS))
    days = steps.local.truncate("D").nunique()
    counts = {
        keys: view.engine.to_arrow(steps.group_by(["customer", *keys]).aggregate(days=days)).to_pylist()
        for keys in (("step",), ("step", "event"))
    }
    titles = {step.id: step.title for step in view.map.steps()}
    for step, title in titles.items():
        there = {row["customer"]: row["days"] for row in counts[("step",)] if row["step"] == step}
        often = {customer for customer, times in there.items() if times >= SEVERAL}
        yield _everybody(f"reached “{title}”", there, step, None, customers)
        yield _everybody(f"“{title}” on {SEVERAL} days or more", often, step, None, customers)
        here = [row for row in counts[("step", "event")] if row["step"] == step]
        events = sorted({row["event"] for row in here})
        for event in events if len(events) > 1 else ():
            who = {row["customer"] for row in here if row["event"] == event}
            yield _everybody(f"“{event}”", who, step, event, customers)


def _everybody(
    words: str, who: set[str] | dict[str, int], step: str, event: str | None, customers: NDArray[np.object_]
) -> Exposure:
    holds = np.fromiter((customer in who for customer in customers), bool, len(customers))
    split = Split(REACHED, (Condition(words),), frozenset(), np.ones(len(customers), bool), holds)
    return Exposure(split, step, event)


def _at_landmark(begun: Begun, customers: NDArray[np.object_]) -> Iterator[Exposure]:
    import ibis

    starts = begun.starts
    marks = starts.select("customer", seq=ibis.literal(AFTER_ALL), time=starts.mark)
    with begun.window.engine.kept(marks) as moments:
        _, splits = _told_apart(begun.window, Place("", ""), moments, AT_LANDMARK)
        for split in splits:
            yield Exposure(_in_words(split))


def _at_place(begun: Begun, place: Place, customers: NDArray[np.object_]) -> Iterator[Exposure]:
    view = begun.window
    rows = place.rows(view).anti_join(begun.starts, list(KEYS))
    told = [name for name in rows.columns if is_told(name)]
    first = first_rows(rows).select(*KEYS, "time", *told)
    with view.engine.kept(first) as moments:
        table, splits = _told_apart(view, place, moments, AT_PLACES)
    where = np.searchsorted(customers, table["customer"].to_numpy(zero_copy_only=False))
    for split in _rarer(splits):
        if split.large_enough:
            spread = replace(
                split,
                told=_spread(split.told, where, len(customers)),
                exposed=_spread(split.exposed, where, len(customers)),
            )
            yield Exposure(spread, place.step, place.event)


def _told_apart(
    view: View, place: Place, moments: ir.Table, detectors: Sequence[Detector]
) -> tuple[pa.Table, list[Split]]:
    """Moments with what detectors found of them, by customer and row, and what they try of it."""
    found = {one: columns for one in detectors if (columns := one.columns(view, place, moments)) is not None}
    table = view.engine.to_arrow(moments.select(*KEYS, "time"))
    for columns in found.values():
        table = table.join(view.engine.to_arrow(columns), list(KEYS))
    table = table.sort_by([(key, "ascending") for key in KEYS]).combine_chunks()
    return table, [
        replace(split, happens=one.happens(view, place, split.columns))
        for one in found
        for split in one.splits(view, place, table)
    ]


def _spread(flags: Flags, where: Ints, n: int) -> Flags:
    """Flags of some as flags of all; False for the others."""
    all_of_them = np.zeros(n, bool)
    all_of_them[where] = flags
    return all_of_them


def _rarer(splits: list[Split]) -> list[Split]:
    """Of two conditions that say yes and no of the same the one that is true of fewer: that is what happened."""
    kept: list[Split] = []
    for one in sorted(splits, key=lambda split: int(split.exposed.sum())):
        if one.exposed.sum() >= FEWEST and not any(_opposite(one, other) for other in kept):
            kept.append(one)
    return kept


def _opposite(one: Split, other: Split) -> bool:
    return bool(
        np.array_equal(one.told, other.told) and np.array_equal(one.exposed, other.told & ~other.exposed)
    )


def _in_words(split: Split) -> Split:
    """What detectors say of the time before a moment is said of the first days."""
    said = tuple(
        replace(one, words=one.words.replace(f", {BEFORE}", "").replace(f" {BEFORE}", ""))
        for one in split.conditions
    )
    return replace(split, conditions=said)

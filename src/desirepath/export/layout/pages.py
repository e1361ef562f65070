"""The map on sheets of A3: split by stage when it is too wide, by lane when it is too tall, never set too small."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from desirepath.export.layout.footer import footer
from desirepath.export.layout.frame import COLUMN, COLUMN_MOST, LABEL, MARGIN, Frame, frame, ordered
from desirepath.export.layout.header import header, strapline
from desirepath.export.layout.ribbon import heads, ribbon
from desirepath.export.layout.sheet import Caps, Row, compose, folded_names, rows
from desirepath.export.scene import Scene
from desirepath.insights.measured_map import MeasuredMap, StepView

MM_WIDE, MM_HIGH = 420.0, 297.0
POINTS_A_MM = 72 / 25.4
SMALLEST = 12.0
"""The smallest text in pixels; on paper it is `LEAST_POINTS` points."""

LEAST_POINTS = 8.0
SCALE = LEAST_POINTS / SMALLEST / POINTS_A_MM
"""Millimetres for a pixel."""

WIDE, HIGH = MM_WIDE / SCALE, MM_HIGH / SCALE
"""A sheet in pixels."""

ROOM = WIDE - 2 * MARGIN - LABEL
MOST = int(ROOM // COLUMN)
"""So many columns stand on one sheet."""


def chunks(sizes: Sequence[int], most: int) -> list[int]:
    """How many steps stand on each sheet: whole stages while they fit, a stage over `most` cut.

    >>> chunks([2, 2, 3, 3, 3, 2], 8), chunks([12], 8), chunks([3, 3], 8)
    ([7, 8], [8, 4], [6])
    """
    found: list[int] = []
    for size in sizes:
        left = size
        if found and found[-1] + left <= most:
            found[-1] += left
            continue
        while left > most:
            found.append(most)
            left -= most
        found.append(left)
    return found


def balanced(sizes: Sequence[int], most: int) -> list[int]:
    """As few sheets as `chunks` needs, the fullest of them as empty as that allows."""
    fewest = len(chunks(sizes, most))
    return next(found for limit in range(1, most + 1) if len(found := chunks(sizes, limit)) == fewest)


def frames(document: MeasuredMap) -> list[Frame]:
    """One frame for each sheet across."""
    steps = ordered(document)
    counts = balanced([len(stage.steps) for stage in document.stages], MOST)
    ends = list(accumulate(counts))
    groups: list[list[StepView]] = [steps[end - count : end] for end, count in zip(ends, counts, strict=True)]
    return [frame(document, group, min(ROOM / len(group), COLUMN_MOST), WIDE) for group in groups]


def _headline_first(lanes: list[Row], room: float) -> list[Row]:
    """The lanes in an order that has the curve on the first sheet: lanes before it wait when all do not fit."""
    at = next((at for at, lane in enumerate(lanes) if lane.headline), None)
    if at is None or sum(lane.height for lane in lanes) <= room:
        return lanes
    room -= lanes[at].height
    before = 0
    while before < at and lanes[before].height <= room:
        room -= lanes[before].height
        before += 1
    return [*lanes[:before], lanes[at], *lanes[before:at], *lanes[at + 1 :]]


def _split(lanes: list[Row], first: float, then: float) -> list[list[Row]]:
    """The lanes dealt out to sheets with so much room; one too tall for any sheet is cut between its cards."""
    sheets: list[list[Row]] = [[]]
    room = first
    queue = list(lanes)
    while queue:
        lane = queue.pop(0)
        # a lane that fits a fresh sheet is not torn apart for the sake of a corner of this one
        if lane.height > room and sheets[-1] and lane.height <= then:
            here: Row | None = None
            rest: Row | None = lane
        else:
            here, rest = lane.split(room)
            if here is None and not sheets[-1] and room >= then:
                here, rest = lane, None
        if here is not None:
            sheets[-1].append(here)
            room -= here.height
        if rest is not None:
            queue.insert(0, rest)
            sheets.append([])
            room = then
    return sheets


def sheets(document: MeasuredMap) -> list[Scene]:
    """The whole map on sheets of A3 landscape, each with its head, ribbon, step heads and lane labels."""
    plans: list[tuple[Frame, list[Row], bool]] = []
    for at, sheet in enumerate(frames(document)):
        opening, later = _caps(sheet, at == 0), _caps(sheet, False)
        first = HIGH - opening.height
        dealt = _split(_headline_first(rows(sheet), first), first, HIGH - later.height)
        plans += [(sheet, lanes, at == 0 and part == 0) for part, lanes in enumerate(dealt)]
    which = [f"Sheet {at + 1} of {len(plans)}" for at in range(len(plans))] if len(plans) > 1 else [None]
    return [
        compose(sheet, _caps(sheet, opens, name), lanes, HIGH)
        for (sheet, lanes, opens), name in zip(plans, which, strict=True)
    ]


def _caps(sheet: Frame, opens: bool, which: str | None = None) -> Caps:
    names = ", ".join(folded_names(sheet.map))
    foot = footer(sheet, f"Folded lanes: {names}." if names else "")
    return Caps(header(sheet, which) if opens else strapline(sheet, which), ribbon(sheet), heads(sheet), foot)

"""A whole sheet: header, ribbon, step heads, lanes and footer, one under the other on the tints of the stages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desirepath.domain.map import Lane
from desirepath.export import words
from desirepath.export.layout.cells import cell
from desirepath.export.layout.emotion import emotion
from desirepath.export.layout.footer import footer
from desirepath.export.layout.frame import CELL, MARGIN, STRIP, Frame, whole
from desirepath.export.layout.header import header, question
from desirepath.export.layout.parts import moved
from desirepath.export.layout.ribbon import heads, ribbon
from desirepath.export.scene import Block, Box, Group, Line, Node, Scene, stack
from desirepath.export.text import CAPTION, CAPTION_STRONG, paragraph
from desirepath.insights.measured_map import LaneView, MeasuredMap

LABEL_ROOM = 104.0
ABOVE_LABEL = 12.0
CARD_GAP = 8.0
CARDS_MOST = 8
"""So many cards stand in one cell; the rest is counted."""


@dataclass(frozen=True)
class Row:
    """One lane on one sheet: its label, its cells, its height."""

    lane: LaneView | None
    block: Block


def label(lane: LaneView) -> Block:
    """The words at the left of a lane."""
    title = paragraph(lane.title, LABEL_ROOM, CAPTION_STRONG, "ink-2", role="lane-title")
    note = paragraph(lane.note or "", LABEL_ROOM, CAPTION, "muted", role="lane-note")
    return stack([title, note])


def used_lanes(document: MeasuredMap) -> list[LaneView]:
    """The open lanes that have something on them; paper has no place to add to an empty one."""
    used = {card.lane for step in document.steps for card in step.cards} | {Lane.EMOTION}
    used |= {Lane.TOUCHPOINT} if any(step.touchpoints for step in document.steps) else set()
    used |= {Lane.MEASURE} if any(step.tiles for step in document.steps) else set()
    return [lane for lane in document.lanes if not lane.folded and lane.id in used]


def _short(blocks: list[Block], room: float) -> Block:
    """The blocks of a cell, what is too many counted."""
    shown = blocks[:CARDS_MOST]
    if len(blocks) > CARDS_MOST:
        more = paragraph(f"and {len(blocks) - CARDS_MOST} more", room, CAPTION, "muted", role="more")
        shown = [*shown, Block((moved(more, CELL + 4),), more.height)]
    return stack(shown, CARD_GAP)


def row(frame: Frame, lane: LaneView) -> Row:
    """One lane over the steps of this sheet."""
    if lane.id is Lane.EMOTION:
        block = emotion(frame)
        return Row(lane, Block((Group(block.nodes, role="lane emotion", label=lane.title),), block.height))
    named = label(lane)
    cells = [_short(cell(frame.map, frame, step, lane.id), frame.room) for step in frame.steps]
    height = max(named.height + ABOVE_LABEL + CELL, *(c.height + 2 * CELL for c in cells))
    nodes: list[Node] = [moved(named, MARGIN, ABOVE_LABEL)]
    nodes += [moved(c, frame.x(at), CELL) for at, c in enumerate(cells) if c.height]
    return Row(lane, Block((Group(tuple(nodes), role=f"lane {lane.id.value}", label=lane.title),), height))


def folded(frame: Frame) -> list[Row]:
    """The lanes that are folded, named in one line."""
    names = [lane.title for lane in frame.map.lanes if lane.folded]
    if not names:
        return []
    count = f"{len(names)} lanes folded" if len(names) > 1 else "1 lane folded"
    left = paragraph(count, LABEL_ROOM, CAPTION, "muted")
    room = frame.column * len(frame.steps) - 24
    told = paragraph(", ".join(names), room, CAPTION, "muted", role="folded")
    height = max(left.height, told.height) + 20
    block = Block((moved(left, MARGIN, 10), moved(told, frame.left + 12, 10)), height)
    return [Row(None, block)]


def rows(frame: Frame) -> list[Row]:
    """All lanes of a sheet."""
    return [*(row(frame, lane) for lane in used_lanes(frame.map)), *folded(frame)]


def _tints(frame: Frame, top: float, bottom: float) -> list[Node]:
    return [
        Box(
            frame.x(span.first) + STRIP,
            top,
            span.count * frame.column - 2 * STRIP,
            bottom - top,
            fill=f"{span.colour}-tint",
            role="stage-tint",
        )
        for span in frame.spans
    ]


def describe(document: MeasuredMap) -> str:
    """The picture in a few sentences, for people who listen."""
    steps = len(document.steps)
    stages = ", ".join(stage.title for stage in document.stages)
    worst = min((s for s in document.steps if s.gap is not None), key=lambda s: s.gap or 0, default=None)
    said = f"Customer journey map, {steps} steps in {len(document.stages)} stages: {stages}. {question(document)}. "
    said += document.finding.replace("**", "")
    if worst is not None and worst.gap is not None and worst.gap < 0:
        said += (
            f" Measured feeling lies furthest below the believed one at step {worst.number}, {worst.title}: "
            f"{words.plain(-worst.gap, 1)} points."
        )
    return said + (" Every number is made up." if document.synthetic else "")


def compose(
    frame: Frame, lanes: Sequence[Row], *, sheet: str | None = None, notes: tuple[str, ...] = ()
) -> Scene:
    """A sheet from its rows."""
    top, stages, names, foot = header(frame, sheet), ribbon(frame), heads(frame), footer(frame, notes)
    nodes: list[Node] = []
    y = top.height
    ribbon_y = y
    heads_y = y = y + stages.height + 2
    y += names.height
    middle: list[Node] = []
    for at, lane in enumerate(lanes):
        quiet = lane.lane is not None and lane.lane.id is Lane.THOUGHT and at > 0
        if not quiet:
            middle.append(Line(MARGIN, y, frame.right, y, "hairline", role="lane-rule"))
        middle.append(moved(lane.block, 0, y))
        y += lane.block.height
    nodes += _tints(frame, heads_y, y)
    nodes += [moved(top, 0), moved(stages, 0, ribbon_y), moved(names, 0, heads_y), *middle, moved(foot, 0, y)]
    return Scene(frame.width, y + foot.height, frame.map.title, describe(frame.map), tuple(nodes))


def poster(document: MeasuredMap, notes: tuple[str, ...] = ()) -> Scene:
    """The whole map on one sheet, as wide as its steps."""
    sheet = whole(document)
    return compose(sheet, rows(sheet), notes=notes)

"""A whole sheet: header, ribbon, step heads, lanes and footer, one under the other on the tints of the stages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desirepath.domain.map import Lane
from desirepath.export import words
from desirepath.export.layout.cells import cell
from desirepath.export.layout.emotion import emotion
from desirepath.export.layout.footer import footer
from desirepath.export.layout.frame import CELL, MARGIN, STRIP, Frame, whole
from desirepath.export.layout.header import header, question
from desirepath.export.layout.parts import moved
from desirepath.export.layout.ribbon import heads, ribbon
from desirepath.export.scene import Block, Box, Line, Node, Scene, stack
from desirepath.export.text import CAPTION, CAPTION_STRONG, paragraph
from desirepath.insights.measured_map import LaneView, MeasuredMap

LABEL_ROOM = 104.0
ABOVE_LABEL = 12.0
CARD_GAP = 8.0
RIBBON_GAP = 2.0
CARDS_MOST = 8
"""So many cards stand in one cell; the rest is counted."""


@dataclass(frozen=True)
class Row:
    """One lane on one sheet: a block of its own, or a label and the blocks of each cell."""

    name: str
    label: Block
    cells: tuple[tuple[Block, ...], ...] = ()
    drawn: Block | None = None
    gap: float = CARD_GAP
    ruled: bool = True
    headline: bool = False
    """The lane that a first sheet must not be without."""

    @property
    def height(self) -> float:
        if self.drawn:
            return self.drawn.height
        tall = [stack(list(cell), self.gap).height + 2 * CELL for cell in self.cells]
        return max(self.label.height + ABOVE_LABEL + CELL, *tall)

    def block(self, frame: Frame) -> Block:
        """The lane as it stands on the sheet."""
        if self.drawn:
            return self.drawn
        nodes: list[Node] = [moved(self.label, MARGIN, ABOVE_LABEL)]
        stacks = [stack(list(cell), self.gap) for cell in self.cells]
        nodes += [moved(cell, frame.x(at), CELL) for at, cell in enumerate(stacks) if cell.height]
        return Block(tuple(nodes), self.height)

    def split(self, room: float) -> tuple[Row | None, Row | None]:
        """What of each cell fits into the room, and what is left; None where nothing is."""
        if self.height <= room:
            return self, None
        if self.drawn:
            return None, self
        kept = tuple(_fitting(cell, room - 2 * CELL, self.gap) for cell in self.cells)
        left = tuple(cell[len(some) :] for cell, some in zip(self.cells, kept, strict=True))
        if not any(kept) or self.label.height + ABOVE_LABEL + CELL > room:
            return None, self
        return replace(self, cells=kept), replace(self, cells=left)


def _fitting(cell: tuple[Block, ...], room: float, gap: float) -> tuple[Block, ...]:
    count = len(cell)
    while count and stack(list(cell[:count]), gap).height > room:
        count -= 1
    return cell[:count]


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


def _short(blocks: list[Block], room: float) -> tuple[Block, ...]:
    """The blocks of a cell, what is too many counted."""
    if len(blocks) <= CARDS_MOST:
        return tuple(blocks)
    more = paragraph(f"and {len(blocks) - CARDS_MOST} more", room, CAPTION, "muted", role="more")
    return (*blocks[:CARDS_MOST], Block((moved(more, CELL + 4),), more.height))


def row(frame: Frame, lane: LaneView) -> Row:
    """One lane over the steps of this sheet."""
    if lane.id is Lane.EMOTION:
        return Row(lane.title, Block((), 0), drawn=emotion(frame), headline=True)
    cells = tuple(_short(cell(frame.map, frame, step, lane.id), frame.room) for step in frame.steps)
    gap = 0.0 if lane.id is Lane.TOUCHPOINT else CARD_GAP
    return Row(lane.title, label(lane), cells, gap=gap, ruled=lane.id is not Lane.THOUGHT)


def folded_names(document: MeasuredMap) -> list[str]:
    """The titles of the lanes that are folded."""
    return [lane.title for lane in document.lanes if lane.folded]


def folded(frame: Frame) -> list[Row]:
    """The lanes that are folded, named in one line."""
    names = folded_names(frame.map)
    if not names:
        return []
    count = f"{len(names)} lanes folded" if len(names) > 1 else "1 lane folded"
    left = paragraph(count, LABEL_ROOM, CAPTION, "muted")
    room = frame.column * len(frame.steps) - 24
    told = paragraph(", ".join(names), room, CAPTION, "muted", role="folded")
    height = max(left.height, told.height) + 20
    block = Block((moved(left, MARGIN, 10), moved(told, frame.left + 12, 10)), height)
    return [Row("Folded", Block((), 0), drawn=block)]


def rows(frame: Frame) -> list[Row]:
    """The open lanes of a sheet."""
    return [row(frame, lane) for lane in used_lanes(frame.map)]


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


@dataclass(frozen=True)
class Caps:
    """What stands over and under the lanes of a sheet."""

    header: Block
    ribbon: Block
    heads: Block
    footer: Block

    @property
    def height(self) -> float:
        return self.header.height + self.ribbon.height + RIBBON_GAP + self.heads.height + self.footer.height


def compose(frame: Frame, caps: Caps, lanes: Sequence[Row], height: float = 0.0) -> Scene:
    """A sheet from its rows; the bands of the stages run on down to a footer at the foot of a given height."""
    ribbon_y = caps.header.height
    heads_y = ribbon_y + caps.ribbon.height + RIBBON_GAP
    y = heads_y + caps.heads.height
    middle: list[Node] = []
    for at, lane in enumerate(lanes):
        if lane.ruled or at == 0:
            middle.append(Line(MARGIN, y, frame.right, y, "hairline", role="lane-rule"))
        block = lane.block(frame)
        middle.append(moved(block, 0, y, role="lane", label=lane.name))
        y += block.height
    y = max(y, height - caps.footer.height)
    nodes = (
        *_tints(frame, heads_y, y),
        moved(caps.header, 0),
        moved(caps.ribbon, 0, ribbon_y),
        moved(caps.heads, 0, heads_y),
        *middle,
        moved(caps.footer, 0, y),
    )
    return Scene(frame.width, y + caps.footer.height, frame.map.title, describe(frame.map), nodes)


def poster(document: MeasuredMap) -> Scene:
    """The whole map on one sheet, as wide as its steps."""
    sheet = whole(document)
    caps = Caps(header(sheet), ribbon(sheet), heads(sheet), footer(sheet))
    return compose(sheet, caps, [*rows(sheet), *folded(sheet)])

"""Where things stand: the columns of the steps on one sheet and the spans of their stages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desirepath.export.tokens import stage_colour
from desirepath.insights.measured_map import MeasuredMap, StageView, StepView

MARGIN = 32.0
LABEL = 124.0
COLUMN = 192.0
COLUMN_MOST = 340.0
STRIP = 3.0
"""Half of the strip of paper between two stages."""

CELL = 8.0
"""Space around the content of a cell; plain text stands `INNER` further in, so that it lines up with cards."""

INNER = 4.0
LEAST = 720.0
MEASURE = 1_376.0
"""Width that the content of a short map is stretched to."""


@dataclass(frozen=True)
class Span:
    """A stage on this sheet: its colour, its first column here and how many it has here."""

    stage: StageView
    colour: str
    first: int
    count: int
    starts: bool
    ends: bool


@dataclass(frozen=True)
class Frame:
    """The columns of one sheet; `first` is the index of its first step in the whole map."""

    map: MeasuredMap
    steps: tuple[StepView, ...]
    first: int
    spans: tuple[Span, ...]
    column: float
    least: float = 0.0
    """The sheet is at least so wide, however few its columns."""

    @property
    def left(self) -> float:
        """x of the first column."""
        return MARGIN + LABEL

    @property
    def right(self) -> float:
        """x of the end of the last column."""
        return self.x(len(self.steps))

    @property
    def width(self) -> float:
        """Width of the sheet."""
        return max(self.right + MARGIN, self.least)

    def x(self, column: float) -> float:
        """x of the left edge of a column of this sheet."""
        return self.left + column * self.column

    def centre(self, index: float) -> float:
        """x of the middle of a step, by its index in the whole map."""
        return self.x(index - self.first + 0.5)

    @property
    def room(self) -> float:
        """Width of plain text in a cell."""
        return self.column - 2 * (CELL + INNER)


def ordered(document: MeasuredMap) -> list[StepView]:
    """The steps in the order of the stages that hold them."""
    by_id = {step.id: step for step in document.steps}
    return [by_id[step] for stage in document.stages for step in stage.steps]


def frame(document: MeasuredMap, steps: Sequence[StepView], column: float, least: float = 0.0) -> Frame:
    """The frame for these neighbouring steps of the map."""
    shown = {step.id for step in steps}
    spans: list[Span] = []
    at = 0
    for position, stage in enumerate(document.stages):
        here = [step for step in stage.steps if step in shown]
        if not here:
            continue
        starts, ends = here[0] == stage.steps[0], here[-1] == stage.steps[-1]
        spans.append(Span(stage, stage_colour(position), at, len(here), starts, ends))
        at += len(here)
    everything = [step.id for step in ordered(document)]
    return Frame(document, tuple(steps), everything.index(steps[0].id), tuple(spans), column, least)


def whole(document: MeasuredMap) -> Frame:
    """All steps side by side, columns stretched when the map is short."""
    steps = ordered(document)
    room = (MEASURE - 2 * MARGIN - LABEL) / len(steps)
    return frame(document, steps, min(max(room, COLUMN), COLUMN_MOST), LEAST)

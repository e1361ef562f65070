"""The marks on the curves: points, faces, whiskers, numbers, gaps and the diamonds of opportunities."""

from __future__ import annotations

from desirepath.domain.map import Lane
from desirepath.export import words
from desirepath.export.layout.feelings import Feelings, Marks, Window, edge, heat, shown, y_of
from desirepath.export.layout.frame import Frame
from desirepath.export.layout.parts import mark
from desirepath.export.scene import Box, Circle, Command, Group, Line, Node, Path, Run, Text
from desirepath.export.text import BODY_STRONG, CAPTION, CAPTION_STRONG, line_width, width
from desirepath.insights.measured_map import StepView

DIAMONDS_MOST = 3
"""So many fit beside a point; the cards below carry all."""

CLEAR = 6.5
LABEL_HIGH = 11.0
"""Room that a number over or under a point keeps from other marks, and its own height."""


def whisker(window: Window, index: int, low: float, high: float, colour: str) -> Node:
    """An interval without a line around it."""
    x, y0 = window.at((index, high))
    y1 = y_of(low)
    commands: tuple[Command, ...] = (
        ("M", (x, y0)),
        ("L", (x, y1)),
        ("M", (x - 5, y0)),
        ("L", (x + 5, y0)),
        ("M", (x - 5, y1)),
        ("L", (x + 5, y1)),
    )
    return Path(commands, stroke=colour, width=1.75, role="whisker")


def _face(x: float, y: float, feeling: float, colour: str) -> Node:
    """A face whose mouth bends with the feeling."""
    side, middle = 3.4 - 0.72 * feeling, 3.4 + 2.34 * feeling
    mouth: tuple[Command, ...] = (("M", (-4.2, side)), ("Q", (0, middle, 4.2, side)))
    eyes = (Circle(-3.3, -2.5, 1.1, "card"), Circle(3.3, -2.5, 1.1, "card"))
    return Group(
        (Circle(0, 0, 12, "card"), Circle(0, 0, 10, colour), *eyes, Path(mouth, stroke="card", width=1.6)),
        x,
        y,
        "face",
    )


def _pill(x: float, measured: float, believed: float, gap: float, doubt: str | None) -> list[Node]:
    """The dimension line between the two points, and the gap in words on it."""
    said = words.gap(gap, doubt)
    colour, ink = ("pain", "pain-text") if gap < 0 else ("opp", "opp-text")
    high, low = (believed + 4, measured - 12) if gap < 0 else (measured + 12, believed - 4)
    wide = width(said, CAPTION_STRONG) + 20
    y = (high + low) / 2
    text = Text(0, 4.2, ((Run(said, CAPTION_STRONG, ink),),), anchor="middle", role="gap")
    box = Box(-wide / 2, -10, wide, 20, fill="card", stroke=colour, stroke_width=1.25, radius=10)
    return [
        Line(x, high, x, low, "ink", 1.25, role="dimension"),
        Group((box, text), x, y, "pill", f"Measured {said}"),
    ]


def square(x: float, y: float) -> Node:
    """A believed feeling."""
    return Box(x - 3.5, y - 3.5, 7, 7, "card", "muted", 1.5, role="believed-point")


def _label(window: Window, step: StepView, index: int, value: float, word: str, above: bool) -> Node:
    """The number of a point with its word, over or under it, clear of what else stands in its column."""
    runs = [
        Run(
            f"{words.plain(value, 1, signed=True)} " if word else words.plain(value, 1, signed=True),
            BODY_STRONG,
        )
    ]
    if word:
        runs.append(Run(word, CAPTION))
    x, y = window.at((index, value))
    edges = (edge(step, True), edge(step, False), step.believed)
    others = sorted((y_of(feeling) for feeling in edges if feeling is not None), reverse=above)
    if above:
        base = y - 18
        for other in others:
            if base - LABEL_HIGH < other + CLEAR and other - CLEAR < base + 1:
                base = other - CLEAR - 1
    else:
        base = y + 27
        for other in others:
            if base - LABEL_HIGH < other + CLEAR and other - CLEAR < base + 3:
                base = other + CLEAR + LABEL_HIGH
    wide = line_width(tuple(runs))
    return Text(x - wide / 2, base, (tuple(runs),), role="feeling", halo=_tint(window.frame, index))


def points(felt: Feelings, window: Window, found: Marks) -> list[Node]:
    """Every point of this sheet with what belongs to it."""
    nodes: list[Node] = []
    for at, step in enumerate(felt.steps):
        value = shown(step)
        if not window.holds(at):
            continue
        x = window.frame.centre(at)
        if value is None:
            number = step.felt.number if step.felt else None
            if number and number.show == "interval" and number.low is not None and number.high is not None:
                nodes.append(whisker(window, at, number.low, number.high, "control"))
            continue
        y = y_of(value)
        if at in found.pills and step.believed is not None:
            nodes += _pill(x, y, y_of(step.believed), found.pills[at], step.gap_words)
        if at in found.faces:
            nodes.append(_face(x, y, value, heat(value)))
        else:
            nodes.append(Circle(x, y, 5.5, heat(value), "card", 1.5, "measured-point"))
        if at in found.words:
            above = _above(found, at)
            nodes.append(_label(window, step, at, value, found.words[at], above))
    return nodes


def _above(found: Marks, at: int) -> bool:
    """Whether the number stands over its point: away from the believed one, and the trough's under it."""
    return found.pills[at] > 0 if at in found.pills else found.words[at] != "trough"


def _tint(frame: Frame, at: int) -> str:
    column = at - frame.first
    span = next(s for s in frame.spans if s.first <= column < s.first + s.count)
    return f"{span.colour}-tint"


def _place(step: StepView) -> float:
    """The feeling a step's marks stand at: measured, the middle of its interval, believed, neutral."""
    value = shown(step)
    if value is not None:
        return value
    number = step.felt.number if step.felt else None
    if number and number.show == "interval" and number.low is not None and number.high is not None:
        return (number.low + number.high) / 2
    return step.believed or 0.0


def diamonds(felt: Feelings, window: Window, found: Marks) -> list[Node]:
    """The numbers of a step's opportunities, beside its point."""
    nodes: list[Node] = []
    for at, step in enumerate(felt.steps):
        numbers = [c.mark for c in step.cards if c.lane is Lane.OPPORTUNITY and c.mark is not None]
        if not window.holds(at) or not numbers:
            continue
        place = _place(step)
        start = 28.0 if at in found.faces else 22.0
        for place_in_row, number in enumerate(numbers[:DIAMONDS_MOST]):
            nodes.append(mark(window.frame.centre(at) + start + 27 * place_in_row, y_of(place), number))
    return nodes

"""A measure on the map: its value, its change, a small line of its past, its interval."""

from __future__ import annotations

from itertools import pairwise

from desirepath.domain.map import Direction
from desirepath.export import words
from desirepath.export.layout.parts import caption, line_at, moved
from desirepath.export.scene import Block, Circle, Command, Group, Node, Path, Run, Text, stack
from desirepath.export.text import BODY, CAPTION, FIGURE, baseline, paragraph, width
from desirepath.insights.measured_map import Point, Tile

SPARK_WIDTH, SPARK_HEIGHT = 72.0, 22.0


def spark(points: list[Point]) -> tuple[Node, ...]:
    """The ended periods as a thin line with gaps, the newest as a dot; a period still running is left out."""
    values = [point.value for point in points if point.complete]
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ()
    low, high = min(known), max(known)
    step = (SPARK_WIDTH - 6) / (len(values) - 1)

    def at(index: int, value: float) -> tuple[float, float]:
        share = 0.5 if high == low else (value - low) / (high - low)
        return 3 + index * step, SPARK_HEIGHT - 4 - share * (SPARK_HEIGHT - 8)

    commands: list[Command] = []
    previous: list[float | None] = [None, *values]
    for index, (before, value) in enumerate(pairwise(previous)):
        if value is not None:
            commands.append(("M" if before is None else "L", at(index, value)))
    last = max(index for index, value in enumerate(values) if value is not None)
    dot = at(last, known[-1])
    return (
        Path(tuple(commands), stroke="control", width=1.5, role="spark"),
        Circle(*dot, 3, "ink", role="spark-now"),
    )


def arrow(change: words.Change, direction: Direction) -> Node | None:
    """The way a number went; its colour says whether that was wanted."""
    if change.way == "same":
        return None
    top, foot = (4.0, 11.0) if change.way == "up" else (11.0, 4.0)
    corners: tuple[Command, ...] = (("M", (0, foot)), ("L", (4.5, top)), ("L", (9, foot)), ("Z", ()))
    return Path(corners, fill="opp" if change.way == direction.value else "pain", role=f"went-{change.way}")


def _moved_by(change: words.Change, direction: Direction) -> tuple[Block, float]:
    """The arrow with the size of the change, and their width."""
    sign = arrow(change, direction)
    if sign is None:
        return Block((line_at("no change"),), CAPTION.leading), width("no change", CAPTION)
    text = Text(13, baseline(CAPTION), ((Run(change.size, CAPTION, "ink-2"),),), role="change")
    return Block((Group((sign,), y=1.0), text), CAPTION.leading), 13 + width(change.size, CAPTION)


def tile(view: Tile, room: float, currency: str) -> Block:
    """One measure: label, value with its change, line of the past with the interval."""
    number = view.number
    label = caption(view.called, room, role="tile-label")
    shown = number.show == "full" and number.value is not None
    value = words.value(number, currency)
    figure = paragraph(value, room, FIGURE if shown else BODY, "ink" if shown else "muted", role="figure")
    nodes: list[Node] = list(figure.nodes)
    height = figure.height
    change = words.change(number, view.before, currency)
    if change:
        block, wide = _moved_by(change, view.direction)
        x = width(value, FIGURE) + 8
        if x + wide <= room:
            nodes.append(moved(block, x, 6))
        else:
            nodes.append(moved(block, 0, height))
            height += block.height
    between = words.interval(number) if shown else None
    doubt = between or (f"n {words.plain(number.n)}" if number.n else "")
    line = spark(view.series)
    x = SPARK_WIDTH + 8 if line and SPARK_WIDTH + 8 + width(doubt, CAPTION) <= room else 0.0
    note = (line_at(doubt, x, 3.0 if x or not line else SPARK_HEIGHT),) if doubt else ()
    below = Block((*line, *note), SPARK_HEIGHT)
    if line and not x:
        below = Block(below.nodes, SPARK_HEIGHT + CAPTION.leading)
    target = []
    if view.target is not None:
        target = [caption(f"target {words.target(view.target, number, currency)}", room)]
    inside = stack([label, Block(tuple(nodes), height), below, *target], 2.0)
    said = f"{view.called}: {words.number_words(number, currency)}"
    spoken = f"{said}, {change.words}" if change else said
    return Block((Group(inside.nodes, role="tile", label=spoken),), inside.height)

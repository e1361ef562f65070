"""The emotion lane: what was believed, what was measured with its doubt, and where the two part."""

from __future__ import annotations

from desirepath.export.layout.feelings import (
    HEAT,
    Feelings,
    Window,
    answers,
    feelings,
    heat,
    marks,
    spoken,
    y_of,
)
from desirepath.export.layout.frame import MARGIN, Frame
from desirepath.export.layout.personas import drawn, persona_curves
from desirepath.export.layout.points import diamonds, points, square, whisker
from desirepath.export.scene import Block, Command, Group, Line, Node, Path, Run, Text
from desirepath.export.text import CAPTION, CAPTION_STRONG, baseline

HEIGHT = 268.0
SCALE = ((2, "Delighted"), (1, "Pleased"), (0, "Neutral"), (-1, "Annoyed"), (-2, "Upset"))


def _axis(frame: Frame) -> list[Node]:
    nodes: list[Node] = []
    for feeling, word in SCALE:
        y = y_of(feeling)
        stroke, size = ("control", 1.5) if feeling == 0 else ("hairline", 1.0)
        nodes.append(Line(frame.left, y, frame.right, y, stroke, size, role="axis"))
        run = Run(word, CAPTION, "muted")
        nodes.append(Text(frame.left - 12, y + 4.2, ((run,),), anchor="end", role="axis-word"))
    return nodes


def _tints(felt: Feelings, window: Window) -> list[Node]:
    nodes: list[Node] = []
    for lens in felt.lenses:
        inside = [window.at(p) for p in lens.outline if window.low <= p[0] <= window.high]
        if len(inside) > 2:
            commands: tuple[Command, ...] = (
                ("M", inside[0]),
                *(("L", point) for point in inside[1:]),
                ("Z", ()),
            )
            fill, role = ("pain", "gap-below") if lens.below else ("opp", "gap-above")
            nodes.append(Path(commands, fill=fill, opacity=0.22 if lens.below else 0.2, role=role))
    return nodes


def _ribbons(felt: Feelings, window: Window) -> list[Node]:
    nodes: list[Node] = []
    for low, high in zip(felt.lows, felt.highs, strict=True):
        over = window.path(high)
        if not over:
            if window.holds(low.first) and len(low.values) == 1:
                nodes.append(whisker(window, low.first, low.values[0], high.values[0], heat(low.values[0])))
            continue
        back = low.segments(window.low, window.high)
        commands: list[Command] = [*over, ("L", window.at(back[-1][3]))]
        for start, one, two, _ in reversed(back):
            commands.append(("C", (*window.at(two), *window.at(one), *window.at(start))))
        nodes.append(Path((*commands, ("Z", ())), fill=HEAT, opacity=0.2, role="interval"))
    return nodes


def _bridges(felt: Feelings, window: Window) -> list[Node]:
    """Dots where the measured line skips steps with too few answers."""
    nodes: list[Node] = []
    for before, after in zip(felt.measured, felt.measured[1:], strict=False):
        start, end = (before.last, before.values[-1]), (after.first, after.values[0])
        a, b = max(start[0], window.low), min(end[0], window.high)
        if a < b:
            rise = (end[1] - start[1]) / (end[0] - start[0])
            x1, y1 = window.at((a, start[1] + rise * (a - start[0])))
            x2, y2 = window.at((b, start[1] + rise * (b - start[0])))
            nodes.append(Line(x1, y1, x2, y2, "muted", 1.75, (0.1, 5), "bridge"))
    return nodes


def emotion(frame: Frame) -> Block:
    """The lane with both curves of the steps on this sheet."""
    felt, window = feelings(frame), Window(frame)
    found = marks(felt)
    lines = [(curve, window.path(curve)) for curve in felt.measured]
    believed = [
        Path(path, stroke="muted", width=1.75, dash=(5, 4), role="believed")
        for curve in felt.believed
        if (path := window.path(curve))
    ]
    measured = [Path(path, stroke=HEAT, width=3.5, role="measured") for _, path in lines if path]
    squares = [
        square(frame.centre(at), y_of(step.believed))
        for at, step in enumerate(felt.steps)
        if window.holds(at) and step.believed is not None
    ]
    counts = tuple(
        Group(
            (Text(0, 0, ((Run(answers(step), CAPTION, "muted"),),), anchor="middle", role="answers"),),
            frame.x(at + 0.5),
            HEIGHT - 12,
            "felt",
            spoken(step),
        )
        for at, step in enumerate(frame.steps)
    )
    nodes = (
        *_axis(frame),
        *_tints(felt, window),
        *_ribbons(felt, window),
        *drawn(persona_curves(frame.map), window),
        *believed,
        *_bridges(felt, window),
        *measured,
        *squares,
        *points(felt, window, found),
        *diamonds(felt, window, found),
        *counts,
    )
    title = Text(
        MARGIN,
        12 + baseline(CAPTION_STRONG),
        ((Run("Emotion", CAPTION_STRONG, "ink-2"),),),
        role="lane-title",
    )
    return Block((title, *nodes), HEIGHT)

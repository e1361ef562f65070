"""What single personas are believed to feel: thin lines beside the one of everyone, told apart by dash and by name."""

from __future__ import annotations

from dataclasses import dataclass

from desirepath.export.layout.curve import Curve, curves
from desirepath.export.layout.feelings import Window
from desirepath.export.layout.frame import ordered
from desirepath.export.scene import Circle, Dash, Node, Path, Run, Text
from desirepath.export.text import CAPTION_STRONG, wrap
from desirepath.export.tokens import persona_colour
from desirepath.insights.measured_map import MeasuredMap

DASHES: tuple[Dash, ...] = ((8, 3, 1.5, 3), (2, 2.5), (12, 4), (8, 3, 1.5, 3, 1.5, 3))
"""None of them is the dash of what is believed for everyone."""

APART = 15.0
"""Pixels between two names at one step."""


@dataclass(frozen=True)
class PersonaCurve:
    """One persona's curve over the whole map."""

    name: str
    colour: str
    dash: Dash
    runs: tuple[Curve, ...]


def persona_curves(document: MeasuredMap) -> list[PersonaCurve]:
    """The curves of the personas that have one. A persona's place on the map gives colour and dash."""
    found = []
    for at, persona in enumerate(document.personas):
        felt = [
            next((one.value for one in step.believed_for if one.persona == persona.id), None)
            for step in ordered(document)
        ]
        if runs := tuple(curves(felt)):
            look = persona_colour(at), DASHES[at % len(DASHES)]
            found.append(PersonaCurve(persona.name, *look, runs))
    return found


def drawn(found: list[PersonaCurve], window: Window) -> list[Node]:
    """The lines of this sheet, each with its name where it begins here."""
    nodes: list[Node] = []
    begins: list[tuple[float, float, PersonaCurve]] = []
    for curve in found:
        for run in curve.runs:
            if path := window.path(run):
                nodes.append(Path(path, stroke=curve.colour, width=1.5, dash=curve.dash, role="believed-for"))
            elif window.holds(run.first):
                x, y = window.at((run.first, run.values[0]))
                nodes.append(Circle(x, y, 2.5, curve.colour, role="believed-for"))
        inside = [
            (at, value)
            for run in curve.runs
            for at, value in enumerate(run.values, run.first)
            if window.holds(at)
        ]
        if inside:
            x, y = window.at(inside[0])
            begins.append((x, y, curve))
    return [*nodes, *_names(begins, window)]


def _names(begins: list[tuple[float, float, PersonaCurve]], window: Window) -> list[Node]:
    """Each name left of where its line begins; names at one step stand under each other."""
    nodes: list[Node] = []
    below: dict[float, float] = {}
    for x, y, curve in sorted(begins, key=lambda begin: begin[1]):
        y = max(y, below.get(x, y))
        below[x] = y + APART
        (line,) = wrap([Run(curve.name, CAPTION_STRONG, curve.colour)], window.frame.column / 2 - 16, 1)
        nodes.append(Text(x - 9, y + 4.2, (line,), anchor="end", role="persona-name", halo=_tint(window, x)))
    return nodes


def _tint(window: Window, x: float) -> str:
    column = int((x - window.frame.left) / window.frame.column)
    span = next(s for s in window.frame.spans if s.first <= column < s.first + s.count)
    return f"{span.colour}-tint"

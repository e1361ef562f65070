"""The foot of the sheet: how to read the marks, and where the numbers come from."""

from __future__ import annotations

from collections.abc import Iterator

from desirepath.domain.map import Evidence
from desirepath.export import words
from desirepath.export.layout.frame import MARGIN, Frame
from desirepath.export.layout.parts import DASHES, caption, moved
from desirepath.export.layout.personas import persona_curves
from desirepath.export.scene import Block, Box, Group, Hatch, Line, Node, Run, Text, stack
from desirepath.export.text import CAPTION, baseline, width
from desirepath.insights.measured_map import MeasuredMap

SWATCH = 22.0
BETWEEN = 18.0


def _evidence(kind: Evidence) -> Node:
    dotted = kind is Evidence.ASSUMED
    return Box(
        1,
        1.5,
        20,
        13,
        fill="card",
        stroke="control",
        stroke_width=2 if dotted else 1.5,
        dash=DASHES[kind],
        radius=3,
    )


SIGNS: tuple[tuple[str, tuple[Node, ...]], ...] = (
    ("measured", (Line(1.5, 8, 20.5, 8, "ink", 3),)),
    ("believed", (Line(0, 8, 22, 8, "muted", 1.75, (5, 4)),)),
    ("95 % interval", (Box(0, 3, 22, 10, fill="emo-p1", opacity=0.28),)),
    ("gap over 1 point, worse", (Box(0, 3, 22, 10, fill="pain", opacity=0.24),)),
    ("better", (Box(0, 3, 22, 10, fill="opp", opacity=0.22),)),
    ("measured card", (_evidence(Evidence.MEASURED),)),
    ("reported", (_evidence(Evidence.REPORTED),)),
    ("assumed", (_evidence(Evidence.ASSUMED),)),
    ("went on", (Box(4, 3, 14, 10, fill="carried", radius=2),)),
    ("still open", (Box(4.5, 3.5, 13, 9, fill=Hatch("carried"), stroke="carried", radius=2),)),
    ("lost", (Box(4, 3, 14, 10, fill="lost", radius=2),)),
)


def signs(document: MeasuredMap) -> Iterator[tuple[str, tuple[Node, ...]]]:
    """Every mark of this map with its word; the lines of single personas after that of everyone."""
    for word, sign in SIGNS:
        yield word, sign
        if word == "believed":
            for curve in persona_curves(document):
                line = Line(0, 8, 22, 8, curve.colour, 1.5, curve.dash)
                yield f"believed for {curve.name}", (line,)


def legend(room: float, document: MeasuredMap) -> Block:
    """Every mark with its word, in as many rows as it takes."""
    nodes: list[Node] = []
    x = y = 0.0
    for word, sign in signs(document):
        wide = SWATCH + 6 + width(word, CAPTION)
        if x and x + wide > room:
            x, y = 0.0, y + 20
        text = Text(SWATCH + 6, baseline(CAPTION), ((Run(word, CAPTION, "muted"),),))
        nodes.append(Group((*sign, text), x, y, "legend-entry"))
        x += wide + BETWEEN
    return Block((Group(tuple(nodes), role="legend"),), y + 16)


def facts(document: MeasuredMap) -> list[str]:
    """Sources, n, dates and versions in sentences."""
    until: dict[str, list[str]] = {}
    for source in document.sources:
        until.setdefault(words.day(source.complete_through.date(), year=True), []).append(source.name)
    sources = "; ".join(f"{', '.join(names)} complete through {day}" for day, names in until.items())
    lines = [f"Sources: {sources}." if sources else "No data imported yet."]
    if document.people.value:
        counted = f"{words.value(document.people)} people"
        if document.complete_through:
            counted += f", complete through {words.day(document.complete_through.date(), year=True)}"
        lines.append(f"Counted: {counted}, time zone {document.timezone}.")
    data = document.data_version or "none"
    lines.append(
        f"{document.workspace} · map {document.id}, version {document.map_version} · data version {data}."
    )
    if document.synthetic:
        lines.append("Every number in this picture is made up.")
    return [*lines, *document.notes]


def footer(frame: Frame, more: str = "") -> Block:
    """Legend, sources and notes, and what else this sheet must say."""
    room = frame.width - 2 * MARGIN
    told = [*facts(frame.map), *([more] if more else [])]
    inside = stack([legend(room, frame.map), caption(" ".join(told), room, role="facts")], 8.0)
    return Block((moved(inside, MARGIN, 14, role="footer"),), inside.height + 14 + 20)

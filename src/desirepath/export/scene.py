"""A drawing as pure data: boxes, lines, paths and text in pixels, coloured by role.

Layout makes a scene, a writer turns it into a file. Nothing here knows about a theme, a file format or the map.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Anchor = Literal["start", "middle", "end"]
Dash: TypeAlias = tuple[float, ...]


@dataclass(frozen=True)
class Hatch:
    """A hatched surface: "not over yet", and never anything else."""

    colour: str


@dataclass(frozen=True)
class Heat:
    """The scale of emotion as a colour: blue at `top` over grey to orange at `bottom`."""

    top: float
    bottom: float


Paint: TypeAlias = str | Hatch | Heat
"""A colour role of `tokens.COLOURS`, a hatching, or the heat of emotion."""


@dataclass(frozen=True)
class Style:
    """How text is set: family, size and leading in pixels, weight and slope."""

    family: Literal["Inter", "Newsreader"]
    size: float
    leading: float
    weight: Literal[400, 500, 600] = 400
    italic: bool = False


@dataclass(frozen=True)
class Run:
    """A stretch of text in one style and colour."""

    text: str
    style: Style
    colour: str = "ink"


TextLine: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True)
class Text:
    """Lines of text; `y` is the baseline of the first, `leading` the way to the next."""

    x: float
    y: float
    lines: tuple[TextLine, ...]
    leading: float = 0.0
    anchor: Anchor = "start"
    role: str | None = None
    halo: str | None = None

    @property
    def plain(self) -> str:
        """The words without style, lines joined by spaces."""
        return " ".join("".join(run.text for run in line) for line in self.lines)


@dataclass(frozen=True)
class Box:
    """A rectangle, round at the corners when `radius` says so."""

    x: float
    y: float
    width: float
    height: float
    fill: Paint | None = None
    stroke: str | None = None
    stroke_width: float = 1.0
    dash: Dash = ()
    radius: float = 0.0
    opacity: float = 1.0
    role: str | None = None


@dataclass(frozen=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    width: float = 1.0
    dash: Dash = ()
    role: str | None = None


@dataclass(frozen=True)
class Circle:
    """A disc or a ring."""

    x: float
    y: float
    radius: float
    fill: Paint | None = None
    stroke: str | None = None
    stroke_width: float = 1.0
    role: str | None = None


Command: TypeAlias = tuple[str, tuple[float, ...]]
"""One path command: M, L, C (absolute) or Z with its coordinates."""


@dataclass(frozen=True)
class Path:
    """A free shape from absolute commands."""

    commands: tuple[Command, ...]
    fill: Paint | None = None
    stroke: Paint | None = None
    width: float = 1.0
    dash: Dash = ()
    opacity: float = 1.0
    role: str | None = None


@dataclass(frozen=True)
class Icon:
    """A small drawing of strokes on a field of 16 by 16; `data` is SVG path data."""

    x: float
    y: float
    size: float
    data: str
    stroke: str
    width: float = 1.4


@dataclass(frozen=True)
class Group:
    """Parts that belong together, moved by (x, y); `role` is for machines, `label` for people who listen."""

    children: tuple[Node, ...]
    x: float = 0.0
    y: float = 0.0
    role: str | None = None
    label: str | None = None
    id: str | None = None


Node: TypeAlias = Text | Box | Line | Circle | Path | Icon | Group


@dataclass(frozen=True)
class Block:
    """Nodes laid out from (0, 0) downwards, and the room they take."""

    nodes: tuple[Node, ...]
    height: float


@dataclass(frozen=True)
class Scene:
    """A whole picture with its name and its description in words."""

    width: float
    height: float
    title: str
    description: str
    nodes: tuple[Node, ...]


def walk(nodes: tuple[Node, ...], x: float = 0.0, y: float = 0.0) -> Iterator[tuple[Node, float, float]]:
    """Every node, groups before their children, with the offset its coordinates are counted from."""
    for node in nodes:
        yield node, x, y
        if isinstance(node, Group):
            yield from walk(node.children, x + node.x, y + node.y)


def stack(blocks: list[Block], gap: float = 0.0) -> Block:
    """Blocks one under another; empty ones take no gap."""
    nodes: list[Node] = []
    y = 0.0
    for block in (b for b in blocks if b.height > 0):
        y += gap if y else 0.0
        nodes.append(Group(block.nodes, y=y))
        y += block.height
    return Block(tuple(nodes), y)

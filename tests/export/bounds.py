"""Where the nodes of a scene end up: rectangles measured with the fonts the writers embed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from desirepath.export.scene import Box, Circle, Line, Node, Path, Scene, Text, walk
from desirepath.export.text import line_width


@dataclass(frozen=True)
class Rect:
    left: float
    top: float
    right: float
    bottom: float
    what: str

    def meets(self, other: Rect, slack: float = 0.5) -> bool:
        return (
            self.left < other.right - slack
            and other.left < self.right - slack
            and self.top < other.bottom - slack
            and other.top < self.bottom - slack
        )


def text_lines(node: Text, x: float, y: float) -> list[Rect]:
    """One rectangle a line, from x-height to descender: what the eye takes as the line."""
    found = []
    for at, line in enumerate(node.lines):
        wide = line_width(line)
        size = max(run.style.size for run in line)
        left = x + node.x - {"start": 0.0, "middle": wide / 2, "end": wide}[node.anchor]
        base = y + node.y + at * node.leading
        plain = "".join(run.text for run in line)
        found.append(Rect(left, base - 0.72 * size, left + wide, base + 0.2 * size, plain))
    return found


def texts(scene: Scene) -> list[Rect]:
    return [
        rect for node, x, y in walk(scene.nodes) if isinstance(node, Text) for rect in text_lines(node, x, y)
    ]


def shape(node: Node, x: float, y: float) -> Rect | None:
    match node:
        case Box():
            return Rect(
                x + node.x, y + node.y, x + node.x + node.width, y + node.y + node.height, f"box {node.role}"
            )
        case Circle():
            r = node.radius
            return Rect(x + node.x - r, y + node.y - r, x + node.x + r, y + node.y + r, f"circle {node.role}")
        case Line():
            xs, ys = sorted((node.x1, node.x2)), sorted((node.y1, node.y2))
            return Rect(x + xs[0], y + ys[0], x + xs[1], y + ys[1], f"line {node.role}")
        case Path():
            points = [v for _, values in node.commands for v in zip(values[::2], values[1::2], strict=True)]
            if not points:
                return None
            return Rect(
                x + min(p[0] for p in points),
                y + min(p[1] for p in points),
                x + max(p[0] for p in points),
                y + max(p[1] for p in points),
                f"path {node.role}",
            )
        case _:
            return None


def shapes(scene: Scene) -> list[Rect]:
    return [rect for node, x, y in walk(scene.nodes) if (rect := shape(node, x, y)) is not None]


def overlaps(rects: list[Rect]) -> list[tuple[Rect, Rect]]:
    ordered = sorted(rects, key=lambda rect: rect.top)
    return [(a, b) for a, b in combinations(ordered, 2) if a.meets(b)]


def outside(scene: Scene, rects: list[Rect], slack: float = 0.5) -> list[Rect]:
    return [
        rect
        for rect in rects
        if rect.left < -slack
        or rect.top < -slack
        or rect.right > scene.width + slack
        or rect.bottom > scene.height + slack
    ]

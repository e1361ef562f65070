"""The scene as SVG: real text that can be selected and found, no foreign objects, nothing loaded from elsewhere."""

from __future__ import annotations

import base64
from html import escape

from desirepath.export.layout.sheet import poster
from desirepath.export.scene import (
    Box,
    Circle,
    Group,
    Hatch,
    Heat,
    Icon,
    Line,
    Node,
    Paint,
    Path,
    Run,
    Scene,
    Text,
    TextLine,
)
from desirepath.export.text import FILES, FONTS
from desirepath.export.tokens import Theme, colour
from desirepath.insights.measured_map import MeasuredMap

FAMILIES = {
    "Inter": "Inter, 'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif",
    "Newsreader": "Newsreader, 'Newsreader Variable', 'Iowan Old Style', Charter, Georgia, serif",
}
STOPS = ((0, "emo-p2"), (0.28, "emo-p1"), (0.5, "emo-0"), (0.72, "emo-n1"), (1, "emo-n2"))


def num(value: float) -> str:
    """A coordinate with two decimals at most."""
    return (
        f"{value:.2f}".rstrip("0").rstrip(".").replace("-0", "0")
        if abs(value) < 0.005
        else f"{value:.2f}".rstrip("0").rstrip(".")
    )


def attributes(**given: str | float | None) -> str:
    """Attributes of a tag; those that are None are left out."""
    parts = []
    for name, value in given.items():
        if value is not None:
            text = value if isinstance(value, str) else num(value)
            parts.append(f' {name.rstrip("_").replace("_", "-")}="{escape(text)}"')
    return "".join(parts)


class Writer:
    """Turns nodes into tags for one theme; collects the patterns and gradients they need."""

    def __init__(self, theme: Theme, prefix: str = "", *, styled: bool = False) -> None:
        self.theme = theme
        self.prefix = prefix
        self.styled = styled
        self.definitions: dict[str, str] = {}

    def paint(self, paint: Paint | None) -> str:
        """A colour value, or a reference to a pattern or gradient."""
        match paint:
            case None:
                return "none"
            case str():
                return colour(paint, self.theme)
            case Hatch(colour=role):
                name = f"{self.prefix}hatch-{role}"
                self.definitions[name] = (
                    f'<pattern id="{name}" width="4" height="4" patternUnits="userSpaceOnUse" '
                    f'patternTransform="rotate(45)"><rect width="1.6" height="4" fill="{colour(role, self.theme)}"/>'
                    "</pattern>"
                )
            case Heat(top=top, bottom=bottom):
                name = f"{self.prefix}heat"
                stops = "".join(
                    f'<stop offset="{at}" stop-color="{colour(role, self.theme)}"/>' for at, role in STOPS
                )
                self.definitions[name] = (
                    f'<linearGradient id="{name}" gradientUnits="userSpaceOnUse" x1="0" x2="0" '
                    f'y1="{num(top)}" y2="{num(bottom)}">{stops}</linearGradient>'
                )
        return f"url(#{name})"

    def nodes(self, nodes: tuple[Node, ...]) -> str:
        return "".join(self.node(node) for node in nodes)

    def node(self, node: Node) -> str:
        match node:
            case Group():
                return self.group(node)
            case Text():
                return self.text(node)
            case Box():
                return self.box(node)
            case Line():
                return self.line(node)
            case Circle():
                shape = attributes(cx=node.x, cy=node.y, r=node.radius, fill=self.paint(node.fill))
                return f"<circle{shape}{self.outline(node.stroke, node.stroke_width)}{_role(node.role)}/>"
            case Path():
                return self.path(node)
            case Icon():
                scale = node.size / 16
                place = f"translate({num(node.x)} {num(node.y)})" + (
                    f" scale({num(scale)})" if scale != 1 else ""
                )
                shape = attributes(d=node.data, fill="none", transform=place)
                return f"<path{shape}{self.outline(node.stroke, node.width)}{ROUND}/>"

    def outline(self, stroke: Paint | None, width: float) -> str:
        return "" if stroke is None else attributes(stroke=self.paint(stroke), stroke_width=width)

    def group(self, node: Group) -> str:
        """A group; one that only moves its only child passes the offset on."""
        move = f"translate({num(node.x)} {num(node.y)})" if node.x or node.y else None
        given = attributes(id=f"{self.prefix}{node.id}" if node.id else None, transform=move)
        if not given and not node.role and not node.label:
            return self.nodes(node.children)
        title = f"<title>{escape(node.label)}</title>" if node.label else ""
        return f"<g{given}{_role(node.role)}>{title}{self.nodes(node.children)}</g>"

    def box(self, node: Box) -> str:
        shape = attributes(
            x=node.x,
            y=node.y,
            width=max(node.width, 0.0),
            height=max(node.height, 0.0),
            rx=node.radius or None,
            fill=self.paint(node.fill),
            fill_opacity=node.opacity if node.opacity != 1 else None,
            stroke_dasharray=_dash(node.dash),
            stroke_linecap="round" if node.dash and node.dash[0] < 1 else None,
        )
        return f"<rect{shape}{self.outline(node.stroke, node.stroke_width)}{_role(node.role)}/>"

    def line(self, node: Line) -> str:
        shape = attributes(
            x1=node.x1,
            y1=node.y1,
            x2=node.x2,
            y2=node.y2,
            stroke_dasharray=_dash(node.dash),
            stroke_linecap="round" if (node.dash and node.dash[0] < 1) or node.width >= 3 else None,
        )
        return f"<line{shape}{self.outline(node.stroke, node.width)}{_role(node.role)}/>"

    def path(self, node: Path) -> str:
        data = "".join(letter + " ".join(num(value) for value in values) for letter, values in node.commands)
        shape = attributes(
            d=data,
            fill=self.paint(node.fill),
            fill_opacity=node.opacity if node.opacity != 1 else None,
            stroke_dasharray=_dash(node.dash),
        )
        return f"<path{shape}{self.outline(node.stroke, node.width)}{ROUND if node.stroke else ''}{_role(node.role)}/>"

    def text(self, node: Text) -> str:
        first = node.lines[0][0]
        halo = ""
        if node.halo:
            halo = attributes(
                paint_order="stroke",
                stroke=colour(node.halo, self.theme),
                stroke_width=3,
                stroke_linejoin="round",
            )
        anchor = node.anchor if node.anchor != "start" else None
        shape = attributes(x=node.x, y=node.y, text_anchor=anchor) + halo + self.font(first, None)
        return f"<text{shape}{_role(node.role)}>{self.lines(node, first)}</text>"

    def lines(self, node: Text, first: Run) -> str:
        """One line as it is, several as spans of one text, with a space between for those who copy it."""
        if len(node.lines) == 1:
            return self.runs(node.lines[0], first)
        spans = [
            f"<tspan{attributes(x=node.x, y=node.y + at * node.leading)}>{self.runs(line, first)}</tspan>"
            for at, line in enumerate(node.lines)
        ]
        return " ".join(spans)

    def runs(self, line: TextLine, first: Run) -> str:
        parts = []
        for run in line:
            look = self.font(run, first)
            parts.append(
                f"<tspan{look}>{escape(run.text, quote=False)}</tspan>"
                if look
                else escape(run.text, quote=False)
            )
        return "".join(parts)

    def font(self, run: Run, base: Run | None) -> str:
        """What differs from the base, or from the picture's own 12 px regular sans."""
        style, normal = run.style, base.style if base else None
        if self.styled and base is None:
            slope = "italic " if style.italic else ""
            font = f"{slope}{style.weight} {num(style.size)}px {FAMILIES[style.family]}"
            return attributes(style=f"font:{font};fill:{colour(run.colour, self.theme)}")
        return attributes(
            font_family=FAMILIES[style.family]
            if style.family != (normal.family if normal else "Inter")
            else None,
            font_size=style.size if style.size != (normal.size if normal else 12) else None,
            font_weight=str(style.weight) if style.weight != (normal.weight if normal else 400) else None,
            font_style="italic" if style.italic and not (normal and normal.italic) else None,
            fill=colour(run.colour, self.theme) if base is None or run.colour != base.colour else None,
        )


ROUND = ' stroke-linecap="round" stroke-linejoin="round"'


def _dash(dash: tuple[float, ...]) -> str | None:
    return " ".join(num(part) for part in dash) or None


def _role(role: str | None) -> str:
    return f' data-role="{escape(role)}"' if role else ""


def font_faces() -> str:
    """The bundled fonts as style rules, for a picture that must look the same on a machine without them."""
    rules = []
    for (family, weight, italic), name in FILES.items():
        data = base64.b64encode((FONTS / name).read_bytes()).decode()
        rules.append(
            f"@font-face{{font-family:{family};font-weight:{weight};font-style:{'italic' if italic else 'normal'};"
            f"src:url(data:font/ttf;base64,{data}) format('truetype')}}"
        )
    return f"<style>{''.join(rules)}</style>"


def write(
    scene: Scene, theme: Theme, *, embed_fonts: bool = False, prefix: str = "", styled: bool = False
) -> str:
    """A scene as an SVG document.

    Inside a page, `prefix` keeps ids apart from the page's own and `styled` holds out against the page's style rules,
    which win over attributes.
    """
    writer = Writer(theme, prefix, styled=styled)
    body = writer.nodes(scene.nodes)
    definitions = "".join(writer.definitions.values())
    width, height = num(scene.width), num(scene.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" aria-labelledby="{prefix}title {prefix}desc" font-family="{FAMILIES["Inter"]}" font-size="12">'
        f'<title id="{prefix}title">{escape(scene.title)}</title>'
        f'<desc id="{prefix}desc">{escape(scene.description)}</desc>'
        f"{font_faces() if embed_fonts else ''}"
        f"{f'<defs>{definitions}</defs>' if definitions else ''}"
        f'<rect width="{width}" height="{height}" fill="{colour("paper", theme)}"/>'
        f"{body}</svg>\n"
    )


def svg(document: MeasuredMap, theme: Theme = "light", *, embed_fonts: bool = False) -> str:
    """The whole map as one SVG picture.

    Text stays text: it can be selected, searched and read aloud. `embed_fonts` puts the fonts into the file, which
    then looks the same everywhere and is about 320 kB larger.
    """
    return write(poster(document), theme, embed_fonts=embed_fonts)

"""Small parts that several lanes share: the card, the diamond, the ring with initials, icons and source lines."""

from __future__ import annotations

from desirepath.domain.map import Evidence
from desirepath.export import words
from desirepath.export.scene import (
    Block,
    Box,
    Circle,
    Command,
    Dash,
    Group,
    Icon,
    Node,
    Path,
    Run,
    Text,
    stack,
)
from desirepath.export.text import BODY, CAPTION, CAPTION_STRONG, baseline, paragraph
from desirepath.insights.measured_map import CardView

PAD_X, PAD_Y = 12.0, 10.0
RADIUS = 8.0
MOST_LINES = 8
NBSP = "\N{NO-BREAK SPACE}"
"""Keeps a number and its word on one line."""

DASHES: dict[Evidence, Dash] = {Evidence.MEASURED: (), Evidence.REPORTED: (5, 3), Evidence.ASSUMED: (0.1, 4)}


def moved(
    block: Block, x: float, y: float = 0.0, *, role: str | None = None, label: str | None = None
) -> Group:
    """A block as a group at a place."""
    return Group(block.nodes, x, y, role, label)


def padded(block: Block, x: float = 0.0, top: float = 0.0, bottom: float = 0.0) -> Block:
    """A block with space around it."""
    return Block((Group(block.nodes, x, top),), top + block.height + bottom)


def mark(x: float, y: float, number: int) -> Node:
    """The diamond of an opportunity, its number inside, centred on (x, y)."""
    half = (17.0 if number < 10 else 20.0) / 2**0.5
    diamond: tuple[Command, ...] = (
        ("M", (0.0, -half)),
        ("L", (half, 0.0)),
        ("L", (0.0, half)),
        ("L", (-half, 0.0)),
        ("Z", ()),
    )
    text = Text(0, 4.2, ((Run(str(number), CAPTION_STRONG, "on-ink"),),), anchor="middle", role="mark")
    return Group(
        (Path(diamond, fill="opp", stroke="card", width=2.0), text),
        x,
        y,
        "opportunity-mark",
        f"Opportunity {number}",
    )


def ring(x: float, y: float, name: str | None) -> Node:
    """Initials in a ring, centred on (x, y)."""
    letters = "".join(part[0] for part in (name or "").split()[:2]).upper() or "–"
    text = Text(0, 4.2, ((Run(letters, CAPTION_STRONG, "ink-2"),),), anchor="middle", role="initials")
    return Group((Circle(0, 0, 14, "card", "rule"), text), x, y, "owner", name or "no owner yet")


def caption(text: str, room: float, colour: str = "muted", role: str | None = None) -> Block:
    """A line or more of small text."""
    return paragraph(text, room, CAPTION, colour, role=role)


def late(text: str, room: float) -> Block:
    """Small text that says something is late or stale: orange and strong."""
    return paragraph(text, room, CAPTION_STRONG, "pain-text", role="late")


def age(days: int) -> str:
    """How old evidence is, in words."""
    return f"1{NBSP}day old" if days == 1 else f"{words.plain(days)}{NBSP}days{NBSP}old"


def source_lines(card: CardView, room: float) -> list[Block]:
    """Where a card's claim comes from: kind of evidence, source, n and age; stale ones stand out."""
    parts = [] if card.evidence is Evidence.MEASURED else [card.evidence.value]
    parts += [card.source] if card.source else []
    if card.field_notes:
        parts.append(f"{card.field_notes}{NBSP}{'note' if card.field_notes == 1 else 'notes'}")
    parts += [f"n{NBSP}{words.plain(card.n)}"] if card.n is not None else []
    if card.age_days is not None and not card.stale:
        parts.append(age(card.age_days))
    lines = [caption(" · ".join(parts), room, role="source")] if parts else []
    if card.stale:
        lines.append(late("stale" if card.age_days is None else age(card.age_days), room))
    return lines


def sheet(width: float, height: float, evidence: Evidence, rule: str | None) -> tuple[Node, ...]:
    """The card's surface: its border says how we know, a coloured left rule says pain or opportunity."""
    stroke = 2.0 if evidence is Evidence.ASSUMED else 1.5
    inset = stroke / 2
    nodes: list[Node] = [
        Box(
            inset,
            inset,
            width - stroke,
            height - stroke,
            fill="card",
            stroke="control",
            stroke_width=stroke,
            dash=DASHES[evidence],
            radius=RADIUS - inset,
            role=f"card-{evidence.value}",
        )
    ]
    if rule:
        bow: tuple[Command, ...] = (
            ("M", (RADIUS, 0.0)),
            ("C", (RADIUS * 0.45, 0.0, 0.0, RADIUS * 0.45, 0.0, RADIUS)),
            ("L", (0.0, height - RADIUS)),
            ("C", (0.0, height - RADIUS * 0.45, RADIUS * 0.45, height, RADIUS, height)),
            ("C", (RADIUS * 0.7, height - 1, 3.0, height - RADIUS * 0.6, 3.0, height - RADIUS - 1)),
            ("L", (3.0, RADIUS + 1)),
            ("C", (3.0, RADIUS * 0.6, RADIUS * 0.7, 1.0, RADIUS, 0.0)),
            ("Z", ()),
        )
        nodes.append(Path(bow, fill=rule, role="rule"))
    return tuple(nodes)


def card(
    view: CardView, width: float, rule: str | None, sign: Node | None, indent: float, below: list[Block]
) -> Block:
    """A card: a sign and its text, and under it what is known about it."""
    room = width - 2 * PAD_X
    title = paragraph(view.text, room - indent, BODY, most=MOST_LINES, role="card-text")
    head = Block(((sign,) if sign else ()) + (moved(title, indent),), title.height)
    inside = stack([head, *below], 6.0)
    height = inside.height + 2 * PAD_Y
    label = f"{view.lane.value.replace('_', ' ')}, {view.evidence.value}: {view.text}"
    whole = Group(
        (*sheet(width, height, view.evidence, rule), moved(inside, PAD_X, PAD_Y)),
        role=f"card {view.lane.value} {view.evidence.value}",
        label=label,
    )
    return Block((whole,), height)


def icon(data: str, size: float, colour: str, x: float = 0.0, y: float = 0.0, width: float = 1.4) -> Icon:
    """An icon at a place."""
    return Icon(x, y, size, data, colour, width)


def line_at(text: str, x: float = 0.0, y: float = 0.0) -> Text:
    """One line of small muted text, its line box starting at y."""
    return Text(x, y + baseline(CAPTION), ((Run(text, CAPTION, "muted"),),))

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

DASHES: dict[Evidence, Dash] = {Evidence.MEASURED: (), Evidence.REPORTED: (5, 3), Evidence.ASSUMED: (0.1, 4)}

WARNING = "M8 2.2 14.4 13.5H1.6zM8 6.5v3.4m0 1.7v.1"
PLUS = "M8 3v10M3 8h10"

ICONS = {
    "web": "M3.5 3h9a1.5 1.5 0 0 1 1.5 1.5v6a1.5 1.5 0 0 1-1.5 1.5h-9a1.5 1.5 0 0 1-1.5-1.5v-6a1.5 1.5 0 0 1 1.5-1.5zM6 14.5h4",
    "app": "M5 1.8h6a1.2 1.2 0 0 1 1.2 1.2v10a1.2 1.2 0 0 1-1.2 1.2H5A1.2 1.2 0 0 1 3.8 13V3A1.2 1.2 0 0 1 5 1.8zM7.2 12h1.6",
    "email": "M3.2 3.5h9.6a1.4 1.4 0 0 1 1.4 1.4v6.2a1.4 1.4 0 0 1-1.4 1.4H3.2a1.4 1.4 0 0 1-1.4-1.4V4.9a1.4 1.4 0 0 1 1.4-1.4zM2.2 4.6l5.8 4.6 5.8-4.6",
    "store": "M2 6.2 3.2 2.5h9.6L14 6.2M3.2 7.5v6h9.6v-6M2 6.2c0 1.6 2.9 1.6 3 0 .1 1.6 2.9 1.6 3 0 .1 1.6 2.9 1.6 3 0 .1 1.6 3 1.6 3 0",
    "chat": "M2 3h12v8H7l-3.2 2.8V11H2z",
    "phone": "M4.2 2h2l1.2 3.2-1.6 1.2a8 8 0 0 0 3.8 3.8l1.2-1.6L14 9.8v2a2 2 0 0 1-2.2 2A10.4 10.4 0 0 1 2.2 4.2 2 2 0 0 1 4.2 2z",
    "social": "M3.2 3.5h6.2a1.4 1.4 0 0 1 1.4 1.4v6.2a1.4 1.4 0 0 1-1.4 1.4H3.2a1.4 1.4 0 0 1-1.4-1.4V4.9a1.4 1.4 0 0 1 1.4-1.4zM10.8 7l3.6-2.2v6.4L10.8 9",
    "review": "M8 1.8l1.9 4 4.3.6-3.1 3 .8 4.3L8 11.6l-3.9 2.1.8-4.3-3.1-3 4.3-.6z",
    "parcel": "M8 1.8l5.8 3v6.4L8 14.2l-5.8-3V4.8zM2.4 4.9 8 7.8l5.6-2.9M8 7.8v6.2",
    "service": "M13.5 2.5 5 11c-2.5 2.5-1 3.5 0 2.5s.4-3-1.5-1.5M12.3 5.2l-1.5-1.5",
    "product": "M8.6 2H14v5.4l-6.4 6.4L2.2 8.4zM11.2 4.8h.01",
    "other": "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11zM8 7.4a.6.6 0 1 0 0 1.2a.6.6 0 1 0 0-1.2z",
}
ALIASES = {
    "website": "web", "webshop": "web", "online": "web", "search": "web", "organic": "web", "direct": "web",
    "ios": "app", "android": "app", "mobile": "app", "push": "app", "sms": "app",
    "e-mail": "email", "mail": "email", "newsletter": "email",
    "shop": "store", "market": "store", "event": "store", "in-store": "store", "offline": "store",
    "whatsapp": "chat", "messenger": "chat", "live chat": "chat",
    "call": "phone", "telephone": "phone", "call centre": "phone",
    "video": "social", "ads": "social", "paid": "social", "instagram": "social", "referral": "social",
    "survey": "review", "reviews": "review", "marketplace": "review",
    "delivery": "parcel", "post": "parcel", "carrier": "parcel", "packaging": "parcel",
    "support": "service", "repair": "service", "helpdesk": "service",
}  # fmt: skip


def icon_for(channel: str | None) -> str:
    """The drawing for a channel; one that nobody knows gets a plain ring."""
    name = (channel or "other").casefold()
    return ICONS.get(ALIASES.get(name, name), ICONS["other"])


def moved(
    block: Block, x: float, y: float = 0.0, *, role: str | None = None, label: str | None = None
) -> Group:
    """A block as a group at a place."""
    return Group(block.nodes, x, y, role, label)


def padded(block: Block, x: float = 0.0, top: float = 0.0, bottom: float = 0.0) -> Block:
    """A block with space around it."""
    return Block((Group(block.nodes, x, top),), top + block.height + bottom)


def mark(x: float, y: float, number: int, size: float = 17.0) -> Node:
    """The diamond of an opportunity, its number inside, centred on (x, y)."""
    half = size / 2**0.5
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
    return "1 day old" if days == 1 else f"{words.plain(days)} days old"


def source_lines(card: CardView, room: float) -> list[Block]:
    """Where a card's claim comes from: kind of evidence, source, n and age; stale ones stand out."""
    parts = [] if card.evidence is Evidence.MEASURED else [card.evidence.value]
    parts += [card.source] if card.source else []
    parts += [f"n {words.plain(card.n)}"] if card.n is not None else []
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

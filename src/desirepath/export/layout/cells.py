"""What stands in the cells of the lanes of cards: touchpoints, quotes, pains, opportunities, actions and the rest."""

from __future__ import annotations

from collections.abc import Callable

from desirepath.domain.map import Evidence, Lane
from desirepath.export import words
from desirepath.export.layout.frame import CELL, INNER, Frame
from desirepath.export.layout.icons import PLUS, WARNING, icon_for
from desirepath.export.layout.measures import tile
from desirepath.export.layout.parts import (
    MOST_LINES,
    caption,
    card,
    icon,
    late,
    mark,
    moved,
    padded,
    ring,
    source_lines,
)
from desirepath.export.scene import Block, Group, stack
from desirepath.export.text import BODY, BODY_STRONG, FIGURE, QUOTE, paragraph
from desirepath.insights.measured_map import CardView, MeasuredMap, StepView, Tile, TouchpointView

PAD = 12.0


def _figure(view: CardView, room: float, currency: str) -> list[Block]:
    """The number a card carries, its interval and what it counts."""
    if view.tile is None:
        return []
    number = view.tile.number
    between = words.interval(number) if number.show == "full" else None
    label = (view.tile.only or "") if view.tile.label == view.text else view.tile.called
    said = f"{label} ({between})".strip() if between else label
    if (
        number.unit == "money"
        and number.low is not None
        and number.high is not None
        and number.low < 0 < number.high
    ):
        said += ", cannot tell"
    amount = words.value(number, currency)
    priced = number.show == "full" and number.value is not None
    value = paragraph(amount, room, FIGURE if priced else BODY, "ink" if priced else "muted", role="figure")
    return [stack([value, caption(said, room)])]


def pain(view: CardView, width: float, currency: str) -> Block:
    """A pain: orange rule, warning sign, money at risk."""
    room = width - 2 * PAD
    sign = icon(WARNING, 15, "pain", 0, 2.5, 1.6)
    return card(view, width, "pain", sign, 21, [*_figure(view, room, currency), *source_lines(view, room)])


def gain(view: CardView, width: float, currency: str) -> Block:
    """What lifts people: a plus."""
    room = width - 2 * PAD
    sign = icon(PLUS, 14, "opp", 0, 3, 1.8)
    return card(view, width, None, sign, 21, [*_figure(view, room, currency), *source_lines(view, room)])


def opportunity(view: CardView, width: float, currency: str) -> Block:
    """An opportunity: blue rule and the diamond whose number sits on the curve too."""
    room = width - 2 * PAD
    sign = None if view.mark is None else mark(8, 10, view.mark)
    below = [*_figure(view, room, currency), *source_lines(view, room)]
    return card(view, width, "opp", sign, 27 if sign else 0, below)


def measure(view: CardView, width: float, currency: str) -> Block:
    """A measure somebody put on the map, drawn as the others are, under the words they gave it."""
    if view.tile is None:
        return plain(view, width, currency)
    return padded(tile(view.tile.model_copy(update={"label": view.text}), width - 2 * INNER, currency), INNER)


def _same(one: Tile, other: Tile) -> bool:
    """Whether two tiles tell the same number."""
    return (one.measure, one.number) == (other.measure, other.number)


def plain(view: CardView, width: float, currency: str) -> Block:
    """A card of any other lane."""
    room = width - 2 * PAD
    return card(view, width, None, None, 0, [*_figure(view, room, currency), *source_lines(view, room)])


def quote(view: CardView, width: float, currency: str) -> Block:
    """Somebody's words, without a border: people speaking are not boxed."""
    room = width - 2 * INNER
    said = paragraph("“" + view.text.strip('“”"') + "”", room, QUOTE, most=MOST_LINES, role="quote")
    told = view.model_copy(update={"evidence": Evidence.MEASURED})
    # a quote is told by its nature; only a guessed one needs the word
    lines = source_lines(view if view.evidence is Evidence.ASSUMED else told, room)
    return padded(stack([said, *lines], 4.0), INNER)


def action(view: CardView, width: float, currency: str) -> Block:
    """Who does what until when; late ones stand out."""
    x = 38.0
    room = width - 2 * INNER - x
    title = paragraph(view.text, room, BODY_STRONG, most=MOST_LINES, role="card-text")
    when = [words.day(view.due, year=True)] if view.due else []
    known = [*when, *([view.status] if view.status else [])] or ["no date yet"]
    below = [caption(" · ".join(known), room)]
    if view.late_days:
        below.append(late("1 day late" if view.late_days == 1 else f"{view.late_days} days late", room))
    inside = stack([title, *below], 2.0)
    label = f"action: {view.text}, {view.owner or 'no owner yet'}"
    group = Group(
        (ring(14, 14, view.owner), moved(inside, x)), INNER, role=f"card {view.lane.value}", label=label
    )
    return Block((group,), max(inside.height, 28.0))


def touchpoint(view: TouchpointView, room: float) -> Block:
    """An icon never without its word."""
    name = paragraph(view.name, room - 24, BODY, "ink-2", role="touchpoint")
    return Block(
        (icon(icon_for(view.channel, view.name), 16, "muted", 0, 2), moved(name, 24)), name.height + 4
    )


DRAW: dict[Lane, Callable[[CardView, float, str], Block]] = {
    Lane.PAIN: pain,
    Lane.GAIN: gain,
    Lane.OPPORTUNITY: opportunity,
    Lane.ACTION_ITEM: action,
    Lane.THOUGHT: quote,
    Lane.MEASURE: measure,
}


def cell(document: MeasuredMap, frame: Frame, step: StepView, lane: Lane) -> list[Block]:
    """The blocks of one step in one lane, each as wide as the column allows, from the cell's left edge."""
    if lane is Lane.TOUCHPOINT:
        return [padded(touchpoint(view, frame.room), CELL + INNER) for view in step.touchpoints]
    blocks: list[Block] = []
    if lane is Lane.MEASURE:
        told = [card.tile for card in step.cards if card.lane is lane and card.tile]
        own = [view for view in step.tiles if not any(_same(view, other) for other in told)]
        blocks += [padded(tile(view, frame.room, document.currency), CELL + INNER) for view in own]
    draw = DRAW.get(lane, plain)
    width = frame.column - 2 * CELL
    blocks += [padded(draw(view, width, document.currency), CELL) for view in step.cards if view.lane is lane]
    return blocks

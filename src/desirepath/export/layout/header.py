"""The head of the sheet: whose journey, what was found, what the business wants, and how far to trust it."""

from __future__ import annotations

import re

from desirepath.export import words
from desirepath.export.layout.frame import MARGIN, Frame
from desirepath.export.layout.parts import caption, moved
from desirepath.export.scene import Block, Box, Circle, Group, Line, Node, Run, Style, Text, stack
from desirepath.export.text import (
    BODY_STRONG,
    CAPTION,
    FIGURE,
    SENTENCE,
    SENTENCE_STRONG,
    TITLE,
    baseline,
    paragraph,
    width,
)
from desirepath.insights.measured_map import MeasuredMap, ObjectiveView

AVATAR = 56.0
GAP = 20.0
KEY = 200.0
KEYS_MOST = 3
FINDING = 640.0
SECTION = Style("Newsreader", 21, 28, 500)
INITIAL = Style("Newsreader", 26, 32, 500)
SYNTHETIC = "Synthetic numbers"


def bold(text: str, plain: Style, strong: Style) -> list[Run]:
    """Text whose **marked** parts are strong.

    >>> [run.text for run in bold("a **b** c", SENTENCE, SENTENCE_STRONG)]
    ['a ', 'b', ' c']
    """
    parts = re.split(r"\*\*(.+?)\*\*", text)
    return [
        Run(part, strong if at % 2 else plain, "ink" if at % 2 else "ink-2")
        for at, part in enumerate(parts)
        if part
    ]


def _whom(document: MeasuredMap) -> str:
    if not document.personas:
        return "All customers"
    persona = document.personas[0]
    name = persona.name if persona.age is None else f"{persona.name}, {persona.age}"
    said = persona.about or persona.goal
    others = len(document.personas) - 1
    more = f" · and {others} more" if others else ""
    return f"{name}{f' · {said}' if said else ''}{more}"


def question(document: MeasuredMap) -> str:
    """Who and when the map answers for, in words."""
    asked = document.asked
    labels = {segment.id: segment.label for segment in document.segments}
    parts = [labels.get(asked.segment, asked.segment) if asked.segment else "All customers"]
    parts += [f"where {asked.where}"] if asked.where else []
    first, last = asked.start or document.first_day, asked.end or document.last_day
    if first and last:
        parts.append(words.days(first, last))
    parts.append(f"n {words.value(document.people)}" if document.people.value else "no data yet")
    return " · ".join(parts)


def _avatar(document: MeasuredMap) -> Node:
    name = document.personas[0].name if document.personas else document.workspace
    letter = Run(name[:1].upper(), INITIAL, "ink-2")
    return Group(
        (
            Circle(AVATAR / 2, AVATAR / 2, AVATAR / 2, "paper-sunk", "rule"),
            Text(AVATAR / 2, AVATAR / 2 + 8.5, ((letter,),), anchor="middle", role="persona-initial"),
        ),
        role="persona",
        label=f"Persona {name}",
    )


def _meter(share: float, target: float | None, room: float) -> Block:
    """A thin bar in ink with the target as a tick."""
    nodes: list[Node] = [Box(0, 5, room, 4, fill="lost", radius=2)]
    if share > 0:
        nodes.append(Box(0, 5, max(room * min(share, 1.0), 2.0), 4, fill="ink", radius=2, role="meter"))
    if target is not None:
        nodes.append(
            Box(room * min(max(target, 0.0), 1.0) - 1, 2, 2, 10, fill="ink", radius=1, role="target")
        )
    return Block(tuple(nodes), 14)


def _objective(view: ObjectiveView, room: float, currency: str) -> Block:
    tile = view.tile
    number = tile.number
    full = number.show == "full" and number.value is not None
    blocks = [
        caption(tile.called, room, role="objective"),
        paragraph(words.value(number, currency), room, FIGURE if full else BODY_STRONG, role="figure"),
    ]
    if full and number.value is not None and tile.target:
        most = max(number.value, tile.target) * (4 / 3)
        if number.value >= 0 and tile.target > 0:
            blocks.append(_meter(number.value / most, tile.target / most, room))
    between = words.interval(number) if full else None
    if tile.target is not None:
        goal = words.target(tile.target, number, currency)
        due = f" by {words.day(view.due, year=True)}" if view.due else ""
        blocks.append(caption(f"target {goal}{due}", room))
    if between:
        blocks.append(caption(between, room))
    inside = stack(blocks, 1)
    return Block(
        (
            Group(
                inside.nodes, role="objective", label=f"{view.text}: {words.number_words(number, currency)}"
            ),
        ),
        inside.height,
    )


def _confidence(document: MeasuredMap, room: float) -> Block:
    solid, cards = document.confidence.solid, document.confidence.cards
    if cards == 0:
        return stack([caption("Confidence", room), paragraph("no cards", room, BODY_STRONG)], 1)
    return stack(
        [
            caption("Confidence", room),
            paragraph(f"{words.plain(100 * solid / cards)} %", room, FIGURE, role="confidence"),
            _meter(solid / cards, None, room),
            caption(f"{words.plain(solid)} of {words.plain(cards)} cards", room),
            caption("rest on fresh evidence", room),
        ],
        1,
    )


def _keys(document: MeasuredMap, most: int, *, ruled: bool) -> Block:
    """Objectives and confidence side by side, hairlines between them and, where `ruled`, before the first."""
    room = KEY - 32
    blocks = [_objective(view, room, document.currency) for view in document.objectives[: most - 1]]
    blocks.append(_confidence(document, room))
    height = max(block.height for block in blocks)
    nodes: list[Node] = []
    for at, block in enumerate(blocks):
        if ruled or at:
            nodes.append(Line(at * KEY, 0, at * KEY, height, "hairline"))
        nodes.append(moved(block, at * KEY + 16))
    return Block(tuple(nodes), height)


def _pill(x: float, y: float) -> Node:
    wide = width(SYNTHETIC, CAPTION) + 20
    box = Box(-wide, 0, wide, 22, stroke="control", dash=(3, 3), radius=11)
    text = Text(-wide / 2, 3 + baseline(CAPTION), ((Run(SYNTHETIC, CAPTION, "muted"),),), anchor="middle")
    return Group((box, text), x, y, "synthetic", "Every number in this picture is made up")


def header(frame: Frame, sheet: str | None = None) -> Block:
    """Persona, title, finding, objectives and confidence; under a hairline the question, and what sheet this is."""
    document = frame.map
    content = frame.width - 2 * MARGIN
    beside = content >= 1_000
    count = min(len(document.objectives), KEYS_MOST) + 1
    count = min(count, max(int(content // KEY), 1))
    keys = _keys(document, count, ruled=beside)
    indent = AVATAR + GAP
    room = min(content - indent - (KEY * count + 24 if beside else 0), FINDING)
    told = stack(
        [
            caption(_whom(document), room, role="persona"),
            paragraph(document.title, room, TITLE, role="title"),
            paragraph(bold(document.finding, SENTENCE, SENTENCE_STRONG), room, SENTENCE, role="finding"),
        ],
        2.0,
    )
    nodes: list[Node] = [
        moved(Block((_avatar(document),), AVATAR), MARGIN, 28),
        moved(told, MARGIN + indent, 24),
    ]
    height = 24 + max(told.height, AVATAR + 4)
    if beside:
        nodes.append(moved(keys, frame.width - MARGIN - KEY * count + 16, 28))
        height = max(height, 28 + keys.height)
    else:
        nodes.append(moved(keys, MARGIN - 16, height + 16))
        height += 16 + keys.height
    asked = _question(frame, sheet)
    nodes.append(Group(asked.nodes, 0, height))
    whole = Group(tuple(nodes), role="header", label=document.title)
    return Block((whole,), height + asked.height)


def _question(frame: Frame, sheet: str | None) -> Block:
    """The line over the ribbon: who and when the sheet answers for."""
    document = frame.map
    pill = width(SYNTHETIC, CAPTION) + 36 if document.synthetic else 0
    bar = [Run(question(document) + (" " if sheet else ""), CAPTION, "ink-2")]
    if sheet:
        bar.append(Run(f"· {sheet}", CAPTION, "muted"))
    asked = paragraph(bar, frame.width - 2 * MARGIN - pill, CAPTION, role="question")
    nodes: list[Node] = [moved(asked, MARGIN, 19)]
    if document.synthetic:
        nodes.append(_pill(frame.width - MARGIN, 16))
    return Block(tuple(nodes), 16 + max(asked.height + 6, 22) + 10)


def strapline(frame: Frame, sheet: str | None = None) -> Block:
    """The head of a sheet that continues: the title alone, and the question."""
    title = paragraph(frame.map.title, frame.width - 2 * MARGIN, SECTION, role="title", most=2)
    asked = _question(frame, sheet)
    nodes = (moved(title, MARGIN, 20), Group(asked.nodes, 0, 14 + title.height))
    return Block((Group(nodes, role="header", label=frame.map.title),), 14 + title.height + asked.height)

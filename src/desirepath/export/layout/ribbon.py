"""The ribbon of stages with who went on, who is still open and who was lost, and the heads of the steps."""

from __future__ import annotations

from desirepath.export import words
from desirepath.export.layout.frame import CELL, INNER, MARGIN, STRIP, Frame, Span
from desirepath.export.layout.parts import caption, moved
from desirepath.export.scene import Block, Box, Command, Group, Hatch, Node, Paint, Path, Run, Text, stack
from desirepath.export.text import (
    BODY,
    BODY_STRONG,
    CAPTION,
    CAPTION_STRONG,
    baseline,
    line_width,
    paragraph,
    width,
    wrap,
)
from desirepath.insights.measured_map import Outcome, StepView

PAD = 22.0
TIP = 12.0
NOTCH = 10.0
OVERLAP = 6.0
BAR = 6.0
INDENT = 22.0


def _chevron(width: float, height: float, notch: bool, colour: str) -> Path:
    left: tuple[Command, ...] = (("L", (NOTCH, height / 2)),) if notch else ()
    return Path(
        (
            ("M", (0, 0)),
            ("L", (width - TIP, 0)),
            ("L", (width, height / 2)),
            ("L", (width - TIP, height)),
            ("L", (0, height)),
            *left,
            ("Z", ()),
        ),
        fill=colour,
        role="chevron",
    )


def bar(
    outcome: Outcome, width: float, height: float, colour: str, lost: str, fade: float = 1.0
) -> tuple[Node, ...]:
    """Three outcomes, never two: went on solid, still open hatched, lost pale; together all who entered."""
    parts: list[tuple[int, str, Paint, str | None, float]] = [
        (outcome.went_on, "went-on", colour, None, 1.0),
        (outcome.still_open, "still-open", Hatch(colour), colour, 1.0),
        (outcome.lost, "lost", lost, None, fade),
    ]
    parts = [part for part in parts if part[0] > 0]
    room = width - 2.0 * (len(parts) - 1)
    total = sum(count for count, *_ in parts)
    wide = [max(room * count / total, 3.0) for count, *_ in parts]
    spare = sum(wide) - room
    # slivers are widened to be seen at all; the widest part pays for them
    wide[wide.index(max(wide))] -= spare
    nodes: list[Node] = []
    x = 0.0
    for (_, role, fill, stroke, opacity), size in zip(parts, wide, strict=True):
        inset = 0.5 if stroke else 0.0
        nodes.append(
            Box(
                x + inset,
                inset,
                size - 2 * inset,
                height - 2 * inset,
                fill=fill,
                stroke=stroke,
                radius=min(2.0, size / 2),
                opacity=opacity,
                role=role,
            )
        )
        x += size + 2.0
    return tuple(nodes)


def _rate(span: Span, currency: str) -> tuple[Run, ...]:
    outcome = span.stage.outcome
    if outcome is None:
        people = span.stage.people
        if not people.value:
            return ()
        return (
            Run(f"{words.value(people, currency)} ", BODY_STRONG, "on-stage"),
            Run("arrive", BODY, "on-stage"),
        )
    if outcome.rate.show == "hidden":
        return (Run("too few to say" if outcome.rate.n else "too early to say", BODY, "on-stage"),)
    return (
        Run(f"{words.value(outcome.rate, currency)} ", BODY_STRONG, "on-stage"),
        Run("go on", BODY, "on-stage"),
    )


def _name(span: Span) -> Run:
    return Run(span.stage.title + ("" if span.starts else ", continued"), BODY_STRONG, "on-stage")


def _room(frame: Frame, span: Span) -> float:
    return span.count * frame.column - 2 * STRIP - 2 * PAD


def _fits(frame: Frame, span: Span) -> bool:
    """Whether name and rate stand on one line."""
    both = width(_name(span).text, BODY_STRONG) + 12 + line_width(_rate(span, frame.map.currency))
    return both <= _room(frame, span)


def _words(frame: Frame, span: Span) -> str:
    outcome = span.stage.outcome
    if outcome is None:
        return f"Stage {span.stage.title}: {words.value(span.stage.people)} arrive"
    return (
        f"Stage {span.stage.title}: {words.plain(outcome.entered)} entered, {words.plain(outcome.went_on)} went on, "
        f"{words.plain(outcome.still_open)} still open, {words.plain(outcome.lost)} lost; "
        f"{words.number_words(outcome.rate, frame.map.currency)} within {words.planned(outcome.within)}"
    )


def _stage(frame: Frame, span: Span, height: float, one_line: bool) -> Group:
    last = span.first + span.count == len(frame.steps)
    wide = span.count * frame.column - 2 * STRIP + (0 if last else OVERLAP)
    room = _room(frame, span)
    nodes: list[Node] = [_chevron(wide, height, span.first > 0, span.colour)]
    name = wrap([_name(span)], room, 1)
    rate = _rate(span, frame.map.currency)
    y = 7.0
    nodes.append(Text(PAD, y + baseline(BODY), name, role="stage-title"))
    x = PAD + line_width(name[0]) + 12 if one_line else PAD
    y = y if one_line else y + BODY.leading
    if rate:
        nodes.append(Text(x, y + baseline(BODY), wrap(rate, room, 1), role="stage-rate"))
    y += BODY.leading + 2
    outcome = span.stage.outcome
    if outcome and outcome.entered > 0:
        said = f"{words.plain(outcome.still_open)} still open"
        run = Run(said, CAPTION, "on-stage")
        nodes.append(
            Text(PAD + room, y + baseline(CAPTION), ((run,),), anchor="end", role="still-open-count")
        )
        drawn = bar(outcome, room - width(said, CAPTION) - 12, BAR, "on-stage", "on-stage", 0.28)
        nodes.append(Group(drawn, PAD, y + (CAPTION.leading - BAR) / 2, "outcome"))
    return Group(tuple(nodes), frame.x(span.first) + STRIP, 0, "stage", _words(frame, span), span.stage.id)


def ribbon(frame: Frame) -> Block:
    """The stages as one ribbon with chevron ends, and how many people the map counts at its left."""
    one_line = all(_fits(frame, span) for span in frame.spans)
    height = 54.0 if one_line else 74.0
    people = frame.map.people
    count = stack(
        [
            paragraph(words.value(people, frame.map.currency), 110, BODY_STRONG, role="people"),
            caption("people", 110),
        ]
    )
    stages = tuple(_stage(frame, span, height, one_line) for span in frame.spans)
    return Block((moved(count, MARGIN, 9), *stages), height)


def _head(frame: Frame, step: StepView) -> Block:
    room = frame.room - INDENT
    title = paragraph(step.title, room, BODY_STRONG, most=4, role="step-title")
    lines = [title]
    if not step.people.value:
        lines.append(caption("nobody yet" if step.has_rule else "no rule yet, so not measured", room))
    else:
        count = words.value(step.people, frame.map.currency)
        noun = "person" if count == "1" else "people"
        lines.append(
            paragraph([Run(f"{count} ", BODY_STRONG), Run(noun, BODY)], room, BODY, role="step-people")
        )
    median = step.time_to_next.median if step.time_to_next else None
    if median and median.value is not None and (median.show == "full" or words.interval(median)):
        lines.append(caption(f"median {words.value(median)} to next", room))
    if step.moment_of_truth:
        lines.append(paragraph("Moment of truth", room, CAPTION_STRONG, "ink-2", role="moment-of-truth"))
    inside = stack(lines, 2.0)
    number = Text(0, baseline(BODY), ((Run(str(step.number), BODY, "muted"),),), role="step-number")
    return Block((number, moved(inside, INDENT)), inside.height)


def heads(frame: Frame) -> Block:
    """Number, name, people and time to the next step, over each column."""
    blocks = [_head(frame, step) for step in frame.steps]
    height = max(block.height for block in blocks) + 24
    nodes = tuple(
        Group(
            block.nodes, frame.x(at) + CELL + INNER, 12, "step", f"Step {step.number}: {step.title}", step.id
        )
        for at, (step, block) in enumerate(zip(frame.steps, blocks, strict=True))
    )
    return Block(nodes, height)

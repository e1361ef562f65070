"""What a good map still lacks: advice after the file itself is in order.

Each rule is a small function with a stable code. Rules that need numbers from the data say nothing without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from desirepath.domain.duration import seconds, words
from desirepath.domain.map import STALE_AFTER_DAYS, Evidence, Lane, Map, Persona, Stage, Step
from desirepath.domain.yamlfile import KeyPath

Severity = Literal["warning", "hint"]

MOST_STAGES = 7
MOST_STEPS = 25
MOST_IN_STAGE = 5
LISTED = 10
"""So many events that match no step are named, the most frequent first."""


@dataclass(frozen=True)
class Seen:
    """Events alike in name, channel and touchpoint, and how many rows there are."""

    event: str
    channel: str | None
    touchpoint: str | None
    rows: int


@dataclass(frozen=True)
class MapFacts:
    """What the data say about the rules of one map.

    seen : what customers did, by distinct event, channel and touchpoint; all rows of the data.
    unmatched : the part of it that no step matches.
    step_rows : rows each step gets, by step id, every row counted once at the first step that matches.
    overlaps : rows that match both of two steps, by (the step that gets them, the other one).
    """

    seen: tuple[Seen, ...] = ()
    unmatched: tuple[Seen, ...] = ()
    step_rows: Mapping[str, int] = field(default_factory=dict)
    overlaps: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True)
class Advice:
    """One thing to mend or to consider; `path` leads to its place in the file (`MapFile.place`)."""

    code: str
    severity: Severity
    path: KeyPath
    message: str
    remedy: str

    @property
    def where(self) -> str:
        """The place as ids: `stages/consider/steps/product`."""
        return "/".join(str(part) for part in self.path)


@dataclass(frozen=True)
class Looked:
    """What a rule may look at."""

    map: Map
    facts: MapFacts | None
    today: date

    def stages(self) -> Iterator[tuple[KeyPath, Stage]]:
        return ((("stages", stage.id), stage) for stage in self.map.stages)

    def steps(self) -> Iterator[tuple[KeyPath, Step]]:
        return ((self.to(step.id), step) for step in self.map.steps())

    def to(self, step: str) -> KeyPath:
        return ("stages", self.map.stage_of(step).id, "steps", step)


Finding = tuple[KeyPath, str, str]
Rule = Callable[[Looked], Iterator[Finding]]
RULES: dict[str, tuple[Severity, Rule]] = {}


def rule(code: str, severity: Severity) -> Callable[[Rule], Rule]:
    def enter(function: Rule) -> Rule:
        RULES[code] = (severity, function)
        return function

    return enter


def advice(plan: Map, facts: MapFacts | None, today: date) -> list[Advice]:
    """Everything the rules find, warnings first, else in the order of the map.

    facts : what the newest build says about the map's rules; None before the first build.

    >>> from desirepath.domain.mapfile import load
    >>> plan = load("desirepath: 1\\ntitle: A\\nstages: [{id: a, title: A, steps: [{id: b, title: B}]}]")
    >>> [found.code for found in advice(plan, None, date(2027, 1, 1))]
    ['step_without_rule', 'stage_without_kpi']
    """
    looked = Looked(plan, facts, today)
    found = [
        Advice(code, severity, path, message, remedy)
        for code, (severity, look) in RULES.items()
        for path, message, remedy in look(looked)
    ]
    return sorted(found, key=lambda one: one.severity != "warning")


@rule("pain_without_owner", "warning")
def pain_without_owner(looked: Looked) -> Iterator[Finding]:
    for path, step in looked.steps():
        for at, card in enumerate(step.cards):
            if card.lane is Lane.PAIN and not card.owner:
                yield (
                    (*path, "cards", card.id or at),
                    f'nobody owns the pain "{card.text}".',
                    "Name an owner, so that somebody looks after it.",
                )


@rule("stage_without_kpi", "hint")
def stage_without_kpi(looked: Looked) -> Iterator[Finding]:
    for path, stage in looked.stages():
        if not stage.kpis:
            yield path, f'the stage "{stage.title}" is judged by nothing.', "Give it a measure under `kpis`."


@rule("old_evidence", "hint")
def old_evidence(looked: Looked) -> Iterator[Finding]:
    for path, step in looked.steps():
        for at, card in enumerate(step.cards):
            if card.evidence is not Evidence.ASSUMED and card.is_stale(looked.today):
                yield (
                    (*path, "cards", card.id or at),
                    f'the evidence for "{card.text}" is {card.age(looked.today)} days old.',
                    f"Look again; evidence counts as solid for {STALE_AFTER_DAYS} days.",
                )


@rule("backed_guess", "hint")
def backed_guess(looked: Looked) -> Iterator[Finding]:
    for path, step in looked.steps():
        for at, card in enumerate(step.cards):
            if card.evidence is Evidence.ASSUMED and card.backed_by:
                yield (
                    (*path, "cards", card.id or at),
                    f'"{card.text}" rests on field notes and is still marked as assumed.',
                    "Mark it as reported.",
                )


@rule("image_without_words", "hint")
def image_without_words(looked: Looked) -> Iterator[Finding]:
    for path, step in looked.steps():
        for at, card in enumerate(step.cards):
            if card.image and not card.text.strip():
                message = "a picture has no words for those who cannot see it."
                yield (*path, "cards", card.id or at), message, "Say in the card's text what it shows."


@rule("late_action", "warning")
def late_action(looked: Looked) -> Iterator[Finding]:
    for path, step in looked.steps():
        for at, card in enumerate(step.cards):
            late = card.late_days(looked.today)
            if late is not None:
                yield (
                    (*path, "cards", card.id or at),
                    f'"{card.text}" was due {late} {"day" if late == 1 else "days"} ago.',
                    "Set a new date, or say that it is done or dropped.",
                )


@rule("many_steps", "hint")
def many_steps(looked: Looked) -> Iterator[Finding]:
    count = len(looked.map.steps())
    if count > MOST_STEPS:
        remedy = f"Keep at most {MOST_STEPS} and move details to a linked map."
        yield ("stages",), f"the map has {count} steps.", remedy


@rule("many_stages", "hint")
def many_stages(looked: Looked) -> Iterator[Finding]:
    count = len(looked.map.stages)
    if count > MOST_STAGES:
        remedy = f"Keep at most {MOST_STAGES}, so that people can hold the map in mind."
        yield ("stages",), f"the map has {count} stages.", remedy


@rule("long_stage", "hint")
def long_stage(looked: Looked) -> Iterator[Finding]:
    for path, stage in looked.stages():
        if len(stage.steps) > MOST_IN_STAGE:
            yield (
                (*path, "steps"),
                f'the stage "{stage.title}" has {len(stage.steps)} steps.',
                f"Keep at most {MOST_IN_STAGE}, or split the stage.",
            )


@rule("objective_without_target", "warning")
def objective_without_target(looked: Looked) -> Iterator[Finding]:
    for objective in looked.map.objectives:
        if objective.target is None:
            path = ("objectives", objective.id)
            yield path, f'the objective "{objective.text}" has no target.', "Say how much is enough."


@rule("objective_without_due_date", "warning")
def objective_without_due_date(looked: Looked) -> Iterator[Finding]:
    for objective in looked.map.objectives:
        if objective.due is None:
            path = ("objectives", objective.id)
            yield path, f'the objective "{objective.text}" has no date.', "Say until when, under `due`."


@rule("old_persona", "hint")
def old_persona(looked: Looked) -> Iterator[Finding]:
    for persona in looked.map.personas:
        age = _days_since_check(persona, looked.today)
        if age is not None and age * 86_400 > seconds(persona.refresh_every):
            yield (
                ("personas", persona.id),
                f'the persona "{persona.name}" was last checked {age} days ago.',
                f"It should be looked at every {words(persona.refresh_every)}.",
            )


def _days_since_check(persona: Persona, today: date) -> int | None:
    return (today - persona.on).days if persona.on else None


@rule("step_without_rule", "warning")
def step_without_rule(looked: Looked) -> Iterator[Finding]:
    if looked.map.kind == "future":
        return
    for path, step in looked.steps():
        if step.match is None:
            message = f'the step "{step.title}" has no rule, so nothing is measured there.'
            yield path, message, "Say under `match` which events it is."


@rule("overlapping_rules", "warning")
def overlapping_rules(looked: Looked) -> Iterator[Finding]:
    titles = {step.id: step.title for step in looked.map.steps()}
    for (first, other), rows in looked.facts.overlaps.items() if looked.facts else ():
        if rows and first in titles and other in titles:
            yield (
                (*looked.to(other), "match"),
                f'{rows:,} events match "{titles[first]}" and "{titles[other]}"; the first one gets them.',
                "Make one of the rules narrower.",
            )


@rule("step_without_events", "warning")
def step_without_events(looked: Looked) -> Iterator[Finding]:
    if looked.facts is None:
        return
    for path, step in looked.steps():
        if step.match is not None and not looked.facts.step_rows.get(step.id):
            message = f'no event matches the step "{step.title}".'
            yield (*path, "match"), message, "Compare its rule with the events in the data."


@rule("unmatched_events", "hint")
def unmatched_events(looked: Looked) -> Iterator[Finding]:
    rows: dict[str, int] = {}
    for seen in looked.facts.unmatched if looked.facts else ():
        rows[seen.event] = rows.get(seen.event, 0) + seen.rows
    total = sum(seen.rows for seen in looked.facts.seen) if looked.facts else 0
    common = sorted(rows.items(), key=lambda pair: (-pair[1], pair[0]))
    for event, count in common[:LISTED]:
        message = f'{count:,} events "{event}" match no step ({count / total:.1%} of all).'
        yield ("stages",), message, "Give them a step, or leave them out on purpose."
    if rest := common[LISTED:]:
        count = sum(n for _, n in rest)
        message = f"{len(rest)} more kinds of events match no step ({count / total:.1%} of all)."
        yield ("stages",), message, "Look at them with: desirepath sql."

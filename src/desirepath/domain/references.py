"""Do the ids of a map fit together? Every id once, and every reference to an id that is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desirepath.domain.map import Card, Map
from desirepath.domain.yamlfile import KeyPath
from desirepath.errors import nearest


@dataclass(frozen=True)
class Broken:
    """An id or reference that does not fit."""

    path: KeyPath
    message: str
    remedy: str
    code: str


Named = tuple[str, KeyPath]


def cards(plan: Map) -> Iterator[tuple[Card, KeyPath]]:
    """All cards with the path of each."""
    for at, stage in enumerate(plan.stages):
        for n, step in enumerate(stage.steps):
            for m, card in enumerate(step.cards):
                yield card, ("stages", at, "steps", n, "cards", m)


def broken(plan: Map) -> list[Broken]:
    """Everything about ids that does not fit, in no particular order.

    Stages and steps share one set of ids, because a measure may ask for either; every other kind has its own.
    """
    steps = [
        (step.id, ("stages", at, "steps", n))
        for at, stage in enumerate(plan.stages)
        for n, step in enumerate(stage.steps)
    ]
    columns: list[Named] = [*((stage.id, ("stages", at)) for at, stage in enumerate(plan.stages)), *steps]
    touchpoints: list[Named] = [(t.id, ("touchpoints", at)) for at, t in enumerate(plan.touchpoints)]
    personas: list[Named] = [(p.id, ("personas", at)) for at, p in enumerate(plan.personas)]
    field_notes: list[Named] = [(n.id, ("field_notes", at)) for at, n in enumerate(plan.field_notes)]
    answered = [(card.id, path) for card, path in cards(plan) if card.id is not None]
    found = [
        *_twice("stage or step", columns),
        *_twice("touchpoint", touchpoints),
        *_twice("objective", [(o.id, ("objectives", at)) for at, o in enumerate(plan.objectives)]),
        *_twice("persona", personas),
        *_twice("field note", field_notes),
        *_twice("card", answered),
    ]
    step_ids, touchpoint_ids, card_ids = _ids(steps), _ids(touchpoints), _ids(answered)
    persona_ids = _ids(personas)
    for at, objective in enumerate(plan.objectives):
        allowed = _ids(columns) | touchpoint_ids
        found += _unknown("stage, step or touchpoint", objective.moves, ("objectives", at, "moves"), allowed)
    for at, stage in enumerate(plan.stages):
        for n, step in enumerate(stage.steps):
            here: KeyPath = ("stages", at, "steps", n)
            found += _unknown("touchpoint", step.touchpoints, (*here, "touchpoints"), touchpoint_ids)
            found += _unknown("step", step.expect.next, (*here, "expect", "next"), step_ids)
            found += [
                Broken(
                    (*here, "feels", "believed_for", name),
                    f'there is no persona "{name}".',
                    nearest(name, persona_ids),
                    "unknown_id",
                )
                for name in step.feels.believed_for
                if name not in persona_ids
            ]
            if step.match is not None and not any(step.match.model_dump().values()):
                message = f'the rule of step "{step.id}" is empty and would match every event.'
                remedy = "Name an event, a touchpoint, a channel or a condition, or leave `match` out."
                found.append(Broken((*here, "match"), message, remedy, "empty_rule"))
    for at, note in enumerate(plan.field_notes):
        told_by = [note.persona] if note.persona is not None else []
        found += _unknown("persona", told_by, ("field_notes", at, "persona"), persona_ids)
        found += _unknown("step", note.steps, ("field_notes", at, "steps"), step_ids)
    for card, path in cards(plan):
        found += _unknown("field note", card.backed_by, (*path, "backed_by"), _ids(field_notes))
        if card.answers is not None and card.answers not in card_ids:
            remedy = nearest(card.answers, card_ids)
            found.append(
                Broken((*path, "answers"), f'there is no card "{card.answers}".', remedy, "unknown_id")
            )
    return found


def _ids(named: Iterable[Named]) -> set[str]:
    return {name for name, _ in named}


def _twice(kind: str, named: list[Named]) -> Iterator[Broken]:
    first: set[str] = set()
    for name, path in named:
        if name in first:
            message = f'the id "{name}" is already used by another {kind}.'
            yield Broken((*path, "id"), message, "Give each its own id.", "double_id")
        first.add(name)


def _unknown(kind: str, given: list[str], path: KeyPath, allowed: set[str]) -> Iterator[Broken]:
    for at, name in enumerate(given):
        if name not in allowed:
            yield Broken((*path, at), f'there is no {kind} "{name}".', nearest(name, allowed), "unknown_id")

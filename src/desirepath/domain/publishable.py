"""What keeps a draft from being a map, and what a good map still lacks: told record by record, as people edit them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import ValidationError

from desirepath.domain.check import MapFacts, advice
from desirepath.domain.map import Map
from desirepath.domain.records import Nested, Records, nested
from desirepath.domain.references import broken
from desirepath.domain.rules import parse
from desirepath.domain.validated import wrong_values
from desirepath.domain.yamlfile import KeyPath
from desirepath.errors import InputError


@dataclass(frozen=True)
class Remark:
    """One thing about one record: an error keeps the draft from being published, advice does not."""

    level: Literal["error", "advice"]
    words: str
    remedy: str
    kind: str
    id: str
    field: str | None


@dataclass(frozen=True)
class Looked:
    """A draft that was looked at: the map it would be, unless there are errors, and all remarks, errors first."""

    map: Map | None
    remarks: tuple[Remark, ...]

    @property
    def errors(self) -> list[Remark]:
        return [remark for remark in self.remarks if remark.level == "error"]


def look(records: Records, map_id: str, names: Mapping[str, str] | None = None) -> Looked:
    """Whether the records are a map that may be published.

    names : columns of the journeys with their types, for the rules of steps; None before the first build, when rules
        are only read for their form.

    >>> look({"map": {"map": {"title": "A"}}}, "main").errors[0].words
    'A map needs at least one stage.'
    """
    found = nested(records, map_id)
    errors = [_lost(kind, name) for kind, name in found.lost]
    errors += _empty(found)
    try:
        plan = Map.model_validate(found.data)
    except ValidationError as error:
        told = wrong_values(Map, error)
        errors += [
            _at(found, path, words, remedy) for path, words, remedy, _ in told if not _told(path, found)
        ]
        return Looked(None, tuple(errors))
    errors += [_at(found, one.path, one.message, one.remedy) for one in broken(plan)]
    errors += _rules(found, plan, names)
    return Looked(None if errors else plan, tuple(errors))


def advised(plan: Map, records: Records, facts: MapFacts | None, today: date) -> list[Remark]:
    """What the map still lacks, as `domain/check.py` says it, each at its record."""
    found = nested(records, plan.id)
    return [
        _at(found, _by_position(plan, one.path), one.message, one.remedy, "advice")
        for one in advice(plan, facts, today)
    ]


def _at(
    found: Nested, path: KeyPath, words: str, remedy: str, level: Literal["error", "advice"] = "error"
) -> Remark:
    kind, name, field = found.record_at(path)
    return Remark(level, words[:1].upper() + words[1:], remedy, kind, name, field)


def _lost(kind: str, name: str) -> Remark:
    what, whole = ("step", "stage") if kind == "steps" else ("card", "step")
    words = f"The {what} is in a {whole} that somebody deleted meanwhile."
    return Remark("error", words, f"Move it to another {whole}, or delete it.", kind, name, None)


def _empty(found: Nested) -> list[Remark]:
    """Stages without a step, and a map without a stage: said in words of the map."""
    stages = found.data["stages"]
    told = [
        _at(
            found,
            ("stages", at),
            f'The stage "{stage.get("title", "")}" has no step.',
            "Add one, or delete it.",
        )
        for at, stage in enumerate(stages)
        if not stage["steps"]
    ]
    return told if stages else [_at(found, (), "A map needs at least one stage.", "Add a stage and a step.")]


def _told(path: KeyPath, found: Nested) -> bool:
    """Whether `_empty` said it already."""
    return path == ("stages",) or (len(path) == 3 and path[2] == "steps")


def _rules(found: Nested, plan: Map, names: Mapping[str, str] | None) -> list[Remark]:
    told = []
    for at, stage in enumerate(plan.stages):
        for n, step in enumerate(stage.steps):
            if names is None or step.match is None or step.match.where is None:
                continue
            try:
                parse(step.match.where, names)
            except InputError as error:
                path = ("stages", at, "steps", n, "match")
                told.append(
                    _at(found, path, f"The condition `{step.match.where}`: {error.message}", error.remedy)
                )
    return told


def _by_position(plan: Map, path: KeyPath) -> KeyPath:
    """A path that names parts by id, as one that counts them."""
    here: object = plan
    made: list[str | int] = []
    for part in path:
        if isinstance(here, list):
            at = part if isinstance(part, int) else [one.id for one in here].index(part)
            here = here[at]
            made.append(at)
        else:
            here = getattr(here, str(part), None)
            made.append(part)
    return tuple(made)

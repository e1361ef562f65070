"""What a funnel's steps are called and what they match: places of the map, or events with conditions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from desirepath.domain.map import Duration
from desirepath.domain.rules import parse
from desirepath.errors import InputError
from desirepath.measures.events import check_events
from desirepath.measures.scope import kinds_of
from desirepath.measures.view import View

if TYPE_CHECKING:
    import ibis.expr.types as ir

MOST = 30
"""Steps of one funnel, and excluded events of one: each is a bit of a whole number of 64."""


class Matched(BaseModel):
    """Which rows are meant: all parts that are given must hold. Text such as `a | b` means either of two."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    event: list[str] = Field(
        default_factory=list, description="Events, or ids of steps of the map; any of them"
    )
    touchpoint: list[str] = Field(default_factory=list, description="Any of these touchpoints")
    channel: list[str] = Field(default_factory=list, description="Any of these channels")
    where: str | None = Field(None, description="A filter on the rows, as for --where")

    @model_validator(mode="before")
    @classmethod
    def _read(cls, given: Any) -> Any:
        if isinstance(given, str):
            given = as_json(given) if given.strip().startswith("{") else {"event": given}
        if isinstance(given, dict):
            listed = {"event", "touchpoint", "channel"} & set(given)
            given = given | {name: alternatives(given[name]) for name in listed}
        return given

    @property
    def lists(self) -> dict[str, list[str]]:
        return {name: values for name in ("touchpoint", "channel") if (values := getattr(self, name))}

    def label(self) -> str:
        """What the step is called when it has no name of its own."""
        return " | ".join(
            [*self.event, *(value for values in self.lists.values() for value in values)]
        ) or str(self.where)


class FunnelStep(Matched):
    """One step of a funnel."""

    name: str | None = Field(None, description="What to call it; null: what it matches")
    after: Duration | None = Field(None, description="Not sooner than this after the step before")
    within: Duration | None = Field(None, description="Not later than this after the step before")
    optional: bool = Field(False, description="Told, but nobody is lost for leaving it out")

    def label(self) -> str:
        return self.name or super().label()


class Excluded(Matched):
    """Something that must not happen on the way."""

    between: tuple[int, int] | None = Field(
        None, description="Numbers of the steps between which it must not happen, from 1; null: anywhere"
    )


def alternatives(given: Any) -> Any:
    """`[a | b]` as the list of a and b."""
    if not isinstance(given, str):
        return given
    return [
        part.strip() for part in given.strip().removeprefix("[").removesuffix("]").split("|") if part.strip()
    ]


def listed(given: Any) -> Any:
    """Steps written as text: `a -> b | c -> d`, `a, b, c`, or JSON."""
    if not isinstance(given, str):
        return given
    text = given.strip()
    if text.startswith(("[{", '["')):
        return as_json(text)
    return [part.strip() for part in text.split("->" if "->" in text else ",") if part.strip()]


def as_json(text: str) -> Any:
    """What a text of JSON says; raises ValueError with the place where it is none."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"this is not JSON: {error}") from error


@dataclass(frozen=True)
class Meaning:
    """Where a funnel's names stand: `column` "step" of the table "steps", or "event" of "journeys"."""

    table: str
    column: str


STEPS = Meaning("steps", "step")
EVENTS = Meaning("journeys", "event")


def meaning(view: View, matched: list[Matched]) -> Meaning:
    """Steps of the map where all names are such; else events."""
    plan = view.map
    places = {step.id for step in plan.steps() if step.match} if plan else set()
    names = {name for one in matched for name in one.event}
    return STEPS if names and names <= places else EVENTS


def check_names(view: View, matched: list[Matched]) -> None:
    """Raise NotFoundError with the nearest name for an event that neither the data nor the map know."""
    if meaning(view, matched) is EVENTS:
        places = [step.id for step in view.map.steps() if step.match] if view.map else []
        check_events(view, (name for one in matched for name in one.event), *places)


def condition(table: ir.Table, one: Matched, column: str, label: str) -> ir.BooleanValue:
    """Whether a row is meant."""
    import ibis

    from desirepath.lake.predicate import predicate

    lists = ({column: one.event} if one.event else {}) | one.lists
    parts: list[Any] = [table[name].isin(values) for name, values in lists.items()]
    if one.where is not None:
        parts.append(predicate(parse(one.where, kinds_of(table), label=label), table))
    if not parts:
        raise InputError(
            f"{label} matches everything.",
            code="bad_param",
            remedy="Give it an event, a touchpoint or a condition.",
        )
    return ibis.and_(*parts).fill_null(False)

"""What could be done about a pain? Remedies that people of the trade know, by kind of pain; a data file holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from io import StringIO
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from desirepath.domain.action import ActionKind, Words
from desirepath.insights.pains.detectors.told import KEPT

MOST = 5
"""Who is offered more reads none."""

Outcome = Literal["went_on", "ordered", "kept_it", "felt_fine"]
Effort = Literal["small", "medium", "large"]


class Remedy(BaseModel):
    """Something to try: a title that can stand as an action's, and a sentence why it helps, or how it is done."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ActionKind
    title: Words
    how: Words
    effort: Effort = Field(description="small: days, medium: weeks, large: months")
    hold_out: bool = Field(False, description="Some have to go without, at random, to see what it does")


class Listed(Remedy):
    """A remedy of the data file, and where it fits."""

    about: list[str] = Field(
        default_factory=list, description="Words of which a compared column has one in its name; empty: any"
    )
    outcome: Outcome | None = Field(None, description="Only where this suffers")

    @model_validator(mode="after")
    def _offers_are_tried(self) -> Listed:
        if self.kind is ActionKind.OFFER and not self.hold_out:
            raise ValueError(f"{self.title}: an offer without a hold-out pays for what would come anyway")
        return self

    def fits(self, columns: Iterable[str], outcome: str) -> bool:
        return self.outcome in (None, outcome) and (
            not self.about or any(word in _words(column) for word in self.about for column in columns)
        )

    def plain(self) -> Remedy:
        return Remedy.model_validate(self.model_dump(include=set(Remedy.model_fields)))


def _words(column: str) -> list[str]:
    """The words of a column's name.

    >>> _words("prop_days_to_refund")
    ['days', 'to', 'refund']
    """
    return column.removeprefix(KEPT).lower().split("_")


@cache
def _text() -> str:
    return (files(__package__) / "remedies.yaml").read_text("utf-8")


@cache
def version() -> str:
    """Changes with the file, so that finds are told anew."""
    return sha256(_text().encode()).hexdigest()[:12]


@cache
def listed() -> Mapping[str, tuple[Listed, ...]]:
    """All remedies, by name of the detector."""
    from ruamel.yaml import YAML

    data = YAML(typ="safe", pure=True).load(StringIO(_text()))
    return TypeAdapter(dict[str, tuple[Listed, ...]]).validate_python(data)


def remedies_for(detectors: Iterable[str], columns: Iterable[str], outcome: str) -> list[Remedy]:
    """What to try against a find: what is about its columns before what always fits, and of several detectors in turn.

    detectors : names of those that found it; columns : what its conditions read; outcome : what suffers.
    """
    columns = sorted(columns)
    fitting = [
        (not one.about, at, one)
        for name in detectors
        for at, one in enumerate(listed().get(name, ()))
        if one.fits(columns, outcome)
    ]
    return [one.plain() for *_, one in sorted(fitting, key=lambda found: found[:2])[:MOST]]

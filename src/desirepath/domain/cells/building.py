"""Stages, steps and cards as they are found in cells, put together to a map."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from desirepath.domain.cells.account import Account
from desirepath.domain.cells.feelings import felt, scale_of
from desirepath.domain.cells.table import Cell
from desirepath.domain.ids import Ids
from desirepath.domain.map import Card, Feels, Lane, Map, Persona, Stage, Step, Touchpoint

NOTHING: Mapping[str, Any] = {}
_BULLET = re.compile(r"^(?:[•·▪◦‣*]\s*|[-–—]\s+)")


@dataclass
class FoundStep:
    """A step while its cells are read. `cards`: where each stands among the others, and its fields."""

    title: str
    cards: list[tuple[float, dict[str, Any]]] = field(default_factory=list)
    met: list[str] = field(default_factory=list)
    emotions: list[Cell] = field(default_factory=list)


@dataclass
class FoundStage:
    title: str
    steps: list[FoundStep] = field(default_factory=list)

    def step(self, title: str) -> FoundStep:
        """The step of this title; a new one where there is none."""
        wanted = one_line(title).casefold()
        return next((one for one in self.steps if one.title.casefold() == wanted), None) or self.new(title)

    def new(self, title: str) -> FoundStep:
        self.steps.append(FoundStep(one_line(title)))
        return self.steps[-1]


@dataclass
class Building:
    """A map while its cells are read."""

    account: Account
    titles: list[str] = field(default_factory=list)
    stages: list[FoundStage] = field(default_factory=list)
    personas: list[str] = field(default_factory=list)
    channels: dict[str, str | None] = field(default_factory=dict)

    def stage(self, title: str) -> FoundStage:
        """The stage of this title; a new one where there is none."""
        wanted = one_line(title).casefold()
        return next((one for one in self.stages if one.title.casefold() == wanted), None) or self.new(title)

    def new(self, title: str) -> FoundStage:
        self.stages.append(FoundStage(one_line(title)))
        return self.stages[-1]

    def persona(self, name: str) -> str:
        known = next((one for one in self.personas if one.casefold() == name.casefold()), None)
        if known is None:
            self.personas.append(name)
        return known or name

    def meet(self, step: FoundStep, name: str, channel: str | None = None) -> None:
        """Meet a step at a touchpoint of this name."""
        known = next((one for one in self.channels if one.casefold() == name.casefold()), name)
        self.channels[known] = self.channels.get(known) or channel
        if known not in step.met:
            step.met.append(known)

    def put(
        self, step: FoundStep, lane: Lane, cell: Cell, given: Mapping[str, Any] = NOTHING, at: float = 0
    ) -> None:
        """Put a cell into a lane of a step: each of its lines is a card, a touchpoint, or the feeling."""
        if lane is Lane.EMOTION:
            step.emotions.append(cell)
        elif lane is Lane.TOUCHPOINT:
            for line in lines(cell.text):
                for name in filter(None, (part.strip() for part in re.split(r"[,;]", line))):
                    self.meet(step, name, given.get("channel"))
        else:
            fields = {key: value for key, value in given.items() if key != "channel"}
            step.cards += [(at, {"lane": lane, "text": line, **fields}) for line in lines(cell.text)]

    def map(self, title: str | None = None) -> Map:
        """The map of what was found."""
        self._feel()
        ids, people_ids = Ids(), Ids()
        believed = self.believed
        names = [
            (ids.new(stage.title), [ids.new(step.title) for step in stage.steps]) for stage in self.stages
        ]
        places = {name: ids.new(name) for name in self.channels}
        stages = []
        for stage, (stage_id, step_ids) in zip(self.stages, names, strict=True):
            steps = [
                Step(
                    id=step_id,
                    title=step.title,
                    touchpoints=[places[name] for name in step.met],
                    feels=Feels(believed=believed.get(id(step))),
                    cards=[Card(**fields) for _, fields in sorted(step.cards, key=lambda pair: pair[0])],
                )
                for step, step_id in zip(stage.steps, step_ids, strict=True)
            ]
            stages.append(Stage(id=stage_id, title=stage.title, steps=steps))
        named = [title, *self.titles] if title else self.titles
        return Map(
            title=named[0] if named else "Pasted map",
            summary="\n".join(named[1:]) or None,
            personas=[Persona(id=people_ids.new(name), name=name) for name in self.personas],
            touchpoints=[
                Touchpoint(id=places[name], name=name, channel=channel)
                for name, channel in self.channels.items()
            ],
            stages=stages,
        )

    def _feel(self) -> None:
        """Read the feelings once all are known: their numbers tell their scale only together."""
        self.believed: dict[int, float] = {}
        steps = [step for stage in self.stages for step in stage.steps]
        scale = scale_of(cell.text for step in steps for cell in step.emotions)
        for step in steps:
            values = []
            for cell in step.emotions:
                found = felt(cell.text, scale)
                if found is not None:
                    values.append(found.value)
                more = lines(cell.text if found is None else found.rest)
                step.cards += [(0, {"lane": Lane.THOUGHT, "text": line}) for line in more]
                kept = " Its words are kept as a thought." if more else ""
                words = (
                    f"Read as {_signed(found.value)}, from {found.words}."
                    if found
                    else "No feeling can be read."
                )
                self.account.feeling(cell, words + kept)
            if values:
                self.believed[id(step)] = round(sum(values) / len(values), 1) or 0.0


def lines(text: str) -> list[str]:
    """The lines of a cell without their bullets.

    >>> lines("- Sizes differ\\n\\n• No photos")
    ['Sizes differ', 'No photos']
    """
    stripped = (_BULLET.sub("", line.strip()).strip() or line.strip() for line in text.split("\n"))
    return [line for line in stripped if line]


def one_line(text: str) -> str:
    return " ".join(text.split())


def _signed(value: float) -> str:
    return f"{value:+g}".replace("-", "\u2212") if value else "0"

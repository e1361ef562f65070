"""An action: what is being done about a pain, by whom, until when, and which measure it should move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from desirepath.domain.map import Id, MeasureRef

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Condition = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_000)]
Link = Annotated[str, StringConstraints(pattern=r"^https?://\S{1,1000}$")]


class ActionKind(StrEnum):
    """What is changed: each kind has its own remedies and its own people."""

    MESSAGE = "message"
    PROCESS = "process"
    TRAINING = "training"
    POLICY = "policy"
    PRODUCT = "product"
    OFFER = "offer"


class ActionStatus(StrEnum):
    PROPOSED = "proposed"
    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"


class Chosen(StrEnum):
    """How it was decided who gets it; what may be said about the effect hangs on this."""

    RANDOMISED = "randomised"
    BY_RULE = "by rule"
    FOR_BEING_BAD = "for being bad"
    UNSAID = "not said"


OVER = (ActionStatus.DONE, ActionStatus.DROPPED)
"""An action with one of these is never late."""


class Check(BaseModel):
    """One line of a checklist."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Words
    done: bool = False


class Wave(BaseModel):
    """Others who get it later: who they are, and from which day on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    started: date
    target: Condition


class Action(BaseModel):
    """What people write of an action. `pain` and `opportunity` are ids of cards of the map."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Words
    kind: ActionKind = ActionKind.PROCESS
    status: ActionStatus = ActionStatus.PLANNED
    owner: Words | None = None
    team: Words | None = None
    due: date | None = None
    step: Id | None = None
    pain: Id | None = None
    opportunity: Id | None = None
    measure: MeasureRef | None = Field(None, description="The measure it should move")
    forecast: float | None = Field(None, description="By how much, in the measure's unit; shares as 0.02")
    started: date | None = Field(None, description="First day on which somebody got it")
    ended: date | None = Field(None, description="Last day of it; null: still going on")
    target: Condition | None = Field(
        None, description="Who gets it, as `trait_country = 'ES'`; null: everybody"
    )
    waves: list[Wave] = Field(
        default_factory=list,
        max_length=20,
        description="Who gets it later, in turn; `started` and `target` are the first of them",
    )
    control: Condition | None = Field(None, description="Whom they are compared with, who do not get it")
    unmoved: MeasureRef | None = Field(
        None,
        description="Where everybody gets it at once: a measure that it should not move, as on at another step",
    )
    chosen: Chosen = Field(Chosen.UNSAID, description="How it was decided who gets it")
    checklist: list[Check] = Field(default_factory=list, max_length=50)
    links: list[Link] = Field(default_factory=list, max_length=20)
    note: Annotated[str, StringConstraints(max_length=4_000)] = ""

    @model_validator(mode="after")
    def _ends_after_its_start(self) -> Action:
        if self.started and self.ended and self.ended < self.started:
            raise ValueError("it cannot end before it starts")
        return self

    @model_validator(mode="after")
    def _waves_follow_one_another(self) -> Action:
        if not self.waves:
            return self
        if not (self.started and self.target):
            raise ValueError("waves need a first one: say who gets it first, and from which day on")
        days = [self.started, *(wave.started for wave in self.waves)]
        if any(day >= later for day, later in pairwise(days)):
            raise ValueError("each wave starts after the one before; name those of one day together")
        if self.ended and days[-1] > self.ended:
            raise ValueError("it cannot end before its last wave starts")
        return self

    def late_days(self, today: date) -> int | None:
        """Days since it was due; None when it is not late.

        >>> Action(title="Show the fee", due=date(2026, 5, 1)).late_days(date(2026, 5, 13))
        12
        """
        late = (today - self.due).days if self.due and self.status not in OVER else 0
        return late if late > 0 else None


@dataclass(frozen=True)
class KeptAction:
    """An action as it is kept: its number within the workspace, its map, and who wrote it. Times are UTC."""

    number: int
    map: str
    action: Action
    made_by: str
    made_at: datetime
    changed_at: datetime

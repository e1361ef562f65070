"""The map: what a business planned and believed, as a document people can write, review and diff.

A map is immutable data without I/O. Order of stages and steps is the planned order of the journey. Everything
measured is asked of the data and never stored here; what stands here is *believed* or *said*.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

STALE_AFTER_DAYS = 180
"""Evidence older than this no longer counts as solid."""

FORMAT = 1
"""Version of the map file format; `migrations.py` brings older files up to it."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
"""A stable name inside one map: lower-case letters, digits, - and _; at most 64."""

Duration = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]*(s|m|h|d|w)$")]
"""A length of time such as 30m, 12h, 7d or 2w; `domain.duration.seconds` reads it."""

PICTURE = r"^[0-9a-f]{64}\.(png|jpg|webp)$"
Picture = Annotated[str, StringConstraints(pattern=PICTURE)]
"""A file in the workspace's folder `images`, called by the SHA-256 of its content."""

Feeling = Annotated[float, Field(ge=-2, le=2)]
"""An emotion from -2 (upset) over 0 (neutral) to +2 (delighted)."""


class Part(BaseModel):
    """Base of every part of a map: immutable, and unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Evidence(StrEnum):
    """How we know: counted in data, told by somebody, or guessed."""

    MEASURED = "measured"
    REPORTED = "reported"
    ASSUMED = "assumed"


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"


class Lane(StrEnum):
    """The rows of a map. Cards live in all of them but the curve and the touchpoints."""

    GOAL = "goal"
    MOTIVATION = "motivation"
    ACTION = "action"
    TOUCHPOINT = "touchpoint"
    THOUGHT = "thought"
    EMOTION = "emotion"
    PAIN = "pain"
    GAIN = "gain"
    MEASURE = "measure"
    OPPORTUNITY = "opportunity"
    ACTION_ITEM = "action_item"
    FRONT_STAGE = "front_stage"
    BACK_STAGE = "back_stage"
    SUPPORT = "support"
    IMAGE = "image"
    RISK = "risk"


class MeasureRef(Part):
    """A question of the measure registry with its parameters."""

    name: str
    params: dict[str, Any] = Field(default_factory=dict)
    label: str | None = Field(None, description="Words to show instead of the measure's own title")
    where: str | None = Field(None, description="Only what meets this condition, as in `channel = 'web'`")
    last: Duration | None = Field(
        None, description="Only the last so long of the time that is asked about, as in 90d"
    )


class Kpi(Part):
    """A measure that a stage is judged by."""

    measure: MeasureRef
    target: float | None = None
    direction: Direction = Direction.UP


class Objective(Part):
    """What the business wants the journey to bring, tied to one measure."""

    id: Id
    text: str
    measure: MeasureRef
    baseline: float | None = None
    target: float | None = None
    direction: Direction = Direction.UP
    due: date | None = None
    term: str | None = Field(None, pattern="^(short|long)$")
    moves: list[Id] = Field(
        default_factory=list, description="Ids of stages, steps and touchpoints that move it; empty: all"
    )


class Quote(Part):
    text: str
    source: str | None = None
    on: date | None = None


class Persona(Part):
    """A kind of customer the map is drawn for."""

    id: Id
    name: str
    age: int | None = Field(None, ge=0, le=120)
    about: str | None = None
    goal: str | None = None
    motivations: list[str] = Field(default_factory=list)
    behaviours: list[str] = Field(default_factory=list)
    challenges: list[str] = Field(default_factory=list)
    demographics: dict[str, str] = Field(default_factory=dict)
    quotes: list[Quote] = Field(default_factory=list)
    picture: Id | None = Field(None, description="Which drawn face they have; none: one made from the name")
    segment: str | None = Field(None, description="Name of the workspace's segment these people are")
    image: Picture | None = Field(None, description="A picture instead of the drawn face")
    evidence: Evidence = Evidence.ASSUMED
    source: str | None = None
    on: date | None = Field(None, description="When this was last checked")
    refresh_every: Duration = "180d"


class Touchpoint(Part):
    """A named place of contact. One touchpoint may be met on several channels."""

    id: Id
    name: str
    channel: str | None = None
    channels: list[str] = Field(default_factory=list)
    evidence: Evidence = Evidence.ASSUMED


class NoteKind(StrEnum):
    """How a field note came about."""

    INTERVIEW = "interview"
    FOCUS_GROUP = "focus_group"
    RECORDING = "recording"
    OBSERVATION = "observation"
    SUPPORT = "support"


class FieldNote(Part):
    """What somebody heard or saw: evidence that cards may rest on."""

    id: Id
    kind: NoteKind = NoteKind.INTERVIEW
    text: str
    source: str | None = Field(None, description="Who said it, and where")
    on: date | None = Field(None, description="When it was heard or seen")
    persona: Id | None = Field(None, description="Id of the persona it is about")
    steps: list[Id] = Field(default_factory=list, description="Ids of the steps it tells of")


class Match(Part):
    """The rule that says which events are this step: all given parts must hold.

    `where` is a boolean SQL expression over event columns and kept properties.
    """

    event: list[str] = Field(default_factory=list)
    touchpoint: list[str] = Field(default_factory=list)
    channel: list[str] = Field(default_factory=list)
    where: str | None = None


class Expect(Part):
    """What the plan says happens here."""

    next: list[Id] = Field(
        default_factory=list, description="Steps planned to follow; empty: the next in order"
    )
    within: Duration = "30d"
    channel: list[str] = Field(default_factory=list)
    optional: bool = False
    repeats: bool = False


class MeasuredFeeling(Part):
    """Which answers tell how this step felt."""

    events: list[str] = Field(default_factory=list, description="Feedback events that count; empty: all")
    about: str = Field("previous step", pattern="^(previous step|this step)$")
    within: Duration = "30d"


class Feels(Part):
    believed: Feeling | None = Field(None, description="What everyone is believed to feel here")
    believed_for: dict[Id, Feeling] = Field(
        default_factory=dict, description="The same for single personas, by their id"
    )
    measured: MeasuredFeeling = MeasuredFeeling()


class Card(Part):
    """One entry in a cell of the map."""

    id: Id | None = None
    lane: Lane
    text: str
    detail: str | None = None
    image: Picture | None = Field(None, description="A picture; the text says what it shows")
    evidence: Evidence = Evidence.ASSUMED
    source: str | None = None
    n: int | None = Field(None, ge=0)
    on: date | None = Field(None, description="Date of the evidence")
    owner: str | None = None
    due: date | None = None
    status: str | None = Field(None, pattern="^(planned|running|done|dropped)$")
    answers: Id | None = Field(
        None, description="Id of the pain card that this opportunity or action answers"
    )
    backed_by: list[Id] = Field(default_factory=list, description="Ids of the field notes it rests on")
    finding: str | None = None
    measure: MeasureRef | None = None
    tags: list[str] = Field(default_factory=list)
    map: Id | None = Field(None, description="Id of a linked, more detailed map")

    def age(self, today: date) -> int | None:
        """Days since the date of the evidence; None when it has none."""
        return (today - self.on).days if self.on else None

    def is_stale(self, today: date) -> bool:
        """Whether the evidence is too old to rest on."""
        age = self.age(today)
        return age is not None and age > STALE_AFTER_DAYS

    def late_days(self, today: date) -> int | None:
        """Days since it was due; None when it is not late, done or dropped."""
        late = (today - self.due).days if self.due and self.status not in ("done", "dropped") else 0
        return late if late > 0 else None


class Step(Part):
    """A column of the map: one thing the customer does or meets."""

    id: Id
    title: str
    touchpoints: list[Id] = Field(default_factory=list)
    match: Match | None = None
    expect: Expect = Expect()
    feels: Feels = Feels()
    moment_of_truth: bool = False
    evidence: Evidence = Evidence.ASSUMED
    cards: list[Card] = Field(default_factory=list)


class Stage(Part):
    """A group of columns."""

    id: Id
    title: str
    kpis: list[Kpi] = Field(default_factory=list)
    steps: list[Step] = Field(min_length=1)


class Map(Part):
    """A whole customer journey map."""

    desirepath: int = FORMAT
    id: Id = "main"
    title: str
    summary: str | None = None
    owner: str | None = None
    kind: str = Field("current", pattern="^(current|future|blueprint)$")
    objectives: list[Objective] = Field(default_factory=list)
    personas: list[Persona] = Field(default_factory=list)
    touchpoints: list[Touchpoint] = Field(default_factory=list)
    stages: list[Stage] = Field(min_length=1)
    field_notes: list[FieldNote] = Field(default_factory=list)

    def steps(self) -> list[Step]:
        """All steps in planned order."""
        return [step for stage in self.stages for step in stage.steps]

    def stage_of(self, step: str) -> Stage:
        """The stage that holds the step with this id."""
        return next(stage for stage in self.stages if any(s.id == step for s in stage.steps))

    def planned_next(self, step: str) -> list[str]:
        """Ids of the steps planned to follow: as stated, else the next one in map order; [] for the last."""
        ids = [s.id for s in self.steps()]
        at = ids.index(step)
        stated = self.steps()[at].expect.next
        return list(stated) if stated else ids[at + 1 : at + 2]

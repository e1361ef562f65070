"""The measured map: one document that holds a map and everything measured on it.

The page, the paper exports, the notebook and the API draw this document and nothing else; it holds no customer's
data, so it can be shared. Which customers stand behind a number is a separate, guarded question.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from desirepath.domain.map import Direction, Evidence, Lane, Quote
from desirepath.measures.result import Frozen, Number
from desirepath.science.intervals import Certainty

OutcomeKind = Literal["went_on", "still_open", "lost"]


class Point(Frozen):
    """One period of a small chart."""

    start: date
    value: float | None
    complete: bool = True


class Tile(Frozen):
    """A measure as the map shows it: value, change against the period before, and a small line."""

    measure: str
    params: dict[str, object] = Field(default_factory=dict)
    label: str
    where: str | None = None
    last: str | None = None
    only: str | None = Field(None, description="In words, what `where` and `last` narrow it to")
    number: Number
    before: Number | None = Field(None, description="The same over the period of equal length before")
    target: float | None = None
    direction: Direction = Direction.UP
    series: list[Point] = Field(default_factory=list)

    @property
    def called(self) -> str:
        """The label with what it is narrowed to."""
        return f"{self.label}, {self.only}" if self.only else self.label


class ObjectiveView(Frozen):
    id: str
    text: str
    tile: Tile
    due: date | None = None
    moves: list[str] = Field(description="Ids of the steps it touches; all others are dimmed")


class PersonaView(Frozen):
    id: str
    name: str
    age: int | None = None
    about: str | None = None
    goal: str | None = None
    motivations: list[str] = Field(default_factory=list)
    behaviours: list[str] = Field(default_factory=list)
    challenges: list[str] = Field(default_factory=list)
    demographics: dict[str, str] = Field(default_factory=dict)
    quotes: list[Quote] = Field(default_factory=list)
    picture: str | None = None
    segment: str | None = None
    image: str | None = None
    evidence: Evidence = Evidence.ASSUMED


class Outcome(Frozen):
    """What became of the people who entered: went on + still open + lost = entered."""

    entered: int
    went_on: int
    still_open: int
    lost: int
    rate: Number = Field(description="went on / (went on + lost) among those whose time is over")
    within: str = Field(description="How long people are given, as in 30d")


class Next(Frozen):
    """One line of "what happened next": the lines of a step add up to its people."""

    kind: OutcomeKind
    step: str | None = Field(None, description="Step id; null for the lines of those still open or lost")
    title: str
    customers: int
    share: float | None
    planned: bool = False


class Felt(Frozen):
    """Measured emotion of a step, from one kind of answer; other kinds are listed beside it, never mixed in."""

    scale: str
    number: Number


class Belief(Frozen):
    """What one persona is believed to feel at a step."""

    persona: str
    name: str
    value: float


class Quartiles(Frozen):
    """Time until the next step, in seconds, open cases respected; null where not reached by enough people."""

    q1: float | None
    median: Number
    q3: float | None


class TouchpointView(Frozen):
    id: str
    name: str
    channel: str | None = None
    people: int | None = None


class CardView(Frozen):
    id: str
    lane: Lane
    text: str
    detail: str | None = None
    image: str | None = Field(None, description="Name of its picture; the text says what it shows")
    evidence: Evidence
    source: str | None = None
    n: int | None = None
    on: date | None = None
    age_days: int | None = None
    stale: bool = False
    owner: str | None = None
    due: date | None = None
    late_days: int | None = None
    status: str | None = None
    mark: int | None = Field(None, description="Number on the diamond of an opportunity, and on the curve")
    answers: str | None = None
    field_notes: int = Field(
        0, description="How many field notes it rests on; their words are not on this map"
    )
    tags: list[str] = Field(default_factory=list)
    tile: Tile | None = None
    map: str | None = None


class StepView(Frozen):
    id: str
    number: int
    title: str
    stage: str
    people: Number
    visits: int
    outcome: Outcome | None = Field(
        None, description="Null where nothing is planned to follow, and for a step without a rule or people"
    )
    next: list[Next] = Field(default_factory=list)
    time_to_next: Quartiles | None = None
    expected_within: str | None = None
    believed: float | None = None
    believed_for: list[Belief] = Field(
        default_factory=list, description="The same for single personas, in their order"
    )
    felt: Felt | None = None
    felt_otherwise: list[Felt] = Field(default_factory=list)
    gap: float | None = Field(None, description="measured minus believed; null unless both may be shown")
    gap_words: Certainty | None = None
    touchpoints: list[TouchpointView] = Field(default_factory=list)
    channels: list[TouchpointView] = Field(
        default_factory=list, description="Channels seen in the data, with people"
    )
    finding: str | None = Field(None, description="What the panel says first, in words")
    tiles: list[Tile] = Field(default_factory=list)
    cards: list[CardView] = Field(default_factory=list)
    field_notes: int = Field(
        0, description="How many field notes tell of it; their words are not on this map"
    )
    evidence: Evidence = Evidence.ASSUMED
    moment_of_truth: bool = False
    has_rule: bool = True


class StageView(Frozen):
    id: str
    title: str
    position: int
    people: Number
    outcome: Outcome | None = Field(
        None, description="Went on = reached a later stage; null for the last stage"
    )
    kpis: list[Tile] = Field(default_factory=list)
    steps: list[str]


class LaneView(Frozen):
    id: Lane
    title: str
    note: str | None = None
    folded: bool = False


class SegmentView(Frozen):
    id: str
    label: str
    rule: str


class Asked(Frozen):
    """The question the whole map answers: filter and local dates, as resolved."""

    segment: str | None
    where: str | None
    start: date | None
    end: date | None = Field(description="Last day that counts")

    @classmethod
    def of(cls, segment: str | None, start: date | None, end: date | None) -> Asked:
        """The question without a filter on events."""
        return cls(segment=segment, where=None, start=start, end=end)


class Confidence(Frozen):
    """How much of the map rests on evidence that is not assumed and not stale."""

    solid: int
    cards: int


class Source(Frozen):
    name: str
    complete_through: datetime


class MeasuredMap(Frozen):
    """A map with everything measured on it."""

    format: Literal[1] = 1
    id: str
    title: str
    summary: str | None = None
    workspace: str
    synthetic: bool = Field(description="True when the data are made up; every picture says so")
    currency: str
    timezone: str
    data_version: str | None
    map_version: str
    complete_through: datetime | None
    first_day: date | None
    last_day: date | None
    asked: Asked
    segments: list[SegmentView] = Field(default_factory=list)
    people: Number
    finding: str = Field(description="The headline in words; **bold** marks the step it names")
    confidence: Confidence
    objectives: list[ObjectiveView] = Field(default_factory=list)
    personas: list[PersonaView] = Field(default_factory=list)
    stages: list[StageView]
    steps: list[StepView]
    lanes: list[LaneView]
    sources: list[Source] = Field(default_factory=list)
    notes: list[str] = Field(default_factory=list)

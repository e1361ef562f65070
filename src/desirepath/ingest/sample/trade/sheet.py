"""What is made up for one trade, as its data file says: where people go, how long it takes, how it feels."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from desirepath.domain.action import Action
from desirepath.domain.duration import seconds
from desirepath.domain.map import Duration, Feeling, Id
from desirepath.domain.settings import Currency, Segment, TimeZone
from desirepath.domain.yamlfile import read


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Way(Strict):
    """A step that may follow: for which share of people, and after how long in the middle."""

    share: float = Field(ge=0, le=1)
    after: Duration | None = None


def _way(given: Any) -> Any:
    if isinstance(given, (int, float)):
        return {"share": given}
    return {"share": given[0], "after": given[1]} if isinstance(given, list) else given


Weights = dict[str, float]


class Stop(Strict):
    """A step of the map: what happens there, and where people go from it; the others leave for good."""

    events: Weights
    after: Duration = Field("1d", description="The middle of the time it takes to get here")
    next: dict[Id, Annotated[Way, BeforeValidator(_way)]] = Field(default_factory=dict)
    channel: Weights = Field(default_factory=dict)
    touchpoint: Weights = Field(default_factory=dict)
    source: Weights = Field(default_factory=dict, description="Campaign sources")
    revenue: float | None = Field(None, description="The middle of what is paid")
    felt: Feeling | dict[str, Feeling] | None = Field(
        None, description="How it feels, or how to each kind of people"
    )
    asked: float = Field(0.25, description="Share that answers how it felt")
    scale: str = "csat"
    answer: str = Field("Survey answered", description="Name of the event of an answer")
    said: list[str] = Field(
        default_factory=list, description="What some of those write who feel bad, or good"
    )


class Trial(Strict):
    """An experiment: half of the people, drawn at random, meet something else at a step from a day on."""

    name: str
    at: Id
    to: Id
    adds: float = Field(description="What it adds to the share that goes on")
    day: int


class Walk(Strict):
    """The customers of a trade."""

    days: int = 300
    trait: str
    kinds: Weights
    start: Weights
    stops: dict[Id, Stop]
    recommend: dict[Id, Feeling] = Field(
        default_factory=dict, description="Steps at which NPS is asked, and the mean"
    )
    trial: Trial

    def wait(self, way: Way, to: str) -> int:
        return seconds(way.after or self.stops[to].after)


class Earlier(Strict):
    """A version of the map before this one: without some cards, with other beliefs and titles."""

    name: str
    day: int
    author: str
    without: list[str] = Field(default_factory=list)
    believed: dict[Id, Feeling] = Field(default_factory=dict)
    titles: dict[Id, str] = Field(default_factory=dict)


class Said(Strict):
    """A comment on a step or card, and what was answered."""

    at: str
    by: str
    day: int
    text: str
    answers: list[tuple[str, str]] = Field(default_factory=list)
    settled: bool = False


class Doing(Strict):
    """An action; the days it is due, started and ended count from the last day of the data."""

    action: Action
    due: int | None = None
    started: int | None = None
    ended: int | None = None
    by: str
    day: int


class Story(Strict):
    """What the team of the template said and decided. Days count from the last day of the data."""

    people: list[str]
    efforts: dict[str, float]
    earlier: list[Earlier]
    comments: list[Said]
    actions: list[Doing]
    decisions: list[str]
    note: str = ""


class Trade(Strict):
    """A template with its sample: `walk` is left out where another generator makes the data."""

    name: str
    timezone: TimeZone = "UTC"
    currency: Currency = "EUR"
    segments: dict[str, Segment] = Field(default_factory=dict)
    personas: dict[Id, str] = Field(default_factory=dict, description="Segments that the map's personas are")
    walk: Walk | None = None
    story: Story


@cache
def trade(name: str) -> Trade:
    """The data file of a template."""
    text = (files("desirepath.ingest.sample.trade") / f"{name}.yaml").read_text("utf-8")
    return Trade.model_validate(read(text, f"{name}.yaml", "a sample").data)

"""A review: a dated look at a map, with what was decided and when to look next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints

Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_000)]


class Cadence(StrEnum):
    """How often a map is looked at."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


DAYS = {Cadence.WEEKLY: 7, Cadence.MONTHLY: 28, Cadence.QUARTERLY: 91}
"""Whole weeks, so that every period has the same weekdays and two of them can be compared."""


class Decision(BaseModel):
    """What a review decided."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Sentence
    owner: str | None = None
    due: date | None = None


@dataclass(frozen=True)
class Rhythm:
    """When a map is reviewed: the next day, how often, and who comes."""

    map: str
    cadence: Cadence
    next: date
    people: list[str]


@dataclass(frozen=True)
class Period:
    """Days that are looked at, both included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def before(self) -> Period:
        """The period of the same length right before it.

        >>> Period(date(2026, 3, 8), date(2026, 3, 14)).before()
        Period(start=datetime.date(2026, 3, 1), end=datetime.date(2026, 3, 7))
        """
        end = self.start - timedelta(days=1)
        return Period(end - timedelta(days=self.days - 1), end)


def period_until(end: date, cadence: Cadence) -> Period:
    """The last period of a cadence, up to this day."""
    return Period(end - timedelta(days=DAYS[cadence] - 1), end)


@dataclass(frozen=True)
class KeptReview:
    """A review as it is kept. `page` is what people saw when it was closed; null while it is open. Times are UTC."""

    number: int
    map: str
    period: Period
    began: datetime
    began_by: str
    decisions: list[Decision]
    note: str
    closed: datetime | None
    page: dict[str, Any] | None

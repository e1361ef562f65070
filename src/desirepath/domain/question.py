"""A saved question: a measure with everything that was asked of it, under a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Text = Annotated[str, StringConstraints(max_length=2_000)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class SavedQuestion(BaseModel):
    """What is asked. Without days it is asked of all days there are, whenever it is opened."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    measure: Word
    params: dict[Word, Text] = Field(
        default_factory=dict, max_length=50, description="Parameters of the measure, as they are typed"
    )
    map: Word | None = Field(None, description="Map whose steps are meant")
    segment: Text | None = None
    start: date | None = Field(None, description="First day that counts")
    end: date | None = Field(None, description="Last day that counts")
    where: Text | None = None
    by: list[Word] = Field(default_factory=list, max_length=20)
    picture: Word | None = Field(None, description="The chosen picture; null: the one that fits best")

    @model_validator(mode="after")
    def _days_in_order(self) -> SavedQuestion:
        if self.start and self.end and self.end < self.start:
            raise ValueError("its last day is before its first")
        return self


@dataclass(frozen=True)
class KeptQuestion:
    """A question as it is kept. Its number is its address and never another's; times are UTC."""

    number: int
    question: SavedQuestion
    made_by: str
    made_at: datetime
    changed_at: datetime
    data_version: str | None
    """The data it was last saved with; null: before the first build."""

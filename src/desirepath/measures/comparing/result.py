"""What a comparison answers: both numbers of each row, and their difference with its own doubt."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import Field

from desirepath.measures.result import Frozen, Number
from desirepath.science.intervals import Certainty


class Group(Frozen):
    """One of the two groups, as it was understood."""

    label: str
    segment: str | None = None
    value: str | None = Field(None, description="The value of the breakdown that makes the group")
    start: datetime | None = Field(None, description="First moment that counts, local")
    end: datetime | None = Field(None, description="First moment that no longer counts, local")
    customers: int | None = Field(
        None, description="Customers of the group, where bare counts are shares of them"
    )


class ComparedRow(Frozen):
    """One row: both numbers, and the first less the second."""

    keys: dict[str, Any]
    a: Number | None = Field(description="Null where the first group has no such row")
    b: Number | None
    difference: Number = Field(description="a - b; of counts of customers the difference of their shares")
    kind: str = Field(description="What kind of number it is, which says how it is compared")
    p: float | None = Field(description="Two-sided; below 0.05 exactly where the 95 % interval leaves out 0")
    q: float | None = Field(description="p adjusted for all rows tested (Benjamini and Hochberg)")
    certainty: Certainty | None = Field(
        description="clear for q up to 0.05, likely up to 0.2, else cannot tell; null where nothing can be tested"
    )
    wanted: bool | None = Field(
        description="Whether the first is better, as people wish the measure to be; null when it cannot be told"
    )
    complete: bool = True


class Comparison(Frozen):
    """The difference of two groups under one question."""

    measure: str
    version: int
    title: str
    params: dict[str, Any]
    unit_of_observation: str
    a: Group
    b: Group
    timezone: str
    where: str | None
    by: list[str]
    data_version: str
    map_id: str | None
    map_version: str | None
    complete_through: datetime | None
    currency: str | None
    methods: list[str] = Field(description="How the rows were compared")
    tested: int = Field(description="How many rows were tested: q is adjusted for so many")
    notes: list[str]
    rows: list[ComparedRow]

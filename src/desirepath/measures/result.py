"""What a measure answers: values that carry their doubt, and the circumstances they hold under."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Show = Literal["full", "interval", "hidden"]
Unit = Literal["share", "people", "count", "seconds", "money", "nps", "stars", "score", "feeling", "per_100"]

HIDDEN_BELOW = 10
INTERVAL_BELOW = 30


def show(n: int) -> Show:
    """What may be drawn for n observations: nothing under 10, the interval alone under 30.

    >>> show(9), show(10), show(30)
    ('hidden', 'interval', 'full')
    """
    if n < HIDDEN_BELOW:
        return "hidden"
    return "interval" if n < INTERVAL_BELOW else "full"


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Number(Frozen):
    """One value with numerator, denominator, n, its 95 % interval where one exists, and what may be drawn."""

    value: float | None = Field(description="Null when undefined: nobody entered, no answers")
    low: float | None = None
    high: float | None = None
    n: int = Field(description="Observations the value rests on")
    numerator: float | None = None
    denominator: float | None = None
    still_open: int | None = Field(None, description="Observations whose window has not ended")
    unit: Unit
    show: Show


class Row(Frozen):
    """One row of a result: the keys it is broken down by, and the number."""

    keys: dict[str, Any] = Field(default_factory=dict)
    number: Number
    complete: bool = Field(
        True, description="False for a period that has not ended: leave it out of averages"
    )
    more: dict[str, Any] = Field(
        default_factory=dict, description="Further columns that the measure documents"
    )


class Result(Frozen):
    """The answer to one question."""

    measure: str
    version: int
    title: str
    params: dict[str, Any]
    unit_of_observation: str
    start: datetime | None = Field(description="First moment that counts, local; null: since the beginning")
    end: datetime | None = Field(description="First moment that no longer counts, local; null: until now")
    timezone: str
    where: str | None
    segment: str | None
    by: list[str]
    data_version: str
    map_id: str | None
    map_version: str | None
    complete_through: datetime | None = Field(description="Earliest over the sources, local")
    currency: str | None = None
    notes: list[str] = Field(default_factory=list, description="What was left out, and how many")
    rows: list[Row]

    def to_arrow(self) -> pa.Table:
        """One row a row: keys, then the number's fields, then what the measure adds."""
        import pyarrow as pa

        flat = [
            {**row.keys, **row.number.model_dump(), "complete": row.complete, **row.more} for row in self.rows
        ]
        return pa.Table.from_pylist(flat)

    def to_pandas(self) -> pd.DataFrame:
        """The same as a pandas frame."""
        frame: pd.DataFrame = self.to_arrow().to_pandas()
        return frame

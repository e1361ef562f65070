"""What is told of the first days."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from desirepath.insights.early.curves import Curve, SharesAt
from desirepath.insights.early.design import Start
from desirepath.insights.money.gates import Gate
from desirepath.measures.result import Frozen, Number
from desirepath.science.intervals import Certainty


class EarlyThing(Frozen):
    """One thing of the first days, those it happened to against those it did not.

    `effect` is on the share who stay of those it happened to, adjusted for what was known before they began; `naive`
    the plain difference. With grade C it may be called an effect, with grade D it only goes along. `stayed` is how many
    more of them stay for it, negative for fewer; `q` the share of false ones among all as sure as this one.
    """

    id: str
    step: str | None = Field(description="Step of the map that it belongs to")
    step_title: str | None
    event: str | None
    detector: str
    kind: str
    condition: str
    grade: Literal["C", "D"]
    why: str = Field(description="Why it has this grade")
    word: Certainty
    effect: Number
    naive: Number
    with_it: Number = Field(description="Share who stay of those it happened to, as it is")
    without: Number = Field(description="The same of all others")
    customers: int = Field(description="Customers whom it happened to")
    stayed: int
    q: float
    evalue: str | None
    gates: list[Gate]
    curve_with: Curve
    curve_without: Curve = Field(description="The others, weighted to be like those it happened to")
    horizons: list[SharesAt]


class EarlyFound(Frozen):
    """What was found of the first days in one build: first effects (C), then what only goes along (D)."""

    map: str
    data_version: str
    start: Start
    days: int
    horizon: int = Field(description="Days after the first days in which they stay or do not")
    coming: bool = Field(description="To stay is to come again; false: not to fall silent")
    gap: int | None = Field(
        description="Days of silence by which a customer has left, where staying is not to leave"
    )
    outcome: str = Field(description="What staying is, in words")
    began: int = Field(description="Customers who began in the data")
    too_recent: int = Field(description="Of them those who cannot be watched long enough yet")
    left_before: int = Field(
        description="Of those looked at, those who had left before the first days were over"
    )
    compared: int
    looked_at: float = Field(description="Share of customers looked at, 1 for all")
    stay: Number = Field(description="Share of those compared who stay")
    tests: int
    few: int = Field(description="What too few met, or too few were lost, to say anything")
    adjusted_for: list[str] = Field(description="What was known before they began")
    found: int
    items: list[EarlyThing]

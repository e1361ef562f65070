"""What is told about customers who may stay away: definition, test and sums, without a single customer."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from desirepath.insights.forecast.activity import Activity
from desirepath.insights.forecast.definition import Kind
from desirepath.measures.result import Frozen, Number


class Bin(Frozen):
    """A tenth of the tested rows, by chance: what was said, and what came."""

    chance: float
    came: Number


class Driver(Frozen):
    """One feature and its part of what moves the scores."""

    name: str
    words: str
    part: float


class Churn(Frozen):
    """The definition, the test and the sum of what is foretold of those who are active now."""

    definition: Kind = Field(description="What it means to be lost: silence, or the end of a contract")
    activity: Activity = Field(description="orders, or anything one does but open a message")
    gap: int = Field(
        description="Days after which it is known who was lost: without activity, or with the contract over"
    )
    chosen: Literal["rule", "settings"]
    returns: Number | None = Field(description="Share that still comes back after so long a silence")
    watched: int | None = Field(description="The longest silence that was watched, in days")
    learned: list[date] = Field(description="Index days the tested score was learned from")
    tested: list[date] = Field(description="Later index days it was asked about")
    rows: int = Field(description="Customers and index days learned from for today's list")
    people: int
    sample: float = Field(description="Share of customers learned from")
    model: str
    why: str = Field(description="Why this score and not the other")
    base: Number = Field(description="Share that stayed away in the tested months")
    precision: Number = Field(description="Area under precision and recall; the base is what luck reaches")
    lift: Number = Field(description="Share among the tenth with the highest chances, against the base")
    brier: Number
    skill: Number = Field(description="Brier skill: 0 is saying the base of all, 1 is knowing")
    intercept: Number = Field(description="Log odds by which chances are off on the whole; 0 is right")
    slope: Number = Field(description="1 is right; under 1 chances are too bold")
    bins: list[Bin]
    plain_skill: float = Field(description="Skill of the plain table in the same test")
    area_now: float = Field(
        description="P(who stayed away has the higher chance), by what was known on the day"
    )
    area_later: float = Field(description="The same a day later; a jump would say that something leaks")
    leaks: bool
    drivers: list[Driver]
    active: int = Field(description="Customers who are active now")
    staying_away: Number | None = Field(
        description="How many of them will be lost in the gap; null: no skill"
    )
    at_stake: Number | None = Field(description="Sum of chance × revenue of twelve months if they stay")
    warnings: list[str]

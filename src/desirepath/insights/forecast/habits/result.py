"""What is told about habits: what all do, the test of telling it of each, and one customer's likely next."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from desirepath.insights.forecast.habits.aspect import Name
from desirepath.measures.result import Frozen, Number

Way = Literal["all", "last", "own"]


class HabitShare(Frozen):
    """One thing that is done, and its part of all occasions."""

    value: str
    title: str
    share: Number


class WayTested(Frozen):
    """One way of telling: by what all do most, by the last, by one's own counts drawn towards what all do."""

    way: Way
    right: Number = Field(description="Share told right")
    loss: float = Field(description="Mean log loss of the chances; less is better")


class HabitTest(Frozen):
    """What customers did first from a day on, told by what was known before it."""

    tested_from: date
    ways: list[WayTested]
    better: Number = Field(description="By how much more is told right by the customer than by all, in pairs")
    gain: Number = Field(description="By how much log loss is less by the customer than by all, in pairs")
    used: Way = Field(
        description="The way with the least log loss; all: knowing the customer adds nothing that is clear"
    )


class Habit(Frozen):
    """One aspect of all customers, with the test of telling it of each."""

    aspect: Name
    by: str = Field(description="The property it is read off")
    why: str | None = Field(description="Why nothing is told, else null")
    customers: int
    occasions: int = Field(description="Days on which a customer did a thing")
    shares: list[HabitShare] = Field(description="What all do, the commonest first")
    values: int = Field(description="How many things there are")
    strength: float | None = Field(description="So many own occasions weigh as much as what all do")
    repeat: float | None = Field(description="How often the last is simply done again")
    test: HabitTest | None


class LikelyHabit(Frozen):
    """What one customer is likely to do next."""

    aspect: Name
    value: str
    words: str = Field(description="As in: by email, about coats, Thursday evening")
    chance: float

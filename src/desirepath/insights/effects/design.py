"""What one design is: when it fits an action, what it needs, and how it finds the effect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from desirepath.domain.action import Action
from desirepath.insights.effects.outcome import Outcome
from desirepath.insights.effects.panel import Periods, Side, Waves
from desirepath.measures.result import Frozen
from desirepath.science.intervals import Estimate

Grade = Literal["A", "B", "D"]
GRADES: dict[Grade, str] = {
    "A": "randomised: chance decided who got it",
    "B": "natural experiment with a control group, alike before",
    "D": "no effect can be told",
}


class Doubt(Frozen):
    """One thing that would speak against the figure; `passed` is null where it could not be looked at."""

    title: str
    passed: bool | None
    words: str


@dataclass(frozen=True)
class Group:
    """Who is looked at as one, in words, and what filter says so; only people whose time has ended."""

    title: str
    where: str | None
    side: Side
    waves: Waves


@dataclass(frozen=True)
class Finding:
    """What a design found.

    `interval` gives the effect at a level of confidence; None where none may be told, and `why_not` says why. `notes`
    are what was left out or done besides.
    """

    grade: Grade
    interval: Callable[[float], Estimate] | None
    periods: Periods
    groups: tuple[Group, ...]
    checks: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()
    why_not: str | None = None


@dataclass(frozen=True)
class Design:
    """One entry of the registry. `suits` says why it fits an action, or None where it does not."""

    name: str
    title: str
    question: str
    needs: str
    how: str
    supposes: str
    grade: Grade
    suits: Callable[[Action], str | None]
    find: Callable[[Outcome, Action], Finding] = field(repr=False)

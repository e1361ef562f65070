"""What one design is: when it fits an action, what it needs, and how it finds the effect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from desirepath.domain.action import Action
from desirepath.insights.effects.outcome import Outcome
from desirepath.insights.effects.panel import Periods, Shares
from desirepath.measures.result import Frozen
from desirepath.science.arrays import Flags, Floats
from desirepath.science.intervals import Estimate
from desirepath.science.its import Trend

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
    """Who is looked at as one, in words, and what filter says so; only people whose time has ended.

    `begins` is the place of the first period in which they have it, for those without it of the first of all.
    """

    title: str
    where: str | None
    shares: Shares
    begins: int

    @property
    def after(self) -> Flags:
        return np.arange(self.shares.n.size) >= self.begins


@dataclass(frozen=True)
class Since:
    """The effect so many periods since a start (below 0: before it, where it should be 0), and on how many people."""

    periods: int
    interval: Callable[[float], Estimate]
    n: int


@dataclass(frozen=True)
class Form:
    """The effect under one form of the trend: what the series did, what the one beside it did, and what is left.

    `expected` is the share in each period without it.
    """

    trend: Trend
    moved: Estimate
    beside: Estimate | None
    effect: Estimate
    expected: Floats


@dataclass(frozen=True)
class Finding:
    """What a design found.

    `interval` gives the effect at a level of confidence; None where none may be told, and `why_not` says why. `notes`
    are what was left out or done besides. `since` is the effect by time since the start, where it may differ; `forms`
    hold it under each form of a trend. `early` says that only time is wanting.
    """

    grade: Grade
    interval: Callable[[float], Estimate] | None
    periods: Periods
    groups: tuple[Group, ...]
    checks: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()
    why_not: str | None = None
    since: tuple[Since, ...] = ()
    forms: tuple[Form, ...] = ()
    early: bool = False

    @property
    def fewest(self) -> int:
        """People of the smallest group from the start on; of waves only those that began."""
        begun = [int(one.shares.n[one.after].sum()) for one in self.groups if one.begins < len(self.periods)]
        return min(begun, default=0)


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

"""What share stays, day by day from the landmark on? Kaplan and Meier's curves of two groups made alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from desirepath.measures.estimators import estimated
from desirepath.measures.result import Frozen, Number
from desirepath.science.arrays import Flags, Floats
from desirepath.science.intervals import Estimate
from desirepath.science.kaplan_meier import Survival, survival

LONGEST = 365
STEP_DAYS = 7
FEWEST_WATCHED = 30
"""Where fewer of a group are still watched, its curve ends."""
HORIZONS = (30, 60, 90, 180, 365)


class Curve(Frozen):
    """A share by days after the landmark, with its 95 % band."""

    days: list[int]
    share: list[float]
    low: list[float]
    high: list[float]


class SharesAt(Frozen):
    """Both groups so many days after the landmark; null where too few are watched so long."""

    day: int
    with_it: Number | None
    without: Number | None


@dataclass(frozen=True)
class Watched:
    """Arrays of n people: days from the landmark to the event (NaN for none so far), and days they were watched.

    `coming` says that the event is to come again, so that what stays is the share with it; else it is to leave.
    """

    came: Floats
    seen: Floats
    coming: bool

    def kept(self, horizon: int) -> Floats:
        """1 for who came again within the horizon, or has not left within it; all were watched so long."""
        within = self.came <= horizon  # NaN is not within
        return (within if self.coming else ~within).astype(float)


def curve(watched: Watched, who: Flags, weights: Floats) -> tuple[Curve, list[Number | None]]:
    """The curve of some people, and its value at each of HORIZONS.

    Weights are scaled to as many equal people as they are worth, so that the band is about as wide as it should be.
    """
    who = who & (weights > 0)
    w = weights[who]
    if not w.size:
        return Curve(days=[], share=[], low=[], high=[]), [None] * len(HORIZONS)
    w = w * w.sum() / (w @ w)
    came, seen = np.ceil(watched.came[who]), np.floor(watched.seen[who])
    happened = came <= seen
    lasted = np.where(happened, came, seen)
    found = survival(lasted, w * happened, w * ~happened)
    ends = _end(seen)
    days = [*range(0, ends + 1, STEP_DAYS)]
    points = [_share(found, day, watched.coming) for day in days]
    at = [_number(found, lasted, day, watched.coming) if day <= ends else None for day in HORIZONS]
    told = Curve(
        days=days,
        share=[point.value or 0.0 for point in points],
        low=[_or(point.low, point.value) for point in points],
        high=[_or(point.high, point.value) for point in points],
    )
    return told, at


def shares_at(with_it: Sequence[Number | None], without: Sequence[Number | None]) -> list[SharesAt]:
    """Both groups at each of HORIZONS that at least one of them reaches."""
    rows = zip(HORIZONS, with_it, without, strict=True)
    return [SharesAt(day=day, with_it=one, without=other) for day, one, other in rows if one or other]


def _end(seen: Floats) -> int:
    """The last day to which enough are watched."""
    watched = np.sort(seen)[::-1]
    return int(min(LONGEST, watched[min(FEWEST_WATCHED, watched.size) - 1]))


def _share(found: Survival, day: float, coming: bool) -> Estimate:
    one = found.estimate(day)
    one = Estimate(found.at(day)) if one.value is None else one  # all had it before
    if not coming or one.value is None:
        return one
    low, high = (None if end is None else 1 - end for end in (one.high, one.low))
    return Estimate(1 - one.value, low, high)


def _number(found: Survival, lasted: Floats, day: int, coming: bool) -> Number:
    return estimated(_share(found, day, coming), lasted.size, "share")


def _or(end: float | None, value: float | None) -> float:
    return (value or 0.0) if end is None else end

"""How well are feelings read from words? Held against the customers' own scores of a later time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from desirepath.insights.text.levels import LEVELS, UNKNOWN
from desirepath.insights.text.reader import Read
from desirepath.measures import estimators
from desirepath.measures.result import Frozen, Number
from desirepath.science.arrays import Flags, Floats, Ints

if TYPE_CHECKING:
    from desirepath.insights.text.comments import Comments

LATER = 0.25
"""The last quarter of the scored comments is held out."""
BINS = 5


class Bin(Frozen):
    """Comments that were thought to be low with about the same probability, and how many were."""

    read: float = Field(description="Mean probability of being low")
    was: Number


class Quality(Frozen):
    """Readings beside the customers' own scores, on comments of a later time by customers unknown before.

    `confusion` counts them: one row for each level of the score (low, middle, high), one column for each level read.
    """

    tried_on: int = Field(description="Held-out comments with a score in which something could be read")
    silent: int = Field(description="Held-out comments in which nothing could be read")
    since: date = Field(description="Day of the first of them, UTC")
    accuracy: Number
    majority: Number = Field(description="The same for always saying the level that was most frequent before")
    new_words: Number = Field(description="Accuracy on comments that were not written word by word before")
    low_found: Number = Field(description="Of those scored low, the share read as low")
    low_right: Number = Field(description="Of those read as low, the share scored low")
    confusion: list[list[int]]
    calibration: list[Bin]
    mean_read: float
    mean_scored: float
    spread: float = Field(description="Variance of score minus reading, in feelings")

    @property
    def better(self) -> bool:
        """Whether words are read clearly better than by always saying the same."""
        return (self.accuracy.low or 0.0) > (self.majority.value or 0.0)


@dataclass(frozen=True)
class Parts:
    """Positions of what is learned from, and of what is held out: later, and by other customers."""

    before: Ints
    after: Ints


def split(those: Comments, rows: Ints) -> Parts:
    """Part scored comments, given by their positions in the order of time."""
    cut = round(len(rows) * (1 - LATER))
    before, after = rows[:cut], rows[cut:]
    known = set(those.customers[before]) - {None}
    other = np.array([one not in known for one in those.customers[after]], bool)
    return Parts(before, after[other])


def quality(those: Comments, parts: Parts, read: Read) -> Quality:
    """Compare what was read of the held-out comments with their scores."""
    told = read.level != UNKNOWN
    after = parts.after[told]
    scored, level = those.levels[after], read.level[told]
    right = scored == level
    before = those.levels[parts.before]
    usual = int(np.bincount(before, minlength=len(LEVELS)).argmax())
    seen = set(those.texts[parts.before])
    new = np.array([text not in seen for text in those.texts[after]], bool)
    apart = those.feelings[after] - read.feeling[told]
    return Quality(
        tried_on=len(after),
        silent=int((~told).sum()),
        since=those.times[parts.after[0]].astype("datetime64[D]").item(),
        accuracy=share(right),
        majority=share(scored == usual),
        new_words=share(right[new]),
        low_found=share((level == 0)[scored == 0]),
        low_right=share((scored == 0)[level == 0]),
        confusion=[[int(((scored == a) & (level == b)).sum()) for b in range(3)] for a in range(3)],
        calibration=_calibration(read.low[told], scored == 0),
        mean_read=float(read.feeling[told].mean()),
        mean_scored=float(those.feelings[after].mean()),
        spread=float(apart.var()),
    )


def share(of: Flags) -> Number:
    return estimators.rate(int(of.sum()), len(of))


def _calibration(chance: Floats, low: Flags) -> list[Bin]:
    """Equally many comments in each bin, by their chance of being low."""
    order = np.argsort(chance, kind="stable")
    return [
        Bin(read=float(chance[part].mean()), was=share(low[part]))
        for part in np.array_split(order, BINS)
        if len(part)
    ]

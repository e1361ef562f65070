"""Would the score have held? Grown on earlier months, asked about later ones, of customers it has never seen.

The months are split in time: no day that decides whether somebody left lies after the first tested index day. Customers
are split too: each is scored by what was learned from others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desirepath.errors import DataQualityError
from desirepath.insights.forecast.learner import Fit, Score
from desirepath.insights.forecast.moments import FOLDS, Moments
from desirepath.science.arrays import Floats

TESTED = 1 / 3
"""The share of the index days whose outcome is known that is kept for the test, at least one."""


@dataclass(frozen=True)
class Split:
    """Index days to learn from, and later ones to be asked about."""

    learned: tuple[int, ...]
    tested: tuple[int, ...]


def split_of(days: list[int], gap: int, end: int) -> Split:
    """The latest index days whose time is over are tested; those before, whose time was over by then, are learned from.

    Raises DataQualityError `too_few_to_forecast` when no two such months are there.
    """
    over = [day for day in days if day + gap <= end]
    tested = over[-max(1, round(len(over) * TESTED)) :] if over else []
    learned = [day for day in over if tested and day + gap <= tested[0]]
    if not learned:
        raise DataQualityError(
            f"Whether somebody is lost takes {gap} days to see, and the data are too short to learn from one time and "
            "test on a later one.",
            code="too_few_to_forecast",
            remedy="Bring a longer time, or say a shorter one in workspace.yaml: forecast: {inactive_after: 60d}, or a "
            "shorter period of the contract.",
        )
    return Split(tuple(learned), tuple(tested))


def learn_apart(rows: Moments, fit: Fit) -> list[Score]:
    """A score for each part of customers, that has seen the others only."""
    return [fit(rows.where(rows.fold != part)) for part in range(FOLDS)]


def chances_of(scores: list[Score], asked: Moments) -> Floats:
    """Chances of the rows `asked`, each from the score that has not seen its customer."""
    found = np.full(len(asked), np.nan)
    for part, score in enumerate(scores):
        mine = asked.fold == part
        if mine.any():
            found[mine] = score.chances(asked.x[mine])
    return found


def on_days(rows: Moments, days: tuple[int, ...]) -> NDArray[np.bool_]:
    return np.isin(rows.index, days)

"""How do some comments feel? By the scores given with them, and by their words where no score was given."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from desirepath.insights.measured_map import Felt
from desirepath.insights.text.comments import SCALE_OF_READ, Comments
from desirepath.measures import estimators
from desirepath.measures.result import Number
from desirepath.science.arrays import Flags, Floats, Ints


@dataclass(frozen=True)
class Feelings:
    """What n comments feel: those with a score by it, of `scales`; others by their words, as a scale of its own.

    `spread` is the variance of scores around what is read of the same words, 0 for scores; `feelings` is NaN where
    neither is known.
    """

    scales: np.ndarray
    feelings: Floats
    spread: Floats


def feelings(those: Comments, read: Floats, spread: Floats) -> Feelings:
    """Scores where there are some, else what was read from the words."""
    scored = those.scored
    return Feelings(
        scales=np.where(scored, those.scales, SCALE_OF_READ),
        feelings=np.where(scored, those.feelings, read),
        spread=np.where(scored, 0.0, spread),
    )


def felt(those: Comments, known: Feelings, rows: Ints) -> list[Felt]:
    """One number for each scale, that with the most comments first: they are never mixed.

    Each customer counts once on a scale, with the latest comment among these.
    """
    told = rows[~np.isnan(known.feelings[rows])]
    last = told[_latest(those, known, told)]
    numbers = {
        str(scale): _mean(known, last[known.scales[last] == scale]) for scale in set(known.scales[last])
    }
    found = [Felt(scale=scale, number=number) for scale, number in numbers.items()]
    return sorted(found, key=lambda one: (-one.number.n, one.scale))


def _latest(those: Comments, known: Feelings, rows: Ints) -> Flags:
    """Which of these rows, in the order of time, are the last of their customer on their scale."""
    later: set[tuple[object, object]] = set()
    last = np.zeros(len(rows), bool)
    for at in range(len(rows) - 1, -1, -1):
        who = (those.customers[rows[at]], known.scales[rows[at]])
        last[at] = who[0] is None or who not in later
        later.add(who)
    return last


def _mean(known: Feelings, rows: Ints) -> Number:
    values = known.feelings[rows]
    # What is read differs from what would have been scored: that doubt belongs into the interval.
    squares = float((values**2).sum() + known.spread[rows].sum())
    return estimators.mean(len(rows), float(values.sum()), squares, "feeling")

"""Scores of all scales as low, middle or high: what a comment is compared with."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from desirepath.science.arrays import Floats, Ints

LEVELS = ("low", "middle", "high")
UNKNOWN = -1
CUTS = {"nps": (0.5, 1.5)}
"""Feelings that part detractors (0 to 6), passives (7, 8) and promoters (9, 10)."""
USUAL = (-0.5, 0.5)
"""Of other scales the middle is the middle: three stars of five."""


def levels(feelings: Floats, scales: Sequence[str | None]) -> Ints:
    """The level of each score; UNKNOWN without one.

    feelings : scores on -2 … +2, NaN where there is none.

    >>> levels(np.array([-2.0, 0.0, 1.0, 1.2, 1.6, np.nan]), ["stars", "csat", "stars", "nps", "nps", None])
    array([ 0,  1,  2,  1,  2, -1])
    """
    cuts = np.array([CUTS.get(scale or "", USUAL) for scale in scales], float).reshape(-1, 2)
    with np.errstate(invalid="ignore"):
        found = (feelings > cuts[:, 0]).astype(np.int64) + (feelings > cuts[:, 1])
    return np.where(np.isnan(feelings), UNKNOWN, found)

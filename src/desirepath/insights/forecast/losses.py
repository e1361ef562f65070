"""How many will be lost, and who first? Sums of chances with their doubt."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from desirepath.measures.result import Number
from desirepath.science.arrays import Floats


def staying_away(chances: Floats, off: Number) -> tuple[float, float, float]:
    """How many of them, with an interval: by how much chances may be off on the whole, and luck."""
    odds = logit(np.clip(chances, 1e-6, 1 - 1e-6))
    luck = 1.96 * float(np.sqrt((chances * (1 - chances)).sum()))
    low, high = (float(expit(odds + shift).sum()) for shift in shifts(off))
    return float(chances.sum()), max(0.0, low - luck), high + luck


def shifts(off: Number) -> tuple[float, float]:
    """Log odds by which the test says chances may be off, no shift included."""
    return min(off.low or 0.0, 0.0), max(off.high or 0.0, 0.0)


def chosen(size: int, best: Floats, most: int) -> NDArray[np.intp]:
    """Places of the `most` largest, the largest first; ties in the order of the rows."""
    return np.argsort(-best, kind="stable")[: min(size, most)]

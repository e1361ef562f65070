"""Where does a part of all values lie, when each value is told with how often it came?"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def quantile_of_counts(values: ArrayLike, counts: ArrayLike, part: float) -> float | None:
    """The value that a `part` (0 to 1) of all are at most, between two by interpolation; null without any.

    `numpy.quantile` of the values written out: Hyndman and Fan (1996), The American Statistician 50, type 7.

    >>> quantile_of_counts([5, 1], [1, 3], 0.5), quantile_of_counts([5, 1], [1, 3], 0.75)
    (1.0, 2.0)
    """
    found, often = np.asarray(values, float), np.asarray(counts, np.int64)
    order = np.argsort(found, kind="stable")
    found, upto = found[order], np.cumsum(often[order])
    if not len(upto) or not upto[-1]:
        return None
    at = (int(upto[-1]) - 1) * part
    low, high = (
        float(found[np.searchsorted(upto, place, side="right")]) for place in (int(at), int(np.ceil(at)))
    )
    return low + (high - low) * (at - int(at))

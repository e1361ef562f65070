"""Choosing one of several, many times at once."""

from __future__ import annotations

import numpy as np

from desirepath.ingest.sample.story import Reals, Wholes


def chosen(uniform: Reals, shares: Reals, of: Wholes | None = None) -> Wholes:
    """The place in `shares` that each uniform number falls on; `of` names the row of shares for each.

    >>> chosen(np.array([0.1, 0.6, 0.95]), np.array([0.5, 0.4, 0.1])).tolist()
    [0, 1, 2]
    """
    edges = np.cumsum(shares, axis=-1)[..., :-1]
    rows = edges if of is None else edges[of]
    places: Wholes = (uniform[:, None] > rows).sum(axis=1).astype(np.int64)
    return places

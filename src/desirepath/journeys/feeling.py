"""Scores on one scale of feeling: -2 (upset) over 0 (neutral) to +2 (delighted)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from desirepath.domain.scales import points

USUAL_LENGTH = {"csat": 5, "ces": 7}
"""Points of a scale whose `scale_version` does not say: CSAT has five, CES 2.0 seven."""


def feelings(
    scores: npt.NDArray[np.float64], scales: Iterable[str | None], versions: Iterable[str | None]
) -> npt.NDArray[np.float64]:
    """The feeling of each score; NaN without a score, on an unknown scale, or outside its ends.

    Stars 1 to 5 go linearly to -2 … +2, NPS x to (x - 5) / 2.5, CSAT and CES linearly over their points,
    which `scale_version` says ("5", "7", "1-10"). CES 1.0 ("1.0") asks for effort on 1 to 5, so low is good
    and the scale is turned round; CES 2.0 ("2.0") has seven points and high is good.

    >>> feelings(np.array([5.0, 0.0, 7.0, 5.0]), ["stars", "nps", "ces", "ces"], [None, None, "2.0", "1.0"])
    array([ 2., -2.,  2., -2.])
    """
    ends = {pair: _ends(*pair) for pair in set(zip(scales, versions, strict=True))}
    pairs = [ends[pair] for pair in zip(scales, versions, strict=True)]
    low, high = np.array(pairs, dtype=float).reshape(-1, 2).T
    inside = (scores >= np.minimum(low, high)) & (scores <= np.maximum(low, high))
    with np.errstate(invalid="ignore"):
        return np.where(inside, (scores - low) / (high - low) * 4 - 2, np.nan)


def _ends(scale: str | None, version: str | None) -> tuple[float, float]:
    """The score that feels worst and the one that feels best."""
    if scale == "stars":
        return 1, 5
    if scale == "nps":
        return 0, 10
    if scale not in USUAL_LENGTH:
        return np.nan, np.nan
    if scale == "ces" and version == "1.0":
        return 5, 1
    return 1, points(scale, version) or USUAL_LENGTH[scale]

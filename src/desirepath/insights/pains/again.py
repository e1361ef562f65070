"""One find looked at again: the people who stood there, whom it happened to, and what came of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, permutations

import numpy as np

from desirepath.insights.pains.conditions import Split
from desirepath.insights.pains.detector import Detector
from desirepath.insights.pains.detectors import DETECTORS
from desirepath.insights.pains.found import FoundPain
from desirepath.insights.pains.landmarks import Landmarks, landmarks
from desirepath.insights.pains.place import Place, places
from desirepath.measures.view import View
from desirepath.science.arrays import Flags, Floats


@dataclass(frozen=True)
class Again:
    """A find with its landmarks; arrays of n, one a customer in the order of `marks`.

    `happened` is whom it happened to, `over` of whom it is known whether it did and what came of it, and `did` the
    outcome (NaN where it is not over).
    """

    pain: FoundPain
    marks: Landmarks
    happened: Flags
    over: Flags
    did: Floats

    @property
    def lost(self) -> Flags:
        lost: Flags = self.over & self.happened & (self.did == 0)
        return lost


def again(view: View, pain: FoundPain) -> Again:
    """Stand at the place of a find of this build once more."""
    there = (pain.step, pain.event)
    place = next(place for place in places(view) if (place.step, place.event) == there)
    # Most finds are of one detector; only a pair may be of two.
    own = [one for one in DETECTORS if one.name == pain.detector]
    marks, split = next(
        found for tried in (own, DETECTORS) for found in _tried(view, place, tried, pain.condition)
    )
    did = marks.outcomes[pain.outcome]
    return Again(pain, marks, split.exposed, split.told & ~np.isnan(did), did)


def _tried(
    view: View, place: Place, detectors: Sequence[Detector], condition: str
) -> Iterator[tuple[Landmarks, Split]]:
    """The landmarks with the condition that reads so, alone or of two, where these detectors make it."""
    marks = landmarks(view, place, detectors).first_times()
    pairs = (
        one.and_also(other)
        for one, other in permutations(marks.splits, 2)
        if condition.startswith(one.words) and condition.endswith(other.words)
    )
    yield from ((marks, split) for split in chain(marks.splits, pairs) if split.words == condition)

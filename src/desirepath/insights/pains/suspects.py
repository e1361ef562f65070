"""Where do clearly fewer people have an outcome? Differences that are unlikely to be luck.

Every condition of every detector is tried at every place, and pairs of those that look bad by themselves. Some hundred
tests are made, so Benjamini and Hochberg's procedure holds the expected share of false ones at 10 %.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from desirepath.insights.pains.conditions import FEWEST, Split
from desirepath.insights.pains.landmarks import Landmarks
from desirepath.insights.pains.outcomes import outcome
from desirepath.insights.pains.place import Place
from desirepath.science.experiment import two_shares
from desirepath.science.intervals import Estimate
from desirepath.science.multiple import DISCOVERY, benjamini_hochberg

LEAST_EXPECTED = 5
"""The test is too rough where fewer than so many would be expected to have the outcome, or not to have it."""
LOOKS_BAD = 0.1
"""Conditions with a smaller p value by themselves are tried in pairs."""
NARROWER = 0.9
"""A pair must leave out a tenth of each of its conditions, else it says the same."""
SMALLEST = 0.02
"""A difference of less than two points is no pain, however sure it is."""
HARDLY = 1.0
"""Less than one standard error apart are about as sure."""
SAME = 0.5
"""Two conditions whose customers are the same to this share tell one story."""


@dataclass(frozen=True)
class Tested:
    """One condition and one outcome at a place.

    `hit` of `n` have the outcome with the condition, `others_hit` of `others` without it; `difference` is that of the
    shares with Newcombe's interval; `statistic` z, and `p` the one-sided p value of a fall. A pair `says_more` when it
    is clearly worse than either of its conditions alone.
    """

    split: Split
    outcome: str
    hit: int
    n: int
    others_hit: int
    others: int
    difference: Estimate
    statistic: float
    p: float
    says_more: bool = True

    @property
    def fall(self) -> float:
        """By how much the share is smaller with the condition; negative where it is larger."""
        assert self.difference.value is not None, "both groups hold people"
        return -self.difference.value

    @property
    def is_pain(self) -> bool:
        return self.p <= DISCOVERY and self.says_more and self.fall >= SMALLEST


@dataclass(frozen=True)
class Suspect:
    """What stands out: the test at its place, `q` after all tests were counted, and whom it happened to and when.

    `also` are other outcomes that fall under the same condition there.
    """

    place: Place
    tested: Tested
    people: NDArray[np.object_]
    times: NDArray[np.datetime64]
    q: float = 1.0
    also: tuple[Tested, ...] = ()

    @property
    def missing(self) -> float:
        """How many more would have had the outcome, had the share been that of the others."""
        return self.tested.n * self.tested.fall


def suspects(places: Iterable[Landmarks]) -> tuple[list[Suspect], int]:
    """What stands out at all places together, the surest first, and how many tests were made."""
    found: list[tuple[int, Suspect]] = []
    p: list[float] = []
    for every in places:
        marks = every.first_times()
        for one in _tested(marks):
            if one.is_pain:
                exposed = one.split.exposed
                found.append(
                    (len(p), Suspect(marks.place, one, marks.customers[exposed], marks.times[exposed]))
                )
            p.append(one.p)
    adjusted = benjamini_hochberg(p)
    kept = [replace(one, q=float(adjusted[at])) for at, one in found if adjusted[at] <= DISCOVERY]
    return _apart(sorted(kept, key=_order)), len(p)


def _order(one: Suspect) -> tuple[bool, float, str, str]:
    """Who stays away before who feels bad, then the surest: by z and not p, which is 0 for all that are very sure."""
    tested = one.tested
    return outcome(tested.outcome).felt_first, tested.statistic, tested.split.words, tested.outcome


def _apart(found: list[Suspect]) -> list[Suspect]:
    """Of those at one step with the same condition, or about the same people, the surest one.

    One that a filter can say takes the place of one that is hardly surer: every measure can be asked with it.
    """
    kept: list[tuple[Suspect, set[str]]] = []
    for one in found:
        people = set(one.people)
        at = next((at for at, other in enumerate(kept) if _same(one, people, *other)), None)
        if at is None:
            kept.append((one, people))
        elif _said_better(one.tested, kept[at][0].tested):
            kept[at] = (one, people)
        elif _same_condition(one, kept[at][0]):
            kept[at] = (replace(kept[at][0], also=(*kept[at][0].also, one.tested)), kept[at][1])
    return [one for one, _ in kept]


def _same_condition(one: Suspect, other: Suspect) -> bool:
    return one.place == other.place and one.tested.split.words == other.tested.split.words


def _said_better(one: Tested, other: Tested) -> bool:
    if outcome(one.outcome).felt_first != outcome(other.outcome).felt_first:
        return False
    hardly_less_sure = one.statistic - other.statistic < HARDLY
    return one.split.rule is not None and other.split.rule is None and hardly_less_sure


def _same(one: Suspect, people: set[str], other: Suspect, theirs: set[str]) -> bool:
    if one.place.step != other.place.step:
        return False
    alike = one.tested.split.words == other.tested.split.words
    return alike or len(people & theirs) >= SAME * len(people | theirs)


def _tested(marks: Landmarks) -> Iterator[Tested]:
    """Every test of one place: single conditions, then pairs."""
    found = [one for split in marks.splits for one in _outcomes(marks, split)]
    yield from found
    bad = {one.split.words: one.split for one in found if one.p < LOOKS_BAD}
    alone = {(one.split.words, one.outcome): one.fall for one in found}
    for split, other in combinations(bad.values(), 2):
        both = split.and_also(other)
        if split.columns & other.columns or not both.large_enough or not _narrower(both, split, other):
            continue
        for pair in _outcomes(marks, both):
            worst = max(alone.get((part.words, pair.outcome), 0.0) for part in (split, other))
            high = pair.difference.high
            yield replace(pair, says_more=high is not None and -high > worst)


def _narrower(both: Split, *alone: Split) -> bool:
    return all(both.exposed.sum() <= NARROWER * single.exposed.sum() for single in alone)


def _outcomes(marks: Landmarks, split: Split) -> Iterator[Tested]:
    for name, values in marks.outcomes.items():
        over = split.told & ~np.isnan(values)
        with_it, without = values[over & split.exposed], values[over & ~split.exposed]
        counts = int(with_it.sum()), len(with_it), int(without.sum()), len(without)
        if _fine_enough(*counts):
            test = two_shares(*counts)
            p = test.p / 2 if test.statistic < 0 else 1 - test.p / 2
            yield Tested(split, name, *counts, test.difference, test.statistic, p)


def _fine_enough(hit: int, n: int, others_hit: int, others: int) -> bool:
    if min(n, others) < FEWEST:
        return False
    share = (hit + others_hit) / (n + others)
    return min(n, others) * min(share, 1 - share) >= LEAST_EXPECTED

"""Where do clearly fewer people go on, or come back? Differences that are unlikely to be luck.

Every condition at every place is tried, and at each place pairs of those that look bad by themselves. Some hundred
tests are made, so Benjamini and Hochberg's procedure keeps the expected share of false ones at 10 %.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from desirepath.insights.pains.conditions import FEWEST, Split, splits
from desirepath.insights.pains.landmarks import Landmarks
from desirepath.science.experiment import two_shares
from desirepath.science.intervals import Estimate
from desirepath.science.multiple import DISCOVERY, benjamini_hochberg

OUTCOMES = ("went_on", "again")
"""What may suffer: names of `Landmarks`."""

LOOKS_BAD = 0.2
"""Conditions with a smaller p value by themselves are tried in pairs."""
NARROWER = 0.9
"""A pair must leave out a tenth of each of its conditions, else it says the same."""
SMALLEST = 0.02
"""A difference of less than two points is no pain, however sure it is."""
SAME = 0.5
"""Two conditions whose customers are the same to this share tell one story."""


@dataclass(frozen=True)
class Suspect:
    """A condition at a place, and an outcome that suffers there.

    `hit` of `n` have the outcome with the condition, `others_hit` of `others` without it; `difference` is that of the
    shares with Newcombe's interval, `p` the two-sided p value of their equality, `q` the same after all tests were
    counted. A pair `says_more` when it is clearly worse than either of its conditions alone.
    """

    marks: Landmarks
    split: Split
    outcome: str
    hit: int
    n: int
    others_hit: int
    others: int
    difference: Estimate
    p: float
    q: float = 1.0
    says_more: bool = True

    @property
    def missing(self) -> float:
        """How many more would have had the outcome, had the share been that of the others."""
        return self.n * self.others_hit / self.others - self.hit


def suspects(places: Iterable[Landmarks]) -> tuple[list[Suspect], int]:
    """What stands out at all places together, the surest first, and how many tests were made."""
    tested = [one for marks in places for one in _tested(marks)]
    adjusted = benjamini_hochberg([one.p for one in tested])
    kept = [
        replace(one, q=float(q))
        for one, q in zip(tested, adjusted, strict=True)
        if q <= DISCOVERY and one.says_more and _value(one) <= -SMALLEST
    ]
    return _apart(sorted(kept, key=lambda one: (one.p, one.split.rule, one.outcome))), len(tested)


def _apart(found: list[Suspect]) -> list[Suspect]:
    """Of those at one step with the same condition, or about the same people, the surest one."""
    kept: list[tuple[Suspect, set[str]]] = []
    for one in found:
        people = set(one.marks.customers[one.split.exposed])
        if not any(_same(one, people, other, theirs) for other, theirs in kept):
            kept.append((one, people))
    return [one for one, _ in kept]


def _same(one: Suspect, people: set[str], other: Suspect, theirs: set[str]) -> bool:
    if one.marks.place.step != other.marks.place.step:
        return False
    return one.split.rule == other.split.rule or len(people & theirs) >= SAME * len(people | theirs)


def _value(one: Suspect) -> float:
    assert one.difference.value is not None, "both groups hold people"
    return one.difference.value


def _tested(marks: Landmarks) -> Iterator[Suspect]:
    """Every test of one place: single conditions, then pairs."""
    found = [one for split in splits(marks.rows) for one in _outcomes(marks, split)]
    yield from found
    bad = {one.split.rule: one.split for one in found if one.p < LOOKS_BAD and _value(one) < 0}
    alone = {(one.split.rule, one.outcome): _value(one) for one in found}
    for split, other in combinations(bad.values(), 2):
        both = split.and_also(other)
        if split.columns & other.columns or not both.large_enough or not _narrower(both, split, other):
            continue
        for pair in _outcomes(marks, both):
            parts = [alone.get((part.rule, pair.outcome), 0.0) for part in (split, other)]
            high = pair.difference.high
            yield replace(pair, says_more=high is not None and high < min(parts))


def _narrower(both: Split, *alone: Split) -> bool:
    return all(both.exposed.sum() <= NARROWER * single.exposed.sum() for single in alone)


def _outcomes(marks: Landmarks, split: Split) -> Iterator[Suspect]:
    for outcome in OUTCOMES:
        values = getattr(marks, outcome)
        over = split.told & ~np.isnan(values)
        with_it, without = values[over & split.exposed], values[over & ~split.exposed]
        if min(len(with_it), len(without)) >= FEWEST:
            counts = int(with_it.sum()), len(with_it), int(without.sum()), len(without)
            test = two_shares(*counts)
            yield Suspect(marks, split, outcome, *counts, test.difference, test.p)

"""Groups before and after, cut into periods that count from the start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from desirepath.insights.effects.outcome import Days, People
from desirepath.science.arrays import Flags, Floats, Ints
from desirepath.science.did import Group

LENGTHS = (7, 14, 28, 56, 91)
"""Days of a period: the shortest in which every group has enough people."""
MOST = 13
"""Periods before the start: what lies further back says little of what would have come."""
BACK_DAYS = 364
ENOUGH = 30
FEW = 10
"""People of a group in a period: enough for a share, and the least for a mean with an error."""


@dataclass(frozen=True)
class Periods:
    """Stretches of about `days` days, `before` of them before the start.

    `edges` are their first days in turn, and the day after the last of them.
    """

    days: int
    before: int
    edges: tuple[date, ...]

    @classmethod
    def even(cls, start: date, days: int, before: int, after: int) -> Periods:
        """Periods of one length, counted from the start both ways."""
        return cls(days, before, tuple(start + timedelta(days=at * days) for at in range(-before, after + 1)))

    def __len__(self) -> int:
        return len(self.edges) - 1

    @property
    def is_after(self) -> Flags:
        return np.arange(len(self)) >= self.before

    def last_day(self, place: int) -> date:
        return self.edges[place + 1] - timedelta(days=1)

    def of(self, people: People) -> Ints:
        """The place of each one's period; -1 where they lie in none."""
        place = np.searchsorted(self._first_days, people.days, side="right") - 1
        return np.where(place < len(self), place, -1)

    @cached_property
    def _first_days(self) -> Days:
        return np.array(self.edges, "datetime64[D]")


@dataclass(frozen=True)
class Side:
    """One group: who stood at the start before the action began, and from then on."""

    before: People
    after: People

    def without(self, other: Side) -> Side:
        return Side(
            self.before.without(other.before).without(other.after),
            self.after.without(other.before).without(other.after),
        )

    @property
    def known(self) -> People:
        """Those whose time has ended: each once before and once from the start on."""
        return self.before.known.and_also(self.after.known)


@dataclass(frozen=True)
class Shares:
    """How many of a group stood at the start in each period, and how many of them did it in time."""

    n: Ints
    did: Ints
    group: Group


def cut(sides: tuple[Side, ...], start: date, first_day: date, last_day: date) -> Periods:
    """The shortest periods in which each group has enough people before the start, and in the first one after it.

    Where nobody was there before (an experiment's groups), only the time from the start on is cut.
    """
    after_days = max(1, (last_day - start).days + 1)
    back = min(BACK_DAYS, (start - first_day).days) if any(len(side.before) for side in sides) else 0
    tried = [
        Periods.even(start, days, min(MOST, max(0, back // days)), -(-after_days // days)) for days in LENGTHS
    ]
    wanted = ((ENOUGH, 3), (ENOUGH, 2), (FEW, 2), (FEW, 1)) if back else ((ENOUGH, 0), (FEW, 0))
    return shortest(tried, [side.known for side in sides], wanted, lambda one: one.before + 1)


def shortest(
    tried: Sequence[Periods],
    groups: Sequence[People],
    wanted: Sequence[tuple[int, int]],
    filled: Callable[[Periods], int],
) -> Periods:
    """The first periods that hold enough: `wanted` are people of a group and periods before the start, best first.

    The first `filled` of the periods have to hold that many people of each group. Where none do, the longest ones.
    """

    def fewest(one: Periods) -> int:
        return min(int(heads(people, one)[: filled(one)].min()) for people in groups)

    least = {one: fewest(one) for one in tried}
    for people, periods in wanted:
        for one in tried:
            if one.before >= periods and least[one] >= people:
                return one
    return max([one for one in tried if one.before] or tried, key=lambda one: one.days)


def heads(people: People, periods: Periods) -> Ints:
    """How many customers there are in each period, each once."""
    return np.bincount(_once(people, periods)[1], minlength=len(periods))


def shares(people: People, periods: Periods) -> Shares:
    """A group's share in each period, with the covariance of these shares.

    Each customer counts once in a period, at their first time in it. In several periods they are one person, so
    what they do there goes together. A period without anybody has the mean 0 and no weight later; one with a single
    person has no error of its own.
    """
    from scipy.sparse import csr_array

    who, place, did = _once(people, periods)
    size = len(periods)
    n = np.bincount(place, minlength=size)
    done = np.bincount(place, weights=did, minlength=size)
    means = np.divide(done, n, out=np.zeros(size), where=n > 0)
    # What each customer adds to the error of each mean; n - 1, since the means come from the same people.
    scale = np.sqrt(n * np.maximum(n - 1.0, 1.0))
    moved = csr_array(
        ((did - means[place]) / scale[place], (who, place)), shape=(who.max(initial=0) + 1, size)
    )
    group = Group(float(np.unique(who).size), means, (moved.T @ moved).toarray())
    return Shares(n, np.rint(done).astype(int), group)


def _once(people: People, periods: Periods) -> tuple[Ints, Ints, Floats]:
    """Each customer's first row in each period: the customer's number, the period's place, the outcome."""
    place = periods.of(people)
    inside = np.flatnonzero(place >= 0)
    order = inside[np.lexsort((people.days[inside], place[inside], people.numbers[inside]))]
    who, where = people.numbers[order], place[order]
    new = np.ones(order.size, bool)
    new[1:] = (np.diff(who) != 0) | (np.diff(where) != 0)
    return who[new], where[new], people.outcome[order[new]]


def two_means(one: Shares, chosen: Flags, weights: Floats) -> Group:
    """Before and after as two means, the periods weighted alike in every group."""
    rows = np.array([np.where(side, weights, 0.0) for side in (~chosen, chosen)])
    rows = rows / rows.sum(axis=1, keepdims=True)
    assert one.group.covariance is not None, "shares know their covariance"
    return Group(one.group.n, rows @ one.group.means, rows @ one.group.covariance @ rows.T)

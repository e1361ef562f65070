"""Two groups before and after, cut into periods that count from the start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from desirepath.insights.effects.outcome import People
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
    """Stretches of `days` days before and after `start`; `before` of them before it, `after` from it on."""

    start: date
    days: int
    before: int
    after: int

    def __len__(self) -> int:
        return self.before + self.after

    @property
    def is_after(self) -> Flags:
        return np.arange(len(self)) >= self.before

    def first_day(self, place: int) -> date:
        return self.start + timedelta(days=(place - self.before) * self.days)

    def of(self, people: People) -> Ints:
        """The place of each one's period; below 0 or beyond the last where they lie in none."""
        since = (people.days - np.datetime64(self.start)).astype(int)
        return since // self.days + self.before


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
    def known(self) -> Side:
        return Side(self.before.known, self.after.known)


@dataclass(frozen=True)
class Waves:
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
        Periods(start, days, min(MOST, max(0, back // days)), -(-after_days // days)) for days in LENGTHS
    ]
    for least, periods in ((ENOUGH, 3), (ENOUGH, 2), (FEW, 2), (FEW, 1)) if back else ((ENOUGH, 0), (FEW, 0)):
        for one in tried:
            if one.before >= periods and all(_fewest(side, one) >= least for side in sides):
                return one
    return next((one for one in reversed(tried) if one.before), tried[-1])


def _fewest(side: Side, periods: Periods) -> int:
    """The smallest of a group's periods before the start, and the first after it."""
    counts = _counts(side, periods)[: periods.before + 1]
    return int(counts.min())


def _counts(side: Side, periods: Periods) -> Ints:
    counts = np.zeros(len(periods), int)
    for people in (side.before, side.after):
        place = periods.of(people)
        counts += np.bincount(place[(place >= 0) & (place < len(periods))], minlength=len(periods))
    return counts


def waves(side: Side, periods: Periods) -> Waves:
    """A group's share in each period, with the covariance of these shares.

    A customer may stand at the start once before and once after: the two go together, and count as one person's.
    A period without anybody has the mean 0 and no weight later; one with a single person has no error of its own.
    """
    size = len(periods)
    n, did = np.zeros(size), np.zeros(size)
    places, parts = [], (side.before, side.after)
    for people in parts:
        place = periods.of(people)
        place = np.where((place >= 0) & (place < size), place, -1)
        places.append(place)
        n += np.bincount(place[place >= 0], minlength=size)
        did += np.bincount(place[place >= 0], weights=people.outcome[place >= 0], minlength=size)
    means = np.divide(did, n, out=np.zeros(size), where=n > 0)
    spread = means * (1 - means) * np.divide(n, n - 1, out=np.zeros(size), where=n > 1)
    covariance = np.diag(np.divide(spread, n, out=np.zeros(size), where=n > 0))
    _, one, two = np.intersect1d(parts[0].customers, parts[1].customers, return_indices=True)
    s, t = places[0][one], places[1][two]
    both = (s >= 0) & (t >= 0)
    s, t = s[both], t[both]
    away = parts[0].outcome[one][both] - means[s], parts[1].outcome[two][both] - means[t]
    np.add.at(covariance, (s, t), away[0] * away[1] / (n[s] * n[t]))
    np.add.at(covariance, (t, s), away[0] * away[1] / (n[s] * n[t]))
    return Waves(n.astype(int), np.rint(did).astype(int), Group(float(n.sum()), means, covariance))


def two_means(one: Waves, chosen: Flags, weights: Floats) -> Group:
    """Before and after as two means, the periods weighted alike in every group."""
    rows = np.array([np.where(side, weights, 0.0) for side in (~chosen, chosen)])
    rows = rows / rows.sum(axis=1, keepdims=True)
    assert one.group.covariance is not None, "waves know their covariance"
    return Group(one.group.n, rows @ one.group.means, rows @ one.group.covariance @ rows.T)

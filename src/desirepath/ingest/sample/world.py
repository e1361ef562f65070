"""One chunk of the sample: its people, their lives, and the random numbers with which systems record them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from desirepath.ingest.sample.clock import Calendar, at_a_likely_hour
from desirepath.ingest.sample.ids import Ids, Known
from desirepath.ingest.sample.lives import Lives, People
from desirepath.ingest.sample.story import Flags, Reals, Wholes


@dataclass(frozen=True)
class World:
    people: People
    lives: Lives
    known: Known
    ids: Ids
    calendar: Calendar
    rng: np.random.Generator

    @property
    def count(self) -> int:
        return len(self.people.number)

    def chance(self, share: Reals | float, count: int) -> Flags:
        """Coin flips with one or many chances."""
        return self.rng.random(count) < share

    def awake(self, days: Reals) -> Reals:
        """The same days, at an hour people are up; never-times stay never."""
        finite = np.isfinite(days)
        return np.where(
            finite, at_a_likely_hour(np.where(finite, days, 0.0), self.rng.random(len(days))), days
        )

    def seen(self, time: Reals) -> Flags:
        """Whether a time lies inside the observed period."""
        return (time >= 0) & (time < self.calendar.days)


@dataclass(frozen=True)
class Orders:
    """The orders of a chunk, flat: one value an order, in person order."""

    person: Wholes
    episode: Wholes


def orders_of(lives: Lives) -> Orders:
    """Which cell of the people-by-episodes grid holds an order."""
    person, episode = np.nonzero(lives.ordered)
    return Orders(person, episode)


def ragged(counts: Wholes) -> tuple[Wholes, Wholes]:
    """For groups of the given sizes: the group of each member, and its place in the group.

    >>> [x.tolist() for x in ragged(np.array([2, 0, 1]))]
    [[0, 0, 2], [0, 1, 0]]
    """
    group = np.repeat(np.arange(len(counts)), counts)
    starts = np.cumsum(counts) - counts
    return group, np.arange(len(group)) - starts[group]

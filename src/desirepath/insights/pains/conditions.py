"""What can be true of a row, alone or with another: a word that is this one, a number that reaches so much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from desirepath.science.arrays import Flags

FEWEST = 30
"""Fewer people with it, or without it, make no group."""


@dataclass(frozen=True)
class Condition:
    """One thing that is true of a row, in words; `rule` says the same to every measure, where a filter can."""

    words: str
    rule: str | None = None


@dataclass(frozen=True)
class Split:
    """Conditions that hold together, on n rows.

    `told` is where it is known whether they hold, `exposed` where all of them do. `columns` are what they read, and
    `detector` is who tried the first of them; `happens` whether all of them are done to customers.
    """

    detector: str
    conditions: tuple[Condition, ...]
    columns: frozenset[str]
    told: Flags
    exposed: Flags
    happens: bool = False

    @property
    def rule(self) -> str | None:
        """All conditions for `--where`; None where a filter cannot say one of them."""
        rules = [condition.rule for condition in self.conditions]
        return None if None in rules else " AND ".join(rule for rule in rules if rule)

    @property
    def words(self) -> str:
        return " and ".join(condition.words for condition in self.conditions)

    @property
    def large_enough(self) -> bool:
        return bool(self.exposed.sum() >= FEWEST and (self.told & ~self.exposed).sum() >= FEWEST)

    def at(self, rows: Flags) -> Split:
        """The same of some of the rows."""
        return replace(self, told=self.told[rows], exposed=self.exposed[rows])

    def and_also(self, other: Split) -> Split:
        """Both at once; told where both are."""
        return Split(
            self.detector,
            self.conditions + other.conditions,
            self.columns | other.columns,
            self.told & other.told,
            self.exposed & other.exposed,
            self.happens and other.happens,
        )


def large_enough(splits: Iterable[Split]) -> Iterator[Split]:
    """Those that part the rows into two groups worth comparing."""
    return (split for split in splits if split.large_enough)

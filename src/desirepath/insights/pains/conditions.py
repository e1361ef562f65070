"""What can be true of a row, alone or with another: a word that is this one, a number that reaches so much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pyarrow as pa

Flags = NDArray[np.bool_]

FEWEST = 30
"""Fewer people with it, or without it, make no group."""
MOST_WORDS = 12
"""A column with more different words names things rather than telling how something was."""
HEIGHTS = (0.5, 0.75)
"""A column of numbers is tried above its median and in its upper quarter."""


@dataclass(frozen=True)
class Condition:
    """A column and what it says, as a rule that every measure understands."""

    column: str
    sign: str
    value: str

    @property
    def name(self) -> str:
        """The column as people name it."""
        return self.column.removeprefix("prop_")

    @property
    def rule(self) -> str:
        """The same for `--where`.

        >>> Condition("prop_brand", "=", "Tejo").rule, Condition("prop_days", ">=", "8").rule
        ("brand = 'Tejo'", 'days >= 8')
        """
        if self.sign == "=":
            quoted = self.value.replace("'", "''")
            return f"{self.name} = '{quoted}'"
        return f"{self.name} {self.sign} {self.value}"

    @property
    def words(self) -> str:
        """The same in a sentence.

        >>> Condition("prop_days_to_refund", ">=", "8").words
        'days to refund 8 or more'
        """
        name = self.name.replace("_", " ")
        return f"{name} “{self.value}”" if self.sign == "=" else f"{name} {self.value} or more"


@dataclass(frozen=True)
class Split:
    """Conditions that hold together, on n rows.

    `told` is where their columns say something, `exposed` where all of them hold.
    """

    conditions: tuple[Condition, ...]
    told: Flags
    exposed: Flags

    @property
    def rule(self) -> str:
        return " AND ".join(condition.rule for condition in self.conditions)

    @property
    def words(self) -> str:
        return " and ".join(condition.words for condition in self.conditions)

    @property
    def columns(self) -> frozenset[str]:
        return frozenset(condition.column for condition in self.conditions)

    @property
    def large_enough(self) -> bool:
        return bool(self.exposed.sum() >= FEWEST and (self.told & ~self.exposed).sum() >= FEWEST)

    def and_also(self, other: Split) -> Split:
        """Both at once; told where both are."""
        return Split(self.conditions + other.conditions, self.told & other.told, self.exposed & other.exposed)


def splits(rows: pa.Table) -> Iterator[Split]:
    """Every single condition that parts the rows into two groups large enough."""
    for name in rows.column_names:
        column = rows[name].combine_chunks()
        told = column.is_valid().to_numpy(zero_copy_only=False)
        words = column.cast("string").to_numpy(zero_copy_only=False)[told]
        numbers = _numbers(words)
        found = _words(name, words) if numbers is None else _heights(name, numbers)
        for condition, inside in found:
            exposed = np.zeros(len(told), bool)
            exposed[told] = inside
            split = Split((condition,), told, exposed)
            if split.large_enough:
                yield split


def _numbers(words: NDArray[np.object_]) -> NDArray[np.float64] | None:
    """The column as numbers, when all of it is and it tells more than yes and no."""
    try:
        numbers = words.astype(float)
    except ValueError:
        return None
    return numbers if len(np.unique(numbers)) > 2 else None


def _heights(name: str, numbers: NDArray[np.float64]) -> Iterator[tuple[Condition, Flags]]:
    tried = {float(np.quantile(numbers, at, method="higher")) for at in HEIGHTS} - {float(numbers.min())}
    for height in sorted(tried):
        yield Condition(name, ">=", f"{height:g}"), numbers >= height


def _words(name: str, words: NDArray[np.object_]) -> Iterator[tuple[Condition, Flags]]:
    known, counts = np.unique(words.astype(str), return_counts=True)
    if len(known) > MOST_WORDS:
        return
    for word in known[np.argsort(-counts, kind="stable")]:
        yield Condition(name, "=", str(word)), words == word

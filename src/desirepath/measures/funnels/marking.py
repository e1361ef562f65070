"""Which rows stand for a step of a funnel, or for something excluded: each is a bit of a row's `marks`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any

from desirepath.journeys.occurrences import event_hash
from desirepath.measures.funnels.steps import MOST, Matched, Meaning, condition

if TYPE_CHECKING:
    import ibis.expr.types as ir

HASH = "event_hash"
"""The number of a row's event, where the rows of one event stand together."""


def disjoint(matched: Sequence[Matched]) -> bool:
    """Whether no row can stand for two of these, as far as their lists tell."""
    names = [name for one in matched for name in one.event]
    return len(set(names)) == len(names) and all(one.event for one in matched)


@dataclass(frozen=True)
class Marking:
    """Steps and exclusions of one funnel, and where their names stand.

    strict : rows that stand for nothing matter too, where the customer did them.
    """

    steps: Sequence[Matched]
    exclude: Sequence[Matched]
    meaning: Meaning
    strict: bool

    @property
    def bits(self) -> list[tuple[int, Matched, str]]:
        """Steps and exclusions with the bit of each, and what to call it in an error."""
        steps, excluded = enumerate(self.steps), enumerate(self.exclude)
        return [
            *((n, one, f"step {n + 1}") for n, one in steps),
            *((MOST + n, one, f"exclusion {n + 1}") for n, one in excluded),
        ]

    @property
    def apart(self) -> bool:
        """Whether no row can stand for two of them."""
        return disjoint([*self.steps, *self.exclude])

    @property
    def by_name(self) -> bool:
        """Whether the name of its event says of each row what it stands for, and other rows do not matter."""
        others = any(one.lists or one.where for one in [*self.steps, *self.exclude])
        return self.apart and self.meaning.column == "event" and not others and not self.strict

    def columns(self, known: Sequence[str]) -> list[str]:
        """Columns that say which rows matter: all that are known, where a condition may name any."""
        matched = [*self.steps, *self.exclude]
        if any(one.where for one in matched):
            return list(known)
        lists = [name for one in matched for name in one.lists]
        return [self.meaning.column, *[HASH] * self.by_name, *lists, *["actor"] * self.strict]

    def rows(self, table: ir.Table, kept: Sequence[str], *, firsts: bool) -> ir.Table:
        """The rows that matter, with their `marks` and some columns of the table.

        firsts : of the first step those alone that are a customer's first, as the column `first` says.
        """
        read = self._of_each if HASH in table.columns else self._of_all
        return read(table, kept, firsts)

    def _of_each(self, table: ir.Table, kept: Sequence[str], firsts: bool) -> ir.Table:
        """The rows of each step and exclusion, put together: by the number of an event engines read its rows alone.

        Two events may share a number, so their names are asked too.
        """
        import ibis

        parts = []
        for bit, one, _ in self.bits:
            meant = table[HASH].isin([event_hash(event) for event in one.event])
            meant = meant & table["event"].isin(one.event)
            meant = meant & table["first"] if firsts and bit == 0 else meant
            parts.append(table.filter(meant).select(*kept, marks=ibis.literal(1 << bit, type="int64")))
        return ibis.union(*parts)

    def _of_all(self, table: ir.Table, kept: Sequence[str], firsts: bool) -> ir.Table:
        """The rows of a table that has to be gone through as a whole."""
        table = table.mutate(marks=self._marks(table))
        matters = table.marks != 0
        if self.strict:
            matters = matters | (table.actor == "customer")
        if firsts:
            # Asked last and of few rows; as a part of the marks it would take twice the time of all the reading.
            matters = matters & ((table.marks != 1) | table["first"])
        return table.filter(matters).select(*kept, "marks")

    def _marks(self, table: ir.Table) -> ir.IntegerValue:
        """Bits of what a row stands for."""
        import ibis

        meant = [
            (condition(table, one, self.meaning.column, label), ibis.literal(1 << bit, type="int64"))
            for bit, one, label in self.bits
        ]
        none: Any = ibis.literal(0, type="int64")
        if self.apart:
            return ibis.cases(*meant, else_=none)  # the first that is met: engines look no further
        return reduce(lambda found, one: found | ibis.ifelse(*one, none), meant, none)

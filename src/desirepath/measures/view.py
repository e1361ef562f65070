"""What a measure may look at: the tables of one build, as Ibis tables, and the clock of the data."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from desirepath.errors import LimitError

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.domain.map import Map
    from desirepath.lake.engines import Engine


MOST_RECORDS = 200_000
"""Rows of one answer: more than anybody reads, and what a process can hold several of."""

MOST_KNOWN = 20
"""Tables that are held between questions."""

BEFORE = {"journeys": "prev_same_event_time", "steps": "prev_same_step_time"}
"""When the customer did the same before."""


@dataclass(frozen=True)
class Derived:
    """Rows that a build made of a table, and that very table: of a narrowed one they say nothing."""

    log: ir.Table
    rows: ir.Table


@dataclass(frozen=True)
class View:
    """One build, seen through one map. Everything a question needs besides its own parameters.

    `tables` holds "journeys" and "customers", and with a map "steps" and "answers" (columns: `lake/tables.py`).
    `passages` holds for "journeys" and "steps" what the build has counted of them, `occurrences` for "journeys" its
    rows by event. `known` are answers that no two views of one build differ in. `complete_through` is UTC, per source.
    `unconverted` says for each currency without a rate how many rows of the whole build carry it. `happens` are kept
    properties that are done to customers. `session_gap` is the longest pause within a session.
    """

    engine: Engine
    tables: dict[str, ir.Table]
    data_version: str
    timezone: str
    currency: str
    complete_through: dict[str, datetime]
    map: Map | None = None
    map_version: str | None = None
    segments: dict[str, str] = field(default_factory=dict)
    segments_as_of_start: frozenset[str] = frozenset()
    kept: list[str] = field(default_factory=list)
    session_gap: timedelta = timedelta(minutes=30)
    happens: frozenset[str] = frozenset()
    unconverted: dict[str, int] = field(default_factory=dict)
    passages: dict[str, Derived] = field(default_factory=dict)
    occurrences: dict[str, Derived] = field(default_factory=dict)
    known: dict[Any, pa.Table] = field(default_factory=dict, repr=False, compare=False)
    _answered: dict[Any, list[dict[str, Any]]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def now(self) -> datetime | None:
        """Until when the data are complete: the earliest over the sources, UTC; null without data."""
        return min(self.complete_through.values(), default=None)

    def by_event(self, name: str, columns: Collection[str]) -> ir.Table:
        """Rows of a table that name an event, with at least these columns, from where they are read the fastest.

        A column `first` says of each whether it is the customer's first of that event, or at that step.
        """
        whole, few = self.tables[name], self.occurrences.get(name)
        if few is not None and few.log is whole and set(columns) <= set(few.rows.columns):
            return few.rows
        return whole.mutate(first=whole[BEFORE[name]].isnull()) if "first" in columns else whole

    def is_whole(self, name: str) -> bool:
        """Whether a table holds everybody, as the build wrote it; a build of an older version does not say."""
        return name in self.passages and self.passages[name].log is self.tables[name]

    def records(self, expression: ir.Table | pa.Table) -> list[dict[str, Any]]:
        """The rows of a small table. Asked twice of one view, as by measures that share a part, it is run once."""
        if isinstance(expression, pa.Table):
            return _bounded(expression)
        key = expression.op()
        if key not in self._answered:
            self._answered[key] = _bounded(self.engine.to_arrow(expression))
        return self._answered[key]

    def once(self, key: Any, expression: ir.Table) -> pa.Table:
        """A table that all views of this build have alike: read once, and held while the build is the newest.

        One that is too large to be told is not held.
        """
        if key in self.known:
            return self.known[key]
        found = self.engine.to_arrow(expression)
        if found.num_rows <= MOST_RECORDS:
            if len(self.known) == MOST_KNOWN:
                self.known.clear()
            self.known[key] = found
        return found


def _bounded(table: pa.Table) -> list[dict[str, Any]]:
    if table.num_rows > MOST_RECORDS:
        raise LimitError(
            f"The answer would have {table.num_rows:,} rows; at most {MOST_RECORDS:,} are told.",
            code="too_many_rows",
            remedy="Ask for the most common alone (most=100), or with fewer breakdowns.",
        )
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows

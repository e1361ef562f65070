"""What a measure may look at: the tables of one build, as Ibis tables, and the clock of the data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.domain.map import Map
    from desirepath.lake.engines import Engine


@dataclass(frozen=True)
class View:
    """One build, seen through one map. Everything a question needs besides its own parameters.

    `tables` holds "journeys" and "customers", with a map "steps" and "answers", and where the build tells them
    "passages" and "step_passages" (columns: `lake/tables.py`). `complete_through` is UTC, per source. `unconverted`
    says for each currency without a rate how many rows of the whole build carry it. `happens` are kept properties that
    are done to customers. `session_gap` is the longest pause within a session.
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
    _answered: dict[Any, list[dict[str, Any]]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def now(self) -> datetime | None:
        """Until when the data are complete: the earliest over the sources, UTC; null without data."""
        return min(self.complete_through.values(), default=None)

    def records(self, expression: ir.Table | pa.Table) -> list[dict[str, Any]]:
        """The rows of a small table. Asked twice of one view, as by measures that share a part, it is run once."""
        if isinstance(expression, pa.Table):
            rows: list[dict[str, Any]] = expression.to_pylist()
            return rows
        key = expression.op()
        if key not in self._answered:
            self._answered[key] = self.engine.to_arrow(expression).to_pylist()
        return self._answered[key]

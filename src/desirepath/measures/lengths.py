"""How are lengths spread, of seconds or of anything counted? Mean with interval, median, 95 %, and bins of a histogram.

Edges of bins never depend on the data: two periods, segments or engines have the same bins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desirepath.measures import estimators
from desirepath.measures.measure import Record
from desirepath.measures.result import Number, Unit

if TYPE_CHECKING:
    import ibis.expr.types as ir

MICROSECONDS = 1e6
SPREAD = {
    "median": "half of them are at most so long",
    "p95": "95 % of them are at most so long, interpolated between two",
}
MOST_BINS = 5000


def seconds_between(later: ir.TimestampValue, earlier: ir.TimestampValue) -> ir.FloatingValue:
    """Seconds from one moment to another, with their fraction."""
    return later.delta(earlier, unit="microsecond") / MICROSECONDS


def spread(length: ir.NumericColumn) -> dict[str, ir.Value]:
    """What `mean_of` and `spread_of` need of a column of lengths; nulls are not counted."""
    real = length.cast("float64")
    return {
        "known": real.count(),
        "total": real.sum(),
        "squares": (real * real).sum(),
        "median": real.quantile(0.5),
        "p95": real.quantile(0.95),
    }


NOTHING: Record = {"known": 0, "total": 0.0, "squares": 0.0, "median": None, "p95": None}


def mean_of(record: Record, unit: Unit) -> Number:
    """The mean length with Student's interval."""
    return estimators.mean(record["known"] or 0, record["total"], record["squares"], unit)


def spread_of(record: Record) -> dict[str, Any]:
    return {name: record[name] for name in SPREAD}


@dataclass(frozen=True)
class Bins:
    """Where bins begin: at the edges, of which the first is the least length; or every `width` from 0 on."""

    edges: tuple[int, ...]
    width: int | None = None

    def least(self, length: ir.NumericValue) -> ir.IntegerValue:
        """The edge at which the bin of a length begins: a bin holds its own edge and not the next one."""
        import ibis

        if self.width:
            return ((length.cast("float64") / self.width).floor() * self.width).cast("int64")
        below = ((length < upper, lower) for lower, upper in zip(self.edges, self.edges[1:], strict=False))
        return ibis.cases(*below, else_=self.edges[-1]).cast("int64")

    def begins(self, found: Sequence[int]) -> list[int]:
        """Every bin up to the last one that holds something, so that no histogram has a silent gap."""
        last = max(found, default=-1)
        if self.width:
            every = range(0, last + self.width, self.width)
            return list(every) if len(every) <= MOST_BINS else sorted(set(found))
        return [edge for edge in self.edges if edge <= last]

    def below(self, least: int) -> int | None:
        """Where the next bin begins; null for the last one, which has no end."""
        if self.width:
            return least + self.width
        after = self.edges.index(least) + 1
        return self.edges[after] if after < len(self.edges) else None

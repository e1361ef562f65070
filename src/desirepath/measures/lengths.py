"""How are lengths spread, of seconds or of anything counted? Mean with interval, median and 95 %."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desirepath.measures import estimators
from desirepath.measures.kernels import SECOND
from desirepath.measures.measure import Record
from desirepath.measures.result import Number, Unit

if TYPE_CHECKING:
    import ibis.expr.types as ir

SPREAD = {
    "median": "half of them are at most so long",
    "p95": "95 % of them are at most so long, interpolated between two",
}


def seconds_between(later: ir.TimestampValue, earlier: ir.TimestampValue) -> ir.FloatingValue:
    """Seconds from one moment to another, with their fraction."""
    return later.delta(earlier, unit="microsecond") / SECOND


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

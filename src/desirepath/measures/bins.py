"""Bins of a histogram, and its rows.

Edges never depend on the data: two periods, segments or engines have the same bins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desirepath.measures import estimators
from desirepath.measures.grid import group_of, rows_of
from desirepath.measures.measure import Record
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import numpy as np
    import numpy.typing as npt

MOST_BINS = 5000
DAY = 86_400
COUNTS = (1, 2, 3, 4, 5, 6, 8, 11, 16, 21, 31, 51, 101, 201, 501, 1001)
TIMES = (0, 1, 10, 60, 600, 3_600, 6 * 3_600, *(n * DAY for n in (1, 2, 3, 7, 14, 30, 60, 90, 180, 365, 730)))
"""Where bins begin, as on a logarithmic scale: the few long ones are seen beside the many short ones."""
BIN_WORDS = {
    "below": "where the next bin begins, which this one does not hold; null for the last one",
    "share": "people / all of them",
}


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

    def least_of(self, lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The same for an array."""
        import numpy as np

        if self.width:
            return lengths // self.width * self.width
        edges = np.array(self.edges)
        return edges[np.searchsorted(edges, lengths, side="right") - 1]

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


def histogram_rows(scope: Scope, bins: Bins, records: list[Record]) -> list[Row]:
    """One row a bin, up to the last one that holds somebody."""
    whole: dict[tuple[Any, ...], int] = {}
    for record in records:
        group = group_of(scope, record)
        whole[group] = whole.get(group, 0) + record["people"]

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        of = whole.get(group_of(scope, record), 0)
        share = estimators.share(record["people"], of)
        return estimators.count(record["people"], of=of), {
            "below": bins.below(record["least"]),
            "share": share,
        }

    known = {"least": bins.begins([record["least"] for record in records])}
    return rows_of(scope, records, number, own=["least"], known=known, empty={"people": 0})

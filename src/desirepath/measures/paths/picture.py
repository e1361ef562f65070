"""A picture of anchored journeys, counted and listed: its columns, and which names are told apart in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from desirepath.measures.paths import stored
from desirepath.measures.paths.cells import LISTED, MOVES, STANDS, SUMS, Counting, Reading, moves, stands
from desirepath.measures.paths.columns import KINDS
from desirepath.measures.paths.other import MOVING, STANDING, Kept, Named, most_visited, summed
from desirepath.measures.paths.question import PathQuestion

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True)
class Picture:
    """How the columns are read: `reading` with its `columns` of an answer, and where `names` stand among them.

    stored : the same from the log alone, where it says who stands where.

    skips : how many of the first columns are only come from. by_column : names are kept in each column for itself.
    """

    reading: Reading
    stored: Callable[[PathQuestion, Sequence[int]], pa.Table]
    columns: Sequence[tuple[str, pa.DataType]]
    names: Sequence[Named]
    skips: int
    by_column: bool

    def counted(self, asked: PathQuestion, most: int | None) -> pa.Table:
        """One row for each column and names, with SUMS, and `names`: how many stand together there."""
        found = self._every(asked)
        return summed(found if most is None else self._kept(found, most).fold(found, self.names))

    def listed(self, asked: PathQuestion, most: int | None) -> ir.Table:
        """One row a customer and column, whom a number lists; kinds are words."""
        import ibis

        found = asked.run(self._kernel(asked).listed, [*LISTED, *self.columns])
        if most is not None:
            found = self._kept(self._every(asked), most).fold(found, self.names)
        told = ibis.memtable(found)
        words = {
            one.kind: ibis.cases(*((told[one.kind] == n, word) for n, word in enumerate(KINDS)))
            for one in self.names
        }
        return told.mutate(**words)

    def _kernel(self, asked: PathQuestion) -> Counting:
        return Counting(asked.kernel, self.reading, self._columns(asked))

    def _columns(self, asked: PathQuestion) -> tuple[int, ...]:
        return tuple(asked.rules.columns)[self.skips :]

    def _every(self, asked: PathQuestion) -> pa.Table:
        """All names; what several buckets told of one name stands in one row."""
        if stored.are_placed(asked):
            found = self.stored(asked, self._columns(asked))
        else:
            found = asked.run(self._kernel(asked).counted, [*self.columns, *SUMS])
        return summed(found).drop_columns("names")

    def _kept(self, found: pa.Table, most: int) -> Kept:
        return most_visited(found, self.names, most, by_column=self.by_column)


MATRIX = Picture(stands, stored.stands, STANDS, STANDING, skips=0, by_column=False)
RIBBONS = Picture(moves, stored.moves, MOVES, MOVING, skips=1, by_column=True)

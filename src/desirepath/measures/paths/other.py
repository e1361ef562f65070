"""Which names are told apart in a picture of paths: the most visited ones; all others stand together as "other"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.journeys.columns import as_one, as_whole, codes
from desirepath.measures.paths.cells import SUMS
from desirepath.measures.paths.columns import OTHER, VISIT
from desirepath.measures.paths.sequences import Flags, Places


@dataclass(frozen=True)
class Named:
    """Where the names of one column of a picture stand in a table: columns of the kind and the name, and how far
    their column lies from the row's `step`."""

    kind: str
    node: str
    shift: int = 0


STANDING = (Named("kind", "node"),)
MOVING = (Named("from_kind", "from", -1), Named("to_kind", "to"))


@dataclass(frozen=True)
class Kept:
    """The names that are told apart, as pairs of a column (0 where all columns are alike) and a name."""

    pairs: pa.Table
    by_column: bool

    def fold(self, table: pa.Table, names: Sequence[Named]) -> pa.Table:
        """The same rows, in which the others have no name."""
        for one in names:
            column, node = _column(table, one, self.by_column), table[one.node]
            kept = _is_in(column, node, self.pairs)
            visit = as_whole(table[one.kind].cast(pa.int64())) == VISIT
            other = pa.array(visit & ~kept)
            kind = pc.if_else(other, pa.scalar(OTHER, pa.int32()), table[one.kind])
            table = table.set_column(table.column_names.index(one.kind), one.kind, kind)
            node = pc.if_else(other, pa.scalar(None, pa.string()), node)
            table = table.set_column(table.column_names.index(one.node), one.node, node)
        return table


def most_visited(counted: pa.Table, names: Sequence[Named], most: int, *, by_column: bool) -> Kept:
    """The names that most customers stand at: in each column of its own, or over all of them."""
    parts = []
    # Names of the column before stand in the column itself too, but for the first one.
    for one in names:
        visits = counted.filter(pc.equal(counted[one.kind], VISIT))
        if one.shift and visits.num_rows:
            visits = visits.filter(pc.equal(visits["step"], pc.min(counted["step"])))
        column = pa.array(_column(visits, one, by_column))
        parts.append(pa.table({"column": column, "node": visits[one.node], "n": visits["n"]}))
    summed = pa.concat_tables(parts).group_by(["column", "node"]).aggregate([("n", "sum")])
    ranked = summed.sort_by([("column", "ascending"), ("n_sum", "descending"), ("node", "ascending")])
    place = _place_in_group(as_whole(ranked["column"]))
    return Kept(ranked.filter(pa.array(place < most)).select(["column", "node"]), by_column)


def summed(counted: pa.Table) -> pa.Table:
    """Rows of the same names and keys as one, with `names`: how many they were."""
    sums = [name for name, _ in SUMS]
    names = [name for name in counted.column_names if name not in sums]
    counted = counted.append_column("names", pa.array(np.ones(counted.num_rows, np.int64)))
    asked = [(name, "sum") for name in (*sums, "names")]
    return counted.group_by(names).aggregate(asked).rename_columns([*names, *sums, "names"])


def _column(table: pa.Table, one: Named, by_column: bool) -> Places:
    step = as_whole(table["step"].cast(pa.int64()))
    return step + one.shift if by_column else np.zeros(len(step), np.int64)


def _is_in(column: Places, node: pa.ChunkedArray, pairs: pa.Table) -> Flags:
    """Whether each pair of a column and a name is among the pairs."""
    code = codes(as_one(pa.chunked_array([*node.chunks, *pairs["node"].chunks], node.type)))
    width = int(code.max(initial=0)) + 1
    mine = column * width + code[: len(node)]
    theirs = as_whole(pairs["column"]) * width + code[len(node) :]
    found: Flags = np.isin(mine, theirs)
    return found


def _place_in_group(group: Places) -> Places:
    """The place of each row in its group; groups stand together."""
    opens = np.flatnonzero(np.diff(group, prepend=group[0] - 1 if len(group) else 0))
    return np.arange(len(group)) - np.repeat(opens, np.diff(opens, append=len(group)))

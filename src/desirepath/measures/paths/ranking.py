"""Which paths are told: those of most customers, in each period as if it were asked alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.journeys.columns import as_one, as_whole, codes, numbers
from desirepath.journeys.context import pair_keys
from desirepath.measures.paths.words import NUMBER, Words


@dataclass(frozen=True)
class Told:
    """The paths that are told apart.

    pairs : columns `path`, the periods and `text`, a row each. order : their texts as `path` with their `length` and
    `label`, the one of most customers first.
    """

    pairs: pa.Table
    order: pa.Table

    @property
    def paths(self) -> pa.Array:
        return as_one(self.pairs["path"]).unique()

    def fold(self, table: pa.Table, periods: Sequence[str]) -> pa.Table:
        """The same rows with `path` as text; null where it is none of the told ones."""
        on = ["path", *periods]
        return table.join(self.pairs, on).drop_columns("path").rename_columns({"text": "path"})


def most_gone(
    counted: pa.Table, words: Words, periods: Sequence[str], most: int, by: Sequence[str] = ("n",)
) -> Told:
    """The paths that most customers went; ties in the order of their names.

    counted : one row for each path and value of the keys. by : the columns that say how many, the first counts most.
    """
    sums = counted.group_by(["path", *periods]).aggregate([(name, "sum") for name in by])
    counts = [as_whole(sums[f"{name}_sum"]) for name in by]
    of = pair_keys(*(codes(as_one(sums[name].cast(pa.int64()))) for name in periods)) if periods else None
    of = np.zeros(sums.num_rows, np.int64) if of is None else of
    order = np.lexsort((numbers(_rank(sums["path"])), *(-count for count in reversed(counts)), of))
    sorted_of = of[order]
    opens = np.flatnonzero(np.diff(sorted_of, prepend=-1))
    place = np.arange(len(order)) - np.repeat(opens, np.diff(opens, append=len(order)))
    chosen = sums.take(pa.array(order[place < most]))
    paths = chosen["path"].to_pylist()
    text = pa.array([words.text(path) for path in paths], pa.string())
    pairs = chosen.select(["path", *periods]).append_column("text", text)
    # Over all periods together: the order of the rows.
    told = {
        "path": text,
        "length": pa.array([len(path) // NUMBER.itemsize for path in paths], pa.int64()),
        "label": pa.array([label(path) for path in paths], pa.string()),
    }
    total = pa.table({**told, **{name: chosen[f"{name}_sum"] for name in by}}).group_by(list(told))
    summed = total.aggregate([(name, "sum") for name in by])
    ranked = summed.sort_by([*((f"{name}_sum", "descending") for name in by), ("path", "ascending")])
    return Told(pairs, ranked.select(list(told)))


def label(path: bytes) -> str:
    """What a path looks like: all its visits are the same, or it ends where it began."""
    visits = np.frombuffer(path, NUMBER)
    if len(visits) > 1 and (visits == visits[0]).all():
        return "loop"
    return "cycle" if len(visits) > 1 and visits[0] == visits[-1] else "other"


def _rank(path: pa.ChunkedArray) -> pa.Array:
    return pc.rank(as_one(path), sort_keys="ascending", tiebreaker="dense").cast(pa.int64())

"""Rows of a log -> passages: from where to where everybody went, counted at each place of a journey. A bucket kernel.

What is asked most, and of everybody, is then read from a small part of the rows.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from desirepath.journeys.clock import SECOND
from desirepath.journeys.columns import as_one, as_whole, codes, numbers, plain
from desirepath.journeys.context import distinct, pair_keys
from desirepath.lake.tables import LATER_PLACES, PASSAGES


@dataclass(frozen=True)
class Around:
    """Columns of a log that say what stands at and around each visit."""

    node: str
    prev: str
    prev_time: str
    next_time: str
    place: str
    first: str
    same: str = "prev_same_transition_time"


EVENTS = Around("event", "prev_event", "prev_time", "next_time", "own_seq", "first_time")
STEPS = Around(
    "step", "prev_any_step", "prev_any_step_time", "next_any_step_time", "step_seq", "first_step_time"
)


def passages(rows: pa.Table, of: Around) -> pa.Table:
    """The passages of one bucket, in no order: rows of PASSAGES.

    rows : its journeys, or its steps of a map. Rows without a place are no visits.
    """
    rows = rows.select(["bucket", "time", *astuple(of)])
    if rows[of.place].null_count:
        rows = rows.filter(rows[of.place].is_valid()).combine_chunks()
    place = np.minimum(as_whole(rows[of.place]), LATER_PLACES)
    prev, node = as_one(rows[of.prev]), as_one(rows[of.node])
    one, number = distinct(pair_keys(place, codes(prev), codes(node)))
    time = as_whole(rows["time"])

    def total(values: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
        return np.bincount(number, weights=values, minlength=len(one)).astype(np.float64)

    new = numbers(as_one(rows[of.same].is_null()))
    counted = {
        "moves": pa.array(np.bincount(number, minlength=len(one))),
        "people": pa.array(total(new).astype(np.int64)),
        "seconds": pa.array(total(_since(time, rows[of.prev_time]))),
        "since_first": pa.array(total(_since(time, rows[of.first]))),
    }
    last = np.flatnonzero(numbers(as_one(rows[of.next_time].is_null())))
    ends = {
        **{name: pa.array(np.zeros(len(last), column.to_numpy().dtype)) for name, column in counted.items()},
        "last_time": as_one(rows["time"]).take(pa.array(last)),
    }
    bucket = as_one(rows["bucket"])
    parts = []
    for at, told in ((one, counted), (last, ends)):
        here = pa.array(at)
        named = {
            "bucket": bucket.take(here),
            "place": pa.array(place[at]),
            "prev": plain(prev.take(here)),
            "node": plain(node.take(here)),
        }
        parts.append(pa.table(named | told))
    return pa.concat_tables(parts, promote_options="default").select(PASSAGES.names).cast(PASSAGES)


def _since(time: npt.NDArray[np.int64], before: pa.ChunkedArray) -> npt.NDArray[np.float64]:
    """Seconds since another time of the row; 0 where there is none."""
    other = as_one(before).cast(pa.int64()).to_numpy(zero_copy_only=False)
    found: npt.NDArray[np.float64] = np.nan_to_num((time - other) / SECOND)
    return found

"""Rows of the log -> the same rows with those of one event together. A bucket kernel.

A question about three of forty events then reads three stretches of the rows, and not a few of every stretch.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from desirepath.journeys.columns import as_one, codes, flags
from desirepath.lake.tables import OCCURRENCES


def occurrences(journeys: pa.Table) -> pa.Table:
    """The occurrences of one bucket: rows of OCCURRENCES.

    journeys : the log of the bucket, sorted by (customer, seq). Rows without an event are left out.
    """
    rows = journeys.append_column("first", journeys["prev_same_event_time"].is_null()).select(
        OCCURRENCES.names
    )
    if rows["event"].null_count:
        rows = rows.filter(rows["event"].is_valid()).combine_chunks()
    number = 2 * codes(as_one(rows["event"])) + ~flags(as_one(rows["first"]))
    # Few numbers of sixteen bits are sorted by counting. The sort is stable: journeys stay in order.
    small = number.astype(np.uint16) if number.max(initial=0) < 2**16 else number
    return rows.take(pa.array(np.argsort(small, kind="stable")))

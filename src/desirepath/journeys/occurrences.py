"""Rows of the log -> the same rows with those of one event together. A bucket kernel.

A question about three of forty events then reads three stretches of the rows, and not a few of every stretch.
"""

from __future__ import annotations

import zlib

import numpy as np
import pyarrow as pa

from desirepath.journeys.columns import as_one, flags, numbers
from desirepath.lake.tables import OCCURRENCES


def event_hash(event: str) -> int:
    """The number of an event's name, the same on every machine; few names share one.

    >>> event_hash("Order Completed")
    2332640702
    """
    return zlib.crc32(event.encode())


def occurrences(journeys: pa.Table) -> pa.Table:
    """The occurrences of one bucket: rows of OCCURRENCES.

    journeys : the log of the bucket, sorted by (customer, seq). Rows without an event are left out.
    """
    rows = journeys.append_column("first", journeys["prev_same_event_time"].is_null())
    rows = rows.select([name for name in OCCURRENCES.names if name != "event_hash"])
    if rows["event"].null_count:
        rows = rows.filter(rows["event"].is_valid()).combine_chunks()
    event = as_one(rows["event"])
    event = event if pa.types.is_dictionary(event.type) else event.dictionary_encode()
    hashes = np.array([event_hash(name) for name in event.dictionary.to_pylist()], np.int64)
    code = numbers(event.indices)
    rank = np.empty_like(hashes)
    rank[np.argsort(hashes, kind="stable")] = np.arange(len(hashes))
    number = 2 * rank[code] + ~flags(as_one(rows["first"]))
    # Few numbers of sixteen bits are sorted by counting. The sort is stable: journeys stay in order.
    small = number.astype(np.uint16) if number.max(initial=0) < 2**16 else number
    rows = rows.append_column("event_hash", pa.array(hashes[code])).select(OCCURRENCES.names)
    return rows.take(pa.array(np.argsort(small, kind="stable")))

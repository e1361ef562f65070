"""The total order of events: shuffled input gives the same journeys."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Whole = npt.NDArray[np.int64]


def total_order(customers: Whole, times: Whole, rows: pa.Table) -> Whole:
    """Row numbers by (customer, timestamp, original_timestamp, received_at, event_id, source).

    Equal times are common (whole days, bursts in one millisecond), yet in most data few rows need the later keys:
    rows are sorted by customer and time first, and only those that tie are compared further. A missing
    original_timestamp counts as the timestamp, a missing received_at as earliest.
    """
    order = _by_customer_and_time(customers, times)
    if len(order) < 2:
        return order
    same = (customers[order[1:]] == customers[order[:-1]]) & (times[order[1:]] == times[order[:-1]])
    if not same.any():
        return order
    tied = np.zeros(len(order), dtype=bool)
    tied[1:] |= same
    tied[:-1] |= same
    places = np.flatnonzero(tied)
    rivals = order[places]
    # Groups of ties are numbered in the order they stand in, so sorting by group keeps each in its places.
    group = np.cumsum(np.concatenate([[True], ~same]))[places]
    asked = rows.take(pa.array(rivals))
    later = pa.table(
        {
            "group": group,
            "original": pc.coalesce(asked["original_timestamp"], asked["timestamp"]),
            "received": pc.fill_null(asked["received_at"].cast(pa.int64()), np.iinfo(np.int64).min),
            "event_id": _words(asked["event_id"]),
            "source": _words(asked["source"]),
        }
    )
    keys = [(name, "ascending") for name in later.column_names]
    order[places] = rivals[pc.sort_indices(later, sort_keys=keys).to_numpy()]
    return order


def _by_customer_and_time(customers: Whole, times: Whole) -> Whole:
    if not len(times):
        return np.empty(0, np.int64)
    since = times - times.min()
    bits = int(since.max()).bit_length()
    if bits + int(customers.max()).bit_length() < 63:
        # One packed key sorts several times faster than two.
        return np.argsort((customers << bits) | since)
    return np.lexsort((times, customers))


def _words(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column

"""Events of resolved customers -> the journey log: who did what, in order, with what stood around it.

A bucket kernel: a pure function from the events of one bucket of customers to their rows of `journeys`, the same
beside every engine. All context is computed here once, so that no question needs a window.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.domain.duration import seconds
from desirepath.domain.settings import Settings
from desirepath.journeys.clock import SECOND, local_times
from desirepath.journeys.columns import as_one, as_whole, codes, equal, plain, ranked
from desirepath.journeys.context import (
    Rows,
    first_after,
    gathered,
    group_ends,
    group_numbers,
    group_starts,
    last_before,
    last_upto,
    pair_keys,
    previous_same,
    taken,
    times_at,
)
from desirepath.journeys.money import in_own_currency
from desirepath.journeys.order import total_order
from desirepath.lake.tables import CUSTOMER_BITS, JOURNEYS, TIME, widened

COPIED = [
    "event_id",
    "source",
    "event",
    "kind",
    "actor",
    "channel",
    "touchpoint",
    "device",
    "campaign",
    "campaign_source",
    "medium",
    "product",
    "agent",
    "order_id",
    "score",
    "scale",
    "scale_version",
    "text",
    "language",
    "named_step",
]
"""Columns that go from the event to its row as they are."""

ORDERING = ["original_timestamp", "received_at"]
"""Columns that only order events of one time."""

NEEDED = [*COPIED, *ORDERING, "timestamp", "account_id", "revenue", "currency"]
"""What the kernel reads of an event, besides `customer`, `known_account` and kept properties."""


@dataclass(frozen=True)
class LogRules:
    """What of a workspace's settings shapes its journeys."""

    timezone: str = "UTC"
    currency: str = "EUR"
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    session_gap: int = 1800  # seconds
    keep: tuple[str, ...] = ()

    @staticmethod
    def of(settings: Settings) -> LogRules:
        return LogRules(
            settings.timezone,
            settings.currency,
            dict(settings.rates),
            seconds(settings.session_gap),
            tuple(settings.keep),
        )

    @property
    def schema(self) -> pa.Schema:
        return widened(JOURNEYS, list(self.keep))


def journey_log(rows: pa.Table, bucket: int, rules: LogRules) -> pa.Table:
    """The journeys of one bucket's customers, sorted by (customer, seq).

    rows : NEEDED columns, `customer`, `known_account` (what traits say, null if nothing) and `prop_<kept>`;
        words may be dictionaries. Order is irrelevant.
    """
    rows = rows.combine_chunks().unify_dictionaries()
    customers, times = ranked(as_one(rows["customer"])), as_whole(rows["timestamp"])
    order = total_order(customers, times, rows)
    customers, times = customers[order], times[order]
    row_numbers = pa.array(order.astype(np.int32))
    names = [name for name in rows.column_names if name not in ORDERING]
    column = {name: gathered(as_one(rows[name]), row_numbers) for name in names}

    starts = group_starts(customers)
    ends = group_ends(starts)
    own = equal(column["actor"], "customer")
    before, after = last_before(own, starts), first_after(own, ends)
    events = codes(column["event"])
    first = np.where(own[starts], starts, after[starts]) if len(starts) else starts
    moves = np.where(own & (before >= 0), pair_keys(events[before], events), -1)

    column |= {
        "bucket": pa.array(np.full(len(order), bucket, np.int32)),
        "account": _accounts(column["account_id"], column["known_account"], starts, ends),
        "seq": pa.array(np.arange(len(order), dtype=np.int32) - starts, pa.int64()),
        "revenue": in_own_currency(column["revenue"], column["currency"], rules.currency, rules.rates),
        "time": column["timestamp"],
        "local": pa.array(local_times(times, rules.timezone), TIME),
        "session": _sessions(times, own, before, starts, rules.session_gap),
        "prev_event": taken(column["event"], before),
        "prev_time": times_at(times, before),
        "next_event": taken(column["event"], after),
        "next_time": times_at(times, after),
        "first_time": times_at(times, first),
        "prev_same_event_time": times_at(times, previous_same(events, starts)),
        "prev_same_transition_time": times_at(times, previous_same(moves, starts)),
        "own_seq": _own_seq(own, starts),
        "customer_number": pa.array((np.int64(bucket) << CUSTOMER_BITS) + group_numbers(starts)),
    }
    names_out = rules.schema.names
    return pa.table([column[name] for name in names_out], names=names_out)


def _own_seq(own: npt.NDArray[np.bool_], starts: Rows) -> pa.Array:
    """The place of each row among what the customer did."""
    upto = np.cumsum(own)
    before_group = (upto - own)[starts] if len(starts) else upto
    return pa.array(upto - before_group - 1, pa.int64(), mask=~own)


def _sessions(
    times: npt.NDArray[np.int64],
    own: npt.NDArray[np.bool_],
    before: Rows,
    starts: Rows,
    gap: int,
) -> pa.Array:
    """Sessions count what the customer did; a gap of exactly the session length continues the session."""
    opens = own & ((before < 0) | (times - times[before] > gap * SECOND))
    opened = np.cumsum(opens)
    before_group = (opened - opens)[starts] if len(starts) else opened
    return pa.array(opened - before_group - 1, pa.int64(), mask=~own)


def _accounts(said: pa.Array, known: pa.Array, starts: Rows, ends: Rows) -> pa.Array:
    """The row's own account, else what traits know, else the last one the customer was seen with."""
    if said.null_count == len(said):
        return known
    stated = last_upto(said.is_valid().to_numpy(zero_copy_only=False), starts)
    last = taken(said, stated[ends])
    return pc.coalesce(plain(said), plain(known), plain(last))

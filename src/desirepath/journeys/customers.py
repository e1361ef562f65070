"""Journey log -> customers: one row each, with counts, money and latest scores. A bucket kernel."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.journeys.columns import as_one, codes, equal, numbers
from desirepath.journeys.context import (
    Rows,
    group_ends,
    group_numbers,
    group_starts,
    last_upto,
    pair_keys,
    taken,
)
from desirepath.journeys.traits import Traits
from desirepath.lake.tables import CUSTOMERS, MONEY, TEXT

REFUND = "Order Refunded"
CANCELLED = "Order Cancelled"


def customers_schema(traits: list[str]) -> pa.Schema:
    """Columns of `customers`; those of traits are all text."""
    return pa.schema([*CUSTOMERS, *(pa.field(name, TEXT) for name in traits)])


def customer_rows(journeys: pa.Table, traits: Traits) -> pa.Table:
    """One row for each customer of a bucket, sorted by key.

    journeys : the bucket's journeys, sorted by (customer, seq).
    traits : what is known of the bucket's customers, and of accounts: a customer has those of the latest account.
    """
    customer = as_one(journeys["customer"])
    starts = group_starts(codes(customer))
    first = np.flatnonzero(starts == np.arange(len(starts)))
    ends = group_ends(starts)
    last = ends[first]
    own = equal(as_one(journeys["actor"]), "customer")
    seen = taken(as_one(journeys["first_time"]), first)
    own_first = _first(own, first, last)
    column = {
        "bucket": as_one(journeys["bucket"]).take(pa.array(first)),
        "customer": customer.take(pa.array(first)),
        "account": _latest(journeys, "account", starts, last),
        "first_time": seen,
        "last_time": taken(as_one(journeys["time"]), last_upto(own, starts)[last]),
        "first_local": taken(as_one(journeys["local"]), own_first),
        "last_local": taken(as_one(journeys["local"]), last_upto(own, starts)[last]),
        "events": pa.array(last - first + 1),
        "own_events": pa.array(_sums(own, first)),
        "sessions": pc.fill_null(pc.add(_latest(journeys, "session", starts, last), 1), 0),
        "first_channel": taken(as_one(journeys["channel"]), own_first),
        "first_touchpoint": taken(as_one(journeys["touchpoint"]), own_first),
        "first_campaign_source": taken(as_one(journeys["campaign_source"]), own_first),
        "last_nps": _last_score(journeys, "nps", starts, last),
        "last_stars": _last_score(journeys, "stars", starts, last),
    }
    column["orders"], column["revenue"] = _orders(journeys, starts, first)
    names = CUSTOMERS.names
    table = pa.table([column[name] for name in names], names=names)
    table = _looked_up(table, "customer", traits.customers, "trait_")
    return _looked_up(table, "account", traits.accounts, "account_")


def _first(flags: npt.NDArray[np.bool_], first: Rows, last: Rows) -> Rows:
    """The first flagged row of each group, -1 if none."""
    rows = np.flatnonzero(flags)
    if not len(rows):
        return np.full(len(first), -1)
    at = np.searchsorted(rows, first)
    found = rows[np.minimum(at, len(rows) - 1)]
    return np.where((found >= first) & (found <= last), found, -1)


def _sums(values: npt.NDArray[np.generic], first: Rows) -> Rows:
    return np.add.reduceat(values.astype(np.int64), first) if len(first) else np.empty(0, np.int64)


def _latest(journeys: pa.Table, name: str, starts: Rows, last: Rows) -> pa.Array:
    """The last value of a column that is not null."""
    column = as_one(journeys[name])
    if column.null_count == len(column):
        return taken(column, np.full(len(last), -1))
    return taken(column, last_upto(column.is_valid().to_numpy(zero_copy_only=False), starts)[last])


def _last_score(journeys: pa.Table, scale: str, starts: Rows, last: Rows) -> pa.Array:
    score = as_one(journeys["score"])
    flags = equal(as_one(journeys["scale"]), scale) & score.is_valid().to_numpy(zero_copy_only=False)
    return taken(score, last_upto(flags, starts)[last])


def _orders(journeys: pa.Table, starts: Rows, first: Rows) -> tuple[pa.Array, pa.Array]:
    """Orders of each customer, and what they are worth by now.

    An order is an order_id of rows of kind "order" or with money; a row of that kind without one is an order of its
    own. It is worth what its last row with money says (an update replaces), less what was paid back, and nothing
    once it is cancelled.
    Other rows that carry money and no order_id count as they are.
    """
    order_id, event = as_one(journeys["order_id"]), as_one(journeys["event"])
    person = group_numbers(starts)
    has_order = order_id.is_valid().to_numpy(zero_copy_only=False)
    has_money = as_one(journeys["revenue"]).is_valid().to_numpy(zero_copy_only=False)
    is_order = equal(as_one(journeys["kind"]), "order")
    refund, cancelled = equal(event, REFUND), equal(event, CANCELLED) & has_order
    rows = np.flatnonzero(is_order | has_money | cancelled)
    if not len(rows):
        nothing = np.zeros(len(first), np.int64)
        return pa.array(nothing), _money(nothing)
    number = codes(order_id.take(pa.array(rows)))
    number = np.where(has_order[rows], number, len(starts) + np.arange(len(rows)))
    keys = pair_keys(person[rows], number)
    sequence = np.argsort(keys, kind="stable")
    rows, keys = rows[sequence], keys[sequence]
    groups = group_starts(keys)
    heads = np.flatnonzero(groups == np.arange(len(groups)))
    tails = group_ends(groups)[heads]
    cents = _cents(journeys, rows)
    worth = has_money[rows] & ~refund[rows] & ~cancelled[rows]
    last_worth = last_upto(worth, groups)[tails]
    last_cancel = last_upto(cancelled[rows], groups)[tails]
    amount = np.where(last_worth >= 0, cents[last_worth], 0)
    amount -= _sums(np.where(refund[rows], np.abs(cents), 0), heads)
    amount[last_cancel > last_worth] = 0
    whose = person[rows[heads]]
    counted = _sums((is_order | (has_order & has_money))[rows], heads) > 0
    size = len(first)
    total = np.zeros(size, np.int64)
    np.add.at(total, whose, amount)
    return pa.array(np.bincount(whose[counted], minlength=size)), _money(total)


def _money(cents: Rows) -> pa.Array:
    return pc.multiply(pa.array(cents).cast(pa.decimal128(19, 0)), pa.scalar(Decimal("0.01"))).cast(MONEY)


def _cents(journeys: pa.Table, rows: Rows) -> Rows:
    amounts = as_one(journeys["revenue"]).take(pa.array(rows))
    whole = pc.multiply(amounts, pa.scalar(Decimal(100))).cast(pa.int64())
    return numbers(whole.fill_null(0))


def _looked_up(table: pa.Table, key: str, known: pa.Table | None, prefix: str) -> pa.Table:
    """The table with the columns of this prefix that are known of each row's key."""
    if known is None:
        return table
    at = pc.index_in(table[key].cast(TEXT), value_set=known[key].combine_chunks(), skip_nulls=True)
    for name in known.column_names:
        if name.startswith(prefix):
            table = table.append_column(name, known[name].take(at))
    return table

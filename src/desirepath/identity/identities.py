"""Events -> customers: who every id is, when, and under which key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.identity.devices import sign_ins, splits
from desirepath.identity.edges import edges_of, standing
from desirepath.identity.junk import is_junk
from desirepath.identity.nodes import COLUMNS, KINDS, Ids, Nodes, numbered
from desirepath.identity.resolve import Persons, resolve
from desirepath.lake.tables import IDENTITIES, TIME

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.lake.engines import Engine

ROWS_PER_BUCKET = 750_000
MOST_BUCKETS = 4096


@dataclass(frozen=True)
class Identities:
    """Who is who. A *code* numbers the customers by (bucket, key), so that sorting by code sorts both."""

    table: pa.Table  # as stored: `identities`
    codes: dict[str, pa.Table]  # kind -> (id, code); shared devices are not in it
    shared: pa.Table  # (id, valid_from, valid_to, code)
    junk: dict[str, list[str]]  # kind -> ids that count only where a row has no better one
    customers: pa.Table  # (customer, bucket), in the order of their codes
    buckets: int
    rows: int  # events with an id
    unlinked: int  # events without any
    warnings: list[str]


def identities_of(
    engine: Engine,
    events: ir.Table,
    explicit: pa.Table,
    *,
    junk: Iterable[str] = (),
    buckets: int | None = None,
) -> Identities:
    """Resolve all ids of an events table.

    explicit : rows of `identity_edges`: what people told or cut.
    junk : a workspace's own ids that link nobody.
    buckets : a power of two; None chooses so that a bucket has about 0.75 M events at most.
    """
    seen = engine.to_arrow(events.group_by(list(COLUMNS.values())).aggregate(rows=events.count()))
    told, cut = standing(explicit)
    ids, rows = numbered(seen, [end for pair in told for end in pair])
    named = np.logical_or.reduce([nodes >= 0 for nodes in rows.values()])
    counts = seen["rows"].to_numpy()
    words = ids.words()
    flags = pc.fill_null(is_junk(words, junk), False).to_numpy(zero_copy_only=False)
    persons = resolve(ids, edges_of(ids, rows, flags, told, cut), flags)
    keys, person = _keys(ids, words, persons)
    total = int(counts[named].sum())
    chosen = buckets or _buckets_for(total)
    customers, code = _numbered_customers(keys, chosen)
    code_of = code[person]
    split = splits(sign_ins(engine, events, ids, persons, told, cut, flags), code_of)
    alone = np.ones(ids.size, bool)
    alone[persons.shared] = False
    return Identities(
        table=_stored(ids, words, alone, code_of, split, customers),
        codes=_by_kind(ids, alone, code_of),
        shared=split,
        junk=_junk_by_kind(ids, words, flags),
        customers=customers,
        buckets=chosen,
        rows=total,
        unlinked=int(counts[~named].sum()),
        warnings=persons.warnings,
    )


def _buckets_for(rows: int) -> int:
    buckets = 1
    while rows > buckets * ROWS_PER_BUCKET and buckets < MOST_BUCKETS:
        buckets *= 2
    return buckets


def _keys(ids: Ids, words: pa.Array, persons: Persons) -> tuple[pa.Array, Nodes]:
    """The key of each person, and for each node the number of its person.

    The best id: a user id before an e-mail before an anonymous id, the smallest when there are several. An id that
    reads like one of a better kind gets its kind in front, so that two people never share a key.
    """
    person, number = np.unique(persons.person, return_inverse=True)
    kinds = ids.kinds()
    best = np.full(len(person), len(KINDS))
    np.minimum.at(best, number, kinds)
    candidates = np.flatnonzero(kinds == best[number])
    many = np.bincount(number[candidates], minlength=len(person))[number[candidates]] > 1
    node = np.zeros(len(person), np.int64)
    node[number[candidates[~many]]] = candidates[~many]
    rivals = candidates[many]
    by_word = rivals[pc.sort_indices(words.take(pa.array(rivals))).to_numpy()][::-1]
    node[number[by_word]] = by_word  # the smallest is written last
    return _distinct_keys(ids, words.take(pa.array(node)), kinds[node]), number


def _distinct_keys(ids: Ids, keys: pa.Array, kinds: Nodes) -> pa.Array:
    better = ids.of["user"]
    for place, kind in enumerate(KINDS[1:], start=1):
        mine = np.flatnonzero(kinds == place)
        mine_keys = keys.take(pa.array(mine))
        clash = mine[pc.is_in(mine_keys, value_set=better).to_numpy(zero_copy_only=False)]
        if len(clash):
            flags = np.zeros(len(keys), bool)
            flags[clash] = True
            keys = pc.if_else(pa.array(flags), pc.binary_join_element_wise(kind, keys, ":"), keys)
        better = pa.concat_arrays([better, ids.of[kind]])
    return keys


def _numbered_customers(keys: pa.Array, buckets: int) -> tuple[pa.Table, Nodes]:
    """Customers in the order of their codes, and the code of each key.

    The bucket is the number in the first eight digits of the key's md5, modulo a power of two: engines' own hashes
    differ.
    """
    import duckdb

    with duckdb.connect() as connection:
        connection.register("keys", pa.table({"customer": keys, "row": np.arange(len(keys))}))
        found = connection.execute(
            "SELECT customer, (('0x' || substr(md5(customer), 1, 8))::BIGINT & ?)::INTEGER AS bucket, row "
            "FROM keys ORDER BY bucket, customer",
            [buckets - 1],
        ).to_arrow_table()
    code = np.empty(len(keys), np.int64)
    code[found["row"].to_numpy()] = np.arange(len(keys))
    return found.select(["customer", "bucket"]), code


def _by_kind(ids: Ids, alone: Nodes, code_of: Nodes) -> dict[str, pa.Table]:
    tables = {}
    for kind in KINDS:
        first = ids.first(kind)
        here = slice(first, first + len(ids.of[kind]))
        table = pa.table({"id": ids.of[kind], "code": pa.array(code_of[here], pa.int32())})
        tables[kind] = table if alone[here].all() else table.filter(pa.array(alone[here]))
    return tables


def _junk_by_kind(ids: Ids, words: pa.Array, junk: Nodes) -> dict[str, list[str]]:
    kinds = ids.kinds()
    return {
        kind: sorted(words.take(pa.array(np.flatnonzero(junk & (kinds == place)))).to_pylist())
        for place, kind in enumerate(KINDS)
    }


def _stored(
    ids: Ids, words: pa.Array, alone: Nodes, code_of: Nodes, split: pa.Table, customers: pa.Table
) -> pa.Table:
    """The `identities` table: an interval for each id, open at both ends unless a device is shared."""
    whole = np.flatnonzero(alone)
    kinds = pa.DictionaryArray.from_arrays(pa.array(ids.kinds()[whole], pa.int8()), pa.array(KINDS))
    codes = pa.concat_arrays([pa.array(code_of[whole], pa.int32()), split["code"].combine_chunks()])
    return pa.table(
        {
            "id_kind": pa.concat_arrays(
                [kinds.cast(pa.string()), pa.array(["anonymous"] * len(split), pa.string())]
            ),
            "id": pa.concat_arrays([words.take(pa.array(whole)), split["id"].combine_chunks()]),
            "valid_from": pa.concat_arrays(
                [pa.nulls(len(whole), TIME), split["valid_from"].combine_chunks()]
            ),
            "valid_to": pa.concat_arrays([pa.nulls(len(whole), TIME), split["valid_to"].combine_chunks()]),
            "customer": customers["customer"].combine_chunks().take(codes),
        },
        schema=IDENTITIES,
    )

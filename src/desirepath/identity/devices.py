"""A device on which several people signed in belongs to whoever signed in last, and at first to the first one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.identity.edges import Told, pair_keys, pairs_told
from desirepath.identity.nodes import COLUMNS, Ids, Nodes, find
from desirepath.identity.resolve import Flags, Persons
from desirepath.lake.tables import TIME

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.lake.engines import Engine

EARLIEST = datetime.fromisoformat("0001-01-01")
SPLITS = pa.schema([("id", pa.string()), ("valid_from", TIME), ("valid_to", TIME), ("code", pa.int32())])


def sign_ins(
    engine: Engine,
    events: ir.Table,
    ids: Ids,
    persons: Persons,
    told: Told,
    cut: Told,
    junk: Flags,
) -> pa.Table:
    """Who signed in when on shared devices: (id, time, event_id, node), in no order."""
    if not len(persons.shared):
        return SIGN_INS.empty_table()
    shared = ids.words().take(pa.array(persons.shared))
    found = engine.to_arrow(_rows(events, shared))
    node = np.full(len(found), -1, np.int64)
    for kind in ("email", "user"):  # the user id is written last and wins
        here = _codes(found[COLUMNS[kind]], ids, kind)
        node = np.where((here >= 0) & ~junk[here], here, node)
    frozen = np.zeros(ids.size, bool)
    frozen[persons.frozen] = True
    pairs = np.stack([node, _codes(found["anonymous_id"], ids, "anonymous")], axis=1)
    gone = pair_keys(ids, pairs_told(ids, cut))
    keep = (node >= 0) & ~frozen[node] & ~np.isin(pair_keys(ids, pairs), gone)
    seen = pa.table(
        {
            "id": found["anonymous_id"],
            "time": found["timestamp"],
            "event_id": found["event_id"],
            "node": pa.array(node),
        },
        schema=SIGN_INS,
    ).filter(pa.array(keep))
    return pa.concat_tables([_told(ids, persons, told, frozen | junk), seen])


SIGN_INS = pa.schema([("id", pa.string()), ("time", TIME), ("event_id", pa.string()), ("node", pa.int64())])


def _told(ids: Ids, persons: Persons, told: Told, unusable: Flags) -> pa.Table:
    """Sign-ins that somebody told of; one without a time holds since ever."""
    shared = np.zeros(ids.size, bool)
    shared[persons.shared] = True
    rows = []
    for (one, other), time in told.items():
        ends = find(ids, [one, other])
        who, device = int(ends.min()), int(ends.max())
        if shared[device] and not shared[who] and who < ids.first("anonymous") and not unusable[ends].any():
            name = one[1] if ends[0] == device else other[1]
            rows.append({"id": name, "time": time or EARLIEST, "event_id": "", "node": who})
    return pa.Table.from_pylist(rows, schema=SIGN_INS)


def splits(found: pa.Table, code_of: Nodes) -> pa.Table:
    """Intervals of shared devices: from each change of person to the next, without gaps or overlaps.

    The first interval is open to the left: what happened before anybody signed in belongs to the first who did.
    Of several sign-ins at the same moment the one with the largest event_id counts.
    """
    if not len(found):
        return SPLITS.empty_table()
    order = pc.sort_indices(found, sort_keys=[(c, "ascending") for c in ("id", "time", "event_id", "node")])
    rows = found.take(order)
    device = rows["id"].combine_chunks().dictionary_encode().indices.to_numpy()
    time = rows["time"].combine_chunks().view(pa.int64()).to_numpy()
    code = code_of[rows["node"].to_numpy()]
    last_of_moment = np.ones(len(rows), bool)
    last_of_moment[:-1] = (device[1:] != device[:-1]) | (time[1:] != time[:-1])
    kept = np.flatnonzero(last_of_moment)
    device, time, code = device[kept], time[kept], code[kept]
    starts = np.ones(len(kept), bool)
    starts[1:] = (device[1:] != device[:-1]) | (code[1:] != code[:-1])
    chosen = np.flatnonzero(starts)
    device, time, code = device[chosen], time[chosen], code[chosen]
    opens = np.ones(len(chosen), bool)
    opens[1:] = device[1:] != device[:-1]
    closes = np.append(opens[1:], True)
    until = np.append(time[1:], 0)
    return pa.table(
        {
            "id": rows["id"].combine_chunks().take(pa.array(kept[chosen])),
            "valid_from": pa.array(time, TIME, mask=opens),
            "valid_to": pa.array(until, TIME, mask=closes),
            "code": pa.array(code, pa.int32()),
        },
        schema=SPLITS,
    )


def _rows(events: ir.Table, shared: pa.Array) -> ir.Table:
    who = events.user_id.notnull() | events.email.notnull()
    return events.filter(events.anonymous_id.isin(shared.to_pylist()) & who).select(
        "anonymous_id", "timestamp", "event_id", "user_id", "email"
    )


def _codes(column: pa.ChunkedArray, ids: Ids, kind: str) -> Nodes:
    index = pc.index_in(column, value_set=ids.of[kind]).combine_chunks().fill_null(-1).to_numpy()
    return np.where(index < 0, -1, index + ids.first(kind))

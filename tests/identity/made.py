"""Events that carry ids, and what the program makes of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa

from desirepath.identity.assign import with_codes
from desirepath.identity.identities import Identities, identities_of
from desirepath.lake.engines import DuckDBEngine
from desirepath.lake.tables import EVENTS, IDENTITY_EDGES

Row = dict[str, Any]
START = datetime.fromisoformat("2026-01-01T00:00")


def seen(
    minute: int, *, user: str | None = None, email: str | None = None, anonymous: str | None = None
) -> Row:
    row: Row = {"event_id": f"e{minute:03d}", "source": "s", "timestamp": START + timedelta(minutes=minute)}
    return row | {"user_id": user, "email": email, "anonymous_id": anonymous}


def edge(kind: str, a: tuple[str, str], b: tuple[str, str], minute: int = 0) -> Row:
    row: Row = {
        "source": "people",
        "kind": kind,
        "timestamp": START + timedelta(minutes=minute),
        "evidence": "",
    }
    return row | {"a_kind": a[0], "a": a[1], "b_kind": b[0], "b": b[1]}


def resolved(
    engine: DuckDBEngine, rows: list[Row], edges: list[Row] | None = None, **more: Any
) -> Identities:
    events = engine.view(pa.Table.from_pylist(rows, schema=EVENTS))
    explicit = pa.Table.from_pylist(edges or [], schema=IDENTITY_EDGES)
    return identities_of(engine, events, explicit, **more)


def customers(
    engine: DuckDBEngine, rows: list[Row], edges: list[Row] | None = None, **more: Any
) -> list[str | None]:
    """The customer of each row, in the order of the rows."""
    who = resolved(engine, rows, edges, **more)
    numbered = pa.Table.from_pylist(rows, schema=EVENTS).append_column(
        "row", pa.array(range(len(rows)), pa.int64())
    )
    coded = engine.to_arrow(with_codes(engine.view(numbered), who, engine.view).select("row", "code"))
    keys = who.customers["customer"].to_pylist()
    found: list[str | None] = [None] * len(rows)
    assert len(coded) == len(rows)
    for row in coded.to_pylist():
        found[row["row"]] = None if row["code"] is None else keys[row["code"]]
    return found

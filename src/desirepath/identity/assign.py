"""Whose event is this? One expression for both engines."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import ibis

from desirepath.identity.identities import Identities
from desirepath.identity.nodes import COLUMNS

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa


def with_codes(events: ir.Table, who: Identities, view: Callable[[pa.Table], ir.Table]) -> ir.Table:
    """The events with `code`, the number of their customer; null for events without any id.

    The best id of a row counts: user id before e-mail before anonymous id, junk only where nothing else stands.
    A shared device belongs to who signed in last before the event. `view` shows an Arrow table to the engine.
    """
    user, email, anonymous = (events[column] for column in COLUMNS.values())
    clean = {kind: _clean(events[column], who.junk[kind]) for kind, column in COLUMNS.items()}
    nothing = ibis.null("string")
    text = {"user": _either(clean["user"] | ~(clean["email"] | clean["anonymous"]), user, nothing)}
    text["email"] = _either(text["user"].isnull() & (clean["email"] | ~clean["anonymous"]), email, nothing)
    text["anonymous"] = _either(text["user"].isnull() & text["email"].isnull(), anonymous, nothing)
    joined = events.mutate(**{f"{kind}_key": key for kind, key in text.items()})
    columns = list(events.columns)
    codes = []
    for kind, table in who.codes.items():
        if table.num_rows:
            known = view(table).rename({f"{kind}_id_known": "id", f"{kind}_code": "code"})
            joined = joined.left_join(known, joined[f"{kind}_key"] == known[f"{kind}_id_known"])
            codes.append(f"{kind}_code")
    if who.shared.num_rows:
        split = view(who.shared).rename(
            shared_id="id", shared_from="valid_from", shared_to="valid_to", shared_code="code"
        )
        since = split.shared_from.isnull() | (joined.timestamp >= split.shared_from)
        until = split.shared_to.isnull() | (joined.timestamp < split.shared_to)
        joined = joined.left_join(split, [joined.anonymous_key == split.shared_id, since, until])
        codes.append("shared_code")
    code = ibis.coalesce(*(joined[name] for name in codes)) if codes else ibis.null("int32")
    return joined.select(*columns, code=code)


def _clean(column: ir.Column, junk: list[str]) -> ir.BooleanValue:
    return column.notnull() & ~column.isin(junk) if junk else column.notnull()


def _either(test: ir.BooleanValue, value: ir.Value, otherwise: ir.Value) -> ir.Value:
    return ibis.ifelse(test, value, otherwise)

"""Journeys of a table in memory: no workspace, no files, the same kernel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from desirepath.domain.duration import seconds
from desirepath.errors import InputError, nearest
from desirepath.journeys.log import NEEDED, LogRules, journey_log
from desirepath.lake.tables import EVENTS, TIME

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pandas as pd

OPTIONAL = sorted(
    {"event_id", "source", "kind", "actor", "channel", "touchpoint", "device", "campaign", "campaign_source"}
    | {
        "medium",
        "product",
        "agent",
        "order_id",
        "revenue",
        "currency",
        "score",
        "scale",
        "scale_version",
        "text",
    }
    | {"language"}
)


@dataclass(frozen=True)
class FrameJourneys:
    """The journey log of a table in memory: one row an event, sorted by (customer, seq)."""

    arrow: pa.Table

    @property
    def table(self) -> ir.Table:
        """As an Ibis table, to ask further."""
        import ibis

        return ibis.memtable(self.arrow)

    def to_pandas(self) -> pd.DataFrame:
        """As a pandas frame."""
        frame: pd.DataFrame = self.arrow.to_pandas()
        return frame

    def __len__(self) -> int:
        return int(self.arrow.num_rows)


def journeys_from_frame(
    df: Any,
    *,
    customer: str,
    event: str,
    time: str,
    session_gap: str = "30m",
    timezone: str = "UTC",
    keep: Sequence[str] = (),
    **columns: str,
) -> FrameJourneys:
    """Who did what, in order, with what came before and after?

    One row an event; columns as in the stored table `journeys`. It does not resolve identities: equal values in the
    customer column are one customer. Rows without a customer, event or time are an error.

    df : a pandas frame, an Arrow table, or whatever `pyarrow.table` takes.
    customer, event, time : names of its columns. Times with a zone become UTC; naive ones are taken as UTC.
    session_gap : length of a pause that ends a session, as in "30m"; a pause of exactly that length does not.
    timezone : zone of the column `local`.
    keep : further columns of the frame, kept as text under `prop_<name>`.
    columns : where else to find what, as in `channel="source_channel"`; the names of the stored table otherwise.
    Raises InputError for a column that is not there or cannot be read.

    >>> import pyarrow as pa
    >>> rows = pa.table({"who": ["a", "a"], "what": ["visit", "order"], "at": ["2026-01-01 10:00", "2026-01-01 10:05"]})
    >>> log = journeys_from_frame(rows, customer="who", event="what", time="at")
    >>> log.arrow.select(["customer", "seq", "event", "prev_event", "session"]).to_pylist()[1]
    {'customer': 'a', 'seq': 1, 'event': 'order', 'prev_event': 'visit', 'session': 0}
    """
    given = _arrow(df)
    rules = LogRules(timezone=timezone, session_gap=seconds(session_gap), keep=tuple(keep))
    known = {name: name for name in OPTIONAL if name in given.column_names and name not in keep}
    for name in columns:
        if name not in OPTIONAL:
            raise InputError(
                f'Journeys have no column "{name}".', code="unknown_column", remedy=nearest(name, OPTIONAL)
            )
    named = known | columns
    rows = {
        "customer": _text(given, customer, required=True),
        "event": _text(given, event, required=True),
        "timestamp": _times(given, time),
        **{name: _typed(given, column, EVENTS.field(name).type) for name, column in named.items()},
        **{f"prop_{name}": _text(given, name) for name in keep},
    }
    size = given.num_rows
    defaults = {"actor": "customer", "kind": "behaviour", "source": "frame"}
    for name in [*NEEDED, "known_account"]:
        if name in rows:
            continue
        if name == "event_id":
            rows[name] = pa.array([f"{n:012d}" for n in range(size)])
        else:
            kind = EVENTS.field(name).type if name in EVENTS.names else pa.string()
            rows[name] = pa.array([defaults.get(name)] * size, kind)
    log = journey_log(pa.table(rows), 0, rules)
    return FrameJourneys(log.cast(rules.schema))


def _arrow(df: Any) -> pa.Table:
    if isinstance(df, pa.Table):
        return df
    if hasattr(df, "to_pandas") and not hasattr(df, "__dataframe__"):
        df = df.to_pandas()
    if type(df).__module__.startswith("pandas"):
        return pa.Table.from_pandas(df, preserve_index=False)
    return pa.table(df)


def _column(given: pa.Table, name: str) -> pa.Array:
    if name not in given.column_names:
        raise InputError(
            f'The frame has no column "{name}".',
            code="unknown_column",
            remedy=nearest(name, given.column_names),
        )
    return given[name].combine_chunks()


def _text(given: pa.Table, name: str, *, required: bool = False) -> pa.Array:
    column = _column(given, name)
    column = column.dictionary_decode() if pa.types.is_dictionary(column.type) else column
    return _complete(_cast(column, pa.string(), name), name, required)


def _times(given: pa.Table, name: str) -> pa.Array:
    column = _column(given, name)
    if pa.types.is_timestamp(column.type) and column.type.tz is not None:
        column = column.cast(pa.timestamp("us", "UTC"), safe=False).cast(TIME)
    return _complete(_cast(column, TIME, name), name, required=True)


def _typed(given: pa.Table, name: str, kind: pa.DataType) -> pa.Array:
    if kind == pa.string():
        return _text(given, name)
    column = _column(given, name)
    if pa.types.is_decimal(kind):
        column = (
            pc.round(_cast(column, pa.float64(), name), ndigits=2)
            if not pa.types.is_decimal(column.type)
            else column
        )
    return _cast(column, kind, name)


def _cast(column: pa.Array, kind: pa.DataType, name: str) -> pa.Array:
    try:
        return column.cast(kind, safe=not pa.types.is_timestamp(kind))
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise InputError(
            f'The column "{name}" cannot be read as {kind}: {error}.',
            code="bad_column",
            remedy="Convert the column before, for instance with pandas.to_datetime or pandas.to_numeric.",
        ) from error


def _complete(column: pa.Array, name: str, required: bool) -> pa.Array:
    if required and column.null_count:
        raise InputError(
            f'The column "{name}" is empty in {column.null_count} of {len(column)} rows.',
            code="missing_values",
            remedy=f'Drop these rows first, for instance with df.dropna(subset=["{name}"]).',
        )
    return column

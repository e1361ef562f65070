"""Running a bucket kernel for a question: the rows it reads, the keys of the answer, and time as kernels count it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

import pyarrow as pa

from desirepath.domain import duration
from desirepath.lake.buckets import run_buckets

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.lake.engines import DuckDBEngine, SparkEngine
    from desirepath.measures.scope import Scope

NUMBER = "customer_number"
SECOND = 1_000_000
NEVER = 2**62
"""Further away than any moment: no limit. Small enough to be added to a moment without overflow."""


def who(scope: Scope) -> list[str]:
    """Columns that say whose a row is: the key, and the number where the build gives one."""
    held = scope.view.tables[scope.table_name].columns
    return ["customer", NUMBER] if NUMBER in held else ["customer"]


def run(
    scope: Scope,
    rows: ir.Table,
    kernel: Callable[[pa.Table], pa.Table],
    columns: Sequence[tuple[str, pa.DataType]],
) -> pa.Table:
    """What a kernel makes of the rows: its own columns, and the keys of the breakdowns behind them.

    A kernel that names nobody gets the number of each customer in place of the key, where the build gives one.
    """
    if NUMBER in rows.columns:
        if "customer" in dict(columns):
            rows = rows.drop(NUMBER)
        else:
            rows = rows.drop(*({"customer"} & set(rows.columns))).rename(customer=NUMBER)
    kinds = rows.schema().to_pyarrow()
    schema = pa.schema(
        [*(pa.field(*column) for column in columns), *(kinds.field(key) for key in scope.keys)]
    )
    return run_buckets(cast("DuckDBEngine | SparkEngine", scope.view.engine), rows, kernel, schema)


def microseconds(moment: datetime | None) -> int | None:
    """A UTC moment without a mark, as a kernel counts time."""
    if moment is None:
        return None
    whole = moment.replace(tzinfo=UTC, microsecond=0).timestamp()
    return int(whole) * SECOND + moment.microsecond


def lasting(text: str | None, otherwise: int = NEVER) -> int:
    """A length of time as a kernel counts it; what is not given, or "none", is no limit.

    >>> lasting("2s"), lasting("none") == NEVER
    (2000000, True)
    """
    return otherwise if text in (None, "none") else duration.seconds(text or "") * SECOND

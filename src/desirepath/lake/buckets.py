"""Run a pure function over every bucket of customers: the one implementation behind both engines."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.lake.engines import DuckDBEngine, SparkEngine

Kernel = Callable[[pa.Table], pa.Table]


def run_buckets(
    engine: DuckDBEngine | SparkEngine,
    rows: ir.Table,
    kernel: Kernel,
    schema: pa.Schema,
    *,
    order: list[str] | None = None,
) -> pa.Table:
    """Apply a kernel to the rows of each bucket and put what it returns together.

    rows : a table with a column `bucket`.
    kernel : takes one bucket's rows, sorted by `order`, and returns a table of `schema`. It must be pure: on Spark
        it runs in other processes.
    order : columns to sort a bucket's rows by, as ["customer", "seq"]; None leaves any order.

    Each bucket is held in memory alone. The result has no order.
    """
    keys = [(name, "ascending") for name in order or []]

    def sorted_kernel(bucket: pa.Table) -> pa.Table:
        return kernel(bucket.sort_by(keys) if keys else bucket).select(schema.names).cast(schema)

    if engine.name == "spark":
        return engine.apply_by_bucket(rows, sorted_kernel, schema)  # type: ignore[union-attr]
    buckets = engine.to_arrow(rows.select("bucket").distinct())["bucket"].to_pylist()
    found = [sorted_kernel(engine.to_arrow(rows.filter(rows.bucket == b))) for b in sorted(buckets)]
    return pa.concat_tables([schema.empty_table(), *found])

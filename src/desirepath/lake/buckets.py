"""Run a pure function over every bucket of customers: the one implementation behind both engines."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from desirepath.lake.tables import CUSTOMER_BITS

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.lake.engines import DuckDBEngine, SparkEngine

Kernel = Callable[[pa.Table], pa.Table]
Places = npt.NDArray[np.int64]

AT_ONCE = 4_000_000
"""Rows that are worked on together."""
CORES = os.cpu_count() or 1
RUN = 1_000
"""Rows of one bucket that come together, at least on average, where rows are not sorted by bucket first."""
SHARED = 500_000
"""Rows that are worth dividing between cores: a kernel is numpy, which works on all of them at once."""


def run_buckets(
    engine: DuckDBEngine | SparkEngine,
    rows: ir.Table,
    kernel: Kernel,
    schema: pa.Schema,
    *,
    order: list[str] | None = None,
) -> pa.Table:
    """Apply a kernel to the rows of each bucket, or of a few together, and put what it returns together.

    rows : a table with a column `bucket`.
    kernel : takes all rows of some customers, sorted by `order`, and returns a table of `schema`. It must be pure:
        on Spark it runs in other processes. It need not get the column `bucket` where `customer` is a number.
    order : columns to sort a bucket's rows by, as ["customer", "seq"]; None leaves any order.

    At most AT_ONCE rows are worked on together, or one bucket where that has more, on all cores, while the next are
    read. Rows that are no more in all are read without being counted first: mostly a question needs few of a log. The
    result has no order.
    """
    keys = [(name, "ascending") for name in order or []]

    def sorted_kernel(bucket: pa.Table) -> pa.Table:
        return kernel(bucket.sort_by(keys) if keys else bucket).select(schema.names).cast(schema)

    if engine.name == "spark":
        return engine.apply_by_bucket(rows, sorted_kernel, schema)  # type: ignore[union-attr]
    numbered = "customer" in rows.columns and rows["customer"].type().is_integer()
    read = rows.drop("bucket") if numbered else rows  # each column costs, and a number tells its bucket
    together = engine.to_arrow_upto(read, AT_ONCE)  # type: ignore[union-attr]
    parts = [together] if together is not None else _ahead(map(engine.to_arrow, _parts(engine, rows)))
    with ThreadPoolExecutor(CORES) as pool:
        found = [one for part in parts for one in pool.map(sorted_kernel, _shares(part))]
    return pa.concat_tables([schema.empty_table(), *found])


def _shares(part: pa.Table) -> list[pa.Table]:
    """The rows in shares of whole buckets, four for each core; few rows are one share."""
    if part.num_rows < SHARED:
        return [part] if part.num_rows else []
    runs = _runs(part)
    if runs.num_rows > part.num_rows // RUN:
        part = part.sort_by("bucket" if "bucket" in part.column_names else "customer").combine_chunks()
        runs = _runs(part)
    buckets, n = runs["bucket"].to_numpy(), runs["n"].to_numpy()
    before = (np.cumsum(n) - n)[np.searchsorted(buckets, buckets)]  # rows of earlier buckets
    shares: list[list[pa.Table]] = [[] for _ in range(4 * CORES)]
    for share, run in zip(before * len(shares) // part.num_rows, runs.to_pylist(), strict=True):
        shares[share].append(part.slice(run["at"], run["n"]))
    # Rows of a bucket come in few runs, as its files are read: so nothing has been copied.
    return [pa.concat_tables(share) for share in shares if share]


def _runs(part: pa.Table) -> pa.Table:
    """Rows of one bucket that stand together: `bucket`, where they begin (`at`) and how many they are (`n`)."""
    found, at = [], 0
    told = "bucket" in part.column_names
    for chunk in part["bucket" if told else "customer"].chunks:
        buckets = chunk.to_numpy() >> (0 if told else CUSTOMER_BITS)
        opens = np.flatnonzero(np.diff(buckets, prepend=-1))
        sizes = np.diff(opens, append=len(buckets))
        found.append(pa.table({"bucket": buckets[opens].astype(np.int64), "at": opens + at, "n": sizes}))
        at += len(buckets)
    return pa.concat_tables(found).sort_by("bucket")


def _ahead(made: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """The same tables, each made while the one before is used: the engine reads while a kernel counts."""
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, made, None)
        while (here := coming.result()) is not None:
            coming = thread.submit(next, made, None)
            yield here


def _parts(engine: DuckDBEngine | SparkEngine, rows: ir.Table) -> Iterator[ir.Table]:
    """The rows in parts of whole buckets: each statement has a price, so small buckets are read together."""
    counted = engine.to_arrow(rows.aggregate(n=rows.count(), by="bucket")).sort_by("bucket").to_pylist()
    part: list[int] = []
    held = 0
    for number, row in enumerate(counted):
        part.append(row["bucket"])
        held += row["n"]
        if number + 1 == len(counted) or held + counted[number + 1]["n"] > AT_ONCE:
            yield rows.filter(rows.bucket.between(part[0], part[-1]))
            part, held = [], 0

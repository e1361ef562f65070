"""Run the bucket kernel over all customers, beside DuckDB or on Spark."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pyarrow as pa

from desirepath.identity.assign import with_codes
from desirepath.identity.identities import Identities
from desirepath.journeys.bucket import Plan, Written, build_bucket
from desirepath.journeys.rows import READ, prepared
from desirepath.journeys.spread import load, spread
from desirepath.journeys.traits import Traits
from desirepath.lake.buckets import run_buckets
from desirepath.lake.engines import DuckDBEngine, SparkEngine
from desirepath.lake.lake import Lake
from desirepath.lake.tables import STORED

Report = Callable[[str, int, int | None], None]
TOLD = pa.schema([("told", pa.string())])


def run_people(
    engine: DuckDBEngine | SparkEngine,
    lake: Lake,
    who: Identities,
    traits: Traits,
    plan: Plan,
    threads: int,
    report: Report,
) -> list[Written]:
    """Build every bucket; what each one wrote, in the order of the buckets."""
    if isinstance(engine, SparkEngine):
        return _on_spark(engine, lake, who, traits, plan)
    return _beside_duckdb(engine, lake, who, traits, plan, threads, report)


def _beside_duckdb(
    engine: DuckDBEngine,
    lake: Lake,
    who: Identities,
    traits: Traits,
    plan: Plan,
    threads: int,
    report: Report,
) -> list[Written]:
    dealt = 0

    def count(rows: int) -> None:
        nonlocal dealt
        dealt += rows
        report("events to customers", dealt, who.rows)

    folder = lake.root / "build.work" / "buckets"
    paths = spread(engine, lake.files("events"), who, plan.keep, folder, threads=threads, done=count)

    def work(bucket: int) -> Written:
        path = paths[bucket]
        written = build_bucket(load(path, bucket, who, plan.keep), bucket, traits.of(bucket, who), plan)
        path.unlink()
        return written

    told: list[Written] = []
    with ThreadPoolExecutor(threads) as pool:
        for written in pool.map(work, sorted(paths)):
            told.append(written)
            report("journeys", sum(w.rows for w in told), who.rows)
    return told


def _on_spark(engine: SparkEngine, lake: Lake, who: Identities, traits: Traits, plan: Plan) -> list[Written]:
    events = engine.read(lake.files("events"), STORED["events"])
    coded = engine.named(with_codes(events, who, engine.view))
    keys = engine.view(who.customers.append_column("number", pa.array(range(len(who.customers)), pa.int32())))
    rows = coded.inner_join(keys, [("code", "number")]).select(*READ, "customer", "bucket")
    told = run_buckets(engine, rows, partial(_spark_bucket, plan=plan, traits=traits, who=who), TOLD)
    return [Written.of_json(text) for text in sorted(told["told"].to_pylist())]


def _spark_bucket(rows: pa.Table, *, plan: Plan, traits: Traits, who: Identities) -> pa.Table:
    """The kernel in a Spark worker: the files are told as one row of text."""
    bucket = rows["bucket"][0].as_py()
    events = prepared(rows.drop_columns(["bucket", "customer"]).combine_chunks(), plan.keep)
    events = events.append_column("customer", rows["customer"].combine_chunks())
    written = build_bucket(events, bucket, traits.of(bucket, who), plan)
    return pa.table({"told": [written.to_json()]}, schema=TOLD)

"""Both engines read the same files alike; questions stop after their time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from desirepath.errors import LimitError
from desirepath.lake import buckets
from desirepath.lake.buckets import run_buckets
from desirepath.lake.engines import DuckDBEngine
from desirepath.lake.lake import Lake
from desirepath.lake.tables import EVENTS

ROW = {
    "event_id": "a",
    "timestamp": datetime.fromisoformat("2026-01-02T03:04:05.000006"),
    "revenue": Decimal("1.20"),
}


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    found = DuckDBEngine(threads=1)
    yield found
    found.close()


def test_a_table_without_files_reads_as_empty_with_its_columns(engine: DuckDBEngine) -> None:
    assert engine.to_arrow(engine.read([], EVENTS)) == EVENTS.empty_table()


def test_stored_rows_come_back_with_their_types(engine: DuckDBEngine, tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.append("events", pa.Table.from_pylist([ROW], schema=EVENTS))
    found = engine.to_arrow(engine.read(lake.files("events"), EVENTS))
    assert found.schema == EVENTS
    assert found.to_pylist() == [dict.fromkeys(EVENTS.names) | ROW]


def test_a_column_that_older_files_lack_is_null(engine: DuckDBEngine, tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.overwrite("old", pa.table({"a": [1]}))
    wider = pa.schema([("a", pa.int64()), ("b", pa.string())])
    assert engine.to_arrow(engine.read(lake.files("old"), wider)).to_pylist() == [{"a": 1, "b": None}]


def test_a_path_with_a_quotation_mark_is_a_path(engine: DuckDBEngine, tmp_path: Path) -> None:
    lake = Lake(tmp_path / "ann's lake")
    lake.overwrite("t", pa.table({"a": [1]}))
    assert engine.to_arrow(engine.read(lake.files("t"), lake.schema("t"))).to_pylist() == [{"a": 1}]


def test_numbered_rows_tell_their_place_in_their_files(engine: DuckDBEngine, tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    for start in (0, 3, 6):
        lake.append("t", pa.table({"a": [start, start + 1, start + 2]}))
    files = lake.files("t")[::-1]
    found = engine.to_arrow(engine.read_numbered(files, lake.schema("t"))).to_pylist()
    assert len(found) == 9
    for row in found:
        stored = pa.parquet.read_table(files[row["file_index"]])["a"][row["file_row_number"]].as_py()
        assert stored == row["a"]


def test_a_question_that_takes_too_long_is_stopped_with_a_remedy_and_the_next_one_works() -> None:
    engine = DuckDBEngine(threads=1, timeout=0.2)
    some = engine.view(pa.table({"n": list(range(5_000))}))
    pairs = some.cross_join(some.view().rename(m="n")).cross_join(some.view().rename(o="n"))
    with pytest.raises(LimitError, match=r"longer than 0\.2 seconds"):
        engine.to_arrow(pairs.aggregate(total=(pairs.n * pairs.m % (pairs.o + 1)).sum()))
    assert engine.to_arrow(some).num_rows == 5_000
    engine.close()


def doubled(bucket: pa.Table) -> pa.Table:
    """A kernel for tests: the sum of a bucket, and its rows in the order it saw them."""
    seen = ",".join(str(n) for n in bucket["n"].to_pylist())
    return pa.table({"bucket": [bucket["bucket"][0].as_py()], "seen": [seen]})


SEEN = pa.schema([("bucket", pa.int64()), ("seen", pa.string())])
NUMBERS = pa.table({"bucket": pa.array([1, 0, 2, 1, 0, 1]), "n": pa.array([5, 2, 6, 3, 1, 4])})


@pytest.mark.parametrize(
    ("at_once", "parts"),
    [(1, ["1,2", "3,4,5", "6"]), (5, ["1,2,3,4,5", "6"]), (6, ["1,2,3,4,5,6"])],
)
def test_a_kernel_sees_each_bucket_once_whole_and_in_order_small_ones_together(
    engine: DuckDBEngine, monkeypatch: pytest.MonkeyPatch, at_once: int, parts: list[str]
) -> None:
    monkeypatch.setattr(buckets, "AT_ONCE", at_once)
    found = run_buckets(engine, engine.view(NUMBERS), doubled, SEEN, order=["n"])
    assert sorted(found["seen"].to_pylist()) == parts


@pytest.mark.parametrize("order", ["n", "bucket"])
@pytest.mark.parametrize("cores", [1, 2, 5])
def test_many_rows_are_shared_between_cores_by_whole_buckets(
    engine: DuckDBEngine, monkeypatch: pytest.MonkeyPatch, order: str, cores: int
) -> None:
    monkeypatch.setattr(buckets, "SHARED", 1)
    monkeypatch.setattr(buckets, "CORES", cores)
    n = pa.array(range(6_000))
    rows = pa.table({"bucket": pc.cast(pc.bit_wise_and(n, 7), pa.int32()), "n": n}).sort_by(order)
    kinds = pa.schema([("bucket", pa.int32()), ("n", pa.int64()), ("whole", pa.bool_())])

    def whole(share: pa.Table) -> pa.Table:
        counted = {row["values"]: row["counts"] for row in pc.value_counts(share["bucket"]).to_pylist()}
        assert set(counted.values()) == {750}
        assert len(counted) < 8
        return share.append_column("whole", pa.array([True] * share.num_rows))

    found = run_buckets(engine, engine.view(rows), whole, kinds)
    assert sorted(found["n"].to_pylist()) == list(range(6_000))


def test_rows_are_read_only_where_there_are_no_more_than_asked_for(engine: DuckDBEngine) -> None:
    rows = engine.view(NUMBERS)
    assert engine.to_arrow_upto(rows, 6) == NUMBERS
    assert engine.to_arrow_upto(rows, 5) is None
    assert engine.to_arrow(rows) == NUMBERS


def test_a_kernel_on_no_rows_gives_an_empty_table(engine: DuckDBEngine) -> None:
    assert run_buckets(engine, engine.view(NUMBERS.slice(0, 0)), doubled, SEEN) == SEEN.empty_table()


@pytest.mark.parametrize("at_once", [1_000, 100_000])
@pytest.mark.parametrize("order", ["n", "customer"])
def test_numbers_of_customers_tell_their_buckets(
    engine: DuckDBEngine, monkeypatch: pytest.MonkeyPatch, order: str, at_once: int
) -> None:
    monkeypatch.setattr(buckets, "SHARED", 1)
    monkeypatch.setattr(buckets, "AT_ONCE", at_once)
    n = np.arange(20_000)
    bucket = n % 7
    customer = (bucket.astype(np.int64) << 32) + n % 91
    rows = pa.table({"bucket": pa.array(bucket, pa.int32()), "customer": customer, "n": n}).sort_by(order)

    def people(share: pa.Table) -> pa.Table:
        return share.group_by("customer").aggregate([("n", "count"), ("n", "sum")])

    kinds = pa.schema([("customer", pa.int64()), ("n_count", pa.int64()), ("n_sum", pa.int64())])
    found = run_buckets(engine, engine.view(rows), people, kinds)
    # Whoever came in two shares would be told twice.
    assert found.sort_by("customer") == people(rows).cast(kinds).sort_by("customer")

"""Parquet and JSON Lines, and traits."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from .conftest import NOW, Bench

pytestmark = pytest.mark.usefixtures("here")
LOG: dict[str, Any] = {
    "source": "log",
    "files": "*.*",
    "events": [{"event": {"column": "event"}, "time": "time", "user_id": "user", "event_id": "id"}],
}


def parquet(bench: Bench, name: str = "a.parquet", **columns: Any) -> None:
    given = {"event": ["A"], "time": [datetime(2024, 7, 1, 10)], "user": ["u1"], "id": ["1"], **columns}
    pq.write_table(pa.table(given), bench.data / name)


@pytest.mark.parametrize(
    ("time", "read"),
    [
        (pa.array([datetime(2024, 7, 1, 10)], pa.timestamp("us")), datetime(2024, 7, 1, 8)),
        (pa.array([datetime(2024, 7, 1, 10)], pa.timestamp("ns")), datetime(2024, 7, 1, 8)),
        (
            pa.array([datetime(2024, 7, 1, 10, tzinfo=UTC)], pa.timestamp("us", "UTC")),
            datetime(2024, 7, 1, 10),
        ),
        (pa.array([date(2024, 7, 1)]), datetime(2024, 6, 30, 22)),
        (pa.array([1719828000000]), datetime(2024, 7, 1, 10)),
        (pa.array([1719828000.0]), datetime(2024, 7, 1, 10)),
        (pa.array(["2024-07-01T10:00:00"]), datetime(2024, 7, 1, 8)),
    ],
)
def test_times_of_parquet_keep_their_type(bench: Bench, time: pa.Array, read: datetime) -> None:
    parquet(bench, time=time)
    bench.run({**LOG, "timezone": "Europe/Madrid"})
    assert bench.events("timestamp") == [read]


def test_parquet_with_int96_decimals_and_nested_columns(bench: Bench) -> None:
    table = pa.table(
        {
            "event": ["A"], "time": [datetime(2024, 7, 1)], "user": [7], "id": [1.0],
            "paid": pa.array([Decimal("3.50")], pa.decimal128(9, 2)),
            "basket": [[{"sku": "x", "n": 2}]], "flag": [True], "none": pa.nulls(1, pa.string()),
        }
    )  # fmt: skip
    pq.write_table(table, bench.data / "a.parquet", use_deprecated_int96_timestamps=True)
    rule = {**LOG["events"][0], "revenue": "paid", "properties": ["basket", "flag", "none"]}
    bench.run({**LOG, "events": [rule]})
    assert bench.events("event_id", "user_id", "revenue", "properties") == [
        ("1", "7", Decimal("3.50"), '{"basket":[{"sku":"x","n":2}],"flag":true}')
    ]


def test_a_refused_row_of_parquet_is_numbered_from_one(bench: Bench) -> None:
    times = [datetime(2024, 1, 1), None, datetime(2024, 1, 2)]
    parquet(
        bench, event=["A"] * 3, time=pa.array(times, pa.timestamp("us")), user=["u"] * 3, id=["1", "2", "3"]
    )
    bench.run(LOG)
    assert bench.refused() == [("a.parquet", 2, "no time")]


def test_parquet_files_of_other_types_are_read_beside_each_other(bench: Bench) -> None:
    parquet(bench, "a.parquet", id=["1"])
    parquet(bench, "b.parquet", id=[2], more=["x"])
    bench.run(LOG)
    assert bench.events("event_id") == ["1", "2"]


def test_csv_parquet_and_json_lines_may_stand_in_one_recipe(bench: Bench) -> None:
    parquet(bench)
    bench.write("b.csv", "event,time,user,id\nB,2024-07-02,u1,2\n")
    bench.write("c.jsonl", '{"event":"C","time":"2024-07-03","user":"u1","id":3}\n')
    summary = bench.run(LOG)
    assert summary.rows == 3
    assert bench.events("event_id", "event") == [("1", "A"), ("2", "B"), ("3", "C")]


def jsonl(*rows: Any) -> str:
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)


ROW = {"event": "A", "time": "2024-01-01T10:00:00Z", "user": "u1", "id": "1"}


def test_keys_of_json_lines_are_columns_and_objects_stay_json(bench: Bench) -> None:
    bench.write("a.jsonl", jsonl({**ROW, "p": {"x": [1, 2.5], "é": "ü"}, "ok": True, "n": 1.5, "none": None}))
    rule = {**LOG["events"][0], "properties": {"json": "p"}, "text": "n", "product": "ok"}
    bench.run({**LOG, "events": [rule]})
    assert [json.loads(p) for p in bench.events("properties")] == [{"x": [1, 2.5], "é": "ü"}]
    assert bench.events("text", "product") == [("1.5", "true")]


def test_lines_that_hold_no_object_cost_themselves_only(bench: Bench) -> None:
    bad = ["not json", "[1]", "null", '{"a":', '"text"', "[" * 100_000, '{"n": ' + "9" * 5_000 + "}"]
    bench.write("a.jsonl", jsonl(ROW, *bad, "", {**ROW, "id": "2"}))
    summary = bench.run(LOG)
    assert bench.events("event_id") == ["1", "2"]
    assert bench.refused() == [("a.jsonl", n, "not a JSON object") for n in range(2, 9)]
    assert summary.rows == 9


def test_odd_numbers_and_letters_of_json_do_no_harm(bench: Bench) -> None:
    lines = [
        '{"event":"A","time":"2024-01-01","user":"u1","id":"1","n":NaN,"m":-Infinity,"o":1e400}',
        '{"event":"A","time":"2024-01-02","user":"u\\ud800","id":"2"}',
        '{"event":"A","time":"2024-01-03","user":"u1","id":"2b","id":"3"}',
    ]
    bench.write(
        "a.jsonl",
        b"\xef\xbb\xbf"
        + jsonl(*lines).encode()
        + b'{"event":"A","time":"2024-01-04","user":"\xe9","id":"4"}',
    )
    bench.run({**LOG, "events": [{**LOG["events"][0], "properties": "all"}]})
    assert bench.events("event_id", "user_id") == [("1", "u1"), ("2", "u?"), ("3", "u1")]
    assert bench.refused() == [("a.jsonl", 4, "not a JSON object")]


def test_json_lines_may_be_split_and_still_have_the_same_ids(new_bench: Any) -> None:
    rows = [
        {"event": "A", "time": "2024-01-01", "user": "u1"},
        {"event": "B", "time": "2024-01-02", "user": "u1", "x": 1},
    ]
    recipe = {**LOG, "events": [{k: v for k, v in LOG["events"][0].items() if k != "event_id"}]}
    one, two = new_bench(), new_bench()
    one.write("a.jsonl", jsonl(*rows))
    two.write("a.jsonl", jsonl(rows[0]))
    two.write("b.jsonl", jsonl(rows[1]))
    one.run(recipe), two.run(recipe)
    assert one.events("event_id", "event") == two.events("event_id", "event")


TRAITS: dict[str, Any] = {
    "source": "crm",
    "files": "crm.csv",
    "kind": "traits",
    "traits": [{"id": "id", "valid_from": "since", "columns": ["plan", "city"]}],
}


def traits(bench: Bench) -> list[tuple[Any, ...]]:
    rows = bench.lake.read("traits").to_pylist()
    return sorted(((r["of"], r["id"], r["name"], r["value"], r["valid_from"]) for r in rows), key=str)


def test_each_column_of_a_traits_recipe_is_a_trait(bench: Bench) -> None:
    bench.write(
        "crm.csv",
        "id,plan,city,since\nu1,free,Lyon,2024-01-01\nu1,paid,,2024-02-01\n,free,Lyon,2024-01-01\nu2,free,,x\n",
    )
    summary = bench.run(TRAITS)
    day = datetime(2024, 1, 1)
    assert traits(bench) == [
        ("customer", "u1", "city", "Lyon", day),
        ("customer", "u1", "plan", "free", day),
        ("customer", "u1", "plan", "paid", datetime(2024, 2, 1)),
    ]
    assert bench.refused() == [("crm.csv", 4, "no id"), ("crm.csv", 5, "valid_from cannot be read")]
    assert (summary.rows, summary.added, bench.run(TRAITS).added) == (4, 3, 0)


def test_a_trait_without_a_date_holds_since_ever_and_a_changed_one_since_the_import(bench: Bench) -> None:
    recipe = {**TRAITS, "traits": [{"id": "id", "of": "account", "columns": {"tier": "plan"}}]}
    bench.write("crm.csv", "id,plan\na1,free\na2,free\n")
    bench.run(recipe)
    bench.write("crm.csv", "id,plan\na1,paid\na2,free\n")
    bench.run(recipe)
    bench.run(recipe)
    assert traits(bench) == [
        ("account", "a1", "tier", "free", None),
        ("account", "a1", "tier", "paid", NOW),
        ("account", "a2", "tier", "free", None),
    ]


def test_traits_are_replaced_by_source(bench: Bench) -> None:
    recipe = {**TRAITS, "traits": [{"id": "id", "columns": "all"}]}
    bench.write("crm.csv", "id,plan\nu1,free\n")
    bench.run(recipe)
    bench.write("crm.csv", "id,plan\nu2,paid\n")
    assert bench.run(recipe, replace=True).removed == 1
    assert traits(bench) == [("customer", "u2", "plan", "paid", None)]

"""Recipes with a query: joins of files, and nothing that reaches beyond them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desirepath.errors import InputError, LimitError
from desirepath.ingest.child import Helper

from .conftest import LOG, Bench

ORDERS = "id,user,placed\no1,u1,2024-01-01\no2,u2,2024-01-02\n"
PAYMENTS = "order_id,amount\no1,1.50\no1,2.25\no2,4\nbroken\n"
RECIPE: dict[str, Any] = {
    "source": "orders",
    "files": {"orders": "orders.csv", "payments": "payments.csv"},
    "currency": "EUR",
    "sql": "SELECT o.*, (SELECT sum(amount::DECIMAL(18, 2)) FROM payments WHERE order_id = o.id) AS paid FROM orders o",
    "events": [
        {"event": "Order Placed", "time": "placed", "user_id": "user", "event_id": "id", "revenue": "paid"}
    ],
}


@pytest.fixture
def shop(bench: Bench) -> Bench:
    bench.write("orders.csv", ORDERS)
    bench.write("payments.csv", PAYMENTS)
    return bench


def test_files_are_joined_and_malformed_lines_still_put_aside(shop: Bench, here: None) -> None:
    shop.run(RECIPE)
    assert [(i, str(r)) for i, r in shop.events("event_id", "revenue")] == [("o1", "3.75"), ("o2", "4.00")]
    assert shop.refused() == [("payments.csv", 5, "1 columns instead of 2")]


def test_a_query_may_begin_with_with(shop: Bench, here: None) -> None:
    assert shop.run({**RECIPE, "sql": f"WITH x AS ({RECIPE['sql']}) SELECT * FROM x"}).added == 2


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('{outside}')",
        "SELECT * FROM read_csv('{outside}')",
        "SELECT * FROM '{outside}'",
        "SELECT * FROM read_csv('{data}/../secret.csv')",
        "SELECT * FROM read_csv('{data}/link.csv')",
        "SELECT * FROM read_csv('{data}/other.csv')",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM read_blob('/etc/passwd')",
        "SELECT * FROM sniff_csv('{outside}')",
        "SELECT * FROM read_json('http://127.0.0.1:1/x')",
        "SELECT * FROM query('SELECT * FROM read_text(''{outside}'')')",
        "SELECT getenv('HOME')",
        "SELECT * FROM orders; DROP VIEW orders",
        "COPY orders TO '{data}/out.csv'",
        "ATTACH '{outside}'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET memory_limit = '100GB'",
        "CREATE TABLE t AS SELECT 1",
        "PRAGMA database_list",
        " ",
        "SELEC * FROM orders",
        "SELECT * FROM nowhere",
    ],
)
def test_a_query_reads_its_files_and_nothing_else(shop: Bench, here: None, sql: str) -> None:
    outside = shop.data.parent / "secret.csv"
    outside.write_text("id,user,placed,paid\ns,s,2024-01-01,1\n")
    (shop.data / "link.csv").symlink_to(outside)
    shop.write("other.csv", outside.read_text())
    before = sorted(path.name for path in shop.data.iterdir())
    with pytest.raises(InputError) as caught:
        shop.run({**RECIPE, "sql": sql.format(outside=outside, data=shop.data)})
    assert caught.value.code == "bad_sql"
    assert shop.lake.tables() == []
    assert sorted(path.name for path in shop.data.iterdir()) == before


def test_a_query_that_never_ends_is_stopped(shop: Bench) -> None:
    endless = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i)::VARCHAR AS id FROM n"
    )
    with pytest.raises(LimitError, match="more time or memory"):
        shop.run({**RECIPE, "sql": endless}, seconds=2)
    assert shop.lake.tables() == []


def test_an_error_in_the_child_comes_to_the_parent_with_its_place(shop: Bench, tmp_path: Path) -> None:
    path = tmp_path / "orders.yaml"
    path.write_text("source: log\nfiles: orders.csv\nevents:\n  - {event: A, time: placed, user_id: usr}\n")
    with pytest.raises(InputError, match='no column "usr"') as caught:
        shop.run(path)
    assert caught.value.place is not None
    assert caught.value.place.line == 4


def test_several_imports_may_share_one_process_and_one_that_fails_does_not_end_it(shop: Bench) -> None:
    with Helper() as helper:
        assert shop.run(RECIPE, helper=helper).added == 2
        first = helper.child
        with pytest.raises(InputError):
            shop.run({**RECIPE, "sql": "SELECT 1; SELECT 2"}, helper=helper)
        assert shop.run({**RECIPE, "source": "again"}, helper=helper).added == 2
        assert helper.child is first
    assert helper.child is None


def test_after_a_killed_process_the_next_import_gets_a_new_one(shop: Bench) -> None:
    with Helper() as helper:
        shop.run(RECIPE, helper=helper)
        assert helper.child is not None
        helper.child.kill()
        with pytest.raises(LimitError):
            shop.run({**RECIPE, "source": "again"}, helper=helper)
        assert shop.run({**RECIPE, "source": "again"}, helper=helper).added == 2


def test_progress_is_told_by_phase(shop: Bench) -> None:
    told: list[str] = []
    shop.run(RECIPE, progress=lambda phase, done, total: told.append(phase))
    assert list(dict.fromkeys(told)) == ["read", "check", "write"]


def test_ids_are_text_whatever_type_a_query_gives_them(shop: Bench, here: None) -> None:
    row = "7::DOUBLE AS user, TIMESTAMP '2024-01-01 10:00' AS time, 'A' AS event, 1.5::DOUBLE AS half"
    sql = f"SELECT {row} FROM orders LIMIT 1"
    rule = {**LOG["events"][0], "properties": ["half"]}
    shop.run({**RECIPE, "sql": sql, "timezone": "Europe/Madrid", "events": [rule]})
    assert [(u, t.hour, p) for u, t, p in shop.events("user_id", "timestamp", "properties")] == [
        ("7", 9, '{"half":1.5}')
    ]

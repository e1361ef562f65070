"""How many different ids there are: the same in one share of memory and in many."""

from __future__ import annotations

import duckdb
import pytest

from desirepath.ingest import settle

ROWS = [
    ("a", "2024-01-01"),
    ("b", "2024-01-01"),
    ("a", "2024-01-02"),
    ("c", None),
    ("d", "2024-01-03"),
    ("e", "2024-01-04"),
]


@pytest.mark.parametrize("at_once", [1, 2, 1_000])
def test_good_rows_and_their_ids_are_counted_alike_in_one_share_and_in_many(
    monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(settle, "HASHES_AT_ONCE", at_once)
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE staged (event_id VARCHAR, timestamp TIMESTAMP)")
        connection.executemany("INSERT INTO staged VALUES (?, ?)", ROWS)
        good = [name for name, time in ROWS if time is not None]
        assert settle._ids(connection, "staged", len(ROWS)) == (len(good), len(set(good)))


def test_without_good_rows_there_are_no_ids() -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE staged (event_id VARCHAR, timestamp TIMESTAMP)")
        assert settle._ids(connection, "staged", 0) == (0, 0)

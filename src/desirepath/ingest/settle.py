"""What of the staged rows is new: without bad rows, without repetitions, without what the lake already holds.

Each pass is paid for only when it is needed: distinct hashes prove distinct ids, so the usual import of new rows
with ids of their own leaves the staged files as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow.parquet as pq

from desirepath.ingest.engine import number, parquet_of, rows_of, write
from desirepath.ingest.values import literal, quoted, texts
from desirepath.lake.tables import EVENTS

MADE = r"(^|:)row:[0-9a-f]{32}$"
NUMBERED = r"(^|:)row:[0-9a-f]{32}:[0-9]+$"
"""Ids made from the row itself; equal rows get a number from 2 behind them."""

HASHES_AT_ONCE = 50_000_000
"""Hashes of ids that are sorted in memory: 8 bytes each."""


@dataclass(frozen=True)
class Settled:
    """Finished files of one table, with what their statistics need. `numbered`: rows that equal another one."""

    files: list[dict[str, Any]] = field(default_factory=list)
    rows: int = 0
    repeated: int = 0
    numbered: int = 0


@dataclass(frozen=True)
class Left:
    """When a source is replaced: names of the files that go, files with what others had in them, and rows gone."""

    remove: list[str] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    rows: int = 0


def events(connection: duckdb.DuckDBPyConnection, folder: Path, source: str, known: list[str]) -> Settled:
    """The events to add. `known` are the lake's files, none when the source is replaced."""
    staged = parquet_of(folder / "events")
    if not staged:
        return Settled()
    rows = f"read_parquet({texts(staged)}, union_by_name = true)"
    total = rows_of(staged)
    good, ids = _ids(connection, rows, total)
    held = (
        f"SELECT event_id FROM read_parquet({texts(known)}) WHERE source = {literal(source)}" if known else ""
    )
    if good == total == ids and not (held and _overlap(connection, rows, held)):
        return _settled(connection, staged, 0)
    out = folder / "new-events"
    connection.execute(
        f"CREATE TEMP TABLE twice AS SELECT hash(event_id) AS h FROM {rows} "
        "WHERE timestamp IS NOT NULL GROUP BY h HAVING count(*) > 1"
    )
    unheld = f"WHERE NOT EXISTS (FROM ({held}) AS k WHERE k.event_id = e.event_id)" if held else ""
    written = {name for path in staged for name in pq.read_schema(path).names}
    columns = [name for name in EVENTS.names if name in written]
    write(connection, f"SELECT * FROM ({_distinct(rows, columns)}) AS e {unheld}", out)
    files = parquet_of(out)
    numbered = _numbered(connection, files) if good > ids else 0
    return replace(_settled(connection, files, good - rows_of(files)), numbered=numbered)


def _ids(connection: duckdb.DuckDBPyConnection, rows: str, total: int) -> tuple[int, int]:
    """How many rows are good, and how many different ids they have. Sorting hashes takes a third of counting them
    in DuckDB; they are taken in shares, so that memory stays bounded."""
    good = ids = 0
    shares = 1 + total // HASHES_AT_ONCE
    for share in range(shares):
        sql = f"SELECT hash(event_id) AS h FROM {rows} WHERE timestamp IS NOT NULL"
        mine = f" AND hash(event_id) % {shares} = {share}" if shares > 1 else ""
        hashes = np.sort(connection.execute(sql + mine).fetchnumpy()["h"])
        good += len(hashes)
        ids += min(1, len(hashes)) + int(np.count_nonzero(hashes[1:] != hashes[:-1]))
    return good, ids


def _distinct(rows: str, names: list[str]) -> str:
    """Good rows, each id once; of equal ids the first in order of content stays, so input order is irrelevant."""
    columns = ", ".join(quoted(name) for name in names)
    order = ", ".join(quoted(name) for name in ("timestamp", *(n for n in names if n != "timestamp")))
    made = f"regexp_matches(event_id, {literal(MADE)})"
    return (
        f"SELECT {columns} FROM {rows} WHERE timestamp IS NOT NULL AND hash(event_id) NOT IN (SELECT h FROM twice) "
        "UNION ALL SELECT * EXCLUDE (n) "
        "REPLACE (CASE WHEN n > 1 THEN event_id || ':' || n ELSE event_id END AS event_id) "
        f"FROM (SELECT {columns}, row_number() OVER (PARTITION BY event_id ORDER BY {order}) AS n FROM {rows} "
        f"WHERE timestamp IS NOT NULL AND hash(event_id) IN (SELECT h FROM twice)) WHERE n = 1 OR {made}"
    )


def _numbered(connection: duckdb.DuckDBPyConnection, files: list[str]) -> int:
    if not files:
        return 0
    sql = f"SELECT count(*) FROM read_parquet({texts(files)}) WHERE regexp_matches(event_id, {literal(NUMBERED)})"
    return number(connection, sql)


def _overlap(connection: duckdb.DuckDBPyConnection, rows: str, held: str) -> int:
    sql = f"SELECT count(*) FROM {rows} WHERE hash(event_id) IN (SELECT hash(event_id) FROM ({held}))"
    return number(connection, sql)


def left(
    connection: duckdb.DuckDBPyConnection, folder: Path, table: str, source: str, known: list[str]
) -> Left:
    """What a table keeps when a source is replaced: files without its rows stay, mixed ones are written anew."""
    if not known:
        return Left()
    mine = f"source = {literal(source)}"
    counted = connection.execute(
        f"SELECT filename, count(*) FILTER ({mine}), count(*) FROM read_parquet({texts(known)}, filename = true) "
        f"GROUP BY filename HAVING count(*) FILTER ({mine}) > 0 ORDER BY filename"
    ).fetchall()
    mixed = [path for path, rows, total in counted if rows < total]
    files: list[dict[str, Any]] = []
    if mixed:
        out = folder / f"kept-{table}"
        write(
            connection,
            f"SELECT * FROM read_parquet({texts(mixed)}, union_by_name = true) WHERE source <> {literal(source)}",
            out,
        )
        time = "timestamp" if table == "events" else None
        files = _settled(connection, parquet_of(out), 0, time=time).files
    return Left([Path(path).name for path, *_ in counted], files, sum(rows for _, rows, _ in counted))


def refused(
    connection: duckdb.DuckDBPyConnection, folder: Path, source: str, received_at: str, known: list[str]
) -> tuple[Settled, dict[str, int]]:
    """The quarantine rows to add, and how many rows were refused for which reason."""
    staged = parquet_of(folder / "refused")
    if not staged:
        return Settled(), {}
    rows = f"read_parquet({texts(staged)})"
    reasons = dict(
        connection.execute(f"SELECT reason, count(*) FROM {rows} GROUP BY 1 ORDER BY 2 DESC, 1").fetchall()
    )
    same = " AND ".join(
        f'k."{name}" IS NOT DISTINCT FROM r."{name}"' for name in ("file", "line", "reason", "row")
    )
    held = f"(SELECT * FROM read_parquet({texts(known)}) WHERE source = {literal(source)})"
    unheld = f"WHERE NOT EXISTS (FROM {held} AS k WHERE {same})" if known else ""
    out = folder / "new-quarantine"
    columns = f'{literal(source)} AS source, file, line, reason, "row", TIMESTAMP {literal(received_at)} AS received_at'
    write(connection, f"SELECT {columns} FROM {rows} AS r {unheld} ORDER BY file, line", out)
    return _settled(connection, parquet_of(out), 0, time=None), reasons


def traits(
    connection: duckdb.DuckDBPyConnection, folder: Path, source: str, received_at: str, known: list[str]
) -> Settled:
    """The traits to add: those that differ from what is known of the same person and name.

    A trait without a date holds since ever; one that differs from what was known holds since this import.
    """
    staged = parquet_of(folder / "traits")
    if not staged:
        return Settled()
    rows = f"read_parquet({texts(staged)})"
    now = f"TIMESTAMP {literal(received_at)}"
    held = (
        f"SELECT * FROM read_parquet({texts(known)}) WHERE source = {literal(source)}"
        if known
        else (f"SELECT *, NULL::VARCHAR AS source FROM {rows} WHERE false")
    )
    key = '"of", id, name'
    out = folder / "new-traits"
    sql = f"""
        WITH told AS (
            SELECT "of", id, name, value, valid_from FROM {rows} WHERE reason IS NULL AND value IS NOT NULL
        ), given AS (
            SELECT DISTINCT * FROM told WHERE valid_from IS NOT NULL
            UNION ALL
            SELECT {key}, max(value), NULL FROM told WHERE valid_from IS NULL GROUP BY {key}
        ), latest AS (
            SELECT {key}, arg_max(value, coalesce(valid_from, TIMESTAMP '-infinity')) AS value
            FROM ({held}) GROUP BY {key}
        )
        SELECT {literal(source)} AS source, g."of", g.id, g.name, g.value,
            CASE WHEN g.valid_from IS NULL AND l.id IS NOT NULL THEN {now} ELSE g.valid_from END AS valid_from
        FROM given AS g LEFT JOIN latest AS l ON l."of" = g."of" AND l.id = g.id AND l.name = g.name
        WHERE CASE WHEN g.valid_from IS NULL THEN l.value IS DISTINCT FROM g.value
            ELSE NOT EXISTS (FROM ({held}) AS k WHERE k."of" = g."of" AND k.id = g.id AND k.name = g.name
                AND k.value = g.value AND k.valid_from = g.valid_from) END
    """
    write(connection, sql, out)
    told = number(connection, f"SELECT count(*) FROM {rows} WHERE reason IS NULL AND value IS NOT NULL")
    files = parquet_of(out)
    return _settled(connection, files, told - rows_of(files), time=None)


def _settled(
    connection: duckdb.DuckDBPyConnection, files: list[str], repeated: int, time: str | None = "timestamp"
) -> Settled:
    told = []
    for path in files:
        ends = f"min({time})::VARCHAR, max({time})::VARCHAR" if time else "NULL, NULL"
        rows, low, high = _one(connection, f"SELECT count(*), {ends} FROM read_parquet({literal(path)})")
        told.append({"path": path, "rows": rows, "low": low, "high": high})
    return Settled(told, sum(file["rows"] for file in told), repeated)


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    found = connection.execute(sql).fetchone()
    assert found is not None
    return tuple(found)

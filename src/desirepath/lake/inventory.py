"""What stands in a lake: rows a source, and what could not be read."""

from __future__ import annotations

from typing import Any

import duckdb

from desirepath.lake.lake import Lake


def sources(lake: Lake) -> list[dict[str, Any]]:
    """One row a source: its events and their first and last time."""
    return _rows(
        lake,
        "events",
        "source, count(*) AS events, min(timestamp) AS first, max(timestamp) AS last",
        "GROUP BY source ORDER BY source",
    )


def quarantined(lake: Lake) -> list[dict[str, Any]]:
    """One row a source and reason: how many rows could not be read."""
    return _rows(
        lake,
        "quarantine",
        "source, reason, count(*) AS rows",
        "GROUP BY source, reason ORDER BY rows DESC, source, reason",
    )


def _rows(lake: Lake, table: str, select: str, tail: str) -> list[dict[str, Any]]:
    files = lake.files(table) if lake.version(table) is not None else []
    if not files:
        return []
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT {select} FROM read_parquet($files) {tail}", {"files": files})
        return list(found.to_arrow_table().to_pylist())


def refused_rows(lake: Lake, source: str) -> list[dict[str, Any]]:
    """Every row of a source that could not be read: file, line, reason, and the row as it stood."""
    found = _rows(lake, "quarantine", 'source, file, line, reason, "row"', "ORDER BY file, line")
    return [row for row in found if row["source"] == source]

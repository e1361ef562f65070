"""The engine that reads: a DuckDB connection that sees the given files and one work folder, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from desirepath.ingest.values import literal, texts

PARQUET = (
    "FORMAT parquet, PARQUET_VERSION V2, COMPRESSION zstd, COMPRESSION_LEVEL 1, "
    "DICTIONARY_SIZE_LIMIT 1000, PER_THREAD_OUTPUT true"
)
"""Differences instead of values (version 2), and no dictionaries of ids: a fifth less work, a quarter fewer bytes."""


@contextmanager
def connect(
    folder: Path, paths: list[str], memory: str, zone: str, threads: int | None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A locked connection: it reads the given paths, writes under `folder`, and cannot be talked out of it."""
    with duckdb.connect() as connection:
        settings = {
            "memory_limit": literal(memory),
            "temp_directory": literal(str(folder / "work")),
            "max_temp_directory_size": literal("50GB"),
            "TimeZone": literal(zone),
            "preserve_insertion_order": "false",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "enable_progress_bar": "true",
            "enable_progress_bar_print": "false",
            "allowed_paths": texts(paths),
            "allowed_directories": texts([f"{folder}/"]),
            "enable_external_access": "false",
        }
        if threads:
            settings["threads"] = str(threads)
        for name, value in settings.items():
            connection.execute(f"SET {name} = {value}")
        connection.execute("SET lock_configuration = true")
        yield connection


def parquet_of(folder: Path) -> list[str]:
    """The Parquet files under a folder that hold rows."""
    return sorted(str(path) for path in folder.rglob("*.parquet") if pq.read_metadata(path).num_rows)


def write(connection: duckdb.DuckDBPyConnection, sql: str, out: Path) -> None:
    """Write the rows of a query as Parquet files into a folder."""
    connection.execute(f"COPY ({sql}) TO {literal(str(out))} ({PARQUET})")


def rows_of(files: list[str]) -> int:
    """Rows of some Parquet files."""
    return sum(int(pq.read_metadata(path).num_rows) for path in files)


def number(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    """The one whole number a query yields; NULL is 0."""
    # all, not one: malformed lines are told when a result has been read to its end
    return int(connection.execute(sql).fetchall()[0][0] or 0)

"""SQL from people, read-only: the tables of a build as views on a connection that can do nothing else.

The connection sees the lake's folder and no other file, loads no extension, cannot change its own settings,
and runs one SELECT. DuckDB's documentation puts untrusted SQL outside its security boundary, so this guards
against accidents of people who may read the data anyway; it is not a door for strangers.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from desirepath.errors import InputError, LimitError

if TYPE_CHECKING:
    import pyarrow as pa

SECONDS = 30.0


def read(
    folder: Path,
    tables: Mapping[str, tuple[list[str], pa.Schema]],
    query: str,
    *,
    limit: int,
    seconds: float = SECONDS,
) -> pa.Table:
    """Rows of one SELECT over the given tables, each of some files and a schema; at most `limit` rows.

    Raises InputError when the text is not one SELECT or names something unknown, LimitError after `seconds`.
    """
    connection = duckdb.connect(config={"memory_limit": "2GB", "autoinstall_known_extensions": "false"})
    try:
        for name, (paths, schema) in tables.items():
            nothing = connection.from_arrow(schema.empty_table())
            if paths:
                held = connection.read_parquet(paths, union_by_name=True)
                held.project(", ".join(_columns(held.columns, nothing))).create_view(name)
            else:
                nothing.create(name)
        connection.execute(f"SET allowed_directories = [{_quoted(str(folder))}]")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET autoload_known_extensions = false")
        connection.execute("SET lock_configuration = true")
        _one_select(connection, query)
        timer = threading.Timer(seconds, connection.interrupt)
        timer.start()
        try:
            return connection.sql(query).limit(limit).to_arrow_table()
        finally:
            timer.cancel()
    except duckdb.InterruptException:
        raise LimitError(
            f"The query did not finish within {seconds:.0f} seconds.",
            code="query_too_long",
            remedy="Ask about a shorter time or fewer columns, or use `ws.table(…)` in Python.",
        ) from None
    except duckdb.Error as error:
        raise InputError(
            f"The query cannot be run: {str(error).strip().splitlines()[0]}",
            code="bad_sql",
            remedy=f"Tables: {', '.join(sorted(tables))}. See them with: select * from journeys limit 5.",
        ) from error
    finally:
        connection.close()


def _columns(held: list[str], wanted: duckdb.DuckDBPyRelation) -> Iterator[str]:
    """Every column of a table as SQL; those that its files were written without are null."""
    for name, kind in zip(wanted.columns, wanted.types, strict=True):
        column = '"' + name.replace('"', '""') + '"'
        yield column if name in held else f"NULL::{kind} AS {column}"


def _one_select(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    statements = connection.extract_statements(query)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise InputError(
            "Only one SELECT can be run here; nothing that changes data or settings.",
            code="not_a_select",
            remedy='Example: desirepath sql "select event, count(*) from journeys group by event".',
        )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

"""SQL from people, read-only: the tables of a build as views on a connection that can do nothing else.

The connection sees the lake's folder and no other file, loads no extension, cannot change its own settings,
and runs one SELECT. DuckDB's documentation puts untrusted SQL outside its security boundary, so this guards
against accidents of people who may read the data anyway; it is not a door for strangers.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from desirepath.errors import InputError, LimitError

if TYPE_CHECKING:
    import pyarrow as pa

SECONDS = 30.0


def read(
    folder: Path,
    files: Mapping[str, list[str]],
    query: str,
    *,
    limit: int,
    empty: Mapping[str, pa.Schema] | None = None,
    seconds: float = SECONDS,
) -> pa.Table:
    """Rows of one SELECT over the given tables, at most `limit` of them. `empty`: tables without a file.

    Raises InputError when the text is not one SELECT or names something unknown, LimitError after `seconds`.
    """
    connection = duckdb.connect(config={"memory_limit": "2GB", "autoinstall_known_extensions": "false"})
    try:
        for name, paths in files.items():
            if paths:
                connection.read_parquet(paths).create_view(name)
        for name, schema in (empty or {}).items():
            connection.from_arrow(schema.empty_table()).create(name)
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
            remedy=f"Tables: {', '.join(sorted(files))}. See them with: select * from journeys limit 5.",
        ) from error
    finally:
        connection.close()


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

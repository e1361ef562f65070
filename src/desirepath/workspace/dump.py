"""All of people's state as lines of JSON, and back: the same for SQLite and Postgres, so that one becomes the other."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, DateTime, Engine, Integer, LargeBinary, Table, func, insert, select, text

from desirepath.errors import ConflictError
from desirepath.workspace.tables import metadata

ROWS_AT_ONCE = 500


def dumped(engine: Engine) -> Iterator[tuple[str, Iterator[str]]]:
    """Each table's name with its rows as lines, all of one moment."""
    with engine.connect().execution_options(isolation_level=_snapshot(engine)) as connection:
        for table in metadata.sorted_tables:
            found = connection.execute(select(table).order_by(*table.primary_key)).mappings()
            yield (
                table.name,
                (json.dumps({name: _told(value) for name, value in row.items()}) for row in found),
            )


def load(engine: Engine, tables: Iterable[tuple[str, Iterable[str]]]) -> None:
    """Fill an empty database with what was dumped; ConflictError when it is not empty."""
    known = {table.name: table for table in metadata.sorted_tables}
    with engine.begin() as connection:
        if any(connection.scalar(select(func.count()).select_from(table)) for table in known.values()):
            raise ConflictError(
                "The database already holds people's work.",
                code="database_not_empty",
                remedy="Restore into an empty database.",
            )
        for name, lines in tables:
            rows = [_row(known[name], json.loads(line)) for line in lines]
            for at in range(0, len(rows), ROWS_AT_ONCE):
                connection.execute(insert(known[name]), rows[at : at + ROWS_AT_ONCE])
        if engine.dialect.name == "postgresql":
            for table in known.values():
                for column in table.primary_key:
                    if column.autoincrement is True and isinstance(column.type, Integer):
                        connection.execute(text(_counted_on(table.name, column.name)))


def _snapshot(engine: Engine) -> str:
    return "REPEATABLE READ" if engine.dialect.name == "postgresql" else "SERIALIZABLE"


def _counted_on(table: str, column: str) -> str:
    """Rows that come later get numbers after those that were loaded."""
    return (
        f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), "
        f"greatest((SELECT coalesce(max({column}), 0) FROM {table}), 1))"
    )


def _told(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, date) else value


def _row(table: Table, told: dict[str, Any]) -> dict[str, Any]:
    return {column.name: _value(column.type, told.get(column.name)) for column in table.columns}


def _value(kind: Any, told: Any) -> Any:
    if told is None:
        return None
    if isinstance(kind, LargeBinary):
        return base64.b64decode(told)
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(told)
    return date.fromisoformat(told) if isinstance(kind, Date) else told

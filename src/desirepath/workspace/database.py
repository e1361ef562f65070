"""Open the database of people's state, and bring it up to the newest form."""

from __future__ import annotations

from pathlib import Path
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from desirepath.errors import ExternalError, InputError
from desirepath.workspace.telling import SERVER

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 7_305_216_311
"""Any number that nobody else locks on: two servers that start at once migrate one after the other."""


def open_database(url: str) -> Engine:
    """An engine over the database at this address, with the newest tables.

    Raises InputError for an address that cannot be read, ExternalError when the database does not answer.
    """
    try:
        address = make_url(url)
        # Whether a connection still holds is asked of a server; a file does not go away.
        engine = create_engine(
            address,
            pool_pre_ping=address.get_backend_name() != "sqlite",
            execution_options={SERVER: token_hex(8)},
        )
    except (ArgumentError, ModuleNotFoundError) as error:
        raise InputError(
            f"The address of the database cannot be used: {error}.",
            code="bad_database",
            remedy="Write it as sqlite:////path/state.db or postgresql+psycopg://user:password@host/name.",
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _careful)
    try:
        with engine.begin() as connection:
            _migrate(connection)
    except OperationalError as error:
        engine.dispose()
        raise ExternalError(
            f"The database {address.render_as_string(hide_password=True)} cannot be opened: {error.orig}.",
            code="database_not_open",
            remedy="Check that it runs and that you may write to it.",
        ) from error
    return engine


def _careful(connection: Any, _: Any) -> None:
    """Readers never wait for a writer, a commit is on disk when it returns, and references hold."""
    for line in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {line}")


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")

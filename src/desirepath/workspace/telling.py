"""Servers over one Postgres tell one another which draft they wrote to. SQLite has one server and needs none of this.

What is told is only that something is new; what it is stands in the table, so nothing is lost with a message.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from sqlalchemy import Connection, Engine, func, select

CHANNEL = "desirepath_drafts"
SERVER = "desirepath_server"
"""Option of an engine that names the server it belongs to: nobody needs to hear what they said themselves."""
LOOK_UP, TRY_AGAIN = 0.25, 1.0


def tell(connection: Connection, map_id: str) -> None:
    """Say that a draft has new rows; heard by others once this transaction is committed."""
    if connection.dialect.name == "postgresql":
        server = connection.get_execution_options()[SERVER]
        connection.execute(select(func.pg_notify(CHANNEL, f"{server} {map_id}")))


def listen(engine: Engine, heard: Callable[[str | None], None], ended: Event) -> None:
    """Call back for each draft that another server wrote to, until `ended`; None when any of them may have been.

    That is said after each connecting: what was told before then was told to nobody.
    """
    import psycopg

    address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    mine = engine.get_execution_options()[SERVER]
    while not ended.is_set():
        try:
            with psycopg.connect(address, autocommit=True) as connection:
                connection.execute(f"LISTEN {CHANNEL}")
                heard(None)
                while not ended.is_set():
                    for said in connection.notifies(timeout=LOOK_UP):
                        server, _, map_id = said.payload.partition(" ")
                        if server != mine:
                            heard(map_id)
        except psycopg.Error:
            ended.wait(TRY_AGAIN)

"""What other servers over the same database wrote into drafts that are open here."""

from __future__ import annotations

from collections.abc import Callable, Collection
from threading import Event, Thread

from sqlalchemy.exc import SQLAlchemyError

from desirepath.errors import ExternalError
from desirepath.services.editing import Desk
from desirepath.workspace.telling import listen

LONGEST_END = 3.0
"""Seconds that a thread is waited for, which may be connecting just now."""


def newer(desk: Desk, map_id: str, known: Collection[int]) -> dict[int, bytes]:
    """The stored updates of a draft by their numbers, without those that are known.

    Raises ExternalError when they cannot be read.
    """
    try:
        return desk.log.newer(map_id, known)
    except SQLAlchemyError as error:
        raise ExternalError(
            f'What others wrote into "{map_id}" cannot be read: {error}.',
            code="draft_not_read",
            remedy="Check the database; it is tried again.",
        ) from error


def follow(desk: Desk, heard: Callable[[str | None], None]) -> Callable[[], None]:
    """Hear of other servers from now on, in a thread of its own; returns how to stop."""
    if desk.database.dialect.name != "postgresql":
        return lambda: None
    ended = Event()
    thread = Thread(target=listen, args=(desk.database, heard, ended), daemon=True)
    thread.start()

    def stop() -> None:
        ended.set()
        thread.join(LONGEST_END)

    return stop

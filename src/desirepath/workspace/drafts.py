"""Where the edits of drafts are kept: a log of updates for each map, which only grows and is folded now and then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from desirepath.workspace.tables import draft_updates, drafts

FOLD_FROM = 200
"""From so many rows on, a log is folded into one when its draft is opened: opening stays quick."""


@dataclass(frozen=True)
class DraftLog:
    """The drafts of a workspace. Every method is one transaction, and what it wrote is on disk when it returns."""

    engine: Engine

    def maps(self) -> list[str]:
        """Maps that have a draft."""
        with self.engine.connect() as connection:
            return list(connection.scalars(select(drafts.c.map).order_by(drafts.c.map)))

    def base(self, map_id: str) -> str | None:
        """The version of the published map that a draft goes out from."""
        with self.engine.connect() as connection:
            return connection.scalar(select(drafts.c.base).where(drafts.c.map == map_id))

    def begin(self, map_id: str, base: str | None, data: bytes, author: str, at: datetime) -> bool:
        """Begin a draft with its first update; False when somebody else has begun it meanwhile."""
        try:
            with self.engine.begin() as connection:
                connection.execute(insert(drafts).values(map=map_id, base=base, began=at))
                connection.execute(insert(draft_updates).values(map=map_id, author=author, at=at, data=data))
        except IntegrityError:
            return False
        return True

    def rebase(self, map_id: str, base: str) -> None:
        """Say that the draft now goes out from this published version."""
        with self.engine.begin() as connection:
            connection.execute(update(drafts).where(drafts.c.map == map_id).values(base=base))

    def append(self, map_id: str, runs: Sequence[tuple[str, bytes]], at: datetime) -> None:
        """Add updates, each with its author."""
        rows = [{"map": map_id, "author": author, "at": at, "data": data} for author, data in runs]
        if rows:
            with self.engine.begin() as connection:
                connection.execute(insert(draft_updates), rows)

    def updates(self, map_id: str) -> list[bytes]:
        """Everything that was ever edited, in the order it came."""
        mine = draft_updates.c.map == map_id
        with self.engine.connect() as connection:
            return list(
                connection.scalars(select(draft_updates.c.data).where(mine).order_by(draft_updates.c.number))
            )

    def fold(self, map_id: str, whole: bytes, rows: int, at: datetime) -> None:
        """Replace the first `rows` updates by one that holds them all."""
        mine = draft_updates.c.map == map_id
        with self.engine.begin() as connection:
            first = select(draft_updates.c.number).where(mine).order_by(draft_updates.c.number).limit(rows)
            last = connection.scalar(select(func.max(first.subquery().c.number)))
            connection.execute(delete(draft_updates).where(mine, draft_updates.c.number <= last))
            connection.execute(insert(draft_updates).values(map=map_id, author="", at=at, data=whole))

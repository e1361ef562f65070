"""Where the edits of drafts are kept: a log of updates for each map, which only grows and is folded now and then."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from desirepath.workspace.tables import draft_updates, drafts
from desirepath.workspace.telling import tell

FOLD_FROM = 200
"""From so many rows on, a log is folded into one when its draft is opened: opening stays quick."""

FEW = 500
"""Rows that are asked for by their numbers, one by one."""


def batches(numbers: Collection[int], most: int) -> Iterator[tuple[int, ...]]:
    """The numbers in tuples of at most so many: a statement takes only so many values."""
    rest = iter(numbers)
    while few := tuple(islice(rest, most)):
        yield few


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
                tell(connection, map_id)

    def updates(self, map_id: str) -> dict[int, bytes]:
        """Everything that was ever edited, by number, in the order it came."""
        return self.newer(map_id, ())

    def newer(self, map_id: str, known: Collection[int]) -> dict[int, bytes]:
        """The updates that are not known. Numbers are no order of coming: servers commit when they do."""
        mine = draft_updates.c.map == map_id
        number, data = draft_updates.c.number, draft_updates.c.data
        with self.engine.connect() as connection:
            numbers = connection.scalars(select(number).where(mine).order_by(number)).all() if known else ()
            new = [one for one in numbers if one not in known]
            if known and not new:
                return {}
            few = number.in_(new) if 0 < len(new) <= FEW else number >= min(new, default=0)
            rows = connection.execute(select(number, data).where(mine, few).order_by(number)).all()
        return {row.number: row.data for row in rows if row.number not in known}

    def fold(self, map_id: str, whole: bytes, folded: Collection[int], at: datetime) -> None:
        """Replace these updates by one that holds them all; what came meanwhile stays, whatever its number."""
        mine = draft_updates.c.map == map_id
        with self.engine.begin() as connection:
            for few in batches(folded, FEW):
                connection.execute(delete(draft_updates).where(mine, draft_updates.c.number.in_(few)))
            connection.execute(insert(draft_updates).values(map=map_id, author="", at=at, data=whole))

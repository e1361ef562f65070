"""Where comments on maps are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, RowMapping, delete, insert, select, update

from desirepath.domain.comment import Comment, Thread, mentions
from desirepath.errors import NotFoundError
from desirepath.workspace.tables import comments


@dataclass(frozen=True)
class CommentBook:
    """The comments of a workspace's maps."""

    engine: Engine

    def begin(self, map_id: str, part: str, part_id: str, text: str, *, author: str, at: datetime) -> int:
        """Begin a thread on a part of a map; returns its number."""
        return self._add(map=map_id, part=part, part_id=part_id, text=text, author=author, at=at)

    def answer(self, map_id: str, number: int, text: str, *, author: str, at: datetime) -> int:
        """Answer in a thread, which opens it again if it was settled."""
        first = self._first(map_id, number)
        made = self._add(
            map=map_id,
            part=first["part"],
            part_id=first["part_id"],
            answers=number,
            text=text,
            author=author,
            at=at,
        )
        self._set(number, resolved_by=None, resolved_at=None)
        return made

    def resolve(self, map_id: str, number: int, *, author: str, at: datetime, resolved: bool = True) -> None:
        """Call a thread settled, or open it again."""
        self._first(map_id, number)
        self._set(number, resolved_by=author if resolved else None, resolved_at=at if resolved else None)

    def remove(self, map_id: str, number: int) -> None:
        """Remove a comment; with the first of a thread go its answers."""
        here = (comments.c.map == map_id, comments.c.number == number)
        with self.engine.begin() as connection:
            if not connection.execute(delete(comments).where(*here)).rowcount:
                raise _unknown(map_id, number)

    def threads(self, map_id: str) -> list[Thread]:
        """All threads of a map, the newest first; answers in the order they came."""
        wanted = select(comments).where(comments.c.map == map_id).order_by(comments.c.number)
        with self.engine.connect() as connection:
            rows = connection.execute(wanted).mappings().all()
        firsts = [row for row in rows if row["answers"] is None]
        return [
            _thread(first, [row for row in rows if row["answers"] == first["number"]])
            for first in firsts[::-1]
        ]

    def _add(self, **values: Any) -> int:
        with self.engine.begin() as connection:
            key = connection.execute(insert(comments).values(**values)).inserted_primary_key
            assert key is not None
            return int(key[0])

    def _first(self, map_id: str, number: int) -> RowMapping:
        wanted = select(comments).where(
            comments.c.map == map_id, comments.c.number == number, comments.c.answers.is_(None)
        )
        with self.engine.connect() as connection:
            found = connection.execute(wanted).mappings().first()
        if found is None:
            raise _unknown(map_id, number)
        return found

    def _set(self, number: int, **values: Any) -> None:
        with self.engine.begin() as connection:
            connection.execute(update(comments).where(comments.c.number == number).values(**values))


def _thread(first: RowMapping, answers: Sequence[RowMapping]) -> Thread:
    return Thread(
        _comment(first), [_comment(row) for row in answers], first["resolved_by"], first["resolved_at"]
    )


def _comment(row: RowMapping) -> Comment:
    fields = {name: row[name] for name in ("number", "part", "part_id", "author", "at", "text")}
    return Comment(**fields, mentions=mentions(row["text"]))


def _unknown(map_id: str, number: int) -> NotFoundError:
    return NotFoundError(
        f'The map "{map_id}" has no comment {number}.',
        code="unknown_comment",
        remedy="Somebody may have removed it; load the comments again.",
    )

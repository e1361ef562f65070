"""Where reviews and their rhythm are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, RowMapping, delete, func, insert, select, update

from desirepath.domain.review import Cadence, Decision, KeptReview, Period, Rhythm
from desirepath.errors import ConflictError, NotFoundError
from desirepath.workspace.tables import reviews, rhythms


@dataclass(frozen=True)
class ReviewBook:
    """The reviews of a workspace's maps."""

    engine: Engine

    def rhythms(self) -> list[Rhythm]:
        """Maps that are reviewed regularly, the next review first."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(rhythms).order_by(rhythms.c.next, rhythms.c.map)).mappings()
            return [Rhythm(r["map"], Cadence(r["cadence"]), r["next"], r["people"]) for r in rows]

    def rhythm(self, map_id: str) -> Rhythm | None:
        return next((one for one in self.rhythms() if one.map == map_id), None)

    def set_rhythm(self, rhythm: Rhythm) -> None:
        values = {"cadence": rhythm.cadence.value, "next": rhythm.next, "people": rhythm.people}
        with self.engine.begin() as connection:
            connection.execute(delete(rhythms).where(rhythms.c.map == rhythm.map))
            connection.execute(insert(rhythms).values(map=rhythm.map, **values))

    def all(self, map_id: str) -> list[KeptReview]:
        """The reviews of a map, newest first."""
        wanted = select(reviews).where(reviews.c.map == map_id).order_by(reviews.c.number.desc())
        with self.engine.connect() as connection:
            return [_kept(row) for row in connection.execute(wanted).mappings()]

    def get(self, map_id: str, number: int) -> KeptReview:
        """One review; NotFoundError when the map has none of this number."""
        found = next((one for one in self.all(map_id) if one.number == number), None)
        if found is None:
            raise NotFoundError(
                f'The map "{map_id}" has no review {number}.',
                code="unknown_review",
                remedy="Choose one of the list of reviews.",
            )
        return found

    def begin(self, map_id: str, period: Period, *, author: str, at: datetime) -> KeptReview:
        """Begin a review; the one that is open, if any, goes on instead."""
        newest = next(iter(self.all(map_id)), None)
        if newest is not None and newest.closed is None:
            return newest
        with self.engine.begin() as connection:
            last = connection.scalar(select(func.max(reviews.c.number)).where(reviews.c.map == map_id)) or 0
            values = {"start": period.start, "end": period.end, "began": at, "began_by": author}
            connection.execute(
                insert(reviews).values(map=map_id, number=last + 1, decisions=[], note="", **values)
            )
        return KeptReview(last + 1, map_id, period, at, author, [], "", None, None)

    def write(self, map_id: str, number: int, decisions: Sequence[Decision], note: str) -> None:
        """Write down what an open review decided."""
        told = [decision.model_dump(mode="json") for decision in decisions]
        self._change(map_id, number, decisions=told, note=note)

    def close(self, map_id: str, number: int, page: dict[str, Any], *, at: datetime) -> None:
        """Close a review, with what people saw."""
        self._change(map_id, number, closed=at, page=page)

    def _change(self, map_id: str, number: int, **values: Any) -> None:
        here = (reviews.c.map == map_id, reviews.c.number == number, reviews.c.closed.is_(None))
        with self.engine.begin() as connection:
            done = connection.execute(update(reviews).where(*here).values(**values)).rowcount
        if not done:
            self.get(map_id, number)
            raise ConflictError(
                f"Review {number} is closed.",
                code="review_closed",
                remedy="Begin the next one to decide more.",
            )


def _kept(row: RowMapping) -> KeptReview:
    return KeptReview(
        number=row["number"],
        map=row["map"],
        period=Period(row["start"], row["end"]),
        began=row["began"],
        began_by=row["began_by"],
        decisions=[Decision.model_validate(one) for one in row["decisions"]],
        note=row["note"],
        closed=row["closed"],
        page=row["page"],
    )

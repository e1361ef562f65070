"""Where saved questions are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, RowMapping, insert, select, update

from desirepath.domain.question import KeptQuestion, SavedQuestion
from desirepath.errors import NotFoundError
from desirepath.workspace.tables import questions


@dataclass(frozen=True)
class QuestionBook:
    """The saved questions of a workspace. A removed one keeps its row, so that no other ever has its number."""

    engine: Engine

    def all(self) -> list[KeptQuestion]:
        """Every question that is not removed, in the order they were saved."""
        wanted = select(questions).where(questions.c.removed_at.is_(None)).order_by(questions.c.number)
        with self.engine.connect() as connection:
            return [_kept(row) for row in connection.execute(wanted).mappings()]

    def one(self, number: int) -> KeptQuestion:
        """One question; raises NotFoundError when there is none of this number, or no longer."""
        wanted = select(questions).where(questions.c.number == number, questions.c.removed_at.is_(None))
        with self.engine.connect() as connection:
            row = connection.execute(wanted).mappings().one_or_none()
        if row is None:
            raise _unknown(number)
        return _kept(row)

    def add(
        self, question: SavedQuestion, *, author: str, at: datetime, data_version: str | None
    ) -> KeptQuestion:
        values = {"question": question.model_dump(mode="json"), "made_by": author, "made_at": at}
        with self.engine.begin() as connection:
            added = connection.execute(
                insert(questions).values(**values, changed_at=at, data_version=data_version)
            ).inserted_primary_key
            assert added is not None
        return KeptQuestion(int(added[0]), question, author, at, at, data_version)

    def change(
        self, number: int, question: SavedQuestion, *, at: datetime, data_version: str | None
    ) -> KeptQuestion:
        """Write a question anew."""
        values = {"question": question.model_dump(mode="json"), "changed_at": at}
        self._set(number, removed=False, **values, data_version=data_version)
        return self.one(number)

    def remove(self, number: int, *, at: datetime) -> None:
        self._set(number, removed=False, removed_at=at)

    def restore(self, number: int) -> KeptQuestion:
        """Take back that a question was removed."""
        self._set(number, removed=True, removed_at=None)
        return self.one(number)

    def _set(self, number: int, *, removed: bool, **values: Any) -> None:
        gone = questions.c.removed_at
        here = (questions.c.number == number, gone.isnot(None) if removed else gone.is_(None))
        with self.engine.begin() as connection:
            if not connection.execute(update(questions).where(*here).values(**values)).rowcount:
                raise _unknown(number)


def _kept(row: RowMapping) -> KeptQuestion:
    return KeptQuestion(
        row["number"],
        SavedQuestion.model_validate(row["question"]),
        row["made_by"],
        row["made_at"],
        row["changed_at"],
        row["data_version"],
    )


def _unknown(number: int) -> NotFoundError:
    return NotFoundError(
        f"There is no saved question {number}.",
        code="unknown_question",
        remedy="Somebody may have removed it; `desirepath question list` and the page of journeys list them all.",
    )

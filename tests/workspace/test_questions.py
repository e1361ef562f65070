"""Saved questions in a database, on SQLite and on Postgres."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from pydantic import ValidationError
from sqlalchemy import Engine

from desirepath.domain.question import SavedQuestion
from desirepath.errors import NotFoundError
from desirepath.workspace.questions import QuestionBook

NOON = datetime.fromisoformat("2026-06-01T12:00")
WHOLE = SavedQuestion(
    name="  Who pays  ",
    measure="conversion",
    params={"to": "pay", "within": "7d"},
    map="main",
    segment="loyal",
    start=date(2026, 1, 1),
    end=date(2026, 3, 31),
    where="channel = 'web'",
    by=["month", "channel"],
    picture="heatmap",
)


def test_a_question_comes_back_as_it_was_saved(database: Engine) -> None:
    book = QuestionBook(database)
    kept = book.add(WHOLE, author="ana", at=NOON, data_version="v1")
    assert book.one(kept.number) == kept
    assert book.all() == [kept]
    assert kept.question.name == "Who pays"


def test_a_question_written_anew_keeps_its_address_and_who_made_it(database: Engine) -> None:
    book = QuestionBook(database)
    kept = book.add(WHOLE, author="ana", at=NOON, data_version="v1")
    later = NOON + timedelta(days=1)
    renamed = WHOLE.model_copy(update={"name": "Who pays now"})
    changed = book.change(kept.number, renamed, at=later, data_version="v2")
    assert (changed.number, changed.made_by, changed.made_at) == (kept.number, "ana", NOON)
    assert (changed.question, changed.changed_at, changed.data_version) == (renamed, later, "v2")


def test_the_number_of_a_removed_question_is_never_given_to_another(database: Engine) -> None:
    book = QuestionBook(database)
    gone = book.add(WHOLE, author="ana", at=NOON, data_version=None)
    book.remove(gone.number, at=NOON)
    assert book.all() == []
    with pytest.raises(NotFoundError) as told:
        book.one(gone.number)
    assert told.value.code == "unknown_question"
    assert book.add(WHOLE, author="ben", at=NOON, data_version=None).number != gone.number


def test_a_removed_question_can_be_taken_back_once(database: Engine) -> None:
    book = QuestionBook(database)
    kept = book.add(WHOLE, author="ana", at=NOON, data_version=None)
    book.remove(kept.number, at=NOON)
    assert book.restore(kept.number) == kept
    with pytest.raises(NotFoundError):
        book.restore(kept.number)
    book.remove(kept.number, at=NOON)
    for again in (
        lambda: book.remove(kept.number, at=NOON),
        lambda: book.change(kept.number, WHOLE, at=NOON, data_version=None),
    ):
        with pytest.raises(NotFoundError):
            again()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"name": "x" * 121},
        {"measure": ""},
        {"start": date(2026, 4, 1)},
        {"params": {"to": "x" * 2001}},
        {"colour": "red"},
    ],
)
def test_a_question_that_cannot_be_meant_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        SavedQuestion.model_validate({**WHOLE.model_dump(), **wrong})

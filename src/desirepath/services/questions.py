"""Saved questions: keep them, and ask them again of the newest data. Time and authors are arguments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desirepath.domain.question import KeptQuestion, SavedQuestion
from desirepath.measures import registry
from desirepath.measures.result import Result
from desirepath.services.asking import ask_reader
from desirepath.services.editing import Desk
from desirepath.services.reading import Reader


@dataclass(frozen=True)
class QuestionView:
    """A saved question as it is listed."""

    number: int
    question: SavedQuestion
    title: str | None
    """Title of the measure; null where this version knows no such measure."""
    made_by: str
    made_at: datetime
    changed_at: datetime
    data_version: str | None
    newer_data: bool
    """Whether there has been a build since it was last saved."""


@dataclass(frozen=True)
class Answered:
    """A saved question with its answer from the newest data."""

    question: QuestionView
    result: Result


def questions(desk: Desk, reader: Reader) -> list[QuestionView]:
    """Every saved question, in the order of their names."""
    found = sorted(desk.questions.all(), key=lambda one: (one.question.name.casefold(), one.number))
    version = _version(reader)
    return [_view(one, version) for one in found]


def question(desk: Desk, reader: Reader, number: int) -> QuestionView:
    """One saved question; NotFoundError when there is none of this number."""
    return _view(desk.questions.one(number), _version(reader))


def answer(desk: Desk, reader: Reader, number: int) -> Answered:
    """A saved question asked of the newest data; raises what asking its measure raises."""
    view = question(desk, reader, number)
    asked = view.question
    result = ask_reader(
        reader,
        asked.measure,
        dict(asked.params),
        where=asked.where,
        segment=asked.segment,
        start=asked.start,
        end=asked.end,
        by=asked.by,
        map_id=asked.map,
    )
    return Answered(view, result)


def save(desk: Desk, reader: Reader, given: SavedQuestion, *, author: str, at: datetime) -> QuestionView:
    """Keep a new question. Its measure and parameters must be right; names in the data may come later."""
    _check(given)
    version = _version(reader)
    return _view(desk.questions.add(given, author=author, at=at, data_version=version), version)


def change(desk: Desk, reader: Reader, number: int, given: SavedQuestion, *, at: datetime) -> QuestionView:
    """Write a question anew, under the same address."""
    _check(given)
    version = _version(reader)
    return _view(desk.questions.change(number, given, at=at, data_version=version), version)


def restore(desk: Desk, reader: Reader, number: int) -> QuestionView:
    """Take back that a question was removed."""
    return _view(desk.questions.restore(number), _version(reader))


def _check(given: SavedQuestion) -> None:
    registry.get(given.measure).read_params(given.params)


def _version(reader: Reader) -> str | None:
    build = reader.build()
    return build.id if build else None


def _view(kept: KeptQuestion, version: str | None) -> QuestionView:
    name = kept.question.measure
    title = registry.get(name).title if name in registry.names() else None
    return QuestionView(**vars(kept), title=title, newer_data=kept.data_version != version)

"""The API of saved questions: thin routes over `services/questions.py`."""

from __future__ import annotations

from fastapi import APIRouter, Request

from desirepath.domain.access import Role
from desirepath.domain.question import SavedQuestion
from desirepath.domain.row_number import Number
from desirepath.services import questions
from desirepath.services.clock import now
from desirepath.services.questions import Answered, QuestionView
from desirepath.web.needs import Author, needs
from desirepath.web.state import desk_of, reader_of

router = APIRouter(prefix="/api/v1")


@router.get("/questions", dependencies=[needs(Role.VIEWER)])
def saved_questions(request: Request) -> list[QuestionView]:
    """Every saved question, in the order of their names."""
    return questions.questions(desk_of(request), reader_of(request))


@router.post("/questions", dependencies=[needs(Role.EDITOR)])
def save_question(request: Request, given: SavedQuestion, author: Author) -> QuestionView:
    """Keep a question; its number is its address from now on."""
    return questions.save(desk_of(request), reader_of(request), given, author=author, at=now())


@router.get("/questions/{number}", dependencies=[needs(Role.VIEWER)])
def saved_question(request: Request, number: Number) -> QuestionView:
    """What a saved question asks."""
    return questions.question(desk_of(request), reader_of(request), number)


@router.get("/questions/{number}/answer", dependencies=[needs(Role.VIEWER)])
def saved_answer(request: Request, number: Number) -> Answered:
    """A saved question with its answer from the newest data."""
    return questions.answer(desk_of(request), reader_of(request), number)


@router.put("/questions/{number}", dependencies=[needs(Role.EDITOR)])
def change_question(request: Request, number: Number, given: SavedQuestion) -> QuestionView:
    """Write a question anew, as under another name."""
    return questions.change(desk_of(request), reader_of(request), number, given, at=now())


@router.delete("/questions/{number}", dependencies=[needs(Role.EDITOR)])
def remove_question(request: Request, number: Number) -> list[QuestionView]:
    """Remove a question; it can be restored. Answers with those that stay."""
    desk_of(request).questions.remove(number, at=now())
    return questions.questions(desk_of(request), reader_of(request))


@router.post("/questions/{number}/restore", dependencies=[needs(Role.EDITOR)])
def restore_question(request: Request, number: Number) -> QuestionView:
    """Take back that a question was removed."""
    return questions.restore(desk_of(request), reader_of(request), number)

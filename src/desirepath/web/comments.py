"""The API of comments. Who comments is told by the page, as for drafts; texts are words, never markup."""

from __future__ import annotations

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from desirepath.domain.access import Role
from desirepath.domain.comment import Thread
from desirepath.domain.row_number import Number
from desirepath.services.clock import now
from desirepath.web.needs import Author, needs
from desirepath.web.state import desk_of

router = APIRouter(prefix="/api/v1/maps/{map_id}/comments")


class Saying(BaseModel):
    part: str = Field(description="Kind of record, such as steps or cards", max_length=16)
    part_id: str = Field(max_length=64)
    text: str = Field(min_length=1, max_length=4_000)


class Answering(BaseModel):
    text: str = Field(min_length=1, max_length=4_000)


class Settling(BaseModel):
    resolved: bool = True


@router.get("", dependencies=[needs(Role.VIEWER, guests=True)])
def threads(request: Request, map_id: str) -> list[Thread]:
    """What is said about a map, the newest thread first."""
    return desk_of(request).comments.threads(map_id)


@router.post("", dependencies=[needs(Role.COMMENTER, guests=True)])
def say(request: Request, map_id: str, given: Saying, author: Author) -> list[Thread]:
    """Begin a thread on a part of the map."""
    book = desk_of(request).comments
    book.begin(map_id, given.part, given.part_id, given.text, author=author, at=now())
    return book.threads(map_id)


@router.post("/{number}/answers", dependencies=[needs(Role.COMMENTER, guests=True)])
def answer(request: Request, map_id: str, number: Number, given: Answering, author: Author) -> list[Thread]:
    """Answer in a thread; a settled one is open again."""
    book = desk_of(request).comments
    book.answer(map_id, number, given.text, author=author, at=now())
    return book.threads(map_id)


@router.post("/{number}/resolve", dependencies=[needs(Role.COMMENTER)])
def resolve(request: Request, map_id: str, number: Number, given: Settling, author: Author) -> list[Thread]:
    """Call a thread settled, or open it again."""
    book = desk_of(request).comments
    book.resolve(map_id, number, author=author, at=now(), resolved=given.resolved)
    return book.threads(map_id)


@router.delete("/{number}", dependencies=[needs(Role.EDITOR)])
def remove(request: Request, map_id: str, number: Number) -> list[Thread]:
    """Remove a comment; with the first of a thread go its answers."""
    book = desk_of(request).comments
    book.remove(map_id, number)
    return book.threads(map_id)

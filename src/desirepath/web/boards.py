"""The API of boards, actions and reviews: thin routes over `services/boards.py` and `services/reviewing.py`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from desirepath.domain.action import Action
from desirepath.domain.review import Cadence, Decision, Rhythm
from desirepath.errors import InputError
from desirepath.services import boards, calendar, reviewing
from desirepath.services.boards import Board
from desirepath.services.clock import now
from desirepath.services.editing import Desk
from desirepath.services.reading import Reader
from desirepath.services.reviewing import ReviewCard, ReviewPage
from desirepath.web.drafts import Author, named
from desirepath.web.routes import End, Segment, Start

router = APIRouter(prefix="/api/v1")

Weights = Annotated[list[str] | None, Query(description="axis:weight, repeatable")]


class Judging(BaseModel):
    card: str = Field(max_length=64)
    axis: str = Field(max_length=32)
    value: float | None = None


class Writing(BaseModel):
    decisions: list[Decision] = Field(max_length=100)
    note: str = Field("", max_length=10_000)


class Scheduling(BaseModel):
    cadence: Cadence
    next: date
    people: list[str] = Field(default_factory=list, max_length=100)


class Begun(BaseModel):
    number: int


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _reader(request: Request) -> Reader:
    reader: Reader = request.app.state.reader
    return reader


def _weights(given: list[str] | None) -> dict[str, float]:
    found = {}
    for one in given or []:
        name, _, number = one.partition(":")
        try:
            found[name] = float(number)
        except ValueError:
            raise InputError(
                f'"{one}" is no weight.', code="bad_weight", remedy="Write axis:number, as in reach:2."
            ) from None
    return found


@router.get("/maps/{map_id}/board")
def board(
    request: Request,
    map_id: str,
    weight: Weights = None,
    segment: Segment = None,
    start: Start = None,
    end: End = None,
) -> Board:
    """Pains and opportunities in order, actions, and where objectives stand."""
    return boards.open_board(
        _desk(request),
        _reader(request),
        map_id,
        weights=_weights(weight),
        segment=segment,
        start=start,
        end=end,
    )


@router.put("/maps/{map_id}/judgements")
def judge(request: Request, map_id: str, given: Judging) -> Board:
    """Say what a card is on an axis that nothing measures."""
    boards.judge(_desk(request), map_id, given.card, given.axis, given.value)
    return boards.open_board(_desk(request), _reader(request), map_id)


@router.post("/maps/{map_id}/actions")
def add_action(request: Request, map_id: str, given: Action, author: Author = None) -> Board:
    """Write a new action."""
    desk = _desk(request)
    desk.workspace.published(map_id)
    desk.actions.add(map_id, given, author=named(author), at=now())
    return boards.open_board(desk, _reader(request), map_id)


@router.put("/maps/{map_id}/actions/{number}")
def change_action(request: Request, map_id: str, number: int, given: Action) -> Board:
    """Write an action anew."""
    _desk(request).actions.change(map_id, number, given, at=now())
    return boards.open_board(_desk(request), _reader(request), map_id)


@router.delete("/maps/{map_id}/actions/{number}")
def remove_action(request: Request, map_id: str, number: int) -> Board:
    """Remove an action."""
    _desk(request).actions.remove(map_id, number)
    return boards.open_board(_desk(request), _reader(request), map_id)


@router.get("/maps/{map_id}/reviews")
def reviews(request: Request, map_id: str) -> list[ReviewCard]:
    """The reviews of a map, newest first."""
    return reviewing.reviews(_desk(request), map_id)


@router.post("/maps/{map_id}/reviews")
def begin_review(request: Request, map_id: str, author: Author = None) -> Begun:
    """Begin the next review, or go on with the one that is open."""
    kept = reviewing.begin(_desk(request), _reader(request), map_id, author=named(author), at=now())
    return Begun(number=kept.number)


@router.get("/maps/{map_id}/reviews/{number}")
def review(request: Request, map_id: str, number: int) -> ReviewPage:
    """What moved, what is late or stale, what was decided."""
    return reviewing.open_page(_desk(request), _reader(request), map_id, number)


@router.put("/maps/{map_id}/reviews/{number}")
def write_review(request: Request, map_id: str, number: int, given: Writing) -> ReviewPage:
    """Write down decisions."""
    reviewing.write(_desk(request), map_id, number, given.decisions, given.note)
    return reviewing.open_page(_desk(request), _reader(request), map_id, number)


@router.post("/maps/{map_id}/reviews/{number}/close")
def close_review(request: Request, map_id: str, number: int) -> ReviewPage:
    """Close a review, keeping what people saw."""
    return reviewing.close(_desk(request), _reader(request), map_id, number, at=now())


@router.get("/maps/{map_id}/rhythm")
def rhythm(request: Request, map_id: str) -> Rhythm | None:
    """How often a map is reviewed, and when next."""
    return _desk(request).reviews.rhythm(map_id)


@router.put("/maps/{map_id}/rhythm")
def set_rhythm(request: Request, map_id: str, given: Scheduling) -> Rhythm:
    """Say how often a map is reviewed, and when next."""
    return reviewing.set_rhythm(_desk(request), map_id, given.cadence, given.next, given.people)


@router.get("/calendar.ics")
def calendar_feed(request: Request) -> Response:
    """Reviews and due dates, for a calendar to subscribe to."""
    return Response(calendar.feed(_desk(request), now()), media_type="text/calendar; charset=utf-8")

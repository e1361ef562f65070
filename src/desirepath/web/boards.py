"""The API of boards, actions and reviews: thin routes over `services/boards.py` and `services/reviewing.py`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from desirepath.domain.access import Role
from desirepath.domain.action import Action
from desirepath.domain.review import Cadence, Decision, Rhythm
from desirepath.domain.row_number import Number
from desirepath.errors import InputError
from desirepath.services import boards, calendar, names, reviewing
from desirepath.services.boards import Board
from desirepath.services.clock import now
from desirepath.services.reviewing import ReviewCard, ReviewPage
from desirepath.web.needs import Author, needs
from desirepath.web.routes import End, Segment, Start
from desirepath.web.state import desk_of, reader_of
from desirepath.web.told import sends

router = APIRouter(prefix="/api/v1")

Weights = Annotated[list[str] | None, Query(description="axis:weight, repeatable; 0 leaves an axis out")]
Axes = Annotated[
    list[str] | None,
    Query(
        description="measures to compare by besides, as in conversion;to=pay;last=90d, repeatable; "
        "`which` chooses one of several answers, `heavy` whether a high or a low value weighs more"
    ),
]


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
    number: Number


def _weights(given: list[str] | None) -> dict[str, float]:
    found = {}
    for one in given or []:
        name, _, number = one.rpartition(":")
        try:
            found[name] = float(number)
        except ValueError:
            raise InputError(
                f'"{one}" is no weight.', code="bad_weight", remedy="Write axis:number, as in reach:2."
            ) from None
    return found


@router.get("/maps/{map_id}/board", dependencies=[needs(Role.VIEWER)])
def board(
    request: Request,
    map_id: str,
    weight: Weights = None,
    axis: Axes = None,
    segment: Segment = None,
    start: Start = None,
    end: End = None,
) -> Board:
    """Pains and opportunities in order, actions, and where objectives stand."""
    return boards.open_board(
        desk_of(request),
        reader_of(request),
        map_id,
        weights=_weights(weight),
        axes=axis or [],
        segment=segment,
        start=start,
        end=end,
    )


@router.get("/maps/{map_id}/names", dependencies=[needs(Role.VIEWER)])
def known_names(request: Request, map_id: str) -> list[str]:
    """Names to choose from for an owner or a mention: the team, and whoever owns something here."""
    return names.names(desk_of(request), map_id)


@router.put("/maps/{map_id}/judgements", dependencies=[needs(Role.EDITOR)])
def judge(request: Request, map_id: str, given: Judging) -> Board:
    """Say what a card is on an axis that nothing measures."""
    boards.judge(desk_of(request), map_id, given.card, given.axis, given.value)
    return boards.open_board(desk_of(request), reader_of(request), map_id)


@router.post("/maps/{map_id}/actions", dependencies=[needs(Role.EDITOR)])
def add_action(request: Request, map_id: str, given: Action, author: Author) -> Board:
    """Write a new action."""
    desk = desk_of(request)
    desk.workspace.published(map_id)
    desk.actions.add(map_id, given, author=author, at=now())
    return boards.open_board(desk, reader_of(request), map_id)


@router.put("/maps/{map_id}/actions/{number}", dependencies=[needs(Role.EDITOR)])
def change_action(request: Request, map_id: str, number: Number, given: Action) -> Board:
    """Write an action anew."""
    desk_of(request).actions.change(map_id, number, given, at=now())
    return boards.open_board(desk_of(request), reader_of(request), map_id)


@router.delete("/maps/{map_id}/actions/{number}", dependencies=[needs(Role.EDITOR)])
def remove_action(request: Request, map_id: str, number: Number) -> Board:
    """Remove an action."""
    desk_of(request).actions.remove(map_id, number)
    return boards.open_board(desk_of(request), reader_of(request), map_id)


@router.get("/maps/{map_id}/reviews", dependencies=[needs(Role.VIEWER)])
def reviews(request: Request, map_id: str) -> list[ReviewCard]:
    """The reviews of a map, newest first."""
    return reviewing.reviews(desk_of(request), map_id)


@router.post("/maps/{map_id}/reviews", dependencies=[needs(Role.EDITOR)])
def begin_review(request: Request, map_id: str, author: Author) -> Begun:
    """Begin the next review, or go on with the one that is open."""
    kept = reviewing.begin(desk_of(request), reader_of(request), map_id, author=author, at=now())
    return Begun(number=kept.number)


@router.get("/maps/{map_id}/reviews/{number}", dependencies=[needs(Role.VIEWER)])
def review(request: Request, map_id: str, number: Number) -> ReviewPage:
    """What moved, what is late or stale, what was decided."""
    return reviewing.open_page(desk_of(request), reader_of(request), map_id, number)


@router.put("/maps/{map_id}/reviews/{number}", dependencies=[needs(Role.EDITOR)])
def write_review(request: Request, map_id: str, number: Number, given: Writing) -> ReviewPage:
    """Write down decisions."""
    reviewing.write(desk_of(request), map_id, number, given.decisions, given.note)
    return reviewing.open_page(desk_of(request), reader_of(request), map_id, number)


@router.post("/maps/{map_id}/reviews/{number}/close", dependencies=[needs(Role.EDITOR)])
def close_review(request: Request, map_id: str, number: Number) -> ReviewPage:
    """Close a review, keeping what people saw."""
    return reviewing.close(desk_of(request), reader_of(request), map_id, number, at=now())


@router.get("/maps/{map_id}/rhythm", dependencies=[needs(Role.VIEWER)])
def rhythm(request: Request, map_id: str) -> Rhythm | None:
    """How often a map is reviewed, and when next."""
    return desk_of(request).reviews.rhythm(map_id)


@router.put("/maps/{map_id}/rhythm", dependencies=[needs(Role.EDITOR)])
def set_rhythm(request: Request, map_id: str, given: Scheduling) -> Rhythm:
    """Say how often a map is reviewed, and when next."""
    return reviewing.set_rhythm(desk_of(request), map_id, given.cadence, given.next, given.people)


@router.get("/calendar.ics", dependencies=[needs(Role.VIEWER)], **sends("text/calendar"))
def calendar_feed(request: Request) -> Response:
    """Reviews and due dates, for a calendar to subscribe to."""
    return Response(calendar.feed(desk_of(request), now()), media_type="text/calendar; charset=utf-8")

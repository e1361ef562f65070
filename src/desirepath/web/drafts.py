"""The API of drafts: thin routes over `services/editing.py`, and the socket of the live document."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Annotated, Any, TypeVar
from urllib.parse import unquote

from fastapi import APIRouter, Header, Request, WebSocket
from pydantic import BaseModel, Field

from desirepath.domain.difference import Change, differences
from desirepath.domain.publishable import Remark
from desirepath.domain.records import Records
from desirepath.domain.version import Version
from desirepath.errors import DesirePathError
from desirepath.services import editing, matching
from desirepath.services.clock import now
from desirepath.services.editing import Desk, DraftCard
from desirepath.services.matching import Caught, Vocabulary
from desirepath.services.reading import Reader
from desirepath.web.peer import NO_ACCESS, NO_MAP, Peer
from desirepath.web.rooms import Hub

router = APIRouter(prefix="/api/v1")
T = TypeVar("T")

Author = Annotated[
    str | None,
    Header(
        alias="x-desirepath-name", max_length=400, description="Who does it, percent-encoded; default: You"
    ),
]
SOMEBODY = "You"


class NewMap(BaseModel):
    title: str = Field(min_length=1, max_length=200)
    template: str | None = None


class MapId(BaseModel):
    map: str


class Publishing(BaseModel):
    name: str | None = Field(None, max_length=200, description="What this version is called")


class Published(BaseModel):
    version: Version
    problems: list[Remark]


class Keeping(BaseModel):
    name: str = Field(min_length=1, max_length=200)


class Restoring(BaseModel):
    version: int
    lane: str | None = None


class Restored(BaseModel):
    changes: int


class Asking(BaseModel):
    match: dict[str, Any]
    step: str | None = None


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _reader(request: Request) -> Reader:
    reader: Reader = request.app.state.reader
    return reader


def _hub(request: Request | WebSocket) -> Hub:
    hub: Hub = request.app.state.hub
    return hub


def named(author: str | None) -> str:
    """The name that somebody gave, or a stand-in."""
    return unquote(author or "").strip()[:200] or SOMEBODY


async def _records(request: Request, map_id: str, author: str | None) -> Records:
    """The draft as it stands this moment, also what is not on disk yet."""
    async with _hub(request).room(map_id, named(author)) as room:
        return editing.read_draft(room.doc)


async def _edit(
    request: Request, map_id: str, author: str | None, change: Callable[[Records], Records]
) -> int:
    """Edit the live document until it holds what `change` makes of it; how many differences that made."""
    async with _hub(request).room(map_id, named(author)) as room:
        before = editing.read_draft(room.doc)
        after = await asyncio.to_thread(change, before)
        with room.edited_by(named(author)) as doc:
            editing.edit_draft(doc, after)
        return len(differences(before, editing.read_draft(room.doc)))


@router.post("/drafts")
async def new_map(request: Request, given: NewMap, author: Author = None) -> MapId:
    """A new map, empty or from a template; it is a draft until it is published."""
    made = await asyncio.to_thread(
        editing.begin_map, _desk(request), given.title, given.template, author=named(author), at=now()
    )
    return MapId(map=made)


@router.get("/drafts/{map_id}")
async def draft(request: Request, map_id: str, author: Author = None) -> DraftCard:
    """How a draft differs from the published map, and what is to be said of it."""
    records = await _records(request, map_id, author)
    return await asyncio.to_thread(editing.draft_card, _desk(request), _reader(request), map_id, records)


@router.post("/drafts/{map_id}/publish")
async def publish(request: Request, map_id: str, given: Publishing, author: Author = None) -> Published:
    """Write the draft as the map that is built and measured."""
    desk, reader = _desk(request), _reader(request)
    records = await _records(request, map_id, author)

    def work() -> Published:
        version = editing.publish(
            desk, reader, map_id, records, name=given.name, author=named(author), at=now()
        )
        return Published(version=version, problems=editing.draft_card(desk, reader, map_id, records).problems)

    return await asyncio.to_thread(work)


@router.post("/drafts/{map_id}/take-file")
async def take_file(request: Request, map_id: str, author: Author = None) -> Restored:
    """Edit the draft into the map file that was changed outside of the editor."""
    desk = _desk(request)
    made = await _edit(
        request, map_id, author, lambda _: editing.take_file(desk, map_id, author=named(author), at=now())
    )
    return Restored(changes=made)


@router.post("/drafts/{map_id}/restore")
async def restore(request: Request, map_id: str, given: Restoring, author: Author = None) -> Restored:
    """Put a version back, or one lane of it, as an ordinary edit."""
    desk = _desk(request)
    made = await _edit(
        request,
        map_id,
        author,
        lambda records: editing.restored(desk, map_id, records, given.version, given.lane),
    )
    return Restored(changes=made)


@router.post("/drafts/{map_id}/versions")
async def keep_version(request: Request, map_id: str, given: Keeping, author: Author = None) -> Version:
    """Keep the draft as it is under a name."""
    records = await _records(request, map_id, author)
    return await asyncio.to_thread(
        editing.keep, _desk(request), map_id, records, name=given.name, author=named(author), at=now()
    )


@router.get("/maps/{map_id}/versions")
def versions(request: Request, map_id: str) -> list[Version]:
    """The versions of a map, newest first."""
    return _desk(request).shelf.all(map_id)


@router.get("/maps/{map_id}/versions/{number}/changes")
async def changes(
    request: Request, map_id: str, number: int, against: str = "draft", author: Author = None
) -> list[Change]:
    """What became different from a version to another one, or to the draft."""
    other = int(against) if against.isdigit() else await _records(request, map_id, author)
    return await asyncio.to_thread(editing.changes_between, _desk(request), map_id, number, other)


@router.post("/drafts/{map_id}/matches")
async def matches(request: Request, map_id: str, given: Asking, author: Author = None) -> Caught:
    """What a rule would catch in the newest build."""
    records = await _records(request, map_id, author)
    return await asyncio.to_thread(matching.caught, _reader(request), records, given.match, given.step)


@router.get("/drafts/{map_id}/vocabulary")
def vocabulary(request: Request, map_id: str) -> Vocabulary:
    """Events, channels, touchpoints, segments and measures that can be chosen."""
    return matching.vocabulary(_reader(request))


@router.websocket("/drafts/{map_id}/live")
async def live(socket: WebSocket, map_id: str, name: str = "") -> None:
    """The live document. A socket is accepted before it is refused: a browser would else try for ever."""
    await socket.accept()
    if not socket.app.state.gate.admits(socket):
        await socket.close(NO_ACCESS)
        return
    peer = Peer(socket, named(name), can_write=True)
    try:
        async with _hub(socket).room(map_id, peer.author) as room:
            await room.welcome(peer)
    except DesirePathError:
        await peer.send_away(NO_MAP)

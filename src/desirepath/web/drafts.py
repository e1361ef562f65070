"""The API of drafts: thin routes over `services/editing.py`, and the socket of the live document."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, WebSocket
from pydantic import BaseModel, Field

from desirepath.domain import mapfile
from desirepath.domain.access import Role, Who
from desirepath.domain.cells import Form, FromCells, from_cells
from desirepath.domain.difference import Change
from desirepath.domain.map import Lane, Map, MeasureRef
from desirepath.domain.publishable import Remark
from desirepath.domain.records import Records
from desirepath.domain.row_number import Number, read_number
from desirepath.domain.templates import template_text
from desirepath.domain.version import Version
from desirepath.errors import DesirePathError
from desirepath.insights.measured_map import Tile
from desirepath.services import editing, matching, numbers, offmap, versions
from desirepath.services.clock import now
from desirepath.services.editing import DraftCard
from desirepath.services.matching import Caught, Vocabulary
from desirepath.services.offmap import Proposals
from desirepath.services.versions import Compared
from desirepath.web.elsewhere import following
from desirepath.web.needs import Author, named, needs
from desirepath.web.peer import NO_ACCESS, NO_MAP, Peer
from desirepath.web.state import desk_of, hub_of, reader_of

router = APIRouter(prefix="/api/v1", lifespan=following)


class Cells(BaseModel):
    """Cells that were copied from a spreadsheet, and what people said of how to read them."""

    text: str = Field(max_length=2_000_000)
    form: Form | None = Field(None, description="null: what it looks like")
    lanes: dict[str, Lane] = Field(default_factory=dict, description="Lanes by the names in the cells")

    def read(self) -> FromCells:
        return from_cells(self.text, form=self.form, lanes=self.lanes)


class NewMap(BaseModel):
    title: str = Field(min_length=1, max_length=200)
    template: str | None = None
    cells: Cells | None = None

    def plan(self) -> Map | None:
        """The map to begin with; null for an empty one."""
        if self.cells:
            return self.cells.read().map
        return mapfile.load(template_text(self.template)) if self.template else None


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
    version: Number
    lane: str | None = None


class Restored(BaseModel):
    changes: int


class Asking(BaseModel):
    match: dict[str, Any]
    step: str | None = None


class Wanted(BaseModel):
    measure: MeasureRef
    step: str | None = None


async def _records(request: Request, map_id: str, author: str) -> Records:
    """The draft as it stands this moment, also what is not on disk yet."""
    async with hub_of(request).room(map_id, author) as room:
        return editing.read_draft(room.doc)


@router.post("/drafts", dependencies=[needs(Role.EDITOR)])
async def new_map(request: Request, given: NewMap, author: Author) -> MapId:
    """A new map, empty, from a template or from cells; it is a draft until it is published."""
    desk = desk_of(request)

    def work() -> str:
        return editing.begin_map(desk, given.title, given.plan(), author=author, at=now())

    return MapId(map=await asyncio.to_thread(work))


@router.post("/cells", dependencies=[needs(Role.EDITOR)])
def cells(given: Cells) -> FromCells:
    """The map that cells of a spreadsheet would become, and what became of every cell. Nothing is kept."""
    return given.read()


@router.get("/drafts/{map_id}", dependencies=[needs(Role.VIEWER)])
async def draft(request: Request, map_id: str, author: Author) -> DraftCard:
    """How a draft differs from the published map, and what is to be said of it."""
    records = await _records(request, map_id, author)
    return await asyncio.to_thread(editing.draft_card, desk_of(request), reader_of(request), map_id, records)


@router.post("/drafts/{map_id}/publish", dependencies=[needs(Role.EDITOR)])
async def publish(request: Request, map_id: str, given: Publishing, author: Author) -> Published:
    """Write the draft as the map that is built and measured."""
    desk, reader = desk_of(request), reader_of(request)
    records = await _records(request, map_id, author)

    def work() -> Published:
        version = editing.publish(desk, reader, map_id, records, name=given.name, author=author, at=now())
        return Published(version=version, problems=editing.draft_card(desk, reader, map_id, records).problems)

    return await asyncio.to_thread(work)


@router.post("/drafts/{map_id}/approve", dependencies=[needs(Role.COMMENTER)])
async def approve(request: Request, map_id: str, author: Author) -> DraftCard:
    """Say that a draft is good exactly as it stands."""
    desk, reader = desk_of(request), reader_of(request)
    records = await _records(request, map_id, author)

    def work() -> DraftCard:
        editing.approve(desk, map_id, records, author=author, at=now())
        return editing.draft_card(desk, reader, map_id, records)

    return await asyncio.to_thread(work)


@router.post("/drafts/{map_id}/take-file", dependencies=[needs(Role.EDITOR)])
async def take_file(request: Request, map_id: str, author: Author) -> Restored:
    """Edit the draft into the map file that was changed outside of the editor."""
    async with hub_of(request).room(map_id, author) as room:
        taken = await asyncio.to_thread(versions.take_file, desk_of(request), map_id, author=author, at=now())
        with room.edited_by(author) as doc:
            return Restored(changes=editing.rework(doc, lambda _: taken))


@router.post("/drafts/{map_id}/restore", dependencies=[needs(Role.EDITOR)])
async def restore(request: Request, map_id: str, given: Restoring, author: Author) -> Restored:
    """Put a version back, or one lane of it, as an ordinary edit."""
    async with hub_of(request).room(map_id, author) as room:
        then = await asyncio.to_thread(desk_of(request).shelf.records, map_id, given.version) or {}
        with room.edited_by(author) as doc:
            made = editing.rework(doc, lambda records: versions.restored(records, then, given.lane))
    return Restored(changes=made)


@router.post("/drafts/{map_id}/versions", dependencies=[needs(Role.EDITOR)])
async def keep_version(request: Request, map_id: str, given: Keeping, author: Author) -> Version:
    """Keep the draft as it is under a name."""
    records = await _records(request, map_id, author)
    return await asyncio.to_thread(
        versions.keep, desk_of(request), map_id, records, name=given.name, author=author, at=now()
    )


@router.get("/maps/{map_id}/versions", dependencies=[needs(Role.VIEWER)])
def all_versions(request: Request, map_id: str) -> list[Version]:
    """The versions of a map, newest first."""
    return desk_of(request).shelf.all(map_id)


@router.get("/maps/{map_id}/versions/{number}/changes", dependencies=[needs(Role.VIEWER)])
async def changes(
    request: Request, map_id: str, number: Number, author: Author, against: str = "draft"
) -> list[Change]:
    """What became different from a version to another one, or to the draft."""
    number_given = read_number(against)
    other = await _records(request, map_id, author) if number_given is None else number_given
    return await asyncio.to_thread(versions.changes_between, desk_of(request), map_id, number, other)


@router.get("/maps/{map_id}/compare", dependencies=[needs(Role.VIEWER)])
async def compare(
    request: Request,
    map_id: str,
    author: Author,
    old: Annotated[
        str, Query(alias="from", description="published, draft, a version's number, or s and a suggestion's")
    ] = "published",
    new: Annotated[str, Query(alias="to", description="The same")] = "draft",
) -> Compared:
    """Two states of a map with what became different, to be drawn over one another."""
    records = await _records(request, map_id, author)
    return await asyncio.to_thread(versions.compared, desk_of(request), map_id, records, old, new)


@router.post("/drafts/{map_id}/matches", dependencies=[needs(Role.EDITOR)])
async def matches(request: Request, map_id: str, given: Asking, author: Author) -> Caught:
    """What a rule would catch in the newest build."""
    records = await _records(request, map_id, author)
    return await asyncio.to_thread(matching.caught, reader_of(request), records, given.match, given.step)


@router.get("/drafts/{map_id}/off-map", dependencies=[needs(Role.EDITOR)])
async def off_map(request: Request, map_id: str, author: Author) -> Proposals:
    """What customers meet that no step of the draft stands for, most customers first."""
    records = await _records(request, map_id, author)
    return await asyncio.to_thread(offmap.proposals, reader_of(request), records)


@router.post("/drafts/{map_id}/number", dependencies=[needs(Role.VIEWER)])
def number(request: Request, map_id: str, given: Wanted) -> Tile:
    """The number of a measure as the map will show it, at a step of it."""
    return numbers.number(reader_of(request), map_id, given.measure, given.step)


@router.get("/drafts/{map_id}/vocabulary", dependencies=[needs(Role.COMMENTER)])
def vocabulary(request: Request, map_id: str) -> Vocabulary:
    """Events, channels, touchpoints, segments and measures that can be chosen."""
    return matching.vocabulary(reader_of(request))


@router.websocket("/drafts/{map_id}/live")
async def live(socket: WebSocket, map_id: str, name: str = "") -> None:
    """The live document. A socket is accepted before it is refused: a browser would else try for ever."""
    await socket.accept()
    who: Who | None = await asyncio.to_thread(socket.app.state.gate.admits, socket)
    if who is None or who.map is not None:
        await socket.close(NO_ACCESS)
        return
    peer = Peer(
        socket,
        who.name if who.kind == "person" else named(name),
        can_write=who.role.covers(Role.EDITOR),
        person=who.person,
    )
    try:
        async with hub_of(socket).room(map_id, peer.author) as room:
            await room.welcome(peer)
    except DesirePathError:
        await peer.send_away(NO_MAP)

"""The API of suggestions: who comments may propose edits, who edits accepts them. Nobody writes in the draft by it."""

from __future__ import annotations

import asyncio
from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from desirepath.domain.access import Role
from desirepath.domain.difference import Change, differences
from desirepath.domain.records import TEXTS, Records
from desirepath.domain.row_number import Number
from desirepath.errors import InputError
from desirepath.services import editing, suggesting
from desirepath.services.clock import now
from desirepath.services.suggesting import Passed, SuggestionView
from desirepath.web.needs import Author, needs
from desirepath.web.state import desk_of, hub_of

router = APIRouter(prefix="/api/v1/drafts/{map_id}/suggestions")

Told = dict[str, dict[str, dict[str, Any]]]
MOST = 20_000
"""Records that are taken at once."""
WORDS = ("stage", "step", "lane", "order", "title", "text", "name")
"""Fields that name a record or its place; without these it cannot be told what is different."""


class Proposal(BaseModel):
    old: Told = Field(description="The draft as it was when somebody began to change it")
    new: Told = Field(description="The same as it should be")
    note: str = Field("", max_length=4_000)


class Settling(BaseModel):
    numbers: list[Number] = Field(min_length=1, max_length=500)
    accept: bool
    reply: str = Field("", max_length=4_000)


class Settled(BaseModel):
    done: list[int]
    passed: list[Passed]
    suggestions: list[SuggestionView]


def _records(told: Told) -> Records:
    if sum(len(held) for held in told.values()) > MOST:
        raise InputError("This is too much at once.", code="bad_suggestion", remedy="Suggest it in parts.")
    records = {kind: told.get(kind, {}) for kind in TEXTS}
    fields = [pair for held in records.values() for record in held.values() for pair in record.items()]
    if any(name in WORDS and not isinstance(value, str) for name, value in fields):
        raise InputError(
            "This is no state of a map.", code="bad_suggestion", remedy="Load the page anew and try again."
        )
    return records


async def _all(request: Request, map_id: str, author: str) -> list[SuggestionView]:
    async with hub_of(request).room(map_id, author) as room:
        records = editing.read_draft(room.doc)
    return await asyncio.to_thread(suggesting.suggestions, desk_of(request), map_id, records)


@router.get("", dependencies=[needs(Role.VIEWER)])
async def suggestions(request: Request, map_id: str, author: Author) -> list[SuggestionView]:
    """What is suggested for a draft, the newest first, and whether it still applies."""
    return await _all(request, map_id, author)


@router.post("/look", dependencies=[needs(Role.COMMENTER)])
def look(map_id: str, given: Proposal) -> list[Change]:
    """What a suggestion would change, in words, before it is made."""
    return differences(_records(given.old), _records(given.new))


@router.post("", dependencies=[needs(Role.COMMENTER)])
async def suggest(request: Request, map_id: str, given: Proposal, author: Author) -> list[SuggestionView]:
    """Suggest changes; what needs each other is one suggestion, everything else can be accepted alone."""
    desk, old, new = desk_of(request), _records(given.old), _records(given.new)
    await asyncio.to_thread(
        suggesting.suggest, desk, map_id, old, new, given.note.strip(), author=author, at=now()
    )
    return await _all(request, map_id, author)


@router.post("/settle", dependencies=[needs(Role.EDITOR)])
async def settle(request: Request, map_id: str, given: Settling, author: Author) -> Settled:
    """Accept or reject suggestions, with a word to who made them. What does not apply any more stays open."""
    desk, at, reply = desk_of(request), now(), given.reply.strip()
    every = await asyncio.to_thread(desk.suggestions.all, map_id)
    chosen = [one for one in every if one.number in given.numbers and one.state == "open"]
    passed: list[Passed] = []
    if given.accept:

        def change(records: Records) -> Records:
            nonlocal chosen, passed
            after, chosen, passed = suggesting.taken(records, chosen, map_id)
            return after

        async with hub_of(request).room(map_id, author) as room:
            with room.edited_by(author) as doc:
                editing.rework(doc, change)
    state: Literal["accepted", "rejected"] = "accepted" if given.accept else "rejected"
    done = await asyncio.to_thread(
        suggesting.settle, desk, map_id, chosen, state, reply, author=author, at=at
    )
    return Settled(done=done, passed=passed, suggestions=await _all(request, map_id, author))


@router.post("/{number}/withdraw", dependencies=[needs(Role.COMMENTER)])
async def withdraw(request: Request, map_id: str, number: Number, author: Author) -> list[SuggestionView]:
    """Take one's own suggestion back."""
    await asyncio.to_thread(suggesting.withdraw, desk_of(request), map_id, number, author=author, at=now())
    return await _all(request, map_id, author)

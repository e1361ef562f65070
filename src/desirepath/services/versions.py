"""Versions of a map: keep one by name, put one back, take over a file that was changed outside, tell what differs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desirepath.domain.difference import Change, differences
from desirepath.domain.records import MAP, Records, records_of
from desirepath.domain.row_number import read_number
from desirepath.domain.version import Version
from desirepath.errors import ConflictError, InputError
from desirepath.services.editing import Desk
from desirepath.services.suggesting import with_suggestion

PUBLISHED, DRAFT = "published", "draft"


@dataclass(frozen=True)
class Side:
    """One of two states of a map: what it is called, and its records as `domain/records.py` has them."""

    words: str
    records: Records


@dataclass(frozen=True)
class Compared:
    """Two states of a map, so that they can be drawn over one another, and what became different."""

    map: str
    title: str
    old: Side
    new: Side
    changes: list[Change]


def take_file(desk: Desk, map_id: str, *, author: str, at: datetime) -> Records:
    """The records of a map file that was changed outside, for the draft to be edited into; kept as a version."""
    published = desk.workspace.published(map_id)
    records = records_of(published.map)
    words = [change.words for change in differences(desk.shelf.records(map_id) or {}, records)]
    desk.shelf.add(map_id, records, words, kind="outside", author=author, at=at)
    desk.log.rebase(map_id, published.sha)
    return records


def keep(desk: Desk, map_id: str, records: Records, *, name: str, author: str, at: datetime) -> Version:
    """Keep the draft as it is under a name."""
    words = [change.words for change in differences(desk.shelf.records(map_id) or {}, records)]
    return desk.shelf.add(map_id, records, words, kind="kept", author=author, at=at, name=name)


def restored(records: Records, then: Records, lane: str | None) -> Records:
    """The draft with a version put back: the whole of it, or only the cards of one lane whose steps are still there."""
    if lane is None:
        return then
    cards = {name: card for name, card in records.get("cards", {}).items() if card.get("lane") != lane}
    steps = records.get("steps", {})
    back = {
        n: c for n, c in then.get("cards", {}).items() if c.get("lane") == lane and c.get("step") in steps
    }
    return {**records, "cards": {**cards, **back}}


def changes_between(desk: Desk, map_id: str, number: int, other: Records | int) -> list[Change]:
    """What became different from one version to another one, or to these records."""
    then = desk.shelf.records(map_id, number) or {}
    now = desk.shelf.records(map_id, other) or {} if isinstance(other, int) else other
    return differences(then, now)


def compared(desk: Desk, map_id: str, draft: Records, old: str, new: str) -> Compared:
    """Two states of a map side by side; each is "published", "draft", the number of a version, or a suggestion's
    number after an s, which is the draft with it.
    """
    before, after = _side(desk, map_id, draft, old), _side(desk, map_id, draft, new)
    title = str(draft.get(MAP, {}).get(MAP, {}).get("title", ""))
    return Compared(map_id, title, before, after, differences(before.records, after.records))


def _side(desk: Desk, map_id: str, draft: Records, name: str) -> Side:
    if name == DRAFT:
        return Side("the draft", draft)
    if name == PUBLISHED:
        known = map_id in desk.workspace.map_ids()
        return Side("the published map", records_of(desk.workspace.published(map_id).map) if known else {})
    suggested = read_number(name[1:]) if name.startswith("s") else None
    if suggested is not None:
        after, one, why = with_suggestion(desk, map_id, draft, suggested)
        if why is not None:
            raise ConflictError(
                why, code="suggestion_outdated", remedy="It can only be rejected, or made anew."
            )
        return Side(f"what {one.author} suggests", after)
    number = read_number(name)
    if number is None:
        raise InputError(
            f'"{name}" is no state of a map.',
            code="unknown_state",
            remedy='Say "published", "draft", the number of a version, or s and that of a suggestion.',
        )
    records = desk.shelf.records(map_id, number) or {}
    version = next(one for one in desk.shelf.all(map_id) if one.number == number)
    return Side(f"version {number}{f', {version.name}' if version.name else ''}", records)

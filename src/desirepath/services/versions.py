"""Versions of a map: keep one by name, put one back, take over a file that was changed outside, tell what differs."""

from __future__ import annotations

from datetime import datetime

from desirepath.domain.difference import Change, differences
from desirepath.domain.records import Records, records_of
from desirepath.domain.version import Version
from desirepath.services.editing import Desk


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


def restored(desk: Desk, map_id: str, records: Records, number: int, lane: str | None) -> Records:
    """The draft with a version put back: the whole of it, or only the cards of one lane whose steps are still there."""
    then = desk.shelf.records(map_id, number) or {}
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

"""Suggestions: edits of a draft that wait for somebody to accept them.

A suggestion holds what every field was when it was written, and what it should become. It applies as long as that is
still so: what changed meanwhile is told and never overwritten.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from desirepath.domain.difference import called, differences
from desirepath.domain.publishable import look
from desirepath.domain.records import Record, Records

State = Literal["open", "accepted", "rejected", "withdrawn"]


@dataclass(frozen=True)
class Edit:
    """One change of one record. `field` None: the record itself came (`was` None) or went (`now` None)."""

    kind: str
    id: str
    field: str | None
    was: Any
    now: Any


@dataclass(frozen=True)
class Suggestion:
    """What somebody proposes to change, and what became of it. `words` says it as it was proposed; times are UTC."""

    number: int
    map: str
    author: str
    at: datetime
    note: str
    edits: list[Edit]
    words: list[str]
    state: State
    settled_by: str | None = None
    settled_at: datetime | None = None
    reply: str = ""


class OutdatedError(ValueError):
    """The draft is another one than the suggestion was written for; the message says how."""


def edits_between(old: Records, new: Records) -> list[Edit]:
    """What has to be done to records to make others of them."""
    return [edit for kind in {**old, **new} for edit in _of_kind(kind, old.get(kind, {}), new.get(kind, {}))]


def _of_kind(kind: str, was: dict[str, Record], now: dict[str, Record]) -> Iterator[Edit]:
    for name in {**was, **now}:
        before, after = was.get(name), now.get(name)
        if before is None or after is None:
            yield Edit(kind, name, None, before, after)
            continue
        for field in {**before, **after}:
            if before.get(field) != after.get(field):
                yield Edit(kind, name, field, before.get(field), after.get(field))


def applied(records: Records, edits: Sequence[Edit]) -> Records:
    """The records with these edits. Raises OutdatedError when what they were written for is another by now.

    >>> edit = Edit("steps", "pay", "title", "Pays", "Pays at once")
    >>> applied({"steps": {"pay": {"title": "Pays"}}}, [edit])
    {'steps': {'pay': {'title': 'Pays at once'}}}
    """
    made = {kind: dict(held) for kind, held in records.items()}
    for edit in edits:
        held = made.setdefault(edit.kind, {})
        after = (_field if edit.field is not None else _whole)(edit, held.get(edit.id), records)
        if after is None:
            held.pop(edit.id, None)
        else:
            held[edit.id] = after
    return made


def _whole(edit: Edit, held: Record | None, records: Records) -> Record | None:
    if held is not None and _without_order(held) not in (_without_order(edit.was), _without_order(edit.now)):
        raise OutdatedError(f"{_the(edit, held, records)} has changed since.")
    after: Record | None = edit.now
    return after


def _field(edit: Edit, held: Record | None, records: Records) -> Record:
    if held is None:
        raise OutdatedError(f"What it changes, {edit.id}, has been removed since.")
    now = held.get(edit.field or "")
    after = _joined(edit, now)
    if now not in (edit.was, edit.now) and after is None:
        raise OutdatedError(f"{_the(edit, held, records)} has changed since.")
    value = edit.now if after is None else after
    rest = {name: kept for name, kept in held.items() if name != edit.field}
    return rest if value is None or value == [] else {**held, str(edit.field): value}


def _joined(edit: Edit, now: Any) -> list[Any] | None:
    """A list of names to which others were added meanwhile keeps theirs."""
    lists = [[] if one is None else one for one in (edit.was, edit.now, now)]
    if edit.was is edit.now is None or not all(isinstance(one, list) for one in lists):
        return None
    was, wanted, here = lists
    come = [one for one in wanted if one not in was and one not in here]
    return [one for one in here if one in wanted or one not in was] + come


def _without_order(record: Any) -> Any:
    return {k: v for k, v in record.items() if k != "order"} if isinstance(record, dict) else record


def _the(edit: Edit, held: Record, records: Records) -> str:
    words = called(edit.kind, held, records, "the")
    return words[:1].upper() + words[1:]


def trouble(before: Records, after: Records, map_id: str) -> str | None:
    """What would newly keep the draft from being a map, in words; None when nothing would."""
    known = {(one.kind, one.id, one.field) for one in look(before, map_id).errors}
    new = [one for one in look(after, map_id).errors if (one.kind, one.id, one.field) not in known]
    return new[0].words if new else None


def split(old: Records, edits: Sequence[Edit]) -> list[list[Edit]]:
    """Edits as suggestions that can be accepted one by one: those that need each other stay together.

    They do when they are of one record, or when one of them names a record that another one brings or takes away.
    """
    groups = _bound(edits)
    # a new place that nobody would notice belongs to the suggestion that made room for it
    told = [group for group in groups if differences(old, applied(old, group))]
    quiet = [edit for group in groups if group not in told for edit in group]
    if told and quiet:
        told[0] = told[0] + quiet
    return told


def _bound(edits: Sequence[Edit]) -> list[list[Edit]]:
    """Edits that need each other, together: they share a record, or the name of one that comes or goes."""
    whole = {edit.id for edit in edits if edit.field is None}
    bonds: dict[Hashable, Hashable] = {}

    def end(bond: Hashable) -> Hashable:
        while (on := bonds.setdefault(bond, bond)) != bond:
            bonds[bond] = bonds[on]
            bond = on
        return bond

    for edit in edits:
        for name in {edit.id, *_names(edit.was), *_names(edit.now)} & whole:
            bonds[end(name)] = end((edit.kind, edit.id))
    groups: dict[Hashable, list[Edit]] = {}
    for edit in edits:
        groups.setdefault(end((edit.kind, edit.id)), []).append(edit)
    return list(groups.values())


def _names(value: Any) -> Iterator[str]:
    """All texts in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _names(inner)

"""Suggest changes of a draft, and accept or reject what others suggest. Time and authors are arguments."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from desirepath.domain.difference import Change, differences
from desirepath.domain.records import Records
from desirepath.domain.suggestion import (
    OutdatedError,
    State,
    Suggestion,
    applied,
    edits_between,
    split,
    trouble,
)
from desirepath.errors import ConflictError, InputError
from desirepath.services.editing import Desk

MOST = 200
"""So many suggestions are taken at once."""
MOST_EDITS = 2_000
"""And so many changed records and fields: each suggestion of them is held against the whole draft."""


@dataclass(frozen=True)
class SuggestionView:
    """A suggestion as people see it. `changes`: what it would change in the draft as it stands now; `why`: why it
    cannot be applied to it any more, null when it can.
    """

    number: int
    author: str
    at: datetime
    note: str
    words: list[str]
    changes: list[Change]
    why: str | None
    state: State
    settled_by: str | None
    settled_at: datetime | None
    reply: str


@dataclass(frozen=True)
class Passed:
    """Suggestions that stayed open because they do not apply any more."""

    number: int
    why: str


def suggest(
    desk: Desk, map_id: str, old: Records, new: Records, note: str, *, author: str, at: datetime
) -> int:
    """Keep the difference of two states as suggestions, each of which can be accepted alone; how many there are.

    Raises InputError when the new state is no map that could be published, or nothing is different.
    """
    wrong = trouble(old, new, map_id)
    edits = [] if wrong else edits_between(old, new)
    parts = split(old, edits) if len(edits) <= MOST_EDITS else []
    if not parts or len(parts) > MOST:
        many = len(parts) > MOST or len(edits) > MOST_EDITS
        raise InputError(
            wrong or ("These are too many changes at once." if many else "Nothing is different."),
            code="bad_suggestion",
            remedy="Mend it first." if wrong else "Change something, or suggest it in parts.",
        )
    for part in parts:
        words = [change.words for change in differences(old, applied(old, part))]
        desk.suggestions.add(map_id, part, words, note, author=author, at=at)
    return len(parts)


def suggestions(desk: Desk, map_id: str, records: Records) -> list[SuggestionView]:
    """All suggestions for a map, the newest first, held against its draft as it stands."""
    return [_view(one, records, map_id) for one in reversed(desk.suggestions.all(map_id))]


def with_suggestion(
    desk: Desk, map_id: str, records: Records, number: int
) -> tuple[Records, Suggestion, str | None]:
    """The draft as it would be, whose suggestion that is, and why it cannot become so."""
    one = desk.suggestions.get(map_id, number)
    after, why = _tried(one, records, map_id)
    return after, one, why


def taken(
    records: Records, given: Sequence[Suggestion], map_id: str
) -> tuple[Records, list[Suggestion], list[Passed]]:
    """The draft with suggestions applied one after the other, those that did, and those that no longer do."""
    done, passed = [], []
    for one in given:
        records, why = _tried(one, records, map_id)
        if why is None:
            done.append(one)
        else:
            passed.append(Passed(one.number, why))
    return records, done, passed


def settle(
    desk: Desk,
    map_id: str,
    given: Sequence[Suggestion],
    state: State,
    reply: str,
    *,
    author: str,
    at: datetime,
) -> list[int]:
    """Say what became of suggestions. One that somebody else settled meanwhile stays as it is, and keeps no other back;
    returns the numbers of those that were settled now."""
    done = []
    for one in given:
        with suppress(ConflictError):
            desk.suggestions.settle(map_id, one.number, state, reply, author=author, at=at)
            done.append(one.number)
    return done


def withdraw(desk: Desk, map_id: str, number: int, *, author: str, at: datetime) -> None:
    """Take one's own suggestion back."""
    if desk.suggestions.get(map_id, number).author != author:
        raise InputError(
            "This suggestion is somebody else's.", code="not_yours", remedy="An editor can reject it."
        )
    desk.suggestions.settle(map_id, number, "withdrawn", author=author, at=at)


def _tried(one: Suggestion, records: Records, map_id: str) -> tuple[Records, str | None]:
    """The records with a suggestion; as they are, and why, when it does not apply."""
    try:
        after = applied(records, one.edits)
    except OutdatedError as outdated:
        return records, str(outdated)
    why = trouble(records, after, map_id)
    return (records, why) if why else (after, None)


def _view(one: Suggestion, records: Records, map_id: str) -> SuggestionView:
    after, why = _tried(one, records, map_id) if one.state == "open" else (records, None)
    return SuggestionView(
        number=one.number,
        author=one.author,
        at=one.at,
        note=one.note,
        words=one.words,
        changes=differences(records, after),
        why=why,
        state=one.state,
        settled_by=one.settled_by,
        settled_at=one.settled_at,
        reply=one.reply,
    )

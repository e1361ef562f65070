"""Edit maps: begin a draft, look at it, edit it, publish it. Time and authors are arguments."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from pycrdt import Doc, merge_updates
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from desirepath.domain import mapfile
from desirepath.domain.difference import Change, differences
from desirepath.domain.map import Map
from desirepath.domain.patch import patch
from desirepath.domain.publishable import Looked, Remark, advised, look
from desirepath.domain.records import MAP, Records, records_of
from desirepath.domain.version import Version
from desirepath.errors import ConflictError, ExternalError
from desirepath.lake.predicate import names_of
from desirepath.services.clock import today
from desirepath.services.reading import Reader
from desirepath.services.workspace import PublishedMap, Workspace
from desirepath.workspace.actions import ActionBook
from desirepath.workspace.comments import CommentBook
from desirepath.workspace.database import open_database
from desirepath.workspace.document import records_in, set_records
from desirepath.workspace.drafts import FOLD_FROM, DraftLog
from desirepath.workspace.questions import QuestionBook
from desirepath.workspace.reviews import ReviewBook
from desirepath.workspace.sharing import SharingBook
from desirepath.workspace.suggestions import SuggestionBook
from desirepath.workspace.team import TeamBook
from desirepath.workspace.versions import VersionShelf

DATABASE = "DESIREPATH_DATABASE"
"""Environment variable with the address of another database than the workspace's own file."""

NEW_MAP: Records = {
    "stages": {"first-stage": {"order": "a0", "title": "First stage"}},
    "steps": {"first-step": {"stage": "first-stage", "order": "a0", "title": "First step"}},
}


@dataclass(frozen=True)
class Desk:
    """Where the drafts of one workspace are edited."""

    workspace: Workspace
    database: Engine

    @property
    def log(self) -> DraftLog:
        return DraftLog(self.database)

    @property
    def team(self) -> TeamBook:
        return TeamBook(self.database)

    @property
    def sharing(self) -> SharingBook:
        return SharingBook(self.database)

    @property
    def actions(self) -> ActionBook:
        return ActionBook(self.database)

    @property
    def questions(self) -> QuestionBook:
        return QuestionBook(self.database)

    @property
    def reviews(self) -> ReviewBook:
        return ReviewBook(self.database)

    @property
    def comments(self) -> CommentBook:
        return CommentBook(self.database)

    @property
    def suggestions(self) -> SuggestionBook:
        return SuggestionBook(self.database)

    @property
    def shelf(self) -> VersionShelf:
        return VersionShelf(self.database)


@dataclass(frozen=True)
class DraftCard:
    """A draft at a glance: how it differs from the published map, and what is to be said of it."""

    map: str
    title: str
    published: bool
    outside: bool
    changes: list[Change]
    problems: list[Remark]
    approved_by: list[str]
    approvals_needed: int


def open_desk(workspace: Workspace) -> Desk:
    """The desk of a workspace, over its own database unless the environment names another."""
    url = os.environ.get(DATABASE) or f"sqlite:///{workspace.root / 'state.db'}"
    return Desk(workspace, open_database(url))


def updates(desk: Desk, map_id: str, *, author: str, at: datetime) -> list[bytes]:
    """Everything edited in a draft. The first who opens it begins it from the published map."""
    if desk.log.base(map_id) is None and map_id not in desk.log.maps():
        published = desk.workspace.published(map_id)
        records = records_of(published.map)
        if desk.log.begin(map_id, published.sha, _update_of(records), author, at):
            desk.shelf.add(map_id, records, [], kind="published", author=author, at=at)
    kept = desk.log.updates(map_id)
    if len(kept) < FOLD_FROM:
        return list(kept.values())
    whole: bytes = merge_updates(*kept.values())
    desk.log.fold(map_id, whole, kept, at)
    return [whole]


def read_draft(doc: Doc[Any]) -> Records:
    """What a live document holds."""
    return records_in(doc)


def rework(doc: Doc[Any], change: Callable[[Records], Records]) -> int:
    """Edit a live document until it holds what `change` makes of it; how many differences that made.

    It reads and writes in one go, so that no edit of a colleague comes in between and is lost: what `change` would have
    to wait for is fetched before.
    """
    before = read_draft(doc)
    set_records(doc, change(before))
    return len(differences(before, read_draft(doc)))


def save(desk: Desk, map_id: str, runs: Sequence[tuple[str, bytes]], *, at: datetime) -> None:
    """Put edits on disk; ExternalError when the database does not take them."""
    try:
        desk.log.append(map_id, runs, at)
    except SQLAlchemyError as error:
        raise ExternalError(
            f'The edits of "{map_id}" cannot be saved: {error}.',
            code="draft_not_saved",
            remedy="Check the disk and the database; the page tries again by itself.",
        ) from error


def begin_map(desk: Desk, title: str, plan: Map | None, *, author: str, at: datetime) -> str:
    """A new map, empty or as another one; it is a draft until it is published. Returns its id."""
    records = records_of(plan) if plan else dict(NEW_MAP)
    name = title.strip() or "New map"
    records = {**records, MAP: {MAP: {**records.get(MAP, {}).get(MAP, {}), "title": name}}}
    taken = {*desk.workspace.map_ids(), *desk.log.maps()}
    base = map_id = _slug(name)
    number = 2
    while map_id in taken or not desk.log.begin(map_id, None, _update_of(records), author, at):
        map_id, number = f"{base}-{number}", number + 1
    return map_id


def draft_card(desk: Desk, reader: Reader, map_id: str, records: Records) -> DraftCard:
    """What there is to say of a draft that holds these records."""
    published = _published(desk, map_id)
    looked = look(records, map_id, _columns(reader))
    remarks = list(looked.remarks)
    if looked.map is not None:
        remarks += advised(looked.map, records, None, today(desk.workspace.settings.timezone))
    return DraftCard(
        map=map_id,
        title=str(records.get(MAP, {}).get(MAP, {}).get("title", "")),
        published=published is not None,
        outside=_outside(desk, map_id, published),
        changes=differences(records_of(published.map) if published else {}, records),
        problems=remarks,
        approved_by=desk.sharing.approved_by(map_id, _state(records)),
        approvals_needed=desk.workspace.settings.approvals,
    )


def publish(
    desk: Desk, reader: Reader, map_id: str, records: Records, *, name: str | None, author: str, at: datetime
) -> Version:
    """Write the draft as the map file that builds and measures read, and keep it as a version.

    Raises ConflictError when it is no map yet, lacks approvals, or when somebody changed the file meanwhile.
    """
    plan = _sound(look(records, map_id, _columns(reader)))
    _require_approvals(desk, map_id, records, author)
    published = _published(desk, map_id)
    if _outside(desk, map_id, published):
        raise ConflictError(
            f"maps/{map_id}.yaml was changed outside of the editor.",
            code="changed_outside",
            remedy="Take the changes of the file over into the draft, or restore yours, then publish.",
        )
    path = desk.workspace.root / "maps" / f"{map_id}.yaml"
    text = patch(path.read_text("utf-8"), plan)[0] if published else mapfile.dump(plan)
    _write(path, text)
    before = records_of(published.map) if published else {}
    words = [change.words for change in differences(before, records)]
    desk.log.rebase(map_id, desk.workspace.published(map_id).sha)
    return desk.shelf.add(map_id, records, words, kind="published", author=author, at=at, name=name)


def approve(desk: Desk, map_id: str, records: Records, *, author: str, at: datetime) -> None:
    """Say that a draft is good exactly as it stands; after the next edit that has to be said anew."""
    _sound(look(records, map_id))
    desk.sharing.approve(map_id, _state(records), author=author, at=at)


def _require_approvals(desk: Desk, map_id: str, records: Records, author: str) -> None:
    needed = desk.workspace.settings.approvals
    others = [name for name in desk.sharing.approved_by(map_id, _state(records)) if name != author]
    if len(others) < needed:
        raise ConflictError(
            f"{len(others)} of {needed} others approve of this draft as it stands.",
            code="not_approved",
            remedy="Ask them to look at it and to press Approve; an edit after that asks for it anew.",
        )


def _state(records: Records) -> str:
    """A name for exactly these records."""
    return sha256(json.dumps(records, sort_keys=True).encode()).hexdigest()


def _update_of(records: Records) -> bytes:
    doc: Doc[Any] = Doc()
    set_records(doc, records)
    update: bytes = doc.get_update()
    return update


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48].strip("-") or "map"


def _published(desk: Desk, map_id: str) -> PublishedMap | None:
    return desk.workspace.published(map_id) if map_id in desk.workspace.map_ids() else None


def _outside(desk: Desk, map_id: str, published: PublishedMap | None) -> bool:
    """Whether the map file is another one than the draft goes out from."""
    return published is not None and published.sha != desk.log.base(map_id)


def _columns(reader: Reader) -> dict[str, str] | None:
    build = reader.build()
    if build is None:
        return None
    with reader.lock:
        return names_of(reader.table("journeys", build))


def _sound(looked: Looked) -> Map:
    if looked.map is not None:
        return looked.map
    first = looked.errors[0]
    more = f" (and {len(looked.errors) - 1} more)" if len(looked.errors) > 1 else ""
    raise ConflictError(
        f"This cannot be published: {first.words}{more}", code="not_publishable", remedy=first.remedy
    )


def _write(path: Path, text: str) -> None:
    """In one step, so that a build beside it reads the old map or the new one."""
    part = path.with_suffix(".yaml.part")
    try:
        part.write_text(text, "utf-8")
        part.replace(path)
    except OSError as error:
        raise ExternalError(
            f"{path} cannot be written: {error.strerror}.",
            code="file_not_writable",
            remedy="Check who may write there.",
        ) from error

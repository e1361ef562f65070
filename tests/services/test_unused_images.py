"""Which pictures are removed: those that nothing names, and only after a day."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pycrdt import Doc

from desirepath.services import editing, images
from desirepath.services.editing import Desk, open_desk, read_draft, rework
from desirepath.services.unused_images import sweep
from desirepath.services.workspace import open_workspace

NOW = datetime(2026, 11, 20, 12)
TOMORROW = NOW + timedelta(hours=25)
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def desk(loam_copy: Path) -> Iterator[Desk]:
    desk = open_desk(open_workspace(loam_copy))
    yield desk
    desk.database.dispose()


def brought(desk: Desk, what: bytes) -> str:
    name = images.keep(desk.workspace, PNG + what).name
    moment = NOW.replace(tzinfo=UTC).timestamp()
    os.utime(desk.workspace.root / images.FOLDER / name, (moment, moment))
    return name


def drafted(desk: Desk, image: str | None) -> None:
    """Put a picture on the first card of the draft, or take it away, as an editor does."""
    doc: Doc = Doc()
    for update in editing.updates(desk, "main", author="ana", at=NOW):
        doc.apply_update(update)
    before = doc.get_state()
    card = next(iter(read_draft(doc)["cards"]))

    def change(records: editing.Records) -> editing.Records:
        fields = {name: value for name, value in records["cards"][card].items() if name != "image"}
        cards = records["cards"] | {card: fields | ({"image": image} if image else {})}
        return records | {"cards": cards}

    assert rework(doc, change)
    editing.save(desk, "main", [("ana", doc.get_update(before))], at=NOW)


def there(desk: Desk) -> set[str]:
    return {path.name for path in (desk.workspace.root / images.FOLDER).iterdir()}


def test_a_picture_that_nothing_names_goes_after_a_day(desk: Desk) -> None:
    editing.updates(desk, "main", author="ana", at=NOW)
    name = brought(desk, b"unused")
    other = desk.workspace.root / images.FOLDER / "notes.txt"
    other.write_text("no picture")
    assert sweep(desk, NOW + timedelta(hours=20)) == []
    assert sweep(desk, TOMORROW) == [name]
    assert there(desk) == {other.name}


def test_a_picture_of_a_draft_a_version_or_a_map_stays(desk: Desk) -> None:
    in_draft, in_version, in_file = (brought(desk, what) for what in (b"draft", b"version", b"file"))
    drafted(desk, in_version)
    doc: Doc = Doc()
    for update in editing.updates(desk, "main", author="ana", at=NOW):
        doc.apply_update(update)
    desk.shelf.add("main", read_draft(doc), [], kind="kept", author="ana", at=NOW)
    drafted(desk, in_draft)
    (desk.workspace.root / "maps" / "other.yaml").write_text(f"image: {in_file}")
    assert sweep(desk, TOMORROW) == []
    assert there(desk) == {in_draft, in_version, in_file}


def test_a_picture_that_is_brought_again_has_its_day_anew(desk: Desk) -> None:
    editing.updates(desk, "main", author="ana", at=NOW)
    name = brought(desk, b"again")
    path = desk.workspace.root / images.FOLDER / name
    long_ago = (NOW - timedelta(days=9)).timestamp()
    os.utime(path, (long_ago, long_ago))
    brought(desk, b"again")
    assert sweep(desk, NOW) == []


def test_nothing_goes_over_a_database_that_knows_no_map(desk: Desk) -> None:
    name = brought(desk, b"elsewhere")
    assert sweep(desk, TOMORROW) == []
    assert there(desk) == {name}

"""The drill: back up a workspace in use, restore it elsewhere, and find everything again."""

from __future__ import annotations

import tarfile
from datetime import datetime
from pathlib import Path

import pytest

from desirepath.domain.action import Action
from desirepath.errors import ConflictError, InputError
from desirepath.services import editing
from desirepath.services.backup import back_up, restore
from desirepath.services.editing import open_desk
from desirepath.services.mapping import measured_map
from desirepath.services.workspace import open_workspace

NOON = datetime.fromisoformat("2026-06-01T12:00")


def test_a_restored_workspace_shows_the_same_map_and_holds_the_same_work(
    loam_copy: Path, tmp_path: Path
) -> None:
    shop = open_workspace(loam_copy)
    desk = open_desk(shop)
    drafted = editing.updates(desk, "main", author="ana", at=NOON)
    desk.comments.begin("main", "steps", "visit", "Is that so?", author="ana", at=NOON)
    desk.actions.add("main", Action(title="Ask them"), author="ana", at=NOON)
    before = measured_map(shop)
    made = back_up(shop, tmp_path / "loam.tar.gz")
    assert made.size > 10_000
    assert not (tmp_path / "loam.tar.gz.part").exists()
    again = restore(tmp_path / "loam.tar.gz", tmp_path / "elsewhere")
    assert measured_map(again) == before
    back = open_desk(again)
    assert editing.updates(back, "main", author="x", at=NOON) == drafted
    assert [thread.first.text for thread in back.comments.threads("main")] == ["Is that so?"]
    assert [kept.action.title for kept in back.actions.all()] == ["Ask them"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["elsewhere", "loam", "loam.tar.gz"]
    for one in (desk, back):
        one.database.dispose()


def test_nothing_is_restored_over_something(loam_copy: Path, tmp_path: Path) -> None:
    back_up(open_workspace(loam_copy), tmp_path / "loam.tar.gz")
    with pytest.raises(ConflictError, match="not empty"):
        restore(tmp_path / "loam.tar.gz", loam_copy)


def test_what_is_no_backup_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "no.tar.gz").write_text("no")
    with pytest.raises(InputError, match="no backup"):
        restore(tmp_path / "no.tar.gz", tmp_path / "made")
    with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as archive:
        entry = tarfile.TarInfo("../outside")
        archive.addfile(entry)
    with pytest.raises(InputError, match="no backup"):
        restore(tmp_path / "evil.tar.gz", tmp_path / "made")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["evil.tar.gz", "no.tar.gz"]

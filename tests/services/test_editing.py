"""Drafts without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pycrdt import Doc, Map

from desirepath.services import editing
from desirepath.services.editing import Desk, open_desk
from desirepath.services.workspace import open_workspace
from desirepath.workspace.drafts import FOLD_FROM

NOON = datetime.fromisoformat("2026-06-01T12:00")


@pytest.fixture
def desk(loam_copy: Path) -> Iterator[Desk]:
    made = open_desk(open_workspace(loam_copy))
    yield made
    made.database.dispose()


def document(updates: list[bytes]) -> Doc[Any]:
    doc: Doc[Any] = Doc()
    for update in updates:
        doc.apply_update(update)
    return doc


def test_a_long_log_is_folded_when_it_is_opened_and_says_the_same(desk: Desk) -> None:
    doc = document(editing.updates(desk, "main", author="ana", at=NOON))
    sent: list[bytes] = []
    subscription = doc.observe(lambda event: sent.append(event.update))
    for number in range(FOLD_FROM):
        doc.get("steps", type=Map)["compare"]["believed"] = number / 100 - 1
    assert subscription is not None
    editing.save(desk, "main", [("ana", update) for update in sent], at=NOON)
    folded = editing.updates(desk, "main", author="ana", at=NOON)
    assert len(folded) == 1
    assert editing.read_draft(document(folded)) == editing.read_draft(doc)
    assert [*desk.log.updates("main").values()] == folded

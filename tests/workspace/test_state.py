"""Drafts and versions in a database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect

from desirepath.errors import ExternalError, InputError, NotFoundError
from desirepath.workspace.database import open_database
from desirepath.workspace.drafts import FOLD_FROM, DraftLog
from desirepath.workspace.tables import metadata
from desirepath.workspace.versions import VersionShelf

NOON = datetime.fromisoformat("2026-06-01T12:00")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path}/state.db")
    yield engine
    engine.dispose()


def test_migrations_make_the_tables_that_the_program_uses(database: Engine) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with database.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    assert set(metadata.tables) < set(inspect(database).get_table_names())


def test_a_database_opens_again_with_what_it_holds(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/state.db"
    first = open_database(url)
    assert DraftLog(first).begin("main", None, b"one", "ana", NOON)
    first.dispose()
    again = open_database(url)
    assert DraftLog(again).updates("main") == [b"one"]
    again.dispose()


@pytest.mark.parametrize(
    ("url", "error"),
    [("nonsense", InputError), ("sqlite:////nowhere/at/all/state.db", ExternalError)],
)
def test_a_database_that_cannot_be_opened_is_told_in_words(url: str, error: type[Exception]) -> None:
    with pytest.raises(error, match="database"):
        open_database(url)


def test_of_two_who_begin_a_draft_at_once_one_does(database: Engine) -> None:
    log = DraftLog(database)
    assert log.begin("main", "sha", b"one", "ana", NOON)
    assert not log.begin("main", "sha", b"other", "ben", NOON)
    assert (log.maps(), log.updates("main"), log.base("main")) == (["main"], [b"one"], "sha")
    log.rebase("main", "sha2")
    assert (log.base("main"), log.base("nope")) == ("sha2", None)


def test_updates_come_back_in_order_and_a_long_log_is_folded(database: Engine) -> None:
    log = DraftLog(database)
    log.begin("main", None, b"0", "ana", NOON)
    log.append("main", [("ana", str(n).encode()) for n in range(1, FOLD_FROM)], NOON)
    log.append("main", [], NOON)
    log.begin("other", None, b"x", "ana", NOON)
    assert log.updates("main") == [str(n).encode() for n in range(FOLD_FROM)]
    assert not log.fold("main", b"whole", FOLD_FROM - 1, NOON)
    log.append("main", [("ben", b"late")], NOON)
    assert log.fold("main", b"whole", FOLD_FROM, NOON)
    assert sorted(log.updates("main")) == [b"late", b"whole"]
    assert log.updates("other") == [b"x"]


def test_versions_are_numbered_by_map_and_come_newest_first(database: Engine) -> None:
    shelf = VersionShelf(database)
    one = shelf.add("main", {"map": {"map": {"title": "A"}}}, [], kind="published", author="ana", at=NOON)
    two = shelf.add(
        "main",
        {"map": {"map": {"title": "B"}}},
        ["Renamed."],
        kind="kept",
        author="ben",
        at=NOON,
        name="Before May",
    )
    other = shelf.add("other", {}, [], kind="published", author="ana", at=NOON)
    assert (one.number, two.number, other.number) == (1, 2, 1)
    assert shelf.all("main") == [two, one]
    assert shelf.records("main", 1) == {"map": {"map": {"title": "A"}}}
    assert shelf.records("main") == {"map": {"map": {"title": "B"}}}
    assert shelf.records("new") is None
    with pytest.raises(NotFoundError, match="no version 9"):
        shelf.records("main", 9)

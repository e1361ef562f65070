"""Two servers over one Postgres: what is edited at one is seen at the other, and stays when one is gone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from pycrdt import Map
from sqlalchemy import create_engine, text

from desirepath.services import editing
from desirepath.services.editing import DATABASE, Desk, open_desk
from desirepath.services.starting import start_workspace
from desirepath.services.workspace import Workspace
from desirepath.web.elsewhere import following
from desirepath.web.rooms import Hub, Room

Play = Callable[[Callable[[], Coroutine[Any, Any, None]]], None]

NOON = datetime(2026, 5, 1, 12)


@pytest.fixture
def shop(postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    name = f"two{abs(hash(tmp_path)):x}"
    engine = create_engine(f"{postgres}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    monkeypatch.setenv(DATABASE, f"{postgres}/{name}")
    return start_workspace(tmp_path / "shop", name="shop")


def begun(shop: Workspace) -> str:
    desk = open_desk(shop)
    name = editing.begin_map(desk, "A map", None, author="ana", at=NOON)
    desk.database.dispose()
    return name


@asynccontextmanager
async def server(shop: Workspace) -> AsyncIterator[Hub]:
    desk: Desk = open_desk(shop)
    app = FastAPI()
    app.state.desk = desk
    app.state.hub = Hub(
        lambda name, author: editing.updates(desk, name, author=author, at=NOON),
        lambda name, runs: editing.save(desk, name, runs, at=NOON),
    )
    async with following(app):
        yield app.state.hub
    desk.database.dispose()


def write(room: Room, name: str, author: str) -> None:
    with room.edited_by(author) as doc:
        doc.get("cards", type=Map)[name] = Map({"step": "first-step", "lane": "pain", "order": "a0"})


def cards(room: Room) -> set[str]:
    found: dict[str, Any] = room.doc.get("cards", type=Map).to_py() or {}
    return set(found)


async def until(true: Callable[[], bool]) -> None:
    for _ in range(600):
        if true():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it never came")


def test_an_edit_at_one_server_appears_at_the_other_and_is_stored_once(shop: Workspace, play: Play) -> None:
    async def work() -> None:
        name = begun(shop)
        async with AsyncExitStack() as stack:
            one, other = [await stack.enter_async_context(server(shop)) for _ in range(2)]
            here = await stack.enter_async_context(one.room(name, "ana"))
            there = await stack.enter_async_context(other.room(name, "ben"))
            for number in range(10):
                write(here, f"a{number}", "ana")
                write(there, f"b{number}", "ben")
                await asyncio.sleep(0.03)
            everything = {f"{who}{number}" for who in "ab" for number in range(10)}
            await until(lambda: cards(here) == cards(there) == everything)
            await until(lambda: not here.pending and not there.pending)
            desk = open_desk(shop)
            stored = desk.log.updates(name)
            await asyncio.sleep(0.5)
            assert desk.log.updates(name).keys() == stored.keys(), "what was heard is not stored again"
            desk.database.dispose()

    play(work)


def test_when_a_server_is_gone_the_other_has_all_that_was_saved(shop: Workspace, play: Play) -> None:
    async def work() -> None:
        name = begun(shop)
        async with server(shop) as other, other.room(name, "ben") as there:
            async with server(shop) as one:
                gone = one.room(name, "ana")
                here = await gone.__aenter__()
                write(here, "a", "ana")
                await here.save()
            await until(lambda: "a" in cards(there))
            write(there, "b", "ben")
            await there.save()
            async with server(shop) as again, again.room(name, "cy") as anew:
                assert cards(anew) == {"a", "b"}

    play(work)


def test_a_log_that_one_server_folds_is_still_heard_at_the_other(shop: Workspace, play: Play) -> None:
    async def work() -> None:
        name = begun(shop)
        async with AsyncExitStack() as stack:
            one, other = [await stack.enter_async_context(server(shop)) for _ in range(2)]
            there = await stack.enter_async_context(other.room(name, "ben"))
            here = await stack.enter_async_context(one.room(name, "ana"))
            write(here, "a", "ana")
            await here.save()
            desk = open_desk(shop)
            known = desk.log.updates(name)
            desk.log.fold(name, here.doc.get_update(), known, NOON)
            write(here, "b", "ana")
            await here.save()
            await until(lambda: cards(there) == {"a", "b"})
            desk.database.dispose()

    play(work)

"""Rooms follow what other servers over the same database store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI

from desirepath.errors import DesirePathError
from desirepath.services import elsewhere
from desirepath.services.editing import Desk
from desirepath.web.rooms import TRY_AGAIN, Hub


@asynccontextmanager
async def following(app: FastAPI) -> AsyncIterator[None]:
    """Follow while the application runs. One draft after the other: what is told twice meanwhile is read once."""
    desk: Desk = app.state.desk
    hub: Hub = app.state.hub
    loop = asyncio.get_running_loop()
    told: dict[str | None, None] = {}
    some = asyncio.Event()
    ending: list[bool] = []

    def heard(map_id: str | None) -> None:
        told[map_id] = None
        some.set()

    async def refresh() -> None:
        while not ending:
            await some.wait()
            some.clear()
            while told and not ending:
                map_id = next(iter(told))
                del told[map_id]
                try:
                    await hub.refresh(map_id, lambda name, known: elsewhere.newer(desk, name, known))
                except DesirePathError:
                    told[map_id] = None
                    await asyncio.sleep(TRY_AGAIN)

    def hand_over(map_id: str | None) -> None:
        with suppress(RuntimeError):  # the server has stopped meanwhile
            loop.call_soon_threadsafe(heard, map_id)

    stop = elsewhere.follow(desk, hand_over)
    task = asyncio.create_task(refresh())
    yield
    ending.append(True)
    some.set()
    await asyncio.to_thread(stop)
    await task

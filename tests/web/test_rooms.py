"""Rooms under stress: random edits, cuts, a database that fails, and a server that is killed."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Map, Text, create_sync_message, create_update_message, handle_sync_message
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from desirepath.errors import ExternalError
from desirepath.web.peer import MOST_WAITING, Peer
from desirepath.web.rooms import Hub, Room, Runs
from desirepath.workspace.document import records_in

from .live import NOT_SAVED, SAVED, Browser

Play = Callable[[Callable[[], Coroutine[Any, Any, None]]], None]


class Wire:
    """A socket whose other end is in this test."""

    def __init__(self) -> None:
        self.to_room: asyncio.Queue[bytes | None] = asyncio.Queue()
        self.to_browser: asyncio.Queue[bytes] = asyncio.Queue()
        self.closed: int | None = None

    async def send_bytes(self, data: bytes) -> None:
        await self.to_browser.put(data)

    async def iter_bytes(self) -> Any:
        while (message := await self.to_room.get()) is not None:
            yield message

    async def close(self, code: int) -> None:
        self.closed = code
        await self.to_room.put(None)


class Client:
    """A browser: keeps its document while the wire is cut."""

    def __init__(self) -> None:
        self.doc: Doc[Any] = Doc()
        self.wire: Wire | None = None
        self.saved = 0
        self.refused = False
        self._hearing = False
        self._subscription = self.doc.observe(self._changed)
        self._tasks: list[asyncio.Task[None]] = []

    def _changed(self, event: Any) -> None:
        if self.wire and not self._hearing:
            self.wire.to_room.put_nowait(create_update_message(event.update))

    def enter(self, room: Room) -> None:
        self.wire = wire = Wire()
        peer = Peer(wire, "x", can_write=True)  # type: ignore[arg-type]
        self._tasks = [asyncio.create_task(room.welcome(peer)), asyncio.create_task(self._hear(wire))]
        wire.to_room.put_nowait(create_sync_message(self.doc))

    async def _hear(self, wire: Wire) -> None:
        while True:
            message = await wire.to_browser.get()
            if message[0] == 0:
                self._hearing = True
                reply = handle_sync_message(message[1:], self.doc)
                self._hearing = False
                if reply is not None:
                    wire.to_room.put_nowait(reply)
            self.saved += message[0] == SAVED
            self.refused |= message[0] == NOT_SAVED

    async def leave(self) -> None:
        if self.wire:
            self.wire.to_room.put_nowait(None)
            self.wire = None
            self._tasks[1].cancel()
            await self._tasks[0]

    def edit(self, random: Random) -> None:
        steps = self.doc.get("steps", type=Map)
        names = sorted(steps.to_py() or {})
        what = random.choice(["add", "add", "write", "write", "move", "remove"])
        if what == "add" or not names:
            steps[f"s{random.randrange(10**9)}"] = Map({"title": Text("new"), "order": "a0"})
            return
        name = random.choice(names)
        if what == "write":
            steps[name]["title"].insert(0, random.choice("abc"))
        elif what == "move":
            steps[name]["order"] = f"a{random.randrange(9)}"
        else:
            del steps[name]


class Store:
    """A log in memory that can be told to fail."""

    def __init__(self) -> None:
        self.data: list[bytes] = []
        self.failing = False

    def updates(self, map_id: str, author: str) -> Sequence[bytes]:
        return list(self.data)

    def save(self, map_id: str, runs: Runs) -> None:
        if self.failing:
            raise ExternalError("The disk is full.", code="draft_not_saved")
        self.data += [update for _, update in runs]


async def quiet() -> None:
    await asyncio.sleep(0.12)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6))
def test_random_edits_cuts_and_restarts_converge(play: Play, seed: int) -> None:
    async def scene() -> None:
        random, store = Random(seed), Store()
        clients = [Client() for _ in range(3)]
        for _ in range(3):  # three lives of the server
            hub = Hub(store.updates, store.save)
            async with hub.room("main", "x") as room:
                for _ in range(12):
                    client = random.choice(clients)
                    act = random.random()
                    if act < 0.2:
                        await client.leave()
                    elif act < 0.4 and client.wire is None:
                        client.enter(room)
                    else:
                        client.edit(random)
                    if random.random() < 0.3:
                        await asyncio.sleep(0.01)
                for client in clients:
                    await client.leave()
        hub = Hub(store.updates, store.save)
        async with hub.room("main", "x") as room:
            for client in clients:
                client.enter(room)
            await quiet()
            ends = [records_in(client.doc) for client in clients]
            assert ends[0] == ends[1] == ends[2] == records_in(room.doc)
            for client in clients:
                await client.leave()
        stored: Doc[Any] = Doc()
        for update in store.data:
            stored.apply_update(update)
        assert records_in(stored) == ends[0]

    play(scene)


def test_what_cannot_be_saved_is_called_not_saved_and_comes_back_when_it_can(
    play: Play,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("desirepath.web.rooms.TRY_AGAIN", 0.05)

    async def scene() -> None:
        store = Store()
        hub = Hub(store.updates, store.save)
        async with hub.room("main", "x") as room:
            ana = Client()
            ana.enter(room)
            await quiet()
            before = ana.saved
            store.failing = True
            ana.edit(Random(1))
            await quiet()
            assert ana.refused
            assert ana.saved == before
            ana.edit(Random(2))  # not taken, but kept in the browser
            wire = ana.wire
            assert wire is not None
            store.failing = False
            await asyncio.sleep(0.3)
            assert wire.closed == 1012
            ana.wire = None
            ana.enter(room)
            await quiet()
            assert records_in(room.doc) == records_in(ana.doc)
            await ana.leave()
        stored: Doc[Any] = Doc()
        for update in store.data:
            stored.apply_update(update)
        assert records_in(stored) == records_in(ana.doc)

    play(scene)


def test_a_browser_that_stalls_is_sent_away_and_holds_up_nobody(play: Play) -> None:
    async def scene() -> None:
        wire = Wire()
        peer = Peer(wire, "x", can_write=True)  # type: ignore[arg-type]
        for _ in range(MOST_WAITING + 50):
            peer.offer(b"\x00")
        await peer.pump()
        assert wire.to_browser.qsize() == MOST_WAITING
        assert wire.closed == 1013

    play(scene)


def test_who_may_only_look_sees_edits_and_makes_none(play: Play) -> None:
    async def scene() -> None:
        store = Store()
        hub = Hub(store.updates, store.save)
        async with hub.room("main", "x") as room:
            ana = Client()
            ana.enter(room)
            wire = Wire()
            viewer = Peer(wire, "viewer", can_write=False)  # type: ignore[arg-type]
            looking = asyncio.create_task(room.welcome(viewer))
            await quiet()
            ana.edit(Random(3))
            await quiet()
            before = records_in(room.doc)
            foreign: Doc[Any] = Doc()
            foreign.get("steps", type=Map)["mine"] = Map({"title": Text("mine")})
            await wire.to_room.put(create_update_message(foreign.get_update()))
            await quiet()
            assert records_in(room.doc) == before
            heard: Doc[Any] = Doc()
            while not wire.to_browser.empty():
                message = await wire.to_browser.get()
                if message[0] == 0 and message[1] != 0:
                    handle_sync_message(message[1:], heard)
            assert records_in(heard)["steps"] == before["steps"]
            await wire.to_room.put(None)
            await looking
            await ana.leave()

    play(scene)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def start(folder: Path, port: int) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "desirepath",
        "serve",
        "--no-browser",
        "--port",
        str(port),
        "--token",
        "t",
    ]
    server = subprocess.Popen([*command, "-w", os.fspath(folder)], stdout=subprocess.DEVNULL)
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return server
    server.kill()
    raise AssertionError("the server did not start")


class Line:
    """A web socket over the network, with the words of the test client's."""

    def __init__(self, connection: ClientConnection) -> None:
        self.send_bytes = connection.send
        self.receive_bytes = lambda: connection.recv(timeout=10)


def test_a_server_killed_in_the_middle_has_lost_nothing_that_it_called_saved(loam_copy: Path) -> None:
    port = free_port()
    address = f"ws://localhost:{port}/api/v1/drafts/main/live?token=t"
    server = start(loam_copy, port)
    saved = 0
    try:
        with connect(address) as connection:
            ana = Browser(Line(connection))
            ana.until_saved()
            cards = ana.doc.get("cards", type=Map)
            for number in range(120):
                cards[f"n{number}"] = Map({"text": Text("x"), "step": "compare"})
                if number % 10 == 9:
                    ana.until_saved()
                    saved = number + 1
                if number == 105:
                    server.send_signal(signal.SIGKILL)
    except (ConnectionClosed, OSError):
        pass  # that is what a killed server does to its clients
    finally:
        server.kill()
        server.wait()
    assert 100 <= saved < 120
    again = start(loam_copy, port)
    try:
        with connect(address) as connection:
            ben = Browser(Line(connection))
            ben.until_saved()
            assert {f"n{number}" for number in range(saved)} <= set(ben.records["cards"])
            # What was not saved is still in the browser that wrote it, and merges on its return.
        with connect(address) as connection:
            ana.return_on(Line(connection))
            ana.until_saved()
        with connect(address) as connection:
            ben.return_on(Line(connection))
            ben.until_saved()
            assert ben.records == ana.records
    finally:
        again.terminate()
        again.wait()

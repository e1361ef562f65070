"""Rooms: the live document of each draft that somebody has open, and everybody who is in it.

The protocol is that of y-websocket. A room tells a browser that its edits are saved only once they are on disk: message
100 says for how many of this socket's messages that holds. When saving fails it says so (message 101), takes no further
edits and tries again; then it sends everybody away to return, and browsers hand in what they kept meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from itertools import groupby
from typing import Any

from pycrdt import (
    Awareness,
    Doc,
    TransactionEvent,
    YMessageType,
    YSyncMessageType,
    create_awareness_message,
    create_sync_message,
    create_update_message,
    handle_sync_message,
    merge_updates,
    read_message,
    write_var_uint,
)

from desirepath.errors import DesirePathError
from desirepath.web.peer import AWAY, MALFORMED, Peer

SAVED, NOT_SAVED = 100, 101
SAVE_AFTER = 0.05
"""Seconds for which edits are gathered before they are written; a person does not notice it."""
TRY_AGAIN = 1.0

Runs = Sequence[tuple[str, bytes]]
Newer = Callable[[str, Collection[int]], Mapping[int, bytes]]


class Room:
    """One draft, its live document, and the browsers that look at it. Lives on the event loop's thread."""

    def __init__(self, updates: Sequence[bytes], save: Callable[[Runs], None]) -> None:
        self.doc: Doc[Any] = Doc()
        for update in updates:
            self.doc.apply_update(update)
        self.leases = 0
        self.known: set[int] = set()
        self.peers: set[Peer] = set()
        self.pending: list[tuple[str, bytes]] = []
        self._save = save
        self._who: Peer | str = ""
        self._dirty = asyncio.Event()
        self._writing = asyncio.Lock()
        self._stuck = False
        self._stored = False
        self._awareness = Awareness(self.doc)
        self._awareness.set_local_state(None)
        self._awareness.observe(self._present)
        self._heard = self.doc.observe(self._changed)
        self._saver = asyncio.create_task(self._keep_saving())

    @contextmanager
    def edited_by(self, who: Peer | str) -> Iterator[Doc[Any]]:
        """The document, for edits by somebody: all of them are one step for the others."""
        self._who = who
        try:
            with self.doc.transaction():
                yield self.doc
        finally:
            self._who = ""

    def hear(self, stored: Mapping[int, bytes]) -> None:
        """Take in what another server stored: it is shown here, and on disk already."""
        self.known.update(stored)
        self._stored = True
        try:
            with self.doc.transaction():
                for update in stored.values():
                    self.doc.apply_update(update)
        finally:
            self._stored = False

    async def welcome(self, peer: Peer) -> None:
        """Let a browser in and stay with it until it goes."""
        self.peers.add(peer)
        pump = asyncio.create_task(peer.pump())
        peer.offer(create_sync_message(self.doc))
        there = list(self._awareness.states)
        if there:
            peer.offer(create_awareness_message(self._awareness.encode_awareness_update(there)))
        try:
            async for message in peer.socket.iter_bytes():
                self._take(peer, message)
        except (ValueError, IndexError, AssertionError, RuntimeError):
            # What pycrdt raises for bytes that are no message of this protocol.
            await peer.send_away(MALFORMED)
        finally:
            self.peers.discard(peer)
            pump.cancel()
            self._gone(peer)

    def _take(self, peer: Peer, message: bytes) -> None:
        if message[0] == YMessageType.AWARENESS:
            self._awareness.apply_awareness_update(read_message(message[1:]), peer)
        elif message[0] == YMessageType.SYNC and message[1] == YSyncMessageType.SYNC_STEP1:
            reply = handle_sync_message(message[1:], self.doc)
            if reply is not None:
                peer.offer(reply)
        elif message[0] == YMessageType.SYNC and peer.can_write and not self._stuck:
            with self.edited_by(peer):
                handle_sync_message(message[1:], self.doc)
            peer.received += 1
            self._dirty.set()

    def _changed(self, event: TransactionEvent) -> None:
        author = self._who.author if isinstance(self._who, Peer) else self._who
        if not self._stored:
            self.pending.append((author, event.update))
            self._dirty.set()
        for peer in self.peers:
            if peer is not self._who:
                peer.offer(create_update_message(event.update))

    def _present(self, kind: str, told: tuple[dict[str, list[int]], Any]) -> None:
        changes, origin = told
        if kind != "update":
            return
        who = [client for clients in changes.values() for client in clients]
        if isinstance(origin, Peer):
            origin.clients.update(who)
        message = create_awareness_message(self._awareness.encode_awareness_update(who))
        for peer in self.peers:
            if peer is not origin:
                peer.offer(message)

    def _gone(self, peer: Peer) -> None:
        """Take a browser off everybody's screen at once. A clock that stood still would not be believed."""
        known = [client for client in peer.clients if client in self._awareness.meta]
        for client in known:
            self._awareness.meta[client]["clock"] += 1
        self._awareness.remove_awareness_states(known, "gone")

    async def _keep_saving(self) -> None:
        while True:
            await self._dirty.wait()
            await asyncio.sleep(TRY_AGAIN if self._stuck else SAVE_AFTER)
            await self.save()

    async def save(self) -> None:
        """Put everything edited so far on disk, then tell whose edits that were."""
        async with self._writing:
            self._dirty.clear()
            taken, heard = list(self.pending), {peer: peer.received for peer in self.peers}
            runs = [
                (author, merge_updates(*(update for _, update in run)))
                for author, run in groupby(taken, key=lambda edit: edit[0])
            ]
            try:
                await asyncio.to_thread(self._save, runs)
            except DesirePathError:
                self._stuck = True
                self._dirty.set()
                for peer in self.peers:
                    peer.offer(bytes([NOT_SAVED]) + write_var_uint(0))
                return
            del self.pending[: len(taken)]
            for peer, received in heard.items():
                if received > peer.saved:
                    peer.saved = received
                    peer.offer(bytes([SAVED]) + write_var_uint(received))
            if self._stuck:
                self._stuck = False
                for peer in list(self.peers):
                    await peer.send_away(AWAY)

    async def close(self) -> bool:
        """Save what is left; True when everything is on disk and the room can go."""
        if self.pending:
            await self.save()
        if self.pending or self.leases:
            return False
        self._saver.cancel()
        with suppress(asyncio.CancelledError):
            await self._saver
        return True


class Hub:
    """All rooms of a server. A room is there while somebody holds it."""

    def __init__(
        self, updates: Callable[[str, str], Sequence[bytes]], save: Callable[[str, Runs], None]
    ) -> None:
        self._updates = updates
        self._save = save
        self._rooms: dict[str, Room] = {}
        self._door = asyncio.Lock()

    async def refresh(self, map_id: str | None, newer: Newer) -> None:
        """Take in what other servers stored into a draft, or into all of them, as far as they are open here."""
        async with self._door:  # a room that is just being opened may have read too early
            rooms = {name: room for name, room in self._rooms.items() if map_id in (None, name)}
        for name, room in rooms.items():
            room.hear(await asyncio.to_thread(newer, name, frozenset(room.known)))

    async def send_away(self, person: int) -> None:
        """Close the sockets of somebody whose role has changed; they come back with the new one."""
        for room in list(self._rooms.values()):
            for peer in [peer for peer in room.peers if peer.person == person]:
                await peer.send_away(AWAY)

    @asynccontextmanager
    async def room(self, map_id: str, author: str) -> AsyncIterator[Room]:
        """The room of a draft, opened by `author` if nobody is in it."""
        async with self._door:
            room = self._rooms.get(map_id)
            if room is None:
                updates = await asyncio.to_thread(self._updates, map_id, author)
                room = self._rooms[map_id] = Room(updates, lambda runs: self._save(map_id, runs))
            room.leases += 1
        try:
            yield room
        finally:
            room.leases -= 1
            async with self._door:
                if not room.leases and await room.close():
                    self._rooms.pop(map_id, None)

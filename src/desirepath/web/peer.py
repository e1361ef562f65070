"""One browser in a room: what waits for it, and how it is sent away."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from fastapi import WebSocket, WebSocketDisconnect

MOST_WAITING = 512
"""Messages that may wait for one browser. One that stalls is sent away; when it returns it gets all it missed."""

MALFORMED, AWAY, TOO_SLOW = 1007, 1012, 1013
NO_ACCESS, READ_ONLY, NO_MAP = 4401, 4403, 4404


class Peer:
    """A browser: `received` of its edits came here, `saved` of them were told to be on disk."""

    def __init__(self, socket: WebSocket, author: str, *, can_write: bool, person: int | None = None) -> None:
        self.socket = socket
        self.author = author
        self.can_write = can_write
        self.person = person
        self.received = 0
        self.saved = 0
        self.clients: set[int] = set()
        self._waiting: asyncio.Queue[bytes | None] = asyncio.Queue()

    def offer(self, message: bytes) -> None:
        """Send as soon as the browser takes it."""
        waiting = self._waiting.qsize()
        if waiting <= MOST_WAITING:
            self._waiting.put_nowait(message if waiting < MOST_WAITING else None)

    async def pump(self) -> None:
        """Send what waits, in order, until cancelled or sent away."""
        with suppress(
            WebSocketDisconnect, RuntimeError
        ):  # the browser has gone: the reader of its messages knows
            while (message := await self._waiting.get()) is not None:
                await self.socket.send_bytes(message)
            await self.socket.close(TOO_SLOW)

    async def send_away(self, code: int) -> None:
        """Close the socket; the browser sees why and comes back, or not."""
        with suppress(WebSocketDisconnect, RuntimeError):
            await self.socket.close(code)

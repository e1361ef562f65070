"""Simulated editors of one draft: how long an edit takes to the other screen, and whether all of them arrive."""

import asyncio
import json
import statistics
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from pycrdt import Decoder, Doc, Map, create_sync_message, create_update_message, handle_sync_message
from websockets.asyncio.client import ClientConnection, connect

SAVED = 100


@dataclass
class Editor:
    """One browser: its document, and when each card of the others came in."""

    wire: ClientConnection
    doc: Doc[Any] = field(default_factory=Doc)
    came: dict[str, float] = field(default_factory=dict)
    sent: int = 0
    saved: int = 0
    incoming: bool = False

    async def begin(self) -> None:
        self.subscriptions = [self.doc.observe(self._changed), self.cards.observe(self._cards)]
        self.outgoing: asyncio.Queue[bytes] = asyncio.Queue()
        await self.wire.send(create_sync_message(self.doc))
        self.tasks = [asyncio.create_task(self._hear()), asyncio.create_task(self._send())]

    @property
    def cards(self) -> Map[Any]:
        return self.doc.get("cards", type=Map)

    def _changed(self, event: Any) -> None:
        if not self.incoming:
            self.sent += 1
            self.outgoing.put_nowait(create_update_message(event.update))

    def _cards(self, event: Any) -> None:
        at = time.perf_counter()
        for name in event.keys:
            self.came.setdefault(name, at)

    async def _send(self) -> None:
        while True:
            await self.wire.send(await self.outgoing.get())

    async def _hear(self) -> None:
        async for message in self.wire:
            assert isinstance(message, bytes)
            if message[0] == SAVED:
                self.saved = Decoder(message[1:]).read_var_uint()
            elif message[0] == 0:
                self.incoming = True
                reply = handle_sync_message(message[1:], self.doc)
                self.incoming = False
                if reply:
                    self.sent += 1
                    self.outgoing.put_nowait(reply)

    def write(self, name: str) -> float:
        at = time.perf_counter()
        self.cards[name] = Map({"step": "visit", "lane": "thought", "order": "a0"})
        return at

    async def end(self) -> None:
        for task in self.tasks:
            task.cancel()
        await self.wire.close()


async def work(address: str, editors: int, seconds: float, every: float) -> dict[str, Any]:
    """So many editors, each writing a card so often."""
    crowd = [Editor(await connect(address, max_size=None)) for _ in range(editors)]
    for editor in crowd:
        await editor.begin()
    await asyncio.sleep(1)
    written: dict[str, float] = {}

    async def typing(number: int, editor: Editor) -> None:
        begun = time.perf_counter()
        count = 0
        while count < seconds / every:
            name = f"e{number}-{count}"
            written[name] = editor.write(name)
            count += 1
            await asyncio.sleep(max(0.0, begun + count * every - time.perf_counter()))

    begun = time.perf_counter()
    await asyncio.gather(*(typing(n, editor) for n, editor in enumerate(crowd)))
    took = time.perf_counter() - begun
    for _ in range(300):
        if all(e.saved >= e.sent and written.keys() <= e.came.keys() for e in crowd):
            break
        await asyncio.sleep(0.1)
    states = {json.dumps(editor.cards.to_py(), sort_keys=True) for editor in crowd}
    delays = sorted(
        editor.came[name] - at
        for number, editor in enumerate(crowd)
        for name, at in written.items()
        if not name.startswith(f"e{number}-") and name in editor.came
    )
    expected = len(written) * (editors - 1)
    for editor in crowd:
        await editor.end()
    return {
        "edits": len(written),
        "edits_per_second": len(written) / took,
        "delivered": len(delays),
        "expected": expected,
        "all_saved": all(e.saved >= e.sent for e in crowd),
        "converged": len(states) == 1,
        "p50": statistics.median(delays),
        "p95": delays[int(0.95 * (len(delays) - 1))],
    }


if __name__ == "__main__":
    address, editors, seconds, every = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])
    print(json.dumps(asyncio.run(work(address, editors, seconds, every))))

"""A browser in a room, in plain Python: a document, a socket, and what the server said of saving."""

from __future__ import annotations

from typing import Any

from pycrdt import (
    Doc,
    Map,
    Text,
    create_sync_message,
    create_update_message,
    handle_sync_message,
)
from starlette.testclient import WebSocketTestSession

from desirepath.domain.records import Records
from desirepath.workspace.document import records_in

SAVED, NOT_SAVED = 100, 101


class Browser:
    """Edits a draft through a socket, as the page does."""

    def __init__(self, socket: WebSocketTestSession) -> None:
        self.socket = socket
        self.doc: Doc[Any] = Doc()
        self.sent = 0
        self.acked = 0
        self.failed = False
        self._incoming = False
        self._subscription = self.doc.observe(self._changed)
        socket.send_bytes(create_sync_message(self.doc))

    def _changed(self, event: Any) -> None:
        if not self._incoming:
            self.sent += 1
            self.socket.send_bytes(create_update_message(event.update))

    def hear(self) -> int:
        """Take one message of the server; returns its type."""
        message = self.socket.receive_bytes()
        if message[0] == 0:
            self._incoming = True
            reply = handle_sync_message(message[1:], self.doc)
            self._incoming = False
            if reply is not None:
                self.sent += 1
                self.socket.send_bytes(reply)
        elif message[0] == SAVED:
            self.acked = message[1] if message[1] < 128 else (message[1] & 127) + (message[2] << 7)
        elif message[0] == NOT_SAVED:
            self.failed = True
        return message[0]

    def until_saved(self) -> None:
        while self.acked < max(self.sent, 1):
            self.hear()

    def until(self, kind: str, name: str, field: str, value: Any) -> None:
        while self.records.get(kind, {}).get(name, {}).get(field) != value:
            self.hear()

    @property
    def records(self) -> Records:
        return records_in(self.doc)

    def record(self, kind: str, name: str) -> Map[Any]:
        found = self.doc.get(kind, type=Map)[name]
        assert isinstance(found, Map)
        return found

    def type(self, kind: str, name: str, field: str, words: str) -> None:
        """Write words in front of a text."""
        text = self.record(kind, name)[field]
        assert isinstance(text, Text)
        text.insert(0, words)

"""A server over a workspace, and a browser in a room in plain Python: a document, a socket, what was saved."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from pycrdt import (
    Decoder,
    Doc,
    Map,
    Text,
    create_sync_message,
    create_update_message,
    handle_sync_message,
)

from desirepath.domain.records import Records
from desirepath.services.workspace import open_workspace
from desirepath.web.app import create_app
from desirepath.workspace.document import records_in

SAVED, NOT_SAVED = 100, 101
TOKEN = "secret"
HEADERS = {"Authorization": f"Bearer {TOKEN}"}


@contextmanager
def served(folder: Path) -> Iterator[TestClient]:
    """The API over a workspace, asked by somebody who has the token."""
    app = create_app(open_workspace(folder), token=TOKEN)
    with TestClient(app, base_url="http://localhost", headers=HEADERS) as client:
        yield client


class Browser:
    """Edits a draft through a socket, as the page does."""

    def __init__(self, socket: Any) -> None:
        self.doc: Doc[Any] = Doc()
        self.failed = False
        self._incoming = False
        self._subscription = self.doc.observe(self._changed)
        self.return_on(socket)

    def return_on(self, socket: Any) -> None:
        """Connect, at first or again; what was edited meanwhile is handed in."""
        self.socket = socket
        self.sent = 0
        self.acked = 0
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
            self.acked = Decoder(message[1:]).read_var_uint()
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

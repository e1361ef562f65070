"""Event logs in XES (IEEE 1849): each event is a row, with its own attributes and, after `case:`, those of its case.

A log is read in one pass with an event in memory at a time. A file that declares a document type is refused before
anything of it is read: through one, XML can name other files and addresses, or grow without end; XES needs none.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import Any
from xml.parsers import expat

from desirepath.errors import InputError, Place
from desirepath.ingest.files import SourceFile, unpacked

CASE, EVENT, TIME, RESOURCE, TRANSITION = (
    *("case:concept:name", "concept:name"),
    *("time:timestamp", "org:resource", "lifecycle:transition"),
)
"""The attributes that nearly all logs have, as columns: case, what, when, by whom, and begun or done."""

BLOCK = 1 << 16
DEEPEST = 50
"""Attributes within attributes; logs have two or three."""

Event = tuple[int, dict[str, str]]


def log_events(file: SourceFile) -> Iterator[Event]:
    """The events of a log with their numbers. Raises InputError with line and column for what is no event log."""
    log = _Log(file)
    with unpacked(file) as stream:
        while block := stream.read(BLOCK):
            log.feed(block)
            while log.done:
                yield log.done.popleft()
    log.feed(b"", last=True)
    yield from log.done


def first_events(file: SourceFile, most: int) -> list[dict[str, str]]:
    """The first events of a log."""
    return [event for _, event in islice(log_events(file), most)]


class _Log:
    """What has been read of a log so far; `done` are events that are whole."""

    def __init__(self, file: SourceFile) -> None:
        self.done: deque[Event] = deque()
        self._file = file
        self._number = 0
        self._case: dict[str, str] = {}
        self._event: dict[str, str] | None = None
        self._open: list[str] = []
        self._within: list[str] = []
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        self._parser = parser

    def feed(self, block: bytes, last: bool = False) -> None:
        try:
            self._parser.Parse(block, last)
        except (expat.ExpatError, LookupError, ValueError) as error:
            if isinstance(error, InputError):
                raise
            what = expat.ErrorString(error.code) if isinstance(error, expat.ExpatError) else str(error)
            raise self._wrong("corrupt_file", f"the file is no whole XML: {what}.", AGAIN) from error

    def _doctype(self, *_: Any) -> None:
        raise self._wrong(
            "document_type",
            "the file declares a document type, which could name other files or grow without end.",
            "Write the log again without <!DOCTYPE …>; XES needs none.",
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if not self._open and tag != "log":
            raise self._wrong("wrong_format", f"this is no event log: it begins with <{name}>.", AGAIN)
        parent = self._open[-1] if self._open else None
        self._open.append(tag)
        if tag == "trace" and parent == "log":
            return
        if tag == "event" and parent in ("trace", "log"):
            self._number += 1
            self._event = {}
        elif parent is not None and ("trace" in self._open[:-1] or self._event is not None):
            self._attribute(attributes)

    def _attribute(self, attributes: dict[str, str]) -> None:
        """One attribute; one within another is called after both, and the `values` of a list after the list."""
        key, value = attributes.get("key"), attributes.get("value")
        above = self._within[-1] if self._within else ""
        called = above if key is None else f"{above}.{key}" if above else key
        self._within.append(called)
        if len(self._within) > DEEPEST:
            raise self._wrong(
                "corrupt_file", f"attributes lie more than {DEEPEST} deep in one another.", AGAIN
            )
        if value is None or not called:
            return
        held = self._case if self._event is None else self._event
        column = f"case:{called}" if self._event is None else called
        held[column] = f"{held[column]}, {value}" if above and column in held else value

    def _end(self, name: str) -> None:
        tag = self._open.pop()
        if self._within:
            self._within.pop()
        elif tag == "event" and self._event is not None:
            self.done.append((self._number, {**self._case, **self._event}))
            self._event = None
        elif tag == "trace":
            self._case = {}

    def _wrong(self, code: str, message: str, remedy: str) -> InputError:
        at = Place(self._file.name, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)
        return InputError(message, code=code, place=at, remedy=remedy)


AGAIN = "Export the log again as .xes or .xes.gz, or bring it as CSV."


def plain_line(event: dict[str, str]) -> str:
    """An event as one line of JSON, without lone surrogates, which are no text."""
    plain = json.dumps({key: value for key, value in event.items() if value}, ensure_ascii=False)
    return plain if plain.isascii() else plain.encode("utf-8", "replace").decode("utf-8")

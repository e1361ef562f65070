"""The built page, from memory: each file is read and packed once, and again when it was built anew.

It stands before the routes of the API, so that neither them nor a worker thread is asked for a file.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG

from fastapi import Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from desirepath.errors import ExternalError, InputError
from desirepath.web.told import told

PAGE = Path(__file__).parent / "page"
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
"""What the page is made of. Python's own table differs between versions and machines."""
PACKS_WELL = ("text/", "application/json", "image/svg+xml")
FOR_EVER, ASK_AGAIN = "public, max-age=31536000, immutable", "no-cache"


@dataclass(frozen=True)
class PageFile:
    """A file as it is sent: plain, and packed where that makes it smaller."""

    plain: bytes
    packed: bytes | None
    headers: dict[str, str]

    def answer(self, request: Request) -> Response:
        """This file, or that the browser has it already."""
        if request.headers.get("if-none-match") == self.headers["ETag"]:
            return Response(status_code=304, headers=self.headers)
        if self.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
            return Response(self.packed, headers={**self.headers, "Content-Encoding": "gzip"})
        return Response(self.plain, headers=self.headers)


@dataclass(frozen=True)
class BuiltPage:
    """Answers everything that is not the API: with a file of the page, else with the page, which reads the address."""

    app: ASGIApp
    folder: Path = PAGE

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answering = self.app
        if scope["type"] == "http" and not scope["path"].startswith("/api/"):
            answering = self._answer(Request(scope))
        await answering(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            error = InputError("The page can only be looked at.", code="page_only_read", remedy="Send a GET.")
            return told(error, status=405)
        found = _found(self.folder, request.scope["path"].lstrip("/")) or _found(self.folder, "index.html")
        if found is None:
            return told(
                ExternalError(
                    "The page has not been built.",
                    code="page_not_built",
                    remedy="In a source tree run: make setup. An installed Desire Path brings the page with it.",
                )
            )
        return found.answer(request)


def _found(folder: Path, name: str) -> PageFile | None:
    if ".." in name.split("/"):
        return None
    path = folder / name
    try:
        there = path.stat()
        return _read(path, there.st_mtime_ns) if S_ISREG(there.st_mode) else None
    except (OSError, ValueError):  # a name that no file can have, or one that was just built away
        return None


@lru_cache(maxsize=256)
def _read(path: Path, _: int) -> PageFile:
    plain = path.read_bytes()
    kind = KINDS.get(path.suffix, "application/octet-stream")
    packed = gzip.compress(plain, mtime=0) if kind.startswith(PACKS_WELL) else None
    headers = {
        "Content-Type": kind,
        "Cache-Control": FOR_EVER if path.parent.name == "assets" else ASK_AGAIN,
        "ETag": f'"{sha256(plain).hexdigest()[:32]}"',
        "Vary": "Accept-Encoding",
    }
    return PageFile(plain, packed, headers)

"""Who asks: the token as Jupyter has it, a session or a link; only expected host names; headers against all foreign.

Every address needs a role (`web/needs.py`); here is found out which one somebody has. A page elsewhere can neither ask
(its origin gives it away) nor frame or read anything.
"""

from __future__ import annotations

import asyncio
import hmac
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desirepath.domain.access import LOCAL, Who
from desirepath.errors import InputError
from desirepath.services import access
from desirepath.services.clock import now
from desirepath.services.editing import Desk
from desirepath.web.told import told

COOKIE = "desirepath"
LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}
OPEN = {"/api/v1/sign-in", "/api/v1/join", "/api/v1/open-link", "/api/v1/me"}
"""Addresses of the API that everybody may ask: they let people in, or say that they are not."""

FEEDS = {"/api/v1/calendar.ics"}
"""Addresses that programs ask, which keep no cookies: they give the token every time."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
NOT_KEPT = {"Cache-Control": "no-store"}


@dataclass(frozen=True)
class Guarded:
    """An application behind a gate. Plain ASGI: Starlette's own way costs a millisecond for each request."""

    app: ASGIApp
    gate: Gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        ours = HEADERS | (NOT_KEPT if scope["path"].startswith("/api/") else {})

        async def covered(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in ours.items():
                    headers.setdefault(name, value)
            await send(message)

        await (await self.gate.turned_away(request) or self.app)(scope, receive, covered)


@dataclass(frozen=True)
class Gate:
    """Finds out who asks, and turns away who may not."""

    token: str
    hosts: frozenset[str]
    desk: Desk

    async def turned_away(self, request: Request) -> Response | None:
        """What somebody is told who does not come in; None for who does, and then it is known who that is."""
        # A page elsewhere may point its own name at 127.0.0.1; then the Host header gives it away.
        if _host(request) not in self.hosts:
            error = InputError(
                "This address is not served here.",
                code="bad_host",
                remedy="Open the URL that the server printed.",
            )
            return told(error, status=400)
        given = request.query_params.get("token")
        shown = given is not None and request.method == "GET" and self._right(given)
        if shown and request.scope["path"] not in FEEDS:
            return self._remember(request)
        who = LOCAL if shown or self._local(request) else await asyncio.to_thread(self.who, request)
        if who is None and not await asyncio.to_thread(self._lets_in, request.scope["path"]):
            error = InputError(
                "This page needs the access token.",
                code="token_needed",
                remedy="Open the URL that the server printed; it ends with ?token=…",
            )
            return told(error, status=401)
        if request.method not in ("GET", "HEAD") and not _same_origin(request):
            error = InputError(
                "This request came from another site.", code="foreign_origin", remedy="Use the page itself."
            )
            return told(error, status=403)
        request.state.who = who
        return None

    def who(self, asked: HTTPConnection) -> Who | None:
        """Who asks, as of this moment: a role that was taken away is gone at once."""
        if self._local(asked):
            return LOCAL
        session = asked.cookies.get(cookie(asked, "session"))
        person = access.person_of(self.desk, session, now()) if session else None
        link = asked.cookies.get(cookie(asked, "link"))
        return person or (access.guest_of(self.desk, link, now()) if link else None)

    def admits(self, socket: HTTPConnection) -> Who | None:
        """Who opens a web socket: browsers send cookies along with those of other sites' pages too."""
        origin = socket.headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != socket.headers.get("host"):
            return None
        if _host(socket) not in self.hosts:
            return None
        return LOCAL if self._right(socket.query_params.get("token")) else self.who(socket)

    def _lets_in(self, path: str) -> bool:
        """Without a team and without links there is nobody to let in, and the page is for one person alone."""
        return (path in OPEN or not path.startswith("/api/")) and access.is_shared(self.desk)

    def _local(self, asked: HTTPConnection) -> bool:
        return self._right(asked.cookies.get(cookie(asked))) or self._right(_bearer(asked))

    def _right(self, given: str | None) -> bool:
        return given is not None and hmac.compare_digest(given.encode(), self.token.encode())

    def _remember(self, request: Request) -> Response:
        """Take the token out of the address bar and keep it in a cookie that scripts cannot read."""
        rest = urlencode([(k, v) for k, v in parse_qsl(request.url.query) if k != "token"])
        answer = RedirectResponse(request.url.path + (f"?{rest}" if rest else ""), status_code=303)
        remember(request, answer, self.token)
        return answer


def cookie(request: HTTPConnection, what: str = "") -> str:
    """The name of a cookie. They do not know ports: two servers on one machine must not overwrite each other's."""
    return "-".join(part for part in (COOKIE, what, str(request.url.port or 80)) if part)


def remember(request: Request, answer: Response, secret: str, what: str = "") -> None:
    """Keep a secret in a cookie that scripts cannot read and other sites cannot send."""
    https = request.url.scheme == "https"
    answer.set_cookie(cookie(request, what), secret, httponly=True, samesite="strict", secure=https, path="/")


def _same_origin(request: Request) -> bool:
    return request.headers.get("sec-fetch-site", "none") in ("same-origin", "none")


def _host(request: HTTPConnection) -> str:
    host = request.headers.get("host", "")
    return host[: host.rindex("]") + 1] if "]" in host else host.split(":")[0]


def _bearer(request: HTTPConnection) -> str | None:
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    return value if kind.lower() == "bearer" else None

"""Who may look: a token as Jupyter does it, only expected host names, and headers that forbid everything foreign."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.requests import HTTPConnection

from desirepath.errors import InputError

COOKIE = "desirepath"
LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

Next = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class Gate:
    """Middleware that lets in requests with the token, once given by link and from then on by cookie."""

    token: str
    hosts: frozenset[str]

    async def __call__(self, request: Request, call_next: Next) -> Response:
        response = await self._answer(request, call_next)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.url.path.startswith("/api/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    async def _answer(self, request: Request, call_next: Next) -> Response:
        # A page elsewhere may point its own name at 127.0.0.1; then the Host header gives it away.
        if _host(request) not in self.hosts:
            return _refusal(
                400,
                InputError(
                    "This address is not served here.",
                    code="bad_host",
                    remedy="Open the URL that the server printed.",
                ),
            )
        given = request.query_params.get("token")
        if given is not None and request.method == "GET" and self._right(given):
            return self._remember(request)
        if not self._right(request.cookies.get(_cookie(request))) and not self._right(_bearer(request)):
            return _refusal(
                401,
                InputError(
                    "This page needs the access token.",
                    code="token_needed",
                    remedy="Open the URL that the server printed; it ends with ?token=…",
                ),
            )
        if request.method not in ("GET", "HEAD") and request.headers.get("sec-fetch-site", "none") not in (
            "same-origin",
            "none",
        ):
            return _refusal(
                403,
                InputError(
                    "This request came from another site.",
                    code="foreign_origin",
                    remedy="Use the page itself.",
                ),
            )
        return await call_next(request)

    def admits(self, socket: HTTPConnection) -> bool:
        """Whether a web socket may open: browsers send cookies along with those of other sites' pages too."""
        origin = socket.headers.get("origin")
        own = origin is None or urlsplit(origin).netloc == socket.headers.get("host")
        given = socket.cookies.get(_cookie(socket)), _bearer(socket), socket.query_params.get("token")
        return own and _host(socket) in self.hosts and any(self._right(one) for one in given)

    def _right(self, given: str | None) -> bool:
        return given is not None and hmac.compare_digest(given.encode(), self.token.encode())

    def _remember(self, request: Request) -> Response:
        """Take the token out of the address bar and keep it in a cookie that scripts cannot read."""
        rest = urlencode([(k, v) for k, v in parse_qsl(request.url.query) if k != "token"])
        answer = RedirectResponse(request.url.path + (f"?{rest}" if rest else ""), status_code=303)
        answer.set_cookie(_cookie(request), self.token, httponly=True, samesite="strict", path="/")
        return answer


def _host(request: HTTPConnection) -> str:
    host = request.headers.get("host", "")
    return host[: host.rindex("]") + 1] if "]" in host else host.split(":")[0]


def _cookie(request: HTTPConnection) -> str:
    # Cookies do not know ports: two servers on one machine must not overwrite each other's.
    return f"{COOKIE}-{request.url.port or 80}"


def _bearer(request: HTTPConnection) -> str | None:
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    return value if kind.lower() == "bearer" else None


def _refusal(status: int, error: InputError) -> Response:
    return JSONResponse(error.envelope(), status_code=status)

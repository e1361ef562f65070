"""The web application: the API, the built page, and one envelope for every error."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from desirepath.errors import DesirePathError, InputError, NotFoundError
from desirepath.services import editing
from desirepath.services.access import Doorkeeper
from desirepath.services.clock import now
from desirepath.services.editing import open_desk
from desirepath.services.reading import Reader
from desirepath.services.workspace import Workspace
from desirepath.web import (
    boards,
    bringing,
    comments,
    comparing,
    drafts,
    effects,
    finding,
    forecast,
    images,
    questions,
    routes,
    suggestions,
    team,
)
from desirepath.web.built_page import BuiltPage
from desirepath.web.rooms import Hub
from desirepath.web.security import LOOPBACK, Gate, Guarded
from desirepath.web.told import RESPONSES, told

ROUTERS = (
    routes.router,
    drafts.router,
    comments.router,
    suggestions.router,
    boards.router,
    comparing.router,
    questions.router,
    finding.router,
    forecast.router,
    effects.router,
    team.router,
    bringing.router,
    images.router,
)


def create_app(workspace: Workspace, *, token: str, hosts: frozenset[str] = frozenset()) -> FastAPI:
    """The application over one workspace. `hosts`: names besides this machine's own that may be asked for."""
    app = bare_app()
    desk = open_desk(workspace)
    app.state.reader = Reader(workspace)
    bringing.set_up(app)
    app.state.desk = desk
    app.state.hub = Hub(
        lambda map_id, author: editing.updates(desk, map_id, author=author, at=now()),
        lambda map_id, runs: editing.save(desk, map_id, runs, at=now()),
    )
    app.state.gate = Gate(token, frozenset(LOOPBACK) | hosts, desk)
    app.state.door = Doorkeeper()
    # The last one added is the first one asked.
    app.add_middleware(GZipMiddleware, minimum_size=1_000)
    app.add_middleware(BuiltPage)
    app.add_middleware(Guarded, gate=app.state.gate)
    return app


def bare_app() -> FastAPI:
    """Routes and error handling without a workspace: enough to describe the API."""
    app = DesirePathAPI(
        title="Desire Path",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        responses=RESPONSES,
    )
    for router in ROUTERS:
        app.include_router(router)
    app.add_exception_handler(DesirePathError, _told)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http)
    return app


def openapi() -> dict[str, Any]:
    """The API's description, from which the page's types are generated."""
    return bare_app().openapi()


class DesirePathAPI(FastAPI):
    """Says of times what they are: UTC without a zone mark (docs/adr/0003), which is no "date-time" of RFC 3339."""

    def openapi(self) -> dict[str, Any]:
        if not self.openapi_schema:
            self.openapi_schema = _local_times(super().openapi())
        return self.openapi_schema


def _local_times(part: Any) -> Any:
    if isinstance(part, dict):
        named = {name: _local_times(inner) for name, inner in part.items()}
        return named | {"format": "date-time-local"} if part.get("format") == "date-time" else named
    return [_local_times(inner) for inner in part] if isinstance(part, list) else part


async def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, DesirePathError)
    return told(error)


async def _malformed(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"][1:])
    if not name and "error" in first.get("ctx", {}):
        # What is sent does not hold together; no single part of it is wrong.
        return told(
            InputError(
                f"This does not fit together: {first['ctx']['error']}.",
                code="bad_parameter",
                remedy="Change it and try again.",
            )
        )
    return told(
        InputError(
            f'Parameter "{name}": {first["msg"]}.', code="bad_parameter", remedy="See /api/v1/openapi.json."
        )
    )


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    remedy = "See /api/v1/openapi.json."
    if error.status_code == 404:
        return told(
            NotFoundError("There is no such address in the API.", code="unknown_route", remedy=remedy)
        )
    return told(
        InputError(str(error.detail), code="bad_request", remedy=remedy), error.status_code, error.headers
    )

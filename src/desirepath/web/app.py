"""The web application: the API, the built page, and one envelope for every error."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.responses import FileResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from desirepath.errors import DesirePathError, ExternalError, InputError, NotFoundError
from desirepath.services import editing
from desirepath.services.clock import now
from desirepath.services.editing import open_desk
from desirepath.services.reading import Reader
from desirepath.services.workspace import Workspace
from desirepath.web import boards, comments, drafts, routes
from desirepath.web.rooms import Hub
from desirepath.web.security import LOOPBACK, Gate

PAGE = Path(__file__).parent / "page"
STATUS = {"input": 422, "not_found": 404, "conflict": 409, "data_quality": 409, "limit": 503, "external": 502}


def create_app(workspace: Workspace, *, token: str, hosts: frozenset[str] = frozenset()) -> FastAPI:
    """The application over one workspace. `hosts`: names besides this machine's own that may be asked for."""
    app = bare_app()
    desk = open_desk(workspace)
    app.state.reader = Reader(workspace)
    app.state.desk = desk
    app.state.hub = Hub(
        lambda map_id, author: editing.updates(desk, map_id, author=author, at=now()),
        lambda map_id, runs: editing.save(desk, map_id, runs, at=now()),
    )
    app.state.gate = Gate(token, frozenset(LOOPBACK) | hosts)
    app.middleware("http")(app.state.gate)
    app.add_middleware(GZipMiddleware, minimum_size=1_000)
    return app


def bare_app() -> FastAPI:
    """Routes and error handling without a workspace: enough to describe the API."""
    app = FastAPI(
        title="Desire Path", version="1", docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json"
    )
    app.include_router(routes.router)
    app.include_router(drafts.router)
    app.include_router(comments.router)
    app.include_router(boards.router)
    app.add_exception_handler(DesirePathError, _told)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http)
    app.add_api_route("/{path:path}", _page, include_in_schema=False)
    return app


def openapi() -> dict[str, Any]:
    """The API's description, from which the page's types are generated."""
    return bare_app().openapi()


def _page(path: str) -> Response:
    """A file of the built page; any other address is the page itself, which reads it."""
    if path.startswith("api/"):
        raise NotFoundError(
            "There is no such address in the API.", code="unknown_route", remedy="See /api/v1/openapi.json."
        )
    file = (PAGE / path).resolve()
    if path and file.is_file() and file.is_relative_to(PAGE.resolve()):
        hashed = "assets" in file.parts
        return FileResponse(
            file, headers={"Cache-Control": "public, max-age=31536000, immutable" if hashed else "no-cache"}
        )
    if not (PAGE / "index.html").is_file():
        raise ExternalError(
            "The page has not been built.",
            code="page_not_built",
            remedy="In a source tree run: make setup. An installed Desire Path brings the page with it.",
        )
    return FileResponse(PAGE / "index.html", headers={"Cache-Control": "no-cache"})


async def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, DesirePathError)
    return JSONResponse(error.envelope(), status_code=STATUS.get(error.family, 500))


async def _malformed(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"][1:])
    told = InputError(
        f'Parameter "{name}": {first["msg"]}.', code="bad_parameter", remedy="See /api/v1/openapi.json."
    )
    return JSONResponse(told.envelope(), status_code=422)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    told = InputError(str(error.detail), code="bad_request", remedy="See /api/v1/openapi.json.")
    return JSONResponse(told.envelope(), status_code=error.status_code)

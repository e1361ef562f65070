"""The API that brings data in: files, how they are read, and the long work that follows."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from starlette.requests import ClientDisconnect

from desirepath.domain.access import Role
from desirepath.domain.templates import template as template_of
from desirepath.errors import InputError
from desirepath.progress import Report
from desirepath.services import demo, glances, sources, uploads
from desirepath.services.bringing import Built, build_journeys, told_build
from desirepath.services.choices import Choices
from desirepath.services.glances import FileLook, Glances, Preview
from desirepath.services.home import Home, TemplateName, home, template_names
from desirepath.services.jobs import Job, Jobs
from desirepath.services.sources import SourceList
from desirepath.services.uploads import Uploaded
from desirepath.services.workspace import Workspace
from desirepath.web.needs import needs
from desirepath.web.state import desk_of, reader_of
from desirepath.web.told import sends

BLOCK = 1_000_000
"""Bytes that are gathered before they go to the disk."""


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.glances.close()


router = APIRouter(prefix="/api/v1", lifespan=_lifespan)


def set_up(app: FastAPI) -> None:
    """What these routes keep between requests."""
    app.state.jobs = Jobs()
    app.state.glances = Glances()


def _workspace(request: Request) -> Workspace:
    return reader_of(request).workspace


def _jobs(request: Request) -> Jobs:
    jobs: Jobs = request.app.state.jobs
    return jobs


def _glances(request: Request) -> Glances:
    kept: Glances = request.app.state.glances
    return kept


@router.get("/sources", dependencies=[needs(Role.VIEWER)])
def list_sources(request: Request) -> SourceList:
    """Where the data come from."""
    return sources.list_sources(_workspace(request))


@router.get("/sources/{source}/rejected.csv", dependencies=[needs(Role.EDITOR)], **sends("text/csv"))
def rejected(request: Request, source: str) -> Response:
    """The rows of a source that could not be read, with file, line and reason."""
    text = sources.refused_csv(_workspace(request), source)
    return Response("\ufeff" + text, media_type="text/csv; charset=utf-8")


@router.post("/files", status_code=201, dependencies=[needs(Role.EDITOR)])
async def upload(request: Request, name: Annotated[str, Query(max_length=500)]) -> Uploaded:
    """Take in a file: the body is its bytes, as they are."""
    workspace = _workspace(request)
    uploads.check_size(workspace, int(request.headers.get("content-length", 0)))
    with uploads.incoming(workspace, name) as file:
        held = bytearray()
        try:
            async for chunk in request.stream():
                held += chunk
                if len(held) >= BLOCK:
                    await run_in_threadpool(file.write, bytes(held))
                    held.clear()
        except ClientDisconnect:
            raise InputError(
                "The upload broke off.", code="upload_broken", remedy="Bring the file again."
            ) from None
        await run_in_threadpool(file.write, bytes(held))
        return await run_in_threadpool(file.keep)


@router.get("/files/{name}/look", dependencies=[needs(Role.EDITOR)])
def look(
    request: Request,
    name: str,
    source: Annotated[str | None, Query(description="Read it as this source is read")] = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> FileLook:
    """The columns of a file, and how it would be read."""
    return glances.look(
        _workspace(request),
        _glances(request),
        name,
        source=source,
        encoding=encoding,
        delimiter=delimiter,
        sheet=sheet,
    )


@router.post("/preview", dependencies=[needs(Role.EDITOR)])
def preview(request: Request, choices: Choices) -> Preview:
    """What the first rows of a file would become."""
    return glances.preview(_workspace(request), _glances(request), choices)


@router.post("/imports", status_code=202, dependencies=[needs(Role.EDITOR)])
def bring(request: Request, choices: Choices, replace: bool = False) -> Job:
    """Import a file as chosen, then build; where there is no map, one is drafted."""
    workspace = _workspace(request)
    return _jobs(request).start(
        workspace,
        "import",
        lambda report: sources.bring(workspace, choices, replace=replace, progress=report),
    )


@router.post("/sample", status_code=202, dependencies=[needs(Role.EDITOR)])
def sample(request: Request, template: str = demo.LOAM) -> Job:
    """Make the sample of a template in an empty workspace: map, data, and what its team said and decided."""
    reader, name = reader_of(request), template_of(template).name

    def make(report: Report) -> Built:
        made, built = demo.fill_with_sample(reader.workspace, name, progress=report)
        with reader.lock:
            reader.workspace = made  # a sample brings settings of its own
        return told_build(built)

    return _jobs(request).start(reader.workspace, "sample", make)


@router.post("/build", status_code=202, dependencies=[needs(Role.EDITOR)])
def build(request: Request) -> Job:
    """Build journeys, and the steps of every published map."""
    workspace = _workspace(request)
    return _jobs(request).start(
        workspace, "build", lambda report: told_build(build_journeys(workspace, progress=report))
    )


@router.get("/jobs/{job_id}", dependencies=[needs(Role.VIEWER)])
def job(request: Request, job_id: str) -> Job:
    """How far a piece of long work has come."""
    return _jobs(request).get(job_id)


@router.get("/jobs", dependencies=[needs(Role.VIEWER)])
def running(request: Request) -> Job | None:
    """The long work that runs right now, for a page that was opened while it does."""
    return _jobs(request).running()


@router.get("/home", dependencies=[needs(Role.VIEWER)])
def all_maps(request: Request) -> Home:
    """All maps at one glance, with what asks for attention."""
    return home(reader_of(request), desk_of(request))


@router.get("/templates", dependencies=[needs(Role.VIEWER)])
def templates() -> list[TemplateName]:
    """Worked maps to begin a new one with."""
    return template_names()

"""The API that brings data in: files, how they are read, and the long work that follows."""

from __future__ import annotations

from fastapi import APIRouter, Request

from desirepath.services.bringing import build_journeys, told_build
from desirepath.services.jobs import Job, Jobs
from desirepath.services.workspace import Workspace

router = APIRouter(prefix="/api/v1")


def _workspace(request: Request) -> Workspace:
    workspace: Workspace = request.app.state.reader.workspace
    return workspace


def _jobs(request: Request) -> Jobs:
    jobs: Jobs = request.app.state.jobs
    return jobs


@router.post("/build", status_code=202)
def build(request: Request) -> Job:
    """Build journeys, and the steps of every published map."""
    workspace = _workspace(request)
    return _jobs(request).start(
        workspace, "build", lambda report: told_build(build_journeys(workspace, progress=report))
    )


@router.get("/jobs/{job_id}")
def job(request: Request, job_id: str) -> Job:
    """How far a piece of long work has come."""
    return _jobs(request).get(job_id)

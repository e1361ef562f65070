"""The API of pictures: bring one, and see those of a map."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from desirepath.domain.access import Role
from desirepath.services import images
from desirepath.services.images import Picture
from desirepath.web.needs import needs
from desirepath.web.state import reader_of

router = APIRouter(prefix="/api/v1")

KEPT = {"Cache-Control": "private, max-age=31536000, immutable", "Content-Disposition": "inline"}
"""A picture is named by its content and never changes."""


@router.post("/images", status_code=201, dependencies=[needs(Role.EDITOR)])
async def bring(request: Request) -> Picture:
    """Take in a picture: the body is its bytes, as they are."""
    images.check_size(int(request.headers.get("content-length", 0)))
    held = bytearray()
    async for chunk in request.stream():
        held += chunk
        images.check_size(len(held))
    return await run_in_threadpool(images.keep, reader_of(request).workspace, bytes(held))


@router.get("/images/{name}", dependencies=[needs(Role.VIEWER)])
def image(request: Request, name: str) -> Response:
    """A picture of the workspace, as drafts show it."""
    content, media = images.read(reader_of(request).workspace, name)
    return Response(content, media_type=media, headers=KEPT)


@router.get("/maps/{map_id}/images/{name}", dependencies=[needs(Role.VIEWER, guests=True)])
def shown_image(request: Request, map_id: str, name: str) -> Response:
    """A picture that a published map shows."""
    content, media = images.read_shown(reader_of(request).workspace, map_id, name)
    return Response(content, media_type=media, headers=KEPT)

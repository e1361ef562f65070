"""The API of what is found in the data: a thin route over `services/pains.py`."""

from __future__ import annotations

from fastapi import APIRouter, Request

from desirepath.domain.access import Role
from desirepath.insights.pains.found import FoundPains
from desirepath.services.pains import pains_of
from desirepath.web.needs import needs
from desirepath.web.state import reader_of

router = APIRouter(prefix="/api/v1")


@router.get("/maps/{map_id}/found-pains", dependencies=[needs(Role.VIEWER)])
def found_pains(request: Request, map_id: str) -> FoundPains:
    """Conditions under which clearly fewer customers go on or order; looked for once for each build."""
    return pains_of(reader_of(request).workspace, map_id)

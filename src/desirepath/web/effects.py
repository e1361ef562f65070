"""The API of what came of actions: thin routes over `services/effects.py`."""

from __future__ import annotations

from fastapi import APIRouter, Request

from desirepath.domain.access import Role
from desirepath.domain.row_number import Number
from desirepath.insights.effects.effect import Effect
from desirepath.services.effects import effects_of
from desirepath.web.needs import needs
from desirepath.web.state import desk_of

router = APIRouter(prefix="/api/v1")


@router.get("/maps/{map_id}/effects", dependencies=[needs(Role.VIEWER)])
def effects(request: Request, map_id: str) -> list[Effect]:
    """What came of each action of a map; measured once for each build and action."""
    return effects_of(desk_of(request), map_id)


@router.get("/maps/{map_id}/actions/{number}/effect", dependencies=[needs(Role.VIEWER)])
def effect(request: Request, map_id: str, number: Number) -> Effect:
    """What came of one action."""
    return effects_of(desk_of(request), map_id, number)[0]

"""The API of what is foretold: thin routes over `services/forecast.py`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from desirepath.domain.access import Role
from desirepath.insights.forecast.forecast import Forecast
from desirepath.insights.forecast.next_step import NextSteps
from desirepath.services.forecast import AtRiskPage, at_risk_of, forecast_of, next_steps_of
from desirepath.web.needs import needs
from desirepath.web.state import reader_of

router = APIRouter(prefix="/api/v1")


@router.get("/forecast", dependencies=[needs(Role.VIEWER)])
def forecast(request: Request) -> Forecast:
    """What customers will still bring and how many may stay away, tested; computed once for each build."""
    return forecast_of(reader_of(request).workspace)


@router.get("/forecast/at-risk", dependencies=[needs(Role.EDITOR)])
def at_risk(
    request: Request, limit: Annotated[int, Query(ge=1, le=500, description="How many of them")] = 50
) -> AtRiskPage:
    """The customers who may stay away, those with the most at stake first."""
    return at_risk_of(reader_of(request).workspace, limit)


@router.get("/maps/{map_id}/next-steps", dependencies=[needs(Role.VIEWER)])
def next_steps(request: Request, map_id: str) -> NextSteps:
    """What follows each step of a map, and how often that was told right in a later time."""
    return next_steps_of(reader_of(request).workspace, map_id)

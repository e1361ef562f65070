"""The API of what is foretold: thin routes over `services/forecast.py`."""

from __future__ import annotations

from fastapi import APIRouter, Request

from desirepath.domain.access import Role
from desirepath.insights.forecast.forecast import Forecast
from desirepath.services.forecast import forecast_of
from desirepath.web.needs import needs
from desirepath.web.state import reader_of

router = APIRouter(prefix="/api/v1")


@router.get("/forecast", dependencies=[needs(Role.VIEWER)])
def forecast(request: Request) -> Forecast:
    """What customers will still bring, with its back-test; computed once for each build."""
    return forecast_of(reader_of(request).workspace)

"""Errors as the API tells them: one envelope, and a status by the family of the error."""

from __future__ import annotations

from fastapi.responses import JSONResponse

from desirepath.errors import DesirePathError

STATUS = {
    "input": 422,
    "not_allowed": 403,
    "not_found": 404,
    "conflict": 409,
    "data_quality": 409,
    "limit": 503,
    "external": 502,
}


def told(error: DesirePathError, status: int | None = None) -> JSONResponse:
    """The answer that tells an error; `status` where another one than its family's is the right one."""
    return JSONResponse(error.envelope(), status_code=status or STATUS.get(error.family, 500))

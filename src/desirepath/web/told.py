"""Errors as the API tells them: one envelope, and a status by the family of the error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

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


class ErrorPlace(BaseModel):
    file: str
    line: int | None
    column: int | None


class ErrorTold(BaseModel):
    family: str
    code: str
    message: str
    remedy: str
    place: ErrorPlace | None
    field: str | None = Field(description="The part of a question that is meant, by its name")


class Told(BaseModel):
    """An error: what is wrong, and what to do next. Its code stays the same; docs/reference/errors.md has them all."""

    error: ErrorTold


RESPONSES: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": Told, "description": "It cannot be done as it was asked"},
    "5XX": {"model": Told, "description": "It cannot be done now"},
}
"""What every address may answer instead."""


def sends(*kinds: str) -> dict[str, Any]:
    """What a route that answers with a file says of itself."""
    return {"response_class": Response, "responses": {200: {"content": {kind: {} for kind in kinds}}}}


def told(
    error: DesirePathError, status: int | None = None, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """The answer that tells an error; `status` where another one than its family's is the right one."""
    return JSONResponse(error.envelope(), status or STATUS.get(error.family, 500), headers)

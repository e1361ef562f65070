"""The API of comparisons: one thin route over `services/comparing.py`, and its table."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from desirepath.domain.access import Role
from desirepath.export.tables import comparison_csv
from desirepath.measures.comparing.result import Comparison
from desirepath.services.comparing import compare_reader
from desirepath.web.needs import needs
from desirepath.web.routes import Asked
from desirepath.web.state import reader_of
from desirepath.web.told import sends

router = APIRouter(prefix="/api/v1")

With = Annotated[
    str,
    Query(
        alias="with",
        description='The second group: a segment, "rest", "before", other days as 2026-01-01..2026-03-31, or '
        "column=value",
    ),
]
First = Annotated[
    str | None, Query(description="The first group, where it is a value of a breakdown: column=value")
]


@router.get("/measures/{name}/comparison", dependencies=[needs(Role.VIEWER)])
def comparison(
    request: Request, name: str, asked: Annotated[Asked, Depends()], versus: With, group: First = None
) -> Comparison:
    """The difference of two groups in every row of an answer, each with an interval of its own."""
    return compare_reader(
        reader_of(request), name, dict(asked.params), versus=versus, group=group, **asked.narrowed
    )


@router.get("/measures/{name}/comparison.csv", dependencies=[needs(Role.VIEWER)], **sends("text/csv"))
def comparison_table(
    request: Request, name: str, asked: Annotated[Asked, Depends()], versus: With, group: First = None
) -> Response:
    """The same as a table for a spreadsheet."""
    headers = {"Content-Disposition": f'attachment; filename="{name}-compared.csv"'}
    found = comparison_csv(comparison(request, name, asked, versus, group))
    return Response(found, media_type="text/csv", headers=headers)

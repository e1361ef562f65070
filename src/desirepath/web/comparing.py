"""The API of comparisons and trends: thin routes over `services/comparing.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from desirepath.domain.access import Role
from desirepath.export.tables import comparison_csv
from desirepath.export.workbook import comparison_xlsx
from desirepath.measures.comparing.result import Comparison
from desirepath.measures.trends import Every, Trends
from desirepath.services.comparing import compare_reader, trend_reader
from desirepath.web.needs import needs
from desirepath.web.routes import XLSX, Asked
from desirepath.web.state import reader_of
from desirepath.web.told import sends

router = APIRouter(prefix="/api/v1")


@dataclass(frozen=True)
class Groups:
    """Which two groups are meant, and which of the measure's shares."""

    versus: Annotated[
        str,
        Query(
            alias="with",
            description='The second group: a segment, "rest", "before", other days as 2026-01-01..2026-03-31, or '
            "column=value",
        ),
    ]
    group: Annotated[
        str | None, Query(description="The first group, where it is a value of a breakdown: column=value")
    ] = None
    share: Annotated[
        str | None,
        Query(description='Another share the measure tells: "next" of a funnel, from step to step'),
    ] = None


@router.get("/measures/{name}/comparison", dependencies=[needs(Role.VIEWER)])
def comparison(
    request: Request,
    name: str,
    asked: Annotated[Asked, Depends()],
    groups: Annotated[Groups, Depends()],
) -> Comparison:
    """The difference of two groups in every row of an answer, each with an interval of its own."""
    narrowed = {**asked.narrowed, "versus": groups.versus, "group": groups.group, "share": groups.share}
    return compare_reader(reader_of(request), name, dict(asked.params), **narrowed)


@router.get("/measures/{name}/comparison.csv", dependencies=[needs(Role.VIEWER)], **sends("text/csv"))
def comparison_table(
    request: Request,
    name: str,
    asked: Annotated[Asked, Depends()],
    groups: Annotated[Groups, Depends()],
) -> Response:
    """The same as a table for a spreadsheet."""
    headers = {"Content-Disposition": f'attachment; filename="{name}-compared.csv"'}
    found = comparison_csv(comparison(request, name, asked, groups))
    return Response(found, media_type="text/csv", headers=headers)


@router.get("/measures/{name}/comparison.xlsx", dependencies=[needs(Role.VIEWER)], **sends(XLSX))
def comparison_workbook(
    request: Request,
    name: str,
    asked: Annotated[Asked, Depends()],
    groups: Annotated[Groups, Depends()],
) -> Response:
    """The same as an Excel workbook, with a sheet that says what was asked."""
    headers = {"Content-Disposition": f'attachment; filename="{name}-compared.xlsx"'}
    found = comparison_xlsx(comparison(request, name, asked, groups))
    return Response(found, media_type=XLSX, headers=headers)


@router.get("/measures/{name}/trend", dependencies=[needs(Role.VIEWER)])
def trend(request: Request, name: str, asked: Annotated[Asked, Depends()], every: Every = "week") -> Trends:
    """A measure by period, with the changes of its level."""
    return trend_reader(reader_of(request), name, dict(asked.params), every=every, **asked.narrowed)

"""The API: thin routes over the services. Everything is read; nothing here changes the workspace."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from desirepath.domain.access import Role
from desirepath.domain.map import FieldNote
from desirepath.export import EXPORTERS
from desirepath.export.tables import result_csv
from desirepath.export.workbook import result_xlsx
from desirepath.insights.measured_map import MeasuredMap
from desirepath.measures.result import Result
from desirepath.services import asking, images, mapping, people, status
from desirepath.services.people import CustomerPage, Timeline
from desirepath.services.status import WorkspaceCard
from desirepath.web.needs import needs
from desirepath.web.state import reader_of
from desirepath.web.told import sends

router = APIRouter(prefix="/api/v1")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Segment = Annotated[str | None, Query(description="A segment of the workspace, or a filter on customers")]
Start = Annotated[date | None, Query(description="First day that counts")]
End = Annotated[date | None, Query(description="Last day that counts")]


@router.get("/workspace", dependencies=[needs(Role.VIEWER)])
def workspace(request: Request) -> WorkspaceCard:
    """What there is to look at."""
    return status.workspace_card(reader_of(request))


@router.get("/maps/{map_id}", response_model=MeasuredMap, dependencies=[needs(Role.VIEWER, guests=True)])
def measured_map(
    request: Request, map_id: str, segment: Segment = None, start: Start = None, end: End = None
) -> Response:
    """A map with everything measured on it."""
    plain = mapping.measured_json(reader_of(request), map_id, segment=segment, start=start, end=end)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(plain, media_type="application/json")
    return Response(_packed(plain), media_type="application/json", headers=PACKED)


PACKED = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}


@lru_cache(maxsize=64)
def _packed(plain: bytes) -> bytes:
    """Many people look at the same map: it is packed once."""
    return gzip.compress(plain)


@router.get("/maps/{map_id}/field-notes", dependencies=[needs(Role.VIEWER)])
def field_notes(request: Request, map_id: str) -> list[FieldNote]:
    """What was heard and seen, word by word: it stays in the team, so no guest and no exported file holds it."""
    return reader_of(request).workspace.published(map_id).map.field_notes


@router.get("/maps/{map_id}/steps/{step}/customers", dependencies=[needs(Role.EDITOR)])
def step_customers(
    request: Request,
    map_id: str,
    step: str,
    outcome: Annotated[str | None, Query(description="went_on, still_open or lost")] = None,
    next: Annotated[str | None, Query(description="Id of the step they went to next")] = None,  # noqa: A002
    segment: Segment = None,
    start: Start = None,
    end: End = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 20,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> CustomerPage:
    """The customers behind a step's number: the list has exactly as many as the number says."""
    return people.customers_of_step(
        reader_of(request),
        map_id,
        step,
        outcome=outcome,
        next_step=next,
        segment=segment,
        start=start,
        end=end,
        limit=limit,
        offset=offset,
    )


@router.get("/customers/{customer}/timeline", dependencies=[needs(Role.EDITOR)])
def timeline(
    request: Request,
    customer: str,
    map: Annotated[str | None, Query(description="Map whose steps are named")] = None,  # noqa: A002
    limit: Annotated[int, Query(ge=1, le=1_000)] = 200,
) -> Timeline:
    """One customer's journey as a time line."""
    return people.timeline(reader_of(request), customer, map_id=map, limit=limit)


@router.get("/measures", dependencies=[needs(Role.VIEWER)])
def measures() -> list[dict[str, Any]]:
    """Every question there is, with its parameters and what it does not answer."""
    return asking.describe_measures()


@dataclass(frozen=True)
class Asked:
    """What is asked of a measure, besides its name."""

    where: str | None = None
    segment: Segment = None
    start: Start = None
    end: End = None
    by: Annotated[list[str] | None, Query()] = None
    param: Annotated[list[str] | None, Query(description="name=value, repeatable")] = None
    map: Annotated[str | None, Query(description="Map whose steps are meant")] = None

    @property
    def params(self) -> dict[str, str]:
        return asking.read_params(self.param or [])

    @property
    def narrowed(self) -> dict[str, Any]:
        """The same as a service takes it."""
        of = {"where": self.where, "segment": self.segment, "start": self.start, "end": self.end}
        return {**of, "by": self.by or [], "map_id": self.map}


@router.get("/measures/{name}", dependencies=[needs(Role.VIEWER)])
def measure(request: Request, name: str, asked: Annotated[Asked, Depends()]) -> Result:
    """The answer to one question."""
    return asking.ask_reader(reader_of(request), name, asked.params, **asked.narrowed)


@router.get("/measures/{name}/table.csv", dependencies=[needs(Role.VIEWER)], **sends("text/csv"))
def measure_table(request: Request, name: str, asked: Annotated[Asked, Depends()]) -> Response:
    """The same answer as a table for a spreadsheet."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(result_csv(measure(request, name, asked)), media_type="text/csv", headers=headers)


@router.get("/measures/{name}/table.xlsx", dependencies=[needs(Role.VIEWER)], **sends(XLSX))
def measure_workbook(request: Request, name: str, asked: Annotated[Asked, Depends()]) -> Response:
    """The same answer as an Excel workbook, with a sheet that says what was asked."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return Response(result_xlsx(measure(request, name, asked)), media_type=XLSX, headers=headers)


@router.get("/measures/{name}/customers", dependencies=[needs(Role.EDITOR)])
def measure_customers(
    request: Request,
    name: str,
    asked: Annotated[Asked, Depends()],
    key: Annotated[list[str] | None, Query(description="Keys of the row, as name=value")] = None,
    outcome: Annotated[str | None, Query(description="went_on, still_open or lost")] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 20,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> CustomerPage:
    """The customers behind one row of an answer: the list has exactly as many as the number says."""
    narrowed = {**asked.narrowed, "keys": asking.read_params(key or []), "outcome": outcome}
    return people.customers_of(reader_of(request), name, asked.params, **narrowed, limit=limit, offset=offset)


@router.get(
    "/maps/{map_id}/export.{suffix}",
    dependencies=[needs(Role.VIEWER, guests=True)],
    **sends(*(exporter.media_type for exporter in EXPORTERS.values())),
)
def export(
    request: Request,
    map_id: str,
    suffix: str,
    segment: Segment = None,
    start: Start = None,
    end: End = None,
    theme: Annotated[str, Query(pattern="^(light|dark)$")] = "light",
) -> Response:
    """The map as a file."""
    reader = reader_of(request)
    document = mapping.measure_map(reader, map_id, segment=segment, start=start, end=end)
    carried = images.contents(reader.workspace, document)
    drawn = mapping.draw_map(document, suffix, theme=theme, images=carried)
    name = f'attachment; filename="{map_id}.{suffix}"'
    return Response(drawn.content, media_type=drawn.media_type, headers={"Content-Disposition": name})

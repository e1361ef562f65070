"""The API of what is found in the data: thin routes over `services/{pains,early,text}.py`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from desirepath.domain.access import Role
from desirepath.insights.early.design import Start
from desirepath.insights.early.result import EarlyFound
from desirepath.insights.pains.examples import PainExamples
from desirepath.insights.pains.found import FoundPains
from desirepath.insights.pains.segments import PainSegments
from desirepath.insights.text.found import TextFound
from desirepath.services.early import DAYS, HORIZON, LONGEST, MOST_DAYS, SHORTEST, early_kept, early_of
from desirepath.services.pains import examples_of, pains_of, segments_of
from desirepath.services.text import text_of
from desirepath.web.needs import needs
from desirepath.web.state import reader_of

router = APIRouter(prefix="/api/v1")


@router.get("/maps/{map_id}/found-pains", dependencies=[needs(Role.VIEWER)])
def found_pains(request: Request, map_id: str) -> FoundPains:
    """Conditions under which clearly fewer go on, order, keep an order or feel fine; looked for once a build."""
    return pains_of(reader_of(request).workspace, map_id)


@router.get("/maps/{map_id}/found-pains/{pain}/segments", dependencies=[needs(Role.VIEWER)])
def pain_segments(request: Request, map_id: str, pain: str) -> PainSegments:
    """One find among the customers of each segment, and among all others."""
    return segments_of(reader_of(request).workspace, map_id, pain)


@router.get("/maps/{map_id}/found-pains/{pain}/examples", dependencies=[needs(Role.EDITOR)])
def pain_examples(request: Request, map_id: str, pain: str) -> PainExamples:
    """Journeys of a few customers whom it happened to and who were lost."""
    return examples_of(reader_of(request).workspace, map_id, pain)


@router.get("/maps/{map_id}/early", dependencies=[needs(Role.VIEWER)])
def early(
    request: Request,
    map_id: str,
    days: Annotated[int, Query(ge=1, le=MOST_DAYS, description="How many first days")] = DAYS,
    horizon: Annotated[int, Query(ge=SHORTEST, le=LONGEST, description="Days watched after them")] = HORIZON,
    start: Annotated[
        Start | None, Query(description="What the days count from; null: orders where there are")
    ] = None,
) -> EarlyFound:
    """What happened in the first days and goes along with staying or leaving; looked for once for each build."""
    return early_of(reader_of(request).workspace, map_id, days=days, horizon=horizon, start=start)


@router.get("/maps/{map_id}/early/kept", dependencies=[needs(Role.VIEWER)])
def early_that_is_kept(request: Request, map_id: str) -> EarlyFound | None:
    """The usual question about first days, where it was asked of this build before; null where it was not."""
    return early_kept(reader_of(request).workspace, map_id)


@router.get("/maps/{map_id}/text", dependencies=[needs(Role.VIEWER)])
def text(request: Request, map_id: str) -> TextFound:
    """What people write: languages, topics and feelings, without the words of single people."""
    return text_of(reader_of(request).workspace, map_id).without_quotes()


@router.get("/maps/{map_id}/text/quotes", dependencies=[needs(Role.EDITOR)])
def text_with_quotes(request: Request, map_id: str) -> TextFound:
    """The same with typical comments, word by word."""
    return text_of(reader_of(request).workspace, map_id)

"""Compare two groups under one measure of a workspace, or one measure with its own past."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from desirepath.measures import registry
from desirepath.measures.comparing.compare import compare
from desirepath.measures.comparing.result import Comparison
from desirepath.measures.trends import Every, Trends, trend
from desirepath.services.asking import map_of
from desirepath.services.reading import Reader


def compare_reader(
    reader: Reader,
    name: str,
    params: dict[str, Any] | None = None,
    *,
    versus: str,
    group: str | None = None,
    share: str | None = None,
    where: str | None = None,
    segment: str | None = None,
    start: date | None = None,
    end: date | None = None,
    by: Sequence[str] = (),
    map_id: str | None = None,
) -> Comparison:
    """The difference of two groups in the newest build of an open workspace, as `compare` of measures gives it."""
    registry.get(name)  # an unknown measure is told before anything is opened
    with reader.lock:
        view = reader.view(map_of(reader.workspace, map_id))
        return compare(
            view,
            name,
            params,
            versus=versus,
            group=group,
            share=share,
            where=where,
            segment=segment,
            start=start,
            end=end,
            by=by,
        )


def trend_reader(
    reader: Reader,
    name: str,
    params: dict[str, Any] | None = None,
    *,
    every: Every = "week",
    where: str | None = None,
    segment: str | None = None,
    start: date | None = None,
    end: date | None = None,
    by: Sequence[str] = (),
    map_id: str | None = None,
) -> Trends:
    """A measure by period with the changes of its level, as `trend` of measures gives it."""
    registry.get(name)
    with reader.lock:
        view = reader.view(map_of(reader.workspace, map_id))
        return trend(
            view, name, params, every=every, where=where, segment=segment, start=start, end=end, by=by
        )

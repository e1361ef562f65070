"""Foretell from the newest build, once for each build."""

from __future__ import annotations

import json
import threading
from functools import cache
from hashlib import sha256

from desirepath.insights.forecast.at_risk import AtRisk
from desirepath.insights.forecast.forecast import VERSION, Forecast, foretell
from desirepath.insights.forecast.next_step import VERSION as NEXT_VERSION
from desirepath.insights.forecast.next_step import NextSteps, next_steps
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.result import Frozen
from desirepath.progress import Report, silent
from desirepath.services.cache import Cache
from desirepath.services.reading import Reader
from desirepath.services.workspace import Workspace

LONGEST_SECONDS = 600.0
"""Nobody waits at the line for it, so a part may take longer than a question may."""

_ONE_AT_A_TIME = threading.Lock()


class Kept(Frozen):
    """What is kept on disk of one build."""

    forecast: Forecast
    at_risk: list[AtRisk]


class AtRiskPage(Frozen):
    """The first customers who may stay away; `total` are active now."""

    total: int
    rows: list[AtRisk]


def forecast_of(workspace: Workspace, progress: Report = silent) -> Forecast:
    """What customers will do next; kept on disk by build.

    Raises ConflictError before the first build.
    """
    return _kept(workspace, progress).forecast


def at_risk_of(workspace: Workspace, limit: int, progress: Report = silent) -> AtRiskPage:
    """The customers who may stay away, those with the most at stake first: personal data."""
    kept = _kept(workspace, progress)
    churn = kept.forecast.churn
    return AtRiskPage(total=churn.active if churn else 0, rows=kept.at_risk[:limit])


def next_steps_of(workspace: Workspace, map_id: str) -> NextSteps:
    """What follows each step of a published map, with the test of it; kept on disk by build.

    Raises ConflictError before the first build or when the map has changed since, and DataQualityError where too
    little happened.
    """
    published = workspace.published(map_id)
    with Reader(workspace, DuckDBEngine(timeout=LONGEST_SECONDS)) as reader:
        view = reader.view(published)
        answers = Cache(workspace.root / "cache")
        shape = json.dumps(NextSteps.model_json_schema())
        question = {"next": published.sha, "method": NEXT_VERSION, "shape": shape}
        kept = answers.get(view.data_version, question)
        if kept is None:
            kept = next_steps(view).model_dump_json().encode()
            answers.put(view.data_version, question, kept)
        return NextSteps.model_validate_json(kept)


def _kept(workspace: Workspace, progress: Report) -> Kept:
    # Others ask for maps meanwhile: an engine of its own keeps none of them waiting.
    with Reader(workspace, DuckDBEngine(timeout=LONGEST_SECONDS)) as reader:
        view = reader.view()
        answers = Cache(workspace.root / "cache")
        settings = workspace.settings
        question = {"forecast": settings.model_dump(mode="json"), "method": VERSION, "shape": _shape()}
        kept = answers.get(view.data_version, question)
        if kept is None:
            with _ONE_AT_A_TIME:
                # Of many who ask for the same at once, one computes.
                kept = answers.get(view.data_version, question)
                if kept is None:
                    found = foretell(view, settings.forecast, progress)
                    kept = Kept(forecast=found.forecast, at_risk=found.at_risk).model_dump_json().encode()
                    answers.put(view.data_version, question, kept)
        return Kept.model_validate_json(kept)


@cache
def _shape() -> str:
    return sha256(json.dumps(Kept.model_json_schema()).encode()).hexdigest()[:12]

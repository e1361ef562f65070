"""Foretell from the newest build, once for each build."""

from __future__ import annotations

from desirepath.insights.forecast.at_risk import AtRisk
from desirepath.insights.forecast.forecast import VERSION, Forecast, foretell
from desirepath.insights.forecast.next_step import VERSION as NEXT_VERSION
from desirepath.insights.forecast.next_step import NextSteps, next_steps
from desirepath.measures.result import Frozen
from desirepath.progress import Report, silent
from desirepath.services.once import once, patient_reader
from desirepath.services.workspace import Workspace


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
    with patient_reader(workspace) as reader:
        view = reader.view(published)
        question = {"next": published.sha, "method": NEXT_VERSION}
        return once(workspace, view.data_version, NextSteps, question, lambda: next_steps(view))


def _kept(workspace: Workspace, progress: Report) -> Kept:
    with patient_reader(workspace) as reader:
        view = reader.view()

        def make() -> Kept:
            found = foretell(view, workspace.settings.forecast, progress)
            return Kept(forecast=found.forecast, at_risk=found.at_risk)

        return once(workspace, view.data_version, Kept, {"forecast": VERSION}, make)

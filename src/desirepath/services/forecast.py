"""Foretell from the newest build, once for each build."""

from __future__ import annotations

import json
import threading
from functools import cache
from hashlib import sha256

from desirepath.insights.forecast.forecast import VERSION, Forecast, forecast
from desirepath.lake.engines import DuckDBEngine
from desirepath.progress import Report, silent
from desirepath.services.cache import Cache
from desirepath.services.reading import Reader
from desirepath.services.workspace import Workspace

LONGEST_SECONDS = 600.0
"""Nobody waits at the line for it, so a part may take longer than a question may."""

_ONE_AT_A_TIME = threading.Lock()


def forecast_of(workspace: Workspace, progress: Report = silent) -> Forecast:
    """What customers will do next; kept on disk by build.

    Raises ConflictError before the first build.
    """
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
                    found = forecast(view, settings.forecast.discount, progress)
                    kept = found.model_dump_json().encode()
                    answers.put(view.data_version, question, kept)
        return Forecast.model_validate_json(kept)


@cache
def _shape() -> str:
    return sha256(json.dumps(Forecast.model_json_schema()).encode()).hexdigest()[:12]

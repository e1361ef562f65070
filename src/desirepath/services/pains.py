"""Look for pains in the newest build, once for each build and map."""

from __future__ import annotations

import json
import threading
from functools import cache
from hashlib import sha256

from desirepath.insights.pains.found import VERSION, FoundPains, found_pains
from desirepath.insights.pains.remedies import version
from desirepath.lake.engines import DuckDBEngine
from desirepath.progress import Report, silent
from desirepath.services.cache import Cache
from desirepath.services.reading import Reader
from desirepath.services.workspace import Workspace

LONGEST_SECONDS = 600.0
"""Nobody waits at the line for it, so a place may take longer than a question may."""

_ONE_AT_A_TIME = threading.Lock()


def pains_of(workspace: Workspace, map_id: str, progress: Report = silent) -> FoundPains:
    """What stands out at the steps of a published map; kept on disk by build.

    Raises ConflictError before the first build, and when the map has changed since.
    """
    published = workspace.published(map_id)
    # Others ask for maps meanwhile: an engine of its own keeps none of them waiting.
    with Reader(workspace, DuckDBEngine(timeout=LONGEST_SECONDS)) as reader:
        view = reader.view(published)
        answers = Cache(workspace.root / "cache")
        settings = workspace.settings.model_dump(mode="json")
        method = [VERSION, version(), _shape()]
        question = {"pains": published.sha, "settings": settings, "method": method}
        kept = answers.get(view.data_version, question)
        if kept is None:
            with _ONE_AT_A_TIME:
                # Of many who ask for the same at once, one looks.
                kept = answers.get(view.data_version, question)
                if kept is None:
                    kept = found_pains(view, progress).model_dump_json().encode()
                    answers.put(view.data_version, question, kept)
        return FoundPains.model_validate_json(kept)


@cache
def _shape() -> str:
    return sha256(json.dumps(FoundPains.model_json_schema()).encode()).hexdigest()[:12]

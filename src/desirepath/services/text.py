"""Look at what people write in the newest build, once for each build and map."""

from __future__ import annotations

import json
import threading
from functools import cache
from hashlib import sha256

from desirepath.insights.text.found import VERSION, TextFound, found_text
from desirepath.lake.engines import DuckDBEngine
from desirepath.progress import Report, silent
from desirepath.services.cache import Cache
from desirepath.services.reading import Reader
from desirepath.services.workspace import Workspace

LONGEST_SECONDS = 600.0
_ONE_AT_A_TIME = threading.Lock()


def text_of(workspace: Workspace, map_id: str, progress: Report = silent) -> TextFound:
    """Languages, topics and feelings of the comments about a published map; kept on disk by build.

    It holds what single people wrote: see `TextFound.without_quotes`.
    Raises ConflictError before the first build, and when the map has changed since.
    """
    published = workspace.published(map_id)
    with Reader(workspace, DuckDBEngine(timeout=LONGEST_SECONDS)) as reader:
        view = reader.view(published)
        answers = Cache(workspace.root / "cache")
        question = {"text": published.sha, "method": VERSION, "shape": _shape()}
        kept = answers.get(view.data_version, question)
        if kept is None:
            with _ONE_AT_A_TIME:
                # Of many who ask for the same at once, one looks.
                kept = answers.get(view.data_version, question)
                if kept is None:
                    kept = found_text(view, progress).model_dump_json().encode()
                    answers.put(view.data_version, question, kept)
        return TextFound.model_validate_json(kept)


@cache
def _shape() -> str:
    return sha256(json.dumps(TextFound.model_json_schema()).encode()).hexdigest()[:12]

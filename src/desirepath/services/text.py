"""Look at what people write in the newest build, once for each build and map."""

from __future__ import annotations

from desirepath.insights.text.found import VERSION, TextFound, found_text
from desirepath.progress import Report, silent
from desirepath.services.once import once, patient_reader
from desirepath.services.workspace import Workspace


def text_of(workspace: Workspace, map_id: str, progress: Report = silent) -> TextFound:
    """Languages, topics and feelings of the comments about a published map; kept on disk by build.

    It holds what single people wrote: see `TextFound.without_quotes`.
    Raises ConflictError before the first build, and when the map has changed since.
    """
    published = workspace.published(map_id)
    with patient_reader(workspace) as reader:
        view = reader.view(published)
        question = {"text": published.sha, "method": VERSION}
        return once(workspace, view.data_version, TextFound, question, lambda: found_text(view, progress))

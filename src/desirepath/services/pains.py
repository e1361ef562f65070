"""Look for pains in the newest build, once for each build and map, and at one of them more closely."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import TypeVar

from desirepath.errors import NotFoundError, nearest
from desirepath.insights.pains.examples import PainExamples, examples
from desirepath.insights.pains.found import VERSION, FoundPain, FoundPains, found_pains
from desirepath.insights.pains.remedies import version
from desirepath.insights.pains.segments import PainSegments, in_segments
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.result import Frozen
from desirepath.measures.view import View
from desirepath.progress import Report, silent
from desirepath.services import segments
from desirepath.services.cache import Cache
from desirepath.services.reading import Reader
from desirepath.services.workspace import PublishedMap, Workspace

LONGEST_SECONDS = 600.0
"""Nobody waits at the line for it, so a place may take longer than a question may."""

_ONE_AT_A_TIME = threading.RLock()

Answer = TypeVar("Answer", bound=Frozen)


def pains_of(workspace: Workspace, map_id: str, progress: Report = silent) -> FoundPains:
    """What stands out at the steps of a published map; kept on disk by build.

    Raises ConflictError before the first build, and when the map has changed since.
    """
    with _looking(workspace, map_id) as look:
        return look.pains(progress)


def segments_of(workspace: Workspace, map_id: str, pain_id: str) -> PainSegments:
    """In which segments one find stands out more; kept like the finds themselves.

    Raises as `pains_of` does, and NotFoundError for a find that this build does not have.
    """
    with _looking(workspace, map_id) as look:
        pain = find(look.pains(), pain_id)
        labels = {one.id: one.label for one in segments.shown(workspace.settings)}
        return look.kept(PainSegments, f"segments {pain.id}", lambda: in_segments(look.view, pain, labels))


def examples_of(workspace: Workspace, map_id: str, pain_id: str) -> PainExamples:
    """Journeys of a few customers whom a find happened to; they name people, so nothing of them is kept.

    Raises as `segments_of` does.
    """
    with _looking(workspace, map_id) as look:
        return examples(look.view, find(look.pains(), pain_id))


def find(found: FoundPains, name: str) -> FoundPain:
    """A find by its id, or by its number in the list."""
    if name.isdecimal() and 1 <= int(name) <= len(found.items):
        return found.items[int(name) - 1]
    by_id = {one.id: one for one in found.items}
    if name not in by_id:
        raise NotFoundError(
            f'Nothing that was found is called "{name}".',
            code="unknown_find",
            remedy=f"{nearest(name, by_id)} Finds change with the data: look at the list again.",
        )
    return by_id[name]


@dataclass(frozen=True)
class _Look:
    """The newest build seen through a map, and what was kept of it."""

    workspace: Workspace
    published: PublishedMap
    view: View

    def pains(self, progress: Report = silent) -> FoundPains:
        return self.kept(FoundPains, "pains", lambda: found_pains(self.view, progress))

    def kept(self, kind: type[Answer], asked: str, make: Callable[[], Answer]) -> Answer:
        """The answer from disk; of many who ask for the same at once, one looks."""
        answers, build = Cache(self.workspace.root / "cache"), self.view.data_version
        settings = self.workspace.settings.model_dump(mode="json")
        method = [VERSION, version(), _shape(kind)]
        question = {asked: self.published.sha, "settings": settings, "method": method}
        kept = answers.get(build, question)
        if kept is None:
            with _ONE_AT_A_TIME:
                kept = answers.get(build, question)
                if kept is None:
                    kept = make().model_dump_json().encode()
                    answers.put(build, question, kept)
        return kind.model_validate_json(kept)


@contextmanager
def _looking(workspace: Workspace, map_id: str) -> Iterator[_Look]:
    published = workspace.published(map_id)
    # Others ask for maps meanwhile: an engine of its own keeps none of them waiting.
    with Reader(workspace, DuckDBEngine(timeout=LONGEST_SECONDS)) as reader:
        yield _Look(workspace, published, reader.view(published))


@cache
def _shape(kind: type[Frozen]) -> str:
    return sha256(json.dumps(kind.model_json_schema()).encode()).hexdigest()[:12]

"""Look for pains in the newest build, once for each build and map, and at one of them more closely."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from desirepath.errors import NotFoundError, nearest
from desirepath.insights.pains.examples import PainExamples, examples
from desirepath.insights.pains.found import VERSION, FoundPain, FoundPains, found_pains
from desirepath.insights.pains.remedies import version
from desirepath.insights.pains.segments import PainSegments, in_segments
from desirepath.measures.view import View
from desirepath.progress import Report, silent
from desirepath.services import segments
from desirepath.services.once import Answer, once, patient_reader
from desirepath.services.workspace import PublishedMap, Workspace


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
        question = {asked: self.published.sha, "method": [VERSION, version()]}
        return once(self.workspace, self.view.data_version, kind, question, make)


@contextmanager
def _looking(workspace: Workspace, map_id: str) -> Iterator[_Look]:
    published = workspace.published(map_id)
    with patient_reader(workspace) as reader:
        yield _Look(workspace, published, reader.view(published))

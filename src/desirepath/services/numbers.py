"""The live number of one measure, while somebody chooses it in the editor."""

from __future__ import annotations

from desirepath.domain.map import MeasureRef
from desirepath.insights.answers import span_of
from desirepath.insights.asker import Asker
from desirepath.insights.measured_map import Asked, Tile
from desirepath.insights.tiles import Place, tile, title_of
from desirepath.services.reading import Reader

ALL = Asked.of(None, None, None)


def number(reader: Reader, map_id: str, ref: MeasureRef, step: str | None) -> Tile:
    """A measure at a step as the map will show it: over the newest build, by the steps of the published map.

    A map that was never published has no steps in the data: then only what needs none is answered, the rest is refused
    with what to do.
    """
    workspace = reader.workspace
    published = workspace.published(map_id) if map_id in workspace.map_ids() else None
    with reader.lock:
        view = reader.view(published)
        return tile(Asker(view, ALL, *span_of(view)), ref, ref.label or title_of(ref), Place(step=step))

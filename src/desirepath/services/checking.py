"""Check maps: what is wrong with the files, then what the plan itself lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desirepath.domain.check import MapFacts, advice
from desirepath.domain.maprules import require_rules
from desirepath.lake.builds import Build
from desirepath.services.clock import today
from desirepath.services.reading import Reader
from desirepath.services.workspace import PublishedMap, Workspace


@dataclass(frozen=True)
class Found:
    """One thing to mend or to consider."""

    map: str
    code: str
    severity: str
    where: str
    message: str
    remedy: str

    def as_dict(self) -> dict[str, Any]:
        return dict(vars(self))


def check_maps(workspace: Workspace, names: Sequence[str] = ()) -> list[Found]:
    """Advice on the named maps, or all. A map that cannot be read raises FileError with every place."""
    published = {name: workspace.published(name) for name in names} if names else workspace.maps()
    day = today(workspace.settings.timezone)
    with Reader(workspace) as reader:
        build = reader.build()
        return [
            Found(name, item.code, item.severity, str(one.file.place(item.path)), item.message, item.remedy)
            for name, one in published.items()
            for item in advice(one.map, _facts(reader, build, one), day)
        ]


def _facts(reader: Reader, build: Build | None, published: PublishedMap) -> MapFacts | None:
    """What the newest build says about the map's rules; None before the first build."""
    from desirepath.journeys.preview import preview
    from desirepath.lake.predicate import names_of

    if build is None:
        return None
    with reader.lock:
        journeys = reader.table("journeys", build)
        require_rules(published.file, names_of(journeys))
        return preview(reader.engine, journeys, published.map, reader.workspace.settings)

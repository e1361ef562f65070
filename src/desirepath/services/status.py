"""What a workspace holds."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from desirepath.insights.measured_map import SegmentView
from desirepath.lake.builds import newest
from desirepath.measures.result import Frozen
from desirepath.services import segments
from desirepath.services.reading import Reader
from desirepath.services.workspace import Workspace


class MapName(Frozen):
    id: str
    title: str


class WorkspaceCard(Frozen):
    """What the page needs to know before it asks for a map."""

    name: str
    synthetic: bool
    currency: str
    timezone: str
    data_version: str | None
    events: int
    customers: int
    maps: list[MapName]
    segments: list[SegmentView]


def workspace_card(reader: Reader) -> WorkspaceCard:
    """Name, maps and segments of an open workspace."""
    settings, build = reader.workspace.settings, reader.build()
    rows = build.summary["rows"] if build else {}
    return WorkspaceCard(
        name=settings.name,
        synthetic=settings.synthetic,
        currency=settings.currency,
        timezone=settings.timezone,
        data_version=build.id if build else None,
        events=rows.get("journeys", 0),
        customers=rows.get("customers", 0),
        maps=[
            MapName(id=key, title=published.map.title) for key, published in reader.workspace.maps().items()
        ],
        segments=segments.shown(settings),
    )


@dataclass(frozen=True)
class Status:
    """Sources, rows, quarantine, newest build and maps of one workspace."""

    folder: str
    name: str
    sources: list[dict[str, Any]]
    quarantined: list[dict[str, Any]]
    build: str | None
    built_at: datetime | None
    rows: dict[str, int]
    maps: list[dict[str, Any]]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def words(self) -> str:
        lines = [f"{self.name} in {self.folder}", ""]
        lines += [
            f"  {row['source']:<20} {row['events']:>12,} events, {row['first']:%Y-%m-%d} to {row['last']:%Y-%m-%d}"
            for row in self.sources
        ] or ["  Nothing imported yet. Run: desirepath import"]
        lines += [
            f"  quarantined: {row['rows']:,} from {row['source']}: {row['reason']}"
            for row in self.quarantined
        ]
        lines += [
            "",
            f"Build {self.build} of {self.built_at:%Y-%m-%d %H:%M} UTC"
            if self.built_at
            else "Not built yet.",
        ]
        lines += [f"  {name:<20} {count:>12,} rows" for name, count in self.rows.items()]
        lines += ["", *(f"  map {row['id']}: {row['title']} ({row['state']})" for row in self.maps)]
        return "\n".join(lines)


def status_of(workspace: Workspace) -> Status:
    """What a workspace holds right now."""
    from desirepath.lake.inventory import quarantined, sources

    build = newest(workspace.lake)
    built = build.maps if build else {}
    return Status(
        folder=str(workspace.root),
        name=workspace.settings.name,
        sources=sources(workspace.lake),
        quarantined=quarantined(workspace.lake),
        build=build.id if build else None,
        built_at=build.built_at if build else None,
        rows=dict(build.summary["rows"]) if build else {},
        maps=[
            {"id": key, "title": p.map.title, "state": "built" if built.get(key) == p.sha else "to be built"}
            for key, p in workspace.maps().items()
        ],
    )

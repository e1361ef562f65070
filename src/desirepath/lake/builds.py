"""Finished builds: which versions of all tables belong together.

A build writes its tables first and its one row here last. Readers open tables only at the versions of the
newest row, so they see the old world or the new one and never a mixture. The id of a build is the
*data version* that every result states.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from desirepath.errors import NotFoundError
from desirepath.lake.lake import Lake
from desirepath.lake.tables import BUILDS

KEPT = 3
"""Builds whose files vacuum leaves alone."""


@dataclass(frozen=True)
class Build:
    """One finished build. All times are UTC without a zone mark."""

    id: str
    built_at: datetime
    code: str
    buckets: int
    tables: dict[str, int]  # table -> Delta version
    maps: dict[str, str]  # map id -> sha256 of its published file
    settings: str  # sha256 of what the build read from workspace.yaml
    complete_through: dict[str, datetime]  # source -> until when it is complete
    summary: dict[str, Any] = field(default_factory=dict)  # rows a table, seconds a phase, warnings

    def row(self) -> pa.Table:
        """The build as the one row that makes it visible."""
        return pa.Table.from_pylist(
            [
                {
                    "build": self.id,
                    "built_at": self.built_at,
                    "code": self.code,
                    "buckets": self.buckets,
                    "tables": _json(self.tables),
                    "maps": _json(self.maps),
                    "settings": self.settings,
                    "complete_through": _json({s: t.isoformat() for s, t in self.complete_through.items()}),
                    "summary": _json(self.summary),
                }
            ],
            schema=BUILDS,
        )


def builds(lake: Lake) -> list[Build]:
    """All finished builds, oldest first."""
    rows = lake.read("builds")
    rows = rows.take(pc.sort_indices(rows, sort_keys=[("build", "ascending")]))
    return [
        Build(
            id=row["build"],
            built_at=row["built_at"],
            code=row["code"],
            buckets=row["buckets"],
            tables=json.loads(row["tables"]),
            maps=json.loads(row["maps"]),
            settings=row["settings"],
            complete_through={
                source: datetime.fromisoformat(time)
                for source, time in json.loads(row["complete_through"]).items()
            },
            summary=json.loads(row["summary"]),
        )
        for row in rows.to_pylist()
    ]


def newest(lake: Lake) -> Build | None:
    """The build that readers look at; None before the first one."""
    return next(reversed(builds(lake)), None)


def files_of(lake: Lake, build: Build, table: str) -> tuple[list[str], pa.Schema]:
    """Files and schema of a table as a build saw it."""
    if table not in build.tables:
        raise NotFoundError(
            f'The build {build.id} has no table "{table}".',
            code="unknown_table",
            remedy=f"It has: {', '.join(sorted(build.tables))}. Run `desirepath build` again.",
        )
    version = build.tables[table]
    return lake.files(table, version), lake.schema(table, version)


def publish(lake: Lake, build: Build) -> None:
    """Make a build the one that readers see. The last thing a build does."""
    lake.append("builds", build.row(), note=build.id)


def vacuum(lake: Lake, *, now: datetime, grace: timedelta = timedelta(hours=1)) -> int:
    """Delete files that none of the last three builds needs, older than `grace`; returns how many.

    Stored facts (events, traits, quarantine, identity edges, builds) keep their newest version besides.
    """
    kept = builds(lake)[-KEPT:]
    return sum(
        lake.vacuum(table, [b.tables[table] for b in kept if table in b.tables], before=now - grace)
        for table in lake.tables()
    )


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)

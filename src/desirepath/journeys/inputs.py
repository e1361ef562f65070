"""What a build starts from, and whether anything of it changed since the newest build."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from desirepath.domain.map import Map
from desirepath.domain.settings import Settings
from desirepath.lake.builds import Build
from desirepath.lake.lake import Lake
from desirepath.lake.tables import ANSWERS, CUSTOMERS, JOURNEYS, OCCURRENCES, PASSAGES, STEPS

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.lake.engines import Engine

READ = ("events", "traits", "identity_edges")
SHAPING = {"timezone", "currency", "rates", "session_gap", "keep", "junk_ids", "buckets"}
"""Settings that change the stored tables; all others only change how they are asked."""
WRITTEN = [JOURNEYS, STEPS, ANSWERS, CUSTOMERS, PASSAGES, OCCURRENCES]
COLUMNS = hashlib.sha256(repr(WRITTEN).encode()).hexdigest()[:8]
"""A fingerprint of the columns that a build writes: with others, everything is built anew."""


@dataclass(frozen=True)
class Inputs:
    """Versions and fingerprints of everything a build reads."""

    tables: dict[str, int]
    settings: str
    maps: dict[str, str]
    code: str

    def same_people(self, build: Build | None) -> bool:
        """Whether identities, journeys and customers of a build still hold."""
        return (
            build is not None
            and build.code == self.code
            and build.settings == self.settings
            and {t: v for t, v in build.tables.items() if t in READ} == self.tables
        )

    def same_map(self, map_id: str, build: Build | None) -> bool:
        """Whether the steps and answers of a map still hold, provided the journeys do."""
        return build is not None and build.maps.get(map_id) == self.maps[map_id]


def inputs_of(lake: Lake, settings: Settings, maps: Mapping[str, tuple[Map, str]], code: str) -> Inputs:
    """What a build would read now."""
    versions = {table: lake.version(table) for table in READ}
    shaping = json.dumps(settings.model_dump(mode="json", include=SHAPING), sort_keys=True)
    return Inputs(
        tables={table: version for table, version in versions.items() if version is not None},
        settings=hashlib.sha256(shaping.encode()).hexdigest(),
        maps={map_id: sha for map_id, (_, sha) in maps.items()},
        code=f"{code} {COLUMNS}",
    )


def complete_through(engine: Engine, events: ir.Table, stated: Mapping[str, datetime]) -> dict[str, datetime]:
    """Until when each source is complete: as stated, else its newest event that is not after its receipt.

    A source all of whose events lie after receipt is complete through its last receipt.
    """
    arrived = events.received_at.isnull() | (events.timestamp <= events.received_at)
    found = engine.to_arrow(
        events.group_by("source").aggregate(
            newest=events.timestamp.max(where=arrived), received=events.received_at.max()
        )
    )
    known = {row["source"]: row["newest"] or row["received"] for row in found.to_pylist()}
    return dict(sorted({**known, **{s: t for s, t in stated.items() if s in known}}.items()))

"""Where the versions of maps are kept: states that were published, kept by name, or found changed outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, insert, select

from desirepath.domain.records import Records
from desirepath.domain.version import Version, VersionKind
from desirepath.errors import NotFoundError
from desirepath.workspace.tables import versions

LISTED = [versions.c[name] for name in Version.__dataclass_fields__]


@dataclass(frozen=True)
class VersionShelf:
    """The versions of a workspace's maps."""

    engine: Engine

    def add(
        self,
        map_id: str,
        records: Records,
        words: list[str],
        *,
        kind: VersionKind,
        author: str,
        at: datetime,
        name: str | None = None,
    ) -> Version:
        """Keep a state; its number is the next one of the map."""
        with self.engine.begin() as connection:
            newest = connection.scalar(select(func.max(versions.c.number)).where(versions.c.map == map_id))
            made = Version((newest or 0) + 1, at, author, name, kind, words)
            connection.execute(insert(versions).values(map=map_id, records=records, **vars(made)))
        return made

    def all(self, map_id: str) -> list[Version]:
        """The versions of a map, newest first."""
        rows = select(*LISTED).where(versions.c.map == map_id).order_by(versions.c.number.desc())
        with self.engine.connect() as connection:
            return [Version(**row) for row in connection.execute(rows).mappings()]

    def records(self, map_id: str, number: int | None = None) -> Records | None:
        """The map as it was in a version, by default the newest one; None when there is no version yet.

        Raises NotFoundError for a number that the map does not have.
        """
        mine = select(versions.c.records).where(versions.c.map == map_id)
        wanted = mine.order_by(versions.c.number.desc()).limit(1)
        if number is not None:
            wanted = mine.where(versions.c.number == number)
        with self.engine.connect() as connection:
            found: Records | None = connection.scalar(wanted)
        if found is None and number is not None:
            raise NotFoundError(
                f'The map "{map_id}" has no version {number}.',
                code="unknown_version",
                remedy="Choose one of the list of versions.",
            )
        return found

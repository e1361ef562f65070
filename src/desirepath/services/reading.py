"""Open the newest build of a workspace to ask it questions."""

from __future__ import annotations

import gc
import threading
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from desirepath.domain.duration import seconds
from desirepath.errors import ConflictError
from desirepath.lake.builds import Build, files_of, newest
from desirepath.lake.engines import QUESTION_SECONDS, DuckDBEngine, SparkEngine
from desirepath.lake.predicate import names_of
from desirepath.measures.view import Derived, View
from desirepath.services import segments
from desirepath.services.engines import engine_of
from desirepath.services.workspace import PublishedMap, Workspace

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa


def warm_up() -> None:
    """Load what the first question needs and nothing before it does, so that nobody waits for it.

    What is loaded stays: to look it through for garbage, again and again, would take a third of a short question.
    """
    import scipy.special  # noqa: F401

    DuckDBEngine().close()
    gc.freeze()


@dataclass
class Reader:
    """One engine over one workspace; follows new builds by itself. Not for two threads at once: hold `lock`."""

    workspace: Workspace
    seconds: float = QUESTION_SECONDS
    engine: DuckDBEngine | SparkEngine = field(init=False)
    lock: threading.RLock = field(default_factory=threading.RLock)
    _newest: tuple[int | None, Build | None] | None = None
    _tables: dict[tuple[str, str], ir.Table] = field(default_factory=dict)
    _known: tuple[str, dict[Any, pa.Table]] = ("", {})

    def __post_init__(self) -> None:
        self.engine = engine_of(self.workspace.settings, timeout=self.seconds)

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *exception: object) -> None:
        self.engine.close()

    def build(self) -> Build | None:
        """The newest finished build, or None before the first."""
        now = self.workspace.lake.changed("builds")
        if now is None or self._newest is None or self._newest[0] != now:
            self._newest = (now, newest(self.workspace.lake))
        return self._newest[1]

    def table(self, name: str, build: Build) -> ir.Table:
        """A stored table at the version of a build, as an Ibis table."""
        key = (build.id, name)
        if key not in self._tables:
            self._tables = {k: v for k, v in self._tables.items() if k[0] == build.id}
            self._tables[key] = self.engine.read(*files_of(self.workspace.lake, build, name))
        return self._tables[key]

    def view(self, published: PublishedMap | None = None) -> View:
        """What measures may look at: the newest build, through one map when given."""
        build = self.build()
        if build is None:
            raise ConflictError(
                f"{self.workspace.root} has not been built yet.",
                code="not_built",
                remedy="Run: desirepath import, then: desirepath build.",
            )
        names = {"journeys": "journeys", "customers": "customers"}
        counted = {"journeys": "passages"}
        if published is not None:
            map_id = published.map.id
            if build.maps.get(map_id) != published.sha:
                raise ConflictError(
                    f'The map "{map_id}" has changed since the last build.',
                    code="map_not_built",
                    remedy="Run: desirepath build. Only the steps of this map are built anew.",
                )
            names |= {"steps": f"steps_{map_id}", "answers": f"answers_{map_id}"}
            counted["steps"] = f"passages_{map_id}"
        settings = self.workspace.settings
        tables = {role: self.table(name, build) for role, name in names.items()}
        # A build of an older version has neither passages nor occurrences, and answers without them.
        passages = {
            role: Derived(tables[role], self.table(name, build))
            for role, name in counted.items()
            if name in build.tables
        }
        occurrences = {}
        if "occurrences" in build.tables:
            occurrences["journeys"] = Derived(tables["journeys"], self.table("occurrences", build))
        if self._known[0] != build.id:
            self._known = (build.id, {})
        return View(
            engine=self.engine,
            tables=tables,
            data_version=build.id,
            timezone=settings.timezone,
            currency=settings.currency,
            complete_through=dict(build.complete_through),
            map=published.map if published else None,
            map_version=published.sha[:12] if published else None,
            segments=segments.filters(settings),
            segments_as_of_start=segments.known_at_start(settings, names_of(tables["customers"])),
            unconverted=dict(build.summary.get("unconverted", {})),
            kept=list(settings.keep),
            session_gap=timedelta(seconds=seconds(settings.session_gap)),
            happens=frozenset(settings.happens),
            passages=passages,
            occurrences=occurrences,
            known=self._known[1],
        )

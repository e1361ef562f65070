"""Events -> identities -> journeys -> steps, answers and customers, as one build that readers see at once or not.

Files are written first, tables are committed next, and the build's one row comes last. Killed anywhere, the next
build begins anew and reaches the same tables; readers meanwhile look at the build before.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desirepath.domain.map import Map
from desirepath.domain.settings import Settings
from desirepath.errors import ConflictError
from desirepath.identity.identities import Identities, identities_of
from desirepath.journeys.bucket import Plan, Written, build_bucket_of_maps
from desirepath.journeys.inputs import Inputs, complete_through, inputs_of
from desirepath.journeys.log import LogRules
from desirepath.journeys.runs import run_people
from desirepath.journeys.traits import Traits, latest_traits
from desirepath.journeys.unlinked import write_unlinked
from desirepath.lake.builds import Build, newest, publish, vacuum
from desirepath.lake.engines import DuckDBEngine
from desirepath.lake.files import DataFile
from desirepath.lake.lake import Lake
from desirepath.lake.tables import STORED

if TYPE_CHECKING:
    from desirepath.lake.engines import SparkEngine

Progress = Callable[[str, int, int | None], None]
MEMORY = "1500MB"
"""What DuckDB may take during a build; the kernels need about as much again."""


def silent(phase: str, done: int, total: int | None) -> None:
    """Progress that nobody watches."""


def build(
    lake: Lake,
    settings: Settings,
    maps: Mapping[str, tuple[Map, str]],
    *,
    now: datetime,
    code: str,
    progress: Progress = silent,
    stated: Mapping[str, datetime] | None = None,
    engine: DuckDBEngine | SparkEngine | None = None,
    threads: int | None = None,
) -> Build:
    """Build what changed since the newest build, and publish it.

    maps : map id -> the published map and the sha256 of its file.
    now : the moment of the build, UTC without a zone mark.
    code : version of the program; another version builds everything anew.
    progress : told (phase, rows done, rows in all); raising from it stops the build, which then never was.
    stated : until when a source is complete, where its recipe says so.
    engine : DuckDB in this process by default.
    threads : buckets worked on at a time; all processors by default.

    Nothing changed: the newest build is returned as it is. Raises ConflictError without events.
    """
    if lake.version("events") is None:
        raise ConflictError(
            f"Nothing has been imported into {lake.root}.",
            code="nothing_imported",
            remedy="Import some events first: desirepath import.",
        )
    work = lake.root / "build.work"
    shutil.rmtree(work, ignore_errors=True)
    engine = engine or DuckDBEngine(memory=MEMORY, temp=work / "temp", threads=threads)
    try:
        job = _Job(lake, settings, maps, engine, progress, threads or os.cpu_count() or 1, newest(lake))
        built = job.run(inputs_of(lake, settings, maps, code), now, stated or {})
    finally:
        shutil.rmtree(work, ignore_errors=True)
    vacuum(lake, now=now)
    return built


@dataclass
class _Job:
    """One build under way."""

    lake: Lake
    settings: Settings
    maps: Mapping[str, tuple[Map, str]]
    engine: DuckDBEngine | SparkEngine
    progress: Progress
    threads: int
    before: Build | None
    seconds: dict[str, float] = field(default_factory=dict)
    tables: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    def run(self, inputs: Inputs, now: datetime, stated: Mapping[str, datetime]) -> Build:
        same_people = inputs.same_people(self.before)
        changed = {
            map_id: plan
            for map_id, (plan, _) in self.maps.items()
            if not (same_people and inputs.same_map(map_id, self.before))
        }
        events = self.engine.read(self.lake.files("events", inputs.tables["events"]), STORED["events"])
        with self._phase("complete through"):
            through = complete_through(self.engine, events, stated)
        if self.before and same_people and not changed and self._still(inputs, through):
            return self.before
        facts = self._facts_before() if same_people else {}
        if same_people:
            same = [m for m in self.maps if m not in changed]
            self._keep(["identities", "journeys", "customers", "passages", "occurrences"])
            self._keep([f"{table}_{m}" for m in same for table in ("steps", "passages", "answers")])
            plan = Plan(self.lake.root, LogRules.of(self.settings), changed)
            files = self._maps_alone(plan)
        else:
            with self._phase("identities"):
                explicit = self.lake.read("identity_edges")
                who = identities_of(
                    self.engine, events, explicit, junk=self.settings.junk_ids, buckets=self.settings.buckets
                )
                traits = latest_traits(self.lake.files("traits"), who)
                written = self.lake.write("identities", STORED["identities"], who.table)
            plan = Plan(self.lake.root, LogRules.of(self.settings), changed, traits.columns)
            with self._phase("journeys"):
                told = run_people(self.engine, self.lake, who, traits, plan, self.threads, self._report)
            files = _merged(told) | {"identities": written}
            facts = _facts(who, traits, told)
        with self._phase("unlinked feedback"):
            unlinked = write_unlinked(self.engine, self.lake, events, plan) if facts["unlinked"] else {}
        for name, more in unlinked.items():
            files.setdefault(name, []).extend(more)
        with self._phase("commit"):
            self._commit(files, plan, inputs)
        done = Build(
            id=self._id(inputs, now),
            built_at=now,
            code=inputs.code,
            buckets=facts["buckets"],
            tables={**inputs.tables, **self.tables},
            maps=inputs.maps,
            settings=inputs.settings,
            complete_through=through,
            summary={**facts, "rows": self.rows, "seconds": self.seconds},
        )
        self.progress("publish", 0, None)
        publish(self.lake, done)
        return done

    def _maps_alone(self, plan: Plan) -> dict[str, list[DataFile]]:
        """Steps and answers of changed maps, from the journeys of the build before."""
        assert self.before is not None
        if not plan.maps:
            return {}
        with self._phase("steps"):
            buckets = self.lake.buckets("journeys", self.before.tables["journeys"])
            total, told = self.rows["journeys"], []
            with ThreadPoolExecutor(self.threads) as pool:
                for written in pool.map(lambda paths: build_bucket_of_maps(paths, plan), buckets.values()):
                    told.append(written)
                    self._report("steps", sum(w.rows for w in told), total)
        return _merged(told)

    def _commit(self, files: dict[str, list[DataFile]], plan: Plan, inputs: Inputs) -> None:
        schemas = plan.schemas() | {"identities": STORED["identities"]}
        for table, schema in schemas.items():
            if table in self.tables:
                continue
            self._report(f"commit {table}", 0, None)
            written = files.get(table, [])
            self.tables[table] = self.lake.commit(table, written, schema, "overwrite")
            self.rows[table] = sum(file.rows for file in written)

    def _keep(self, tables: list[str]) -> None:
        assert self.before is not None
        for table in tables:
            self.tables[table] = self.before.tables[table]
            self.rows[table] = self.before.summary["rows"][table]

    def _still(self, inputs: Inputs, through: dict[str, datetime]) -> bool:
        assert self.before is not None
        return self.before.maps == inputs.maps and self.before.complete_through == through

    def _facts_before(self) -> dict[str, Any]:
        assert self.before is not None
        return {k: v for k, v in self.before.summary.items() if k not in ("rows", "seconds")}

    def _id(self, inputs: Inputs, now: datetime) -> str:
        """Sortable by age even when the clock stands still, and different for different inputs."""
        number = int(self.before.id.split("-")[0]) + 1 if self.before else 1
        print_of = hashlib.sha256(repr((inputs, sorted(self.tables.items()))).encode()).hexdigest()
        return f"{number:06d}-{now:%Y%m%dT%H%M%S}-{print_of[:8]}"

    def _report(self, phase: str, done: int, total: int | None) -> None:
        self.progress(phase, done, total)

    @contextmanager
    def _phase(self, name: str) -> Iterator[None]:
        self.progress(name, 0, None)
        start = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - start, 3)


def _merged(told: list[Written]) -> dict[str, list[DataFile]]:
    files: dict[str, list[DataFile]] = {}
    for written in told:
        for table, more in written.files.items():
            files.setdefault(table, []).extend(more)
    return files


def _facts(who: Identities, traits: Traits, told: list[Written]) -> dict[str, Any]:
    """What else a build tells: how much was left out, and what looked strange."""
    unconverted: Counter[str] = Counter()
    for written in told:
        unconverted.update(written.unconverted)
    return {
        "buckets": who.buckets,
        "unlinked": who.unlinked,
        "unconverted": dict(unconverted),
        "strangers": traits.strangers,
        "warnings": who.warnings,
    }

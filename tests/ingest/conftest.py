"""Small imports: files written inline, a recipe, and what the lake then holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desirepath.ingest import child
from desirepath.ingest.importer import ImportSummary, import_recipe
from desirepath.ingest.recipe import Recipe
from desirepath.lake.lake import Lake

NOW = datetime(2026, 1, 1)
LOG: dict[str, Any] = {
    "source": "log",
    "files": "*.csv",
    "events": [{"event": {"column": "event"}, "time": "time", "user_id": "user"}],
}


class Bench:
    """A data folder and a lake in a temporary place."""

    def __init__(self, root: Path) -> None:
        self.data = root / "data"
        self.data.mkdir(parents=True)
        self.lake = Lake(root / "lake")

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.data / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def run(self, recipe: dict[str, Any] | Recipe | Path, **options: Any) -> ImportSummary:
        made = Recipe.model_validate(recipe) if isinstance(recipe, dict) else recipe
        options = {"received_at": NOW, "threads": 2, **options}
        return import_recipe(self.lake, made, self.data, **options)

    def events(self, *columns: str) -> list[Any]:
        """Rows of `events` in order of time, id and source: tuples of the given columns, or values of one."""
        rows = self.lake.read("events").to_pylist()
        rows.sort(key=lambda row: (row["timestamp"], row["event_id"], row["source"]))
        if len(columns) == 1:
            return [row[columns[0]] for row in rows]
        return [tuple(row[c] for c in columns) for row in rows]

    def refused(self) -> list[tuple[Any, ...]]:
        """(file, line, reason) of the quarantine."""
        rows = self.lake.read("quarantine").to_pylist()
        return sorted(
            ((r["file"], r["line"], r["reason"]) for r in rows), key=lambda r: (r[0], r[1] or 0, r[2])
        )


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture
def new_bench(tmp_path: Path) -> Callable[[], Bench]:
    count = iter(range(10_000))
    return lambda: Bench(tmp_path / str(next(count)))


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process instead of a child: many small imports are then quick."""
    monkeypatch.setattr(child, "run", lambda job, progress: child.work(job, progress))

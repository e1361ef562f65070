"""The workspace of the sample shop: its settings, recipes and map, as people would have written them."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np

from desirepath.ingest.sample.clock import Calendar

END = date(2026, 9, 30)
"""The last day of the sample unless another is asked for."""
EXPORTED = "2026-09-30 22:00:00"
"""Midnight after `END` in Madrid, as UTC: until then the recipes call their sources complete."""


def write_workspace(folder: Path, *, end: date = END) -> list[Path]:
    """Put `workspace.yaml`, `recipes/` and `maps/` of Loam into a folder; returns what was written.

    `end` is the last day of the data. The dates on the map stay as they are: people wrote them.
    """
    calendar = Calendar.of(end, 1)
    midnight = np.datetime64(int(calendar.utc(np.array([float(calendar.days)]))[0]), "s")
    return _copy(files("desirepath.ingest.sample") / "loam", folder, str(midnight).replace("T", " "))


def _copy(source: Traversable, target: Path, exported: str) -> list[Path]:
    target.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for entry in sorted(source.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            written += _copy(entry, target / entry.name, exported)
        elif entry.name.endswith(".yaml"):
            path = target / entry.name
            path.write_text(entry.read_text("utf-8").replace(EXPORTED, exported), "utf-8")
            written.append(path)
    return written

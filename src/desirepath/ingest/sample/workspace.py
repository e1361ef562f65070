"""The workspace of the sample shop: its settings, recipes and map, as people would have written them."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def write_workspace(folder: Path) -> list[Path]:
    """Put `workspace.yaml`, `recipes/` and `maps/` of Loam into a folder; returns what was written."""
    return _copy(files("desirepath.ingest.sample") / "loam", folder)


def _copy(source: Traversable, target: Path) -> list[Path]:
    target.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for entry in sorted(source.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            written += _copy(entry, target / entry.name)
        elif entry.name.endswith(".yaml"):
            path = target / entry.name
            path.write_bytes(entry.read_bytes())
            written.append(path)
    return written

"""Pictures that nothing uses any more: found and removed, with a day of grace."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desirepath.services.editing import Desk
from desirepath.services.images import FOLDER
from desirepath.workspace.naming import knows_a_map, named

NAME = re.compile(rb"[0-9a-f]{64}\.(?:png|jpg|webp)")
GRACE = timedelta(days=1)
"""A picture is brought before the card that shows it is saved, and what was just deleted may be put back."""


def sweep(desk: Desk, at: datetime) -> list[str]:
    """Remove the pictures that no map file, draft, version, suggestion or review names; the names of those removed.

    at : now, UTC. Nothing is removed over a database that knows no map: it may be another one than maps were drawn in.
    """
    folder = desk.workspace.root / FOLDER
    old = [path for path in _pictures(folder) if at - _brought(path) > GRACE]
    if not old or not knows_a_map(desk.database):
        return []
    used = named(desk.database, NAME) | _in_files(desk.workspace.root / "maps")
    unused = [path for path in old if path.name not in used]
    for path in unused:
        path.unlink(missing_ok=True)
    return [path.name for path in unused]


def _pictures(folder: Path) -> list[Path]:
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in there if NAME.fullmatch(path.name.encode())]


def _brought(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(tzinfo=None)


def _in_files(folder: Path) -> set[str]:
    files = folder.rglob("*") if folder.is_dir() else []
    return {name.decode() for path in files if path.is_file() for name in NAME.findall(path.read_bytes())}

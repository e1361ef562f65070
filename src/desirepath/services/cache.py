"""Answers kept on disk, by build: the same view of the same data is never computed twice.

A key holds everything an answer depends on, so an entry is never wrong and never needs to be invalidated;
entries of builds that are gone are swept.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

KEEP_BUILDS = 3


@dataclass(frozen=True)
class Cache:
    """Answers under `folder/<build>/<key>.json`."""

    folder: Path

    def path(self, build: str, question: Mapping[str, object]) -> Path:
        text = json.dumps(question, sort_keys=True, default=str)
        return self.folder / build / f"{hashlib.sha256(text.encode()).hexdigest()[:32]}.json"

    def get(self, build: str, question: Mapping[str, object]) -> bytes | None:
        path = self.path(build, question)
        return path.read_bytes() if path.is_file() else None

    def put(self, build: str, question: Mapping[str, object], answer: bytes) -> None:
        """Write whole or not at all: readers never see half an answer."""
        path = self.path(build, question)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(answer)
        part.replace(path)

    def sweep(self) -> None:
        """Forget the answers of all but the newest builds."""
        if not self.folder.is_dir():
            return
        for old in sorted(path for path in self.folder.iterdir() if path.is_dir())[:-KEEP_BUILDS]:
            for entry in old.iterdir():
                entry.unlink(missing_ok=True)
            old.rmdir()

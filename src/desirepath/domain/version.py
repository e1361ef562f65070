"""A version of a map: a state that somebody published, kept by name, or changed outside of the editor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

VersionKind = Literal["published", "kept", "outside"]


@dataclass(frozen=True)
class Version:
    """One state of a map. `words` says what is different from the version before it; times are UTC."""

    number: int
    at: datetime
    author: str
    name: str | None
    kind: VersionKind
    words: list[str]

"""Numbers of rows as addresses name them: none beyond what a database can count."""

from __future__ import annotations

from typing import Annotated

from annotated_types import Ge, Le

MOST = 2**31 - 1

Number = Annotated[int, Ge(0), Le(MOST)]


def read_number(text: str) -> int | None:
    """The number that somebody wrote, None when it is none."""
    return int(text) if text.isdecimal() and len(text) < len(str(MOST)) else None

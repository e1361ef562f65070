"""Lists of words: lines of two columns with a tab between."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def lines(name: str) -> list[tuple[str, str]]:
    """The two columns of a list."""
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    return [(first, second) for first, _, second in (line.partition("\t") for line in text.splitlines())]

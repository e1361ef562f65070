"""How long work tells how far it is: one shape from the import up to the bars of the command line."""

from __future__ import annotations

from collections.abc import Callable

Report = Callable[[str, int, int | None], None]
"""Called with the phase, how much of it is done, and how much there is, or None where nobody knows."""


def silent(phase: str, done: int, total: int | None) -> None:
    """Progress that nobody watches."""

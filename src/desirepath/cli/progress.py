"""Long work shown on a terminal: one bar a phase, with rows and time left; silent when nobody watches."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from desirepath.progress import Report


@contextmanager
def bars(quiet: bool = False) -> Iterator[Report]:
    """Yield the function that work calls with (phase, rows done, rows in all or None)."""
    if quiet or not sys.stderr.isatty():
        yield _lines(quiet)
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    with Progress(
        TextColumn("{task.description:<28}"),
        BarColumn(bar_width=32),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    ) as progress:
        tasks: dict[str, int] = {}

        def report(phase: str, done: int, total: int | None) -> None:
            if phase not in tasks:
                tasks[phase] = progress.add_task(phase, total=total)
            progress.update(tasks[phase], completed=done, total=total)  # type: ignore[arg-type]

        yield report


def _lines(quiet: bool) -> Report:
    """Without a terminal: one line when a phase begins."""
    seen: set[str] = set()

    def report(phase: str, done: int, total: int | None) -> None:
        if not quiet and phase not in seen:
            seen.add(phase)
            sys.stderr.write(f"{phase} …\n")

    return report

"""The page of figures in the docs, written from one recorded run."""

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_notes: list[str] = []


def note(text: str) -> None:
    """Details of a run that belong on the page, and for people on the error stream."""
    _notes.append(text)
    print(text, file=sys.stderr)


def write(page: Path, figures: list[dict[str, Any]]) -> None:
    rows = [
        f"| {one['figure']} | {one['target']} | {one['measured']} | {'yes' if one['ok'] else one['why'] or 'no'} |"
        for one in figures
    ]
    text = [
        "# Figures",
        "<!-- written by `make figures-living-map ARGS=--record` -->",
        "What was promised and what one run measured. Measure it with `make figures-living-map` (up to 45 minutes) "
        "or, for the large shop alone, `make bench`. Counts of the Olist shop come through the command line from "
        "the recipe in [examples/olist](../../examples/olist/README.md).",
        f"Recorded on {datetime.now(UTC):%Y-%m-%d}: {machine()}.",
        "| figure | target | measured | holds |\n| --- | --- | --- | --- |\n" + "\n".join(rows),
        "## The large shop in detail",
        *(f"```\n{one}\n```" for one in _notes),
    ]
    page.write_text("\n\n".join(text) + "\n", "utf-8")


def machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB of memory, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, commit {commit.stdout.strip() or 'unknown'}"
    )

"""The pages of figures in the docs, each written from one recorded run."""

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


def write(page: Path, title: str, made_by: str, about: str, figures: list[dict[str, Any]]) -> None:
    rows = [
        f"| {one['figure']} | {one['target']} | {one['measured']} | {'yes' if one['ok'] else one['why'] or 'no'} |"
        for one in figures
    ]
    text = [
        f"# {title}",
        f"<!-- written by `{made_by} ARGS=--record` -->",
        about,
        f"Recorded on {datetime.now(UTC):%Y-%m-%d}: {machine()}.",
        "| figure | target | measured | holds |\n| --- | --- | --- | --- |\n" + "\n".join(rows),
        *(["## The large shop in detail"] if _notes else []),
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

"""The peers of journey measures, each in an environment and a process of its own, over one file of events."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import watch

ROOT = Path(__file__).resolve().parents[1]
PLACE = Path(os.environ.get("FIGURES_PEERS", ROOT / ".venv/peers"))
VERSIONS = {"retentioneering": "retentioneering 5.2.0", "pm4py": "pm4py 2.7.23.11"}


@dataclass(frozen=True)
class Told:
    """What one process answered: seconds and answer of each question, `first` when it was new, and what it took."""

    seconds: dict[str, float]
    first: dict[str, float]
    answers: dict[str, Any]
    peak_bytes: int
    loaded: float = 0.0


def environment(peer: str) -> Path:
    """The Python of a peer's own environment, made from its locked requirements when they are new."""
    folder, locked = PLACE / peer, ROOT / f"requirements/peer-{peer}.txt"
    python, mark = folder / "bin/python", folder / "made-from"
    if not mark.exists() or mark.read_text() != locked.read_text():
        print(f"setting up {VERSIONS[peer]}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        # The file names everything there is to install, so nothing is looked up beyond it.
        subprocess.run([*pip, "--no-deps", "--require-hashes", "-r", str(locked)], check=True)
        mark.write_text(locked.read_text())
    return python


def ask_peer(peer: str, log: Path, *words: str) -> Told:
    """Questions to a peer; it loads the file first, which is told apart."""
    script = ROOT / f"benchmarks/peers/{peer}_answers.py"
    return _told([str(environment(peer)), str(script), str(log), *words])


def ask_us(shop: Path, questions: Sequence[str], log: Path | None = None) -> Told:
    """Questions to a built workspace, in a process of their own."""
    script = ROOT / "benchmarks/journey_questions.py"
    return _told([sys.executable, str(script), str(shop), str(log or "-"), *questions])


def _told(command: Sequence[str]) -> Told:
    done = watch.run(command)
    found = json.loads(done.output.splitlines()[-1])  # one peer greets first
    return Told(found["seconds"], found["first"], found["answers"], done.peak_bytes, found.get("loaded", 0.0))

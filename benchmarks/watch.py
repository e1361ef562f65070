"""Run a command and watch it: seconds, output, and peak memory of it and all processes it starts."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")
EVERY = 0.1


@dataclass(frozen=True)
class Watched:
    """What one command took."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int
    output: str


def run(command: Sequence[str], cwd: Path | None = None) -> Watched:
    """Run to the end; a failure ends with the command's own words.

    Peak memory is the largest sum of resident memory over the tree of processes, seen ten times a second, so shared
    pages count once for each process and mapped files count too: the number is never too small by much.
    """
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        begun, before = time.perf_counter(), os.times()
        process = subprocess.Popen(list(command), cwd=cwd, stdout=out, stderr=err, stdin=subprocess.DEVNULL)
        watcher = _Watcher(process.pid)
        watcher.start()
        code = process.wait()
        seconds, after = time.perf_counter() - begun, os.times()
        watcher.stop()
        out.seek(0)
        err.seek(0)
        if code != 0:
            sys.exit(f"{' '.join(command)} failed with {code}:\n{err.read()}{out.read()}")
        cpu = after.children_user + after.children_system - before.children_user - before.children_system
        return Watched(seconds, cpu, watcher.peak, out.read())


class _Watcher(threading.Thread):
    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.root, self.peak, self._end = root, 0, threading.Event()

    def run(self) -> None:
        while not self._end.wait(EVERY):
            self.peak = max(self.peak, resident(self.root))

    def stop(self) -> None:
        self._end.set()
        self.join()


def resident(root: int) -> int:
    """Bytes that a process and its descendants hold in memory right now; 0 where the system does not tell."""
    parents: dict[int, int] = {}
    sizes: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text()
            pages = int((folder / "statm").read_text().split()[1])
        except (OSError, IndexError, ValueError):
            continue  # it ended while we looked
        pid = int(folder.name)
        parents[pid] = int(stat.rpartition(")")[2].split()[1])
        sizes[pid] = pages * PAGE
    family = {root}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(sizes.get(pid, 0) for pid in family)

"""The import runs in a process of its own, with bounds on memory and time: files and SQL may be hostile.

The parent writes jobs as lines of JSON on standard input and reads lines of JSON: progress, then a result or an error.
The child ends when its parent does, for it watches its standard input.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from desirepath.errors import DesirePathError, ExternalError, InputError, LimitError, NotFoundError, Place
from desirepath.progress import Report

ADDRESS_SPACE = 12 * 2**30
"""Bytes a child may map; DuckDB keeps itself to far less, this stops a file that unpacks without end."""

SHORTAGE = ("MemoryError", "bad_alloc", "OutOfMemoryException")
"""Last words of a child that ran out of memory."""

Task = Callable[[dict[str, Any], Report], dict[str, Any]]

FAMILIES: dict[str, type[DesirePathError]] = {
    kind.family: kind for kind in (InputError, NotFoundError, LimitError, ExternalError)
}


class Helper:
    """A child process that does one job after the other; it is started when first needed.

    Several imports share one, because starting Python and its libraries takes longer than a small import.
    """

    def __init__(self) -> None:
        self.child: subprocess.Popen[str] | None = None
        self.errors: IO[bytes] | None = None

    def __enter__(self) -> Helper:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, job: dict[str, Any], progress: Report) -> dict[str, Any]:
        """Do a job and return its result; the child's errors are raised here.

        A `MisfitError` of the child comes as an `InputError` with the attribute `path`, the place in the recipe.
        """
        child = self.child or self._start()
        try:
            for told in _answers(child, job):
                if "progress" in told:
                    progress(*told["progress"])
                elif "error" in told:
                    raise _error(told["error"])
                else:
                    return dict(told["result"])
        except DesirePathError:
            raise
        except BaseException:
            self.close()  # stopped in the middle of a job
            raise
        child.wait()
        said = self._said()
        self.close()
        raise _died(child.returncode, said)

    def close(self) -> None:
        """End the child, whatever it does."""
        child, errors, self.child, self.errors = self.child, self.errors, None, None
        if child is not None:
            child.kill()
            child.wait()
            for stream in (child.stdin, child.stdout):
                if stream is not None:
                    with suppress(BrokenPipeError):  # it may have died with a job half written
                        stream.close()
        if errors is not None:
            errors.close()

    def _start(self) -> subprocess.Popen[str]:
        self.errors = TemporaryFile()  # noqa: SIM115 - closed with the child
        self.child = subprocess.Popen(
            [sys.executable, "-m", "desirepath.ingest.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            text=True,
        )
        return self.child

    def _said(self) -> str:
        """What the child wrote on its standard error."""
        if self.errors is None:
            return ""
        self.errors.seek(0)
        return self.errors.read().decode("utf-8", "replace")


def run(job: dict[str, Any], progress: Report) -> dict[str, Any]:
    """Do one job in a child process of its own."""
    with Helper() as helper:
        return helper.run(job, progress)


def _answers(child: subprocess.Popen[str], job: dict[str, Any]) -> Iterator[dict[str, Any]]:
    assert child.stdin is not None
    assert child.stdout is not None
    with suppress(BrokenPipeError):  # it is dead: there will be no answer, and its last words tell why
        child.stdin.write(json.dumps(job) + "\n")
        child.stdin.flush()
    for line in child.stdout:
        yield json.loads(line)


def _error(told: dict[str, Any]) -> DesirePathError:
    place = Place(**told["place"]) if told["place"] else None
    kind = FAMILIES.get(told["family"], ExternalError)
    error = kind(told["message"], code=told["code"], place=place, remedy=told["remedy"])
    error.path = told.get("path")  # type: ignore[attr-defined]
    return error


def _died(code: int, said: str) -> DesirePathError:
    if code in (-24, -9) or any(word in said for word in SHORTAGE):
        return LimitError(
            "the import used more time or memory than it may.",
            code="import_limit",
            remedy="Split the files, or make the recipe's query simpler.",
        )
    last = said.strip().splitlines()[-1] if said.strip() else f"exit code {code}"
    return ExternalError(f"the import ended unexpectedly: {last}", code="import_died", remedy="Run it again.")


def main() -> None:
    """The child: read jobs, do them, tell how each went."""
    jobs: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(jobs,), daemon=True).start()
    while True:
        job = jobs.get()
        _bound(job["seconds"])
        try:
            _tell({"result": task(job.get("do", "import"))(job, _progress)})
        except DesirePathError as error:
            told: Any = error.envelope()["error"]
            _tell({"error": {**told, "path": getattr(error, "path", None)}})


def task(name: str) -> Task:
    """What the child can do; each loads its libraries when it is first asked for."""
    from desirepath.ingest.glance import looked, previewed

    tasks: dict[str, Task] = {"import": work, "look": looked, "preview": previewed}
    return tasks[name]


def work(job: dict[str, Any], progress: Report) -> dict[str, Any]:
    from dataclasses import asdict

    from desirepath.ingest import settle
    from desirepath.ingest.engine import connect
    from desirepath.ingest.recipe import Recipe
    from desirepath.ingest.stage import Stage

    recipe = Recipe.model_validate(job["recipe"])
    folder = Path(job["folder"])
    received_at = datetime.fromisoformat(job["received_at"])
    stage = Stage(recipe, folder, Path(job["data"]), received_at, progress, job["memory"], job["threads"])
    result = stage.run()
    known: dict[str, list[str]] = job["known"]
    paths = [path for files in known.values() for path in files]
    now = received_at.isoformat(sep=" ")
    with stage.timed("check"), connect(folder, paths, job["memory"], "UTC", job["threads"]) as connection:
        progress("check", 0, None)
        result["left"] = {}
        if job["replace"]:
            for table, files in known.items():
                result["left"][table] = asdict(settle.left(connection, folder, table, recipe.source, files))
            known = {table: [] for table in known}
        bad, reasons = settle.refused(connection, folder, recipe.source, now, known["quarantine"])
        result["quarantine"], result["reasons"] = asdict(bad), reasons
        result["events"] = asdict(settle.events(connection, folder, recipe.source, known["events"]))
        result["traits"] = asdict(settle.traits(connection, folder, recipe.source, now, known["traits"]))
    return result


def _progress(phase: str, done: int, total: int | None) -> None:
    _tell({"progress": [phase, done, total]})


def _tell(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def _listen(jobs: queue.SimpleQueue[dict[str, Any]]) -> None:
    """Take jobs as they come; end with the parent, even in the middle of one."""
    for line in sys.stdin:
        jobs.put(json.loads(line))
    os._exit(0)


def _bound(seconds: int) -> None:
    """Limit this process to so many more seconds of computing, and its memory."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, most))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))


if __name__ == "__main__":
    main()

"""The import runs in a process of its own, with bounds on memory and time: files and SQL may be hostile.

The parent writes one job as JSON on standard input and reads JSON lines: progress, then a result or an error. The
child ends when its parent does, for it watches its standard input.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from desirepath.errors import DesirePathError, ExternalError, InputError, LimitError, NotFoundError, Place

Progress = Callable[[str, int, int | None], None]

ADDRESS_SPACE = 12 * 2**30
"""Bytes a child may map; DuckDB keeps itself to far less, this stops a file that unpacks without end."""

FAMILIES: dict[str, type[DesirePathError]] = {
    kind.family: kind for kind in (InputError, NotFoundError, LimitError, ExternalError)
}


def run(job: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Run a job in a child process and return its result; the child's errors are raised here.

    A `MisfitError` of the child comes as an `InputError` with the attribute `path`, the place in the recipe.
    """
    child = subprocess.Popen(
        [sys.executable, "-m", "desirepath.ingest.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stderr is not None
    errors, said = child.stderr, list[str]()
    listener = threading.Thread(target=lambda: said.append(errors.read()), daemon=True)
    listener.start()
    try:
        child.stdin.write(json.dumps(job) + "\n")
        child.stdin.flush()
        for line in child.stdout:
            told = json.loads(line)
            if "progress" in told:
                progress(*told["progress"])
            elif "error" in told:
                raise _error(told["error"])
            else:
                return dict(told["result"])
    finally:
        if child.poll() is None and not said:
            child.kill()
        child.wait()
        listener.join()
        for stream in (child.stdin, child.stdout, child.stderr):
            stream.close()
    raise _died(child.returncode, "".join(said))


def _error(told: dict[str, Any]) -> DesirePathError:
    place = Place(**told["place"]) if told["place"] else None
    kind = FAMILIES.get(told["family"], ExternalError)
    error = kind(told["message"], code=told["code"], place=place, remedy=told["remedy"])
    error.path = told.get("path")  # type: ignore[attr-defined]
    return error


def _died(code: int, said: str) -> DesirePathError:
    if code in (-24, -9) or "MemoryError" in said or "bad_alloc" in said:
        return LimitError(
            "the import used more time or memory than it may.",
            code="import_limit",
            remedy="Split the files, or make the recipe's query simpler.",
        )
    last = said.strip().splitlines()[-1] if said.strip() else f"exit code {code}"
    return ExternalError(f"the import ended unexpectedly: {last}", code="import_died", remedy="Run it again.")


def main() -> None:
    """The child: read one job, do it, tell how it went."""
    job = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _bound(job["seconds"])
    try:
        _tell({"result": work(job, _progress)})
    except DesirePathError as error:
        told: Any = error.envelope()["error"]
        _tell({"error": {**told, "path": getattr(error, "path", None)}})


def work(job: dict[str, Any], progress: Progress) -> dict[str, Any]:
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


def _end_with_parent() -> None:
    while sys.stdin.readline():
        continue
    os._exit(1)


def _bound(seconds: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))


if __name__ == "__main__":
    main()

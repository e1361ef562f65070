"""Long work that a page follows: one job at a time a workspace, in a thread of its own, with progress and time left."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from secrets import token_hex
from typing import Any, Literal

from desirepath.errors import ConflictError, DesirePathError, NotFoundError
from desirepath.measures.result import Frozen
from desirepath.progress import Report
from desirepath.services.bringing import Brought, Built
from desirepath.services.clock import elapsed
from desirepath.services.workspace import Workspace

KEPT = 50
"""So many jobs are remembered; a page asks for the newest only."""


class JobError(Frozen):
    """Why a job failed: the envelope of every error, without its place."""

    code: str
    message: str
    remedy: str


class Job(Frozen):
    """One piece of long work as it stands right now."""

    id: str
    kind: str
    state: Literal["running", "done", "failed"] = "running"
    phase: str = "start"
    done: int = 0
    total: int | None = None
    seconds_left: int | None = None
    error: JobError | None = None
    result: Brought | Built | None = None


Work = Callable[[Report], Brought | Built | None]

DIED = JobError(
    code="job_died",
    message="The work ended unexpectedly.",
    remedy="Nothing is half done. Look at what `desirepath serve` printed, then start it again.",
)


@dataclass
class Jobs:
    """The jobs of one workspace. `new_id` and `seconds` are given by tests."""

    new_id: Callable[[], str] = token_hex
    seconds: Callable[[], float] = elapsed
    _jobs: dict[str, Job] = field(default_factory=dict)
    _began: tuple[str, float] = ("", 0.0)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self, workspace: Workspace, kind: str, work: Work) -> Job:
        """Begin work and return at once; ConflictError while anything is written into the workspace."""
        with self._lock:
            running = next((job for job in self._jobs.values() if job.state == "running"), None)
            if running is not None:
                raise ConflictError(
                    f"The workspace is busy: {running.kind}, {running.phase}.",
                    code="workspace_busy",
                    remedy="Wait until it has finished, then do this again.",
                )
            with workspace.writing():  # another process may be at it; then this says so at once
                job = Job(id=self.new_id(), kind=kind)
            self._jobs[job.id] = job
            for old in list(self._jobs)[:-KEPT]:
                del self._jobs[old]
        threading.Thread(target=self._run, args=(job.id, work), name=f"job-{kind}", daemon=True).start()
        return job

    def get(self, job_id: str) -> Job:
        """A job as it stands; NotFoundError when there was none, as after a restart of the server."""
        if job_id not in self._jobs:
            raise NotFoundError(
                f'There is no job "{job_id}".',
                code="unknown_job",
                remedy="The server may have been started anew; reload the page.",
            )
        return self._jobs[job_id]

    def running(self) -> Job | None:
        """The job at work, for a page that was opened while it runs."""
        with self._lock:
            return next((job for job in self._jobs.values() if job.state == "running"), None)

    def _run(self, job_id: str, work: Work) -> None:
        # what nobody foresaw is printed by the thread itself, and the job must not seem to run for ever
        end: dict[str, Any] = {"state": "failed", "error": DIED}
        try:
            end = {"state": "done", "result": work(partial(self._report, job_id))}
        except DesirePathError as error:
            told = JobError(code=error.code, message=error.message, remedy=error.remedy)
            end = {"state": "failed", "error": told}
        finally:
            self._change(job_id, seconds_left=None, **end)

    def _report(self, job_id: str, phase: str, done: int, total: int | None) -> None:
        now = self.seconds()
        if phase != self._began[0] or done == 0:
            self._began = (phase, now)
        rate = (now - self._began[1]) / done if done else 0.0
        left = round(rate * (total - done)) if total and rate else None
        self._change(job_id, phase=phase, done=done, total=total, seconds_left=left)

    def _change(self, job_id: str, **told: Any) -> None:
        self._jobs[job_id] = self._jobs[job_id].model_copy(update=told)

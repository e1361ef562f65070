"""Answers that take long: worked out once for each build, and kept on disk."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from typing import TypeVar

from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.result import Frozen
from desirepath.services.cache import Cache
from desirepath.services.reading import Reader
from desirepath.services.workspace import Workspace

LONGEST_SECONDS = 600.0
"""Nobody waits at the line for it, so a part may take longer than a question may."""

Answer = TypeVar("Answer", bound=Frozen)


def patient_reader(workspace: Workspace) -> Reader:
    """A reader with an engine of its own: those who ask for maps meanwhile are kept waiting by none of this."""
    return Reader(workspace, DuckDBEngine(timeout=LONGEST_SECONDS))


def once(
    workspace: Workspace,
    build: str,
    kind: type[Answer],
    question: Mapping[str, object],
    make: Callable[[], Answer],
) -> Answer:
    """The answer of this kind to a question about a build, from disk where it is kept.

    `question` holds all that the answer depends on besides the build, the settings and the form of its kind: maps, the
    version of the method, who it is about. Of many who ask for the same kind at once, one works it out.
    """
    answers = Cache(workspace.root / "cache")
    settings = workspace.settings.model_dump(mode="json")
    asked = {**question, "kind": kind.__name__, "settings": settings, "shape": _shape(kind)}
    kept = answers.get(build, asked)
    if kept is None:
        with _one_at_a_time(kind):
            kept = answers.get(build, asked)
            if kept is None:
                kept = make().model_dump_json().encode()
                answers.put(build, asked, kept)
    return kind.model_validate_json(kept)


@cache
def _one_at_a_time(kind: type[Frozen]) -> threading.RLock:
    return threading.RLock()


@cache
def _shape(kind: type[Frozen]) -> str:
    return sha256(json.dumps(kind.model_json_schema()).encode()).hexdigest()[:12]

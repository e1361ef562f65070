"""Answers that take long: worked out once for each build, and kept on disk."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from typing import TypeVar

from desirepath.measures.result import Frozen
from desirepath.services.cache import Cache
from desirepath.services.reading import Reader
from desirepath.services.workspace import Workspace

LONGEST_SECONDS = 600.0
"""Nobody waits at the line for it, so a part may take longer than a question may."""

Answer = TypeVar("Answer", bound=Frozen)


def patient_reader(workspace: Workspace) -> Reader:
    """A reader with an engine of its own: those who ask for maps meanwhile are kept waiting by none of this."""
    return Reader(workspace, LONGEST_SECONDS)


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
    found = kept(workspace, build, kind, question)
    if found is None:
        with _one_at_a_time(kind):
            found = kept(workspace, build, kind, question)
            if found is None:
                found = make()
                told = found.model_dump_json().encode()
                _answers(workspace).put(build, _asked(workspace, kind, question), told)
    return found


def kept(
    workspace: Workspace, build: str, kind: type[Answer], question: Mapping[str, object]
) -> Answer | None:
    """The same where it was worked out already, for those who should not wait."""
    found = _answers(workspace).get(build, _asked(workspace, kind, question))
    return None if found is None else kind.model_validate_json(found)


def _answers(workspace: Workspace) -> Cache:
    return Cache(workspace.root / "cache")


def _asked(workspace: Workspace, kind: type[Frozen], question: Mapping[str, object]) -> dict[str, object]:
    settings = workspace.settings.model_dump(mode="json")
    return {**question, "kind": kind.__name__, "settings": settings, "shape": _shape(kind)}


@cache
def _one_at_a_time(kind: type[Frozen]) -> threading.RLock:
    return threading.RLock()


@cache
def _shape(kind: type[Frozen]) -> str:
    return sha256(json.dumps(kind.model_json_schema()).encode()).hexdigest()[:12]

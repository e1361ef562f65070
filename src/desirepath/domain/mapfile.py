"""The map file: text into a `Map` and back.

Reading tells everything that is wrong at once, each with line and column. Writing leaves out what is default.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desirepath.domain.map import Map
from desirepath.domain.migrations import migrate
from desirepath.domain.problems import FileError, Problem
from desirepath.domain.references import broken
from desirepath.domain.validated import validated
from desirepath.domain.yamlfile import Document, KeyPath, read
from desirepath.domain.yamltext import block
from desirepath.errors import InputError, Place


@dataclass(frozen=True)
class MapFile:
    """A map together with the file it was read from."""

    map: Map
    document: Document

    def place(self, path: KeyPath) -> Place:
        """Line and column of a part; lists may be entered by position or by id.

        `("stages", "consider", "steps", "product", "match")` is the rule of the step "product".
        """
        here: Any = self.document.data
        found: list[str | int] = []
        for key in path:
            if isinstance(here, list) and isinstance(key, str):
                ids = [part.get("id") if isinstance(part, dict) else None for part in here]
                if key not in ids:
                    break
                key = ids.index(key)
            found.append(key)
            try:
                here = here[key]
            except (KeyError, IndexError, TypeError):
                break
        return self.document.place(tuple(found))


def open_map(content: bytes | str, file: str = "map.yaml") -> MapFile:
    """A map file with its places. Raises `FileError` (an InputError) that lists every problem."""
    document = read(content, file, "a map")
    try:
        data = migrate(document.data)
    except InputError as error:
        problem = Problem(document.place(("desirepath",)), error.message, error.remedy, error.code)
        raise FileError([problem]) from error
    plan = validated(Map, document, data)
    problems = [Problem(document.place(b.path), b.message, b.remedy, b.code) for b in broken(plan)]
    if problems:
        raise FileError(problems)
    return MapFile(plan, document)


def load(content: bytes | str, file: str = "map.yaml") -> Map:
    """The map in a YAML text.

    >>> text = '''
    ... desirepath: 1
    ... title: Two steps
    ... stages:
    ...   - id: start
    ...     title: Start
    ...     steps:
    ...       - {id: visit, title: Visits, match: {event: [visit]}}
    ...       - {id: order, title: Orders, match: {event: [order]}}
    ... '''
    >>> [step.title for step in load(text).steps()]
    ['Visits', 'Orders']
    """
    return open_map(content, file).map


def plain(plan: Map) -> dict[str, object]:
    """A map as plain data without defaults, the format number first."""
    return {"desirepath": plan.desirepath, **plan.model_dump(exclude_defaults=True)}


def dump(plan: Map) -> str:
    """A map as YAML text that `load` turns into the same map."""
    return "\n".join(block(plain(plan), 0)) + "\n"

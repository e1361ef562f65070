"""Ask one measure of a workspace."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from desirepath.errors import InputError
from desirepath.measures import registry
from desirepath.measures.ask import ask
from desirepath.measures.result import Result
from desirepath.services.reading import Reader
from desirepath.services.workspace import PublishedMap, Workspace


def describe_measures() -> list[dict[str, Any]]:
    """Every entry of the registry, as the CLI, the API and the docs show it."""
    return [registry.describe(name) for name in registry.names()]


def read_params(pairs: Sequence[str]) -> dict[str, str]:
    """name=value pairs; the measure's own model turns the texts into values."""
    read: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise InputError(
                f'The parameter "{pair}" is not a name and a value.',
                code="bad_param",
                remedy="Write it as name=value.",
            )
        read[name] = value
    return read


def ask_reader(
    reader: Reader,
    name: str,
    params: dict[str, Any] | None = None,
    *,
    where: str | None = None,
    segment: str | None = None,
    start: date | None = None,
    end: date | None = None,
    by: Sequence[str] = (),
    map_id: str | None = None,
) -> Result:
    """The answer to one question about the newest build of an open workspace."""
    registry.get(name)  # an unknown measure is told before anything is opened
    with reader.lock:
        view = reader.view(map_of(reader.workspace, map_id))
        return ask(view, name, params, where=where, segment=segment, start=start, end=end, by=by)


def map_of(workspace: Workspace, map_id: str | None) -> PublishedMap | None:
    """The named map; else the map "main", the first one, or none when there are no maps."""
    if map_id is not None:
        return workspace.published(map_id)
    ids = workspace.map_ids()
    return workspace.published("main" if "main" in ids else ids[0]) if ids else None

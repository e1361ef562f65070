"""The measured map of a workspace: measured once per build and question, drawn to any format."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from desirepath import __version__
from desirepath.errors import ExternalError, InputError, nearest
from desirepath.export import EXPORTERS, Images
from desirepath.insights.measure_map import Circumstances, measure
from desirepath.insights.measured_map import Asked, MeasuredMap
from desirepath.services import segments
from desirepath.services.cache import Cache
from desirepath.services.clock import today
from desirepath.services.reading import Reader
from desirepath.services.workspace import PublishedMap, Workspace

EVERYTHING = Asked.of(None, None, None)


@dataclass(frozen=True)
class Drawn:
    content: bytes
    media_type: str
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Written:
    path: Path
    size: int
    notes: list[str]


def measured_map(
    workspace: Workspace,
    map_id: str = "main",
    *,
    segment: str | None = None,
    start: date | None = None,
    end: date | None = None,
) -> MeasuredMap:
    """A map of a workspace with everything measured on it."""
    with Reader(workspace) as reader:
        return measure_map(reader, map_id, segment=segment, start=start, end=end)


def measure_map(
    reader: Reader,
    map_id: str,
    *,
    segment: str | None = None,
    start: date | None = None,
    end: date | None = None,
) -> MeasuredMap:
    """The same over a workspace that is already open; kept on disk by build."""
    kept = measured_json(reader, map_id, segment=segment, start=start, end=end)
    return MeasuredMap.model_validate_json(kept)


def measured_json(
    reader: Reader,
    map_id: str,
    *,
    segment: str | None = None,
    start: date | None = None,
    end: date | None = None,
) -> bytes:
    """The same as the JSON that is kept: who only hands it on need not read it."""
    workspace = reader.workspace
    published = workspace.published(map_id)
    build = reader.build()
    settings = workspace.settings
    if build is None:
        return believed_map(workspace, published, Asked.of(segment, start, end)).model_dump_json().encode()
    # The day is part of the question: ages of cards and due dates move with it.
    question = {
        "map": published.sha,
        "settings": settings.model_dump(mode="json"),
        "segment": segment,
        "start": start,
        "end": end,
        "day": today(settings.timezone),
        "code": __version__,
        "shape": _shape(),
    }
    answers = Cache(workspace.root / "cache")
    kept = answers.get(build.id, question)
    if kept is not None:
        return kept
    with reader.lock:
        # Of many who ask for the same at once, one measures it.
        kept = answers.get(build.id, question)
        if kept is not None:
            return kept
        view = reader.view(published)
        document = measure(
            published.map, view, _circumstances(workspace, published.sha), Asked.of(segment, start, end)
        )
        measured = document.model_dump_json().encode()
        answers.put(build.id, question, measured)
        return measured


@cache
def _shape() -> str:
    """A name for the fields of the document: one kept in an older shape is no answer for the page of today."""
    return sha256(json.dumps(MeasuredMap.model_json_schema()).encode()).hexdigest()[:12]


def believed_map(workspace: Workspace, published: PublishedMap, asked: Asked = EVERYTHING) -> MeasuredMap:
    """A map as it was believed, with nothing measured on it."""
    return measure(published.map, None, _circumstances(workspace, published.sha), asked)


def draw_map(
    document: MeasuredMap, suffix: str, *, theme: str = "light", images: Images = MappingProxyType({})
) -> Drawn:
    """A measured map as a file of the given kind."""
    exporter = EXPORTERS.get(suffix)
    if exporter is None:
        raise InputError(
            f'A map cannot be written as "{suffix}".',
            code="unknown_format",
            remedy=nearest(suffix, EXPORTERS),
        )
    drawn = exporter.draw(document, theme, images)
    return Drawn(drawn.content, exporter.media_type, drawn.notes)


def write_map(
    document: MeasuredMap, path: Path, *, theme: str = "light", images: Images = MappingProxyType({})
) -> Written:
    """Draw a measured map into a file whose ending says the kind."""
    drawn = draw_map(document, path.suffix.lstrip(".").lower(), theme=theme, images=images)
    try:
        path.write_bytes(drawn.content)
    except OSError as error:
        raise ExternalError(
            f"{path} cannot be written: {error.strerror}.",
            code="file_not_writable",
            remedy="Choose a folder that exists and that you may write to.",
        ) from error
    return Written(path, len(drawn.content), drawn.notes)


def _circumstances(workspace: Workspace, sha: str) -> Circumstances:
    settings = workspace.settings
    return Circumstances(
        workspace=settings.name,
        synthetic=settings.synthetic,
        currency=settings.currency,
        timezone=settings.timezone,
        today=today(settings.timezone),
        map_version=sha[:12],
        segments=segments.shown(settings),
    )

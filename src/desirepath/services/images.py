"""Pictures of a workspace: known by their content, kept under the name of it, and read again by that name alone.

What a picture is, its first bytes say, and never the name it came with. SVG is refused: it may hold scripts.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator

from desirepath.domain.map import PICTURE, Map
from desirepath.errors import ExternalError, InputError, NotFoundError
from desirepath.insights.measured_map import MeasuredMap
from desirepath.measures.result import Frozen
from desirepath.services.workspace import Workspace

FOLDER = "images"
MOST = 5_000_000
"""Bytes of one picture; the page makes larger ones smaller before it sends them."""

BEGINS = {
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "jpg": re.compile(rb"\xff\xd8\xff"),
    "webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}
MEDIA = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}


class Picture(Frozen):
    """A picture that lies in the workspace now; maps name it so."""

    name: str
    size: int


def check_size(size: int) -> None:
    """Pass when a picture of so many bytes may be kept."""
    if size > MOST:
        raise InputError(
            f"The picture is larger than {MOST // 1_000_000} MB.",
            code="image_too_large",
            remedy="Make it smaller; 1,600 pixels across are enough for a map.",
        )


def name_of(content: bytes) -> str:
    """What a picture is called: the hash of its content, and the kind that its first bytes say.

    >>> name_of(b"RIFF1234WEBPVP8 ")[64:]
    '.webp'
    """
    kind = next((kind for kind, begin in BEGINS.items() if begin.match(content)), None)
    if kind is None:
        raise InputError(
            "This is no picture that can be shown.",
            code="unknown_image",
            remedy="Bring a PNG, JPEG or WebP; save drawings such as SVG as PNG.",
        )
    return f"{hashlib.sha256(content).hexdigest()}.{kind}"


def keep(workspace: Workspace, content: bytes) -> Picture:
    """Keep a picture, whole or not at all; the same one twice lies there once."""
    check_size(len(content))
    name = name_of(content)
    path = workspace.root / FOLDER / name
    part = path.with_name(f".{name}.{os.getpid()}.part")
    try:
        if path.is_file():
            path.touch()  # brought again: its day of grace begins anew
        else:
            path.parent.mkdir(exist_ok=True)
            part.write_bytes(content)
            part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ExternalError(
            f"The picture cannot be stored: {error.strerror}.",
            code="file_not_writable",
            remedy=f"Make room, and check who may write into {FOLDER}/.",
        ) from error
    return Picture(name=name, size=len(content))


def read(workspace: Workspace, name: str) -> tuple[bytes, str]:
    """A picture and its media type. Only the names that `keep` gives lead to a file."""
    path = workspace.root / FOLDER / name
    if not re.fullmatch(PICTURE, name) or not path.is_file():
        raise NotFoundError(
            "There is no such picture.", code="no_image", remedy="Bring it again in the editor of the map."
        )
    return path.read_bytes(), MEDIA[path.suffix[1:]]


def read_shown(workspace: Workspace, map_id: str, name: str) -> tuple[bytes, str]:
    """A picture of a published map: others of the workspace are not shown by it."""
    shown = name in set(named(workspace.published(map_id).map))
    return read(workspace, name if shown else "")


def named(plan: Map) -> Iterator[str]:
    """The pictures that a map shows."""
    yield from (persona.image for persona in plan.personas if persona.image)
    yield from (card.image for step in plan.steps() for card in step.cards if card.image)


def contents(workspace: Workspace, document: MeasuredMap) -> dict[str, bytes]:
    """The pictures that a measured map shows, by name: for files that carry them along. What is missing is left out."""
    cards = (card.image for step in document.steps for card in step.cards)
    names = {name for name in (*cards, *(one.image for one in document.personas)) if name}
    there = (workspace.root / FOLDER / name for name in sorted(names))
    return {path.name: path.read_bytes() for path in there if path.is_file()}

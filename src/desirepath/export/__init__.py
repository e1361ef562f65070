"""The measured map as files. One registry entry is one format; CLI and API walk the registry.

Writers are loaded when they are used, so that naming the formats costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from desirepath.export.tokens import Theme
    from desirepath.insights.measured_map import MeasuredMap

Images: TypeAlias = Mapping[str, bytes]
"""Pictures by the names that maps call them."""


@dataclass(frozen=True)
class Drawing:
    """A file's content, and what its reader must know about it."""

    content: bytes
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Exporter:
    """One format: its name for people, the ending of its files, its media type, and what writes it."""

    name: str
    suffix: str
    media_type: str
    write: Callable[[MeasuredMap, Theme, Images], bytes]
    fixed_fonts: bool = False
    """True when only the bundled fonts can draw its text."""

    def draw(
        self, document: MeasuredMap, theme: str = "light", images: Images = MappingProxyType({})
    ) -> Drawing:
        """The map as a file of this format, with a note on text that cannot be drawn.

        images : the pictures it shows, by name, for formats that carry them along.
        """
        from desirepath.export.notes import undrawable
        from desirepath.export.tokens import theme as theme_of

        content = self.write(document, theme_of(theme), images)
        return Drawing(content, undrawable(document, self.name) if self.fixed_fonts else [])


def _svg(document: MeasuredMap, theme: Theme, images: Images) -> bytes:
    from desirepath.export.svg import svg

    return svg(document, theme, embed_fonts=True).encode()


def _png(document: MeasuredMap, theme: Theme, images: Images) -> bytes:
    from desirepath.export.png import png

    return png(document, theme, scale=2)


def _pdf(document: MeasuredMap, theme: Theme, images: Images) -> bytes:
    from desirepath.export.pdf import pdf

    return pdf(document, theme)


def _html(document: MeasuredMap, theme: Theme, images: Images) -> bytes:
    from desirepath.export.html import html

    return html(document, theme, images=images).encode()


def _json(document: MeasuredMap, theme: Theme, images: Images) -> bytes:
    from desirepath.export.json import json

    return json(document).encode()


EXPORTERS: Mapping[str, Exporter] = {
    exporter.suffix: exporter
    for exporter in (
        Exporter("Web page", "html", "text/html; charset=utf-8", _html),
        Exporter("Picture with text", "svg", "image/svg+xml", _svg),
        Exporter("Picture", "png", "image/png", _png, fixed_fonts=True),
        Exporter("Document for print", "pdf", "application/pdf", _pdf, fixed_fonts=True),
        Exporter("Data", "json", "application/json", _json),
    )
}
"""Every format by the ending of its files."""

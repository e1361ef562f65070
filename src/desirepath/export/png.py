"""The map as a PNG picture, drawn with the bundled fonts alone, so that it looks the same on every machine."""

from __future__ import annotations

from desirepath.errors import InputError
from desirepath.export.scene import Scene
from desirepath.export.svg import svg, write
from desirepath.export.text import FONT_FILES, missing
from desirepath.export.tokens import Theme
from desirepath.insights.measured_map import MeasuredMap

SCALES = (1, 2, 3, 4)


def render(picture: str, scale: int) -> bytes:
    """An SVG picture as PNG, `scale` pixels a unit; the machine's own fonts only for what the bundled ones lack."""
    import resvg_py

    if scale not in SCALES:
        raise InputError(
            f"A picture cannot be drawn at {scale}x.", code="bad_scale", remedy="Choose 1, 2, 3 or 4."
        )
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=picture,
            zoom=scale,
            skip_system_fonts=not missing(picture),
            font_files=FONT_FILES,
            font_family="Inter",
            sans_serif_family="Inter",
            serif_family="Newsreader",
        )
    )


def draw(scene: Scene, theme: Theme = "light", scale: int = 1) -> bytes:
    """A scene as PNG."""
    return render(write(scene, theme), scale)


def png(document: MeasuredMap, theme: Theme = "light", *, scale: int = 1) -> bytes:
    """The whole map as one PNG picture; `scale` 2 for screens with fine pixels and for slides."""
    return render(svg(document, theme), scale)

"""What the reader of a file must know: text that its fonts cannot draw."""

from __future__ import annotations

from desirepath.export.layout.sheet import poster
from desirepath.export.scene import Text, walk
from desirepath.export.text import missing
from desirepath.insights.measured_map import MeasuredMap

NAMED = 12


def undrawable(document: MeasuredMap, where: str) -> list[str]:
    """A note naming the characters of the map's text that the bundled fonts lack, if there are any."""
    texts = (node.plain for node, _, _ in walk(poster(document).nodes) if isinstance(node, Text))
    found = missing("".join(texts))
    if not found:
        return []
    named = " ".join(found[:NAMED]) + (" …" if len(found) > NAMED else "")
    count = "1 character is" if len(found) == 1 else f"{len(found)} characters are"
    return [
        f"{where}: {count} not in the bundled fonts and may stand as an empty box: {named}. "
        "Export as SVG or HTML, which use the reader's own fonts.",
    ]

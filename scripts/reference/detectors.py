"""docs/reference/detectors.md: every detector of pains."""

from __future__ import annotations

from desirepath.insights.pains.detectors import DETECTORS

HEAD = """# Detectors

Ways in which `desirepath pains` and the board tell people apart who stand at one place of a map. Each looks only at
what was known at that moment. How differences are found, and what they do not say:
[What stands out](../explanation/methods/pains-found.md).
"""


def page() -> str:
    """One part for each entry of the registry."""
    parts = [
        f"## {one.title}\n\n`{one.name}`: {one.question}\n\n*Does not answer:* {one.does_not_answer}\n"
        for one in DETECTORS
    ]
    return "\n".join([HEAD, *parts])

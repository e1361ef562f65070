"""docs/reference/designs.md: every design by which an action is measured."""

from __future__ import annotations

from desirepath.insights.effects.design import GRADES
from desirepath.insights.effects.designs import DESIGNS

HEAD = """# Designs

Ways in which `desirepath effect` and the board find out what came of an action. The first that fits is taken.
Which one that is, and what they do not say: [Did the fix work](../explanation/methods/actions-measured.md).
"""


def page() -> str:
    """One part for each entry of the registry."""
    parts = [
        f"## {one.title}\n\n`{one.name}`, grade {one.grade} ({GRADES[one.grade]}): {one.question}\n\n"
        f"*Needs:* {one.needs}\n\n*How:* {one.how}\n\n*Supposes:* {one.supposes}\n"
        for one in DESIGNS
    ]
    return "\n".join([HEAD, *parts])

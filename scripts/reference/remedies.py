"""docs/reference/remedies.md: what could be done about each kind of pain."""

from __future__ import annotations

from desirepath.insights.pains.detectors import DETECTORS
from desirepath.insights.pains.remedies import MOST, Listed, listed

EFFORT = {"small": "days", "medium": "weeks", "large": "months"}
OUTCOME = {"went_on": "fewer go on", "ordered": "fewer order"}
HEAD = f"""# Remedies

What could be done about a pain that `desirepath pains` or the board found, by the [detector](detectors.md) of it.
A find carries up to {MOST}, those first that are about the columns it compares. They are what people of the trade try;
none is a promise that it works on this pain. "Some go without" says that a random part has to be left out, because only
the difference to them shows what it does; an offer always has it.
"""


def page() -> str:
    """One table for each detector."""
    return "\n".join([HEAD, *(f"## {one.title}\n\n{_table(listed()[one.name])}\n" for one in DETECTORS)])


def _table(remedies: tuple[Listed, ...]) -> str:
    rows = [
        f"| {one.title} | {one.kind} | {one.how} | {EFFORT[one.effort]} | {_when(one)} |" for one in remedies
    ]
    return "\n".join(["| remedy | changes | how | work | where |", "|---|---|---|---|---|", *rows])


def _when(one: Listed) -> str:
    parts = [
        ", ".join(f"`{word}`" for word in one.about),
        OUTCOME[one.outcome] if one.outcome else "",
        "some go without" if one.hold_out else "",
    ]
    return "; ".join(part for part in parts if part)

"""A contract that the names of events suggest, for people to look at before they take it."""

from __future__ import annotations

import json
import re

from desirepath.domain.settings import Contract, Signal
from desirepath.measures.view import View

LOOKS_LIKE = {
    "start": r"\b(subscription|membership|contract|plan) (started|created|activated|begun|signed)|"
    r"submit upgrade|subscribed$",
    "renew": r"\brenew|payment ok|payment succeeded|invoice paid",
    "end": r"\b(subscription|membership|contract|plan|account) (\w+ )?(cancel|end|expire|close)|"
    r"cancellation confirm|submit downgrade",
}
"""Names of events that look like the start, the renewal and the end of a contract."""


def proposed(view: View) -> Contract | None:
    """A contract from the names of events; None where they look like none. Orders are no contracts."""
    rows = view.tables["journeys"]
    names = [row["event"] for row in view.records(rows.select("event").distinct().order_by("event"))]
    like: dict[str, list[Signal]] = {
        what: [name for name in names if name and _looks(name, pattern)]
        for what, pattern in LOOKS_LIKE.items()
    }
    if not like["start"] or not (like["renew"] or like["end"]):
        return None
    return Contract(start=like["start"], renew=like["renew"], end=like["end"])


def _looks(name: str, pattern: str) -> bool:
    plain = re.sub(r"[^a-z0-9]+", " ", name.lower())
    return "order" not in plain and re.search(pattern, plain) is not None


def as_yaml(terms: Contract) -> str:
    """As people write it.

    >>> as_yaml(Contract(start=["Submit Upgrade", {"level": "paid"}], end=["Ended: all"], period="7d"))
    '{start: [Submit Upgrade, {level: paid}], end: ["Ended: all"], period: 7d}'
    """
    told = terms.model_dump(exclude_defaults=True)
    return "{" + ", ".join(f"{key}: {_plain(value)}" for key, value in told.items()) + "}"


def _plain(value: object) -> str:
    """As people write it in YAML: quotes only where a sign needs them."""
    if isinstance(value, list):
        return "[" + ", ".join(map(_plain, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_plain(one)}" for key, one in value.items()) + "}"
    text = str(value)
    return text if re.fullmatch(r"[A-Za-z][\w .-]*|\d+[dhms]", text) else json.dumps(text)

"""Ids made from names, none of which stands twice."""

from __future__ import annotations

import re
import unicodedata

from desirepath.domain.event_names import words_of


class Ids:
    """Gives out ids.

    >>> ids = Ids()
    >>> ids.new("Order placed"), ids.new("Order placed"), ids.new("注文")
    ('order-placed', 'order-placed-2', 'step')
    """

    def __init__(self) -> None:
        self.used: set[str] = set()

    def new(self, name: str) -> str:
        plain = (
            unicodedata.normalize("NFKD", " ".join(words_of(name))).encode("ascii", "ignore").decode().lower()
        )
        base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:56].strip("-") or "step"
        found, number = base, 2
        while found in self.used:
            found, number = f"{base}-{number}", number + 1
        self.used.add(found)
        return found

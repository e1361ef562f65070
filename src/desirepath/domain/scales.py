"""How many points a scale of scores has, read from its version: the same for import, measures and feelings."""

from __future__ import annotations

import re

NUMBER = r"[0-9]+(?:\.[0-9]+)?"
KNOWN = {("ces", "1.0"): 5, ("ces", "2.0"): 7}
"""Versions that are known by a name that does not say their length."""


def points(scale: str | None, version: str | None) -> int | None:
    """The highest score of a scale: that of a known version, else the last number of its text above 1.

    >>> points("csat", "5"), points("csat", "1-10"), points("ces", "2.0"), points("ces", "2.0-7"), points("csat", "v1")
    (5, 10, 7, 7, None)
    """
    version = (version or "").strip()
    if (scale or "", version) in KNOWN:
        return KNOWN[scale or "", version]
    numbers = re.findall(NUMBER, version, re.ASCII)
    highest = float(numbers[-1]) if numbers else 0
    return int(highest) if 1 < highest < 1000 else None

"""Lengths of time as people write them: 30m, 12h, 7d, 2w."""

from __future__ import annotations

import re

from desirepath.errors import InputError

UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
WORDS = {"s": "second", "m": "minute", "h": "hour", "d": "day", "w": "week"}


def seconds(text: str) -> int:
    """Seconds in a duration; a bare number is refused because its unit would be a guess.

    >>> seconds("30m"), seconds("7d")
    (1800, 604800)
    """
    found = re.fullmatch(r"([1-9][0-9]*)([smhdw])", text.strip())
    if not found:
        raise InputError(
            f'"{text}" is not a length of time.',
            code="bad_duration",
            remedy="Write a whole number and a unit: s, m, h, d or w. Example: 30m, 12h, 7d.",
        )
    return int(found[1]) * UNITS[found[2]]


def words(text: str) -> str:
    """A duration in words.

    >>> words("1d"), words("30m")
    ('1 day', '30 minutes')
    """
    count, unit = seconds(text) // UNITS[text.strip()[-1]], WORDS[text.strip()[-1]]
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"

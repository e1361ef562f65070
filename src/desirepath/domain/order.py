"""Fractional keys: an order that two people can change at once without moving each other's work.

Each record holds a short text; records stand in the order of these texts. Something is put between two others by a text
that lies between theirs, and nothing else changes. The page makes such keys with the library `fractional-indexing`;
these are the first ones of the same kind.
"""

from __future__ import annotations

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def keys(count: int) -> list[str]:
    """So many keys that rise as text does: one letter for the number of digits behind it, then the digits.

    >>> keys(3), keys(64)[60:]
    (['a0', 'a1', 'a2'], ['ay', 'az', 'b00', 'b01'])
    """
    return [_key(number) for number in range(count)]


def _key(number: int) -> str:
    length, size = 1, len(DIGITS)
    while number >= size:
        number, length, size = number - size, length + 1, size * len(DIGITS)
    digits = ""
    for _ in range(length):
        number, digit = divmod(number, len(DIGITS))
        digits = DIGITS[digit] + digits
    return chr(ord("a") + length - 1) + digits

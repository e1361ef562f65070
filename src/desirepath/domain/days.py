"""Days as people write them."""

from __future__ import annotations

from datetime import date

from desirepath.errors import InputError


def read_day(text: str, name: str) -> date:
    """The day that a text names; `name` says in the error what was given.

    >>> read_day("2026-09-30", "--from")
    datetime.date(2026, 9, 30)
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(
            f'{name} "{text}" is not a day.',
            code="bad_date",
            remedy="Write it as YYYY-MM-DD, as in 2026-09-30.",
        ) from None

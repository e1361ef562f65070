"""Older map files brought up to the format of today.

Step n makes a document of format n + 1 from one of format n; steps are numbered from 1 without gaps. A step
is a pure function on plain data, because the models of an older format no longer exist.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from desirepath.domain.map import FORMAT
from desirepath.errors import InputError

Data = dict[str, Any]
Step = Callable[[Data], Data]

STEPS: dict[int, Step] = {}
"""Format 1 is the first and the newest: there is nothing to bring up yet."""


def require_no_gaps(steps: Mapping[int, Step], newest: int) -> None:
    """Raise when a step from 1 to newest - 1 is missing, or one stands beyond."""
    wanted, given = set(range(1, newest)), set(steps)
    if wanted != given:
        odd = ", ".join(str(n) for n in sorted(wanted ^ given))
        raise RuntimeError(f"Migrations must be numbered from 1 to {newest - 1}; wrong or missing: {odd}.")


def migrate(data: Data, *, steps: Mapping[int, Step] = STEPS, newest: int = FORMAT) -> Data:
    """A document in the newest format; the one given is left as it is.

    Raises InputError `no_format` or `newer_format`.

    >>> migrate({"desirepath": 1, "title": "x"})
    {'desirepath': 1, 'title': 'x'}
    """
    require_no_gaps(steps, newest)
    number = data.get("desirepath")
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        given = "is missing" if "desirepath" not in data else f'cannot be "{number}"'
        raise InputError(
            f"the number of the file format, `desirepath`, {given}.",
            code="no_format",
            remedy=f'Write "desirepath: {newest}" as the first line.',
        )
    if number > newest:
        raise InputError(
            f"this file has format {number}; this version of Desire Path reads formats up to {newest}.",
            code="newer_format",
            remedy="Install a newer version of desirepath to open it.",
        )
    for at in range(number, newest):
        data = {**steps[at](dict(data)), "desirepath": at + 1}
    return data


require_no_gaps(STEPS, FORMAT)

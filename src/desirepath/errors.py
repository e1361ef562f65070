"""The errors of Desire Path: what was given, where, what is allowed, and what to do next.

Every error a user can cause derives from `DesirePathError` and carries a stable `code`. Nobody matches on
message text: the CLI prints `str(error)`, the API sends `error.envelope()`.

    DesirePathError
    ├── InputError (also a ValueError)   something the user wrote cannot be used
    ├── NotFoundError                    a named thing is not there
    ├── ConflictError                    the thing is there, but in a state that forbids this
    ├── DataQualityError                 stored or imported data break a promise
    ├── LimitError                       a bound on time, memory or size was reached
    └── ExternalError                    the system outside failed: disk, permission, port, engine
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Place:
    """Where in a file an error lies; lines and columns count from 1."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n is not None)]
        return ":".join(parts)


class DesirePathError(Exception):
    """Base of all errors: `message` says what was given, `remedy` what to do next, `field` the part of a question."""

    family = "error"

    def __init__(
        self,
        message: str,
        *,
        code: str,
        place: Place | None = None,
        remedy: str = "",
        field: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.place = place
        self.remedy = remedy
        self.field = field

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        remedy = f"\n{self.remedy}" if self.remedy else ""
        return f"{where}{self.message}{remedy}"

    def envelope(self) -> dict[str, object]:
        """The one JSON shape in which every error leaves the API."""
        place = (
            {"file": self.place.file, "line": self.place.line, "column": self.place.column}
            if self.place
            else None
        )
        return {
            "error": {
                "family": self.family,
                "code": self.code,
                "message": self.message,
                "remedy": self.remedy,
                "place": place,
                "field": self.field,
            }
        }


class InputError(DesirePathError, ValueError):
    family = "input"


class NotFoundError(DesirePathError):
    family = "not_found"


class ConflictError(DesirePathError):
    family = "conflict"


class DataQualityError(DesirePathError):
    family = "data_quality"


class LimitError(DesirePathError):
    family = "limit"


class ExternalError(DesirePathError):
    family = "external"


@contextmanager
def at_field(name: str) -> Iterator[None]:
    """What goes wrong within is about this part of the question, unless the error names one itself."""
    try:
        yield
    except DesirePathError as error:
        error.field = error.field or name
        raise


def nearest(given: str, allowed: Iterable[str]) -> str:
    """A sentence that names the likeliest meant name, and else what is allowed.

    >>> nearest("reech", ["reach", "nps"])
    'Did you mean "reach"?'
    >>> nearest("x", ["reach", "nps"])
    'Allowed: nps, reach.'
    >>> nearest("x", [])
    'There are none yet.'
    """
    names = sorted(set(allowed))
    if not names:
        return "There are none yet."
    folded = {name.casefold(): name for name in names}
    close = get_close_matches(given.casefold(), folded, n=1, cutoff=0.6)
    if close:
        return f'Did you mean "{folded[close[0]]}"?'
    shown = ", ".join(names[:20])
    more = f" and {len(names) - 20} more" if len(names) > 20 else ""
    return f"Allowed: {shown}{more}."

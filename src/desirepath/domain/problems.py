"""Everything that is wrong with a file, told at once: each problem with its place and remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desirepath.errors import InputError, Place

SHOWN = 20
"""So many problems are listed; more only tire, and the first ones usually cause the rest."""


@dataclass(frozen=True)
class Problem:
    """One thing in a file that cannot be used."""

    place: Place
    message: str
    remedy: str = ""
    code: str = "bad_file"

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" + (f" {self.remedy}" if self.remedy else "")


class FileError(InputError):
    """A file that cannot be used. `place` is the first problem's, `problems` holds them all in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.place.line or 0, p.place.column or 0)))
        first = self.problems[0]
        if len(self.problems) == 1:
            super().__init__(first.message, code=first.code, place=first.place, remedy=first.remedy)
            return
        more = len(self.problems) - SHOWN
        lines = [f"  {problem}" for problem in self.problems[:SHOWN]]
        lines += [f"  … and {more} more"] if more > 0 else []
        super().__init__(
            "\n".join([f"{len(self.problems)} things in this file cannot be used.", *lines]),
            code=first.code,
            place=first.place,
        )

    def envelope(self) -> dict[str, object]:
        """The shape of every error, with the list of problems beside the first place."""
        told = super().envelope()
        problems = [
            {
                "code": p.code,
                "message": p.message,
                "remedy": p.remedy,
                "place": {"file": p.place.file, "line": p.place.line, "column": p.place.column},
            }
            for p in self.problems
        ]
        error = told["error"]
        assert isinstance(error, dict)
        return {"error": {**error, "problems": problems}}

"""One promise and what was found, as one line of JSON."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One promise and what was found."""

    figure: str
    target: str
    measured: Any
    ok: bool
    why: str | None = None

    def line(self) -> str:
        return json.dumps(
            {key: value for key, value in asdict(self).items() if value is not None or key == "measured"}
        )


def at_most(name: str, limit: float, found: float, unit: str = "s") -> Figure:
    return Figure(name, f"at most {limit:g} {unit}", round(found, 3), found <= limit)


def at_least(name: str, limit: float, found: float, unit: str) -> Figure:
    return Figure(name, f"at least {limit:g} {unit}", round(found, 3), found >= limit)


Part = Callable[[], Iterator[Figure]]


def measure(parts: Sequence[Part]) -> list[Figure]:
    """Measure part by part, and print each figure as soon as it is known."""
    found: list[Figure] = []
    for part in parts:
        for figure in part():
            found.append(figure)
            print(figure.line(), flush=True)
    return found


def finish(found: Sequence[Figure]) -> None:
    """Exit with 0 when all hold."""
    sys.exit(0 if all(figure.ok for figure in found) else 1)

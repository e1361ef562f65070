"""A language for parts of journeys: `a->.*->b`, `[a|b]`, `[^x]*`, `^->a`, `b->$`.

    a          this visit                      .       any one visit
    [a|b]      one visit, either of these      .*      any visits, or none
    [^a|b]     one visit, none of these        [^x]*   visits that are none of these, or none at all
    ^  and  $  the first and the last place    [a|b]+  such visits, at least one

Parts stand in a row and are joined by `->`; a name with special signs is written in quotes: `"a->b"`. A pattern may
begin anywhere in a journey unless it says `^`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from desirepath.errors import InputError

Flags = npt.NDArray[np.bool_]

_OUTSIDE_QUOTES = r'(?=(?:[^"]*"[^"]*")*[^"]*$)'
_NEXT, _OR = re.compile("->" + _OUTSIDE_QUOTES), re.compile(r"\|" + _OUTSIDE_QUOTES)
_PLAIN = re.compile(r'(?![.^$]$)[^"|\[\]]+(?<!\.[*+])')
NO_NAME = "(none)"
HINT = "Write visits joined by ->: a->.*->b, [a|b], [^x]*, . for any one, ^ and $ for the ends of a journey."


@dataclass(frozen=True)
class Visits:
    """Which visits fit: those with one of these names, or with none of them."""

    names: frozenset[str]
    but: bool = False

    def among(self, words: Sequence[str | None]) -> Flags:
        """For each word whether it fits; a visit without a name is none of any names."""
        return np.array([(word in self.names) != self.but for word in words], bool)


ANY = Visits(frozenset(), but=True)
NONE = Visits(frozenset())


@dataclass(frozen=True)
class PathPattern:
    """Visits one after another, and what may lie around and between them.

    visits : what each place must be.
    between : one longer than `visits`: of what the run before, between and behind them is made; NONE means that
        nothing lies there.
    """

    visits: tuple[Visits, ...]
    between: tuple[Visits, ...]

    @property
    def names(self) -> list[str]:
        """All names in it."""
        return sorted({name for one in (*self.visits, *self.between) for name in one.names})


def parse(text: str) -> PathPattern:
    """Read a pattern; raises InputError with the part that cannot be read.

    >>> parse("a->[^x]*->b").between[1].names
    frozenset({'x'})
    """
    parts = _split(text)
    begins, ends = parts[0] == "^", parts[-1] == "$" and len(parts) > 1
    parts = parts[begins : len(parts) - ends]
    visits: list[Visits] = []
    runs: dict[int, Visits] = {}
    for part in parts:
        one, sign = _read(part, text)
        if sign != "*":
            visits.append(one)
        if sign:
            if len(visits) in runs:
                raise _wrong(text, f"two runs stand side by side before {part}")
            runs[len(visits)] = one
    if not visits:
        raise _wrong(text, "it names no visit")
    for at, free in ((0, not begins), (len(visits), not ends)):
        if free and runs.get(at, ANY) != ANY:
            raise _wrong(text, "a run at an end of it would always fit: write ^ before or $ behind it")
        if free:
            runs[at] = ANY
    return PathPattern(tuple(visits), tuple(runs.get(at, NONE) for at in range(len(visits) + 1)))


def written(path: Iterable[str | None]) -> str:
    """Visits in a row as text; different rows have different texts, and one without a quotation mark or a lacking name
    is itself a pattern.

    >>> written(["a", "b->c", None])
    'a -> "b->c" -> (none)'
    """
    return " -> ".join(
        NO_NAME if name is None else name if _is_plain(name) else _quoted(name) for name in path
    )


def _is_plain(name: str) -> bool:
    return (
        _PLAIN.fullmatch(name) is not None and "->" not in name and name != NO_NAME and name == name.strip()
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _split(text: str) -> list[str]:
    parts = [part.strip() for part in _NEXT.split(text)]
    if not all(parts):
        raise _wrong(text, "a part is empty")
    return parts


def _read(part: str, text: str) -> tuple[Visits, str]:
    """What one part says, and its sign of repetition."""
    stem, sign = (part[:-1], part[-1]) if part[-1] in "*+" and part[:-1].endswith((".", "]")) else (part, "")
    if stem == ".":
        return ANY, sign
    if stem.startswith("[") and stem.endswith("]"):
        inner = stem[1:-1].strip()
        but = inner.startswith("^")
        return Visits(frozenset(_names(inner.removeprefix("^"), part, text)), but), sign
    if stem in ("^", "$") or stem.startswith("[") or ("|" in stem and not stem.startswith('"')):
        raise _wrong(text, f"{part} cannot stand there")
    return Visits(frozenset(_names(stem, part, text))), sign


def _names(inner: str, part: str, text: str) -> Iterable[str]:
    names = [name.strip().strip('"') for name in _OR.split(inner)]
    if not all(names):
        raise _wrong(text, f"{part} has an empty name")
    return names


def _wrong(text: str, why: str) -> InputError:
    return InputError(f'"{text}" is not a pattern: {why}.', code="bad_pattern", remedy=HINT)

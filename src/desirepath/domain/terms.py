"""What a rule is made of once it is understood: names, values and operations, each with its kind.

Terms are plain frozen data. `rules.parse` makes them of text, `lake.predicate` turns them into an expression; both
engines get the same one because only the operations named here exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from desirepath.domain.duration import UNITS

Kind = Literal["text", "number", "time", "flag", "property", "span", "nothing"]
"""Kinds of terms. A "property" is text told by somebody (`prop_`, `trait_`, `account_`): it reads as a number where one
is wanted, and is null when it is none. A "span" is a length of time, "nothing" the word NULL."""

LOOSE = ("prop_", "trait_", "account_")
"""Prefixes of columns that hold kept properties and traits of customers and accounts; people may leave them out."""

SPANS = {
    "second": UNITS["s"],
    "minute": UNITS["m"],
    "hour": UNITS["h"],
    "day": UNITS["d"],
    "week": UNITS["w"],
    "month": 31 * UNITS["d"],
    "year": 366 * UNITS["d"],
}
"""Units of lengths of time, with the seconds in the longest one."""

LONGEST_SPAN = 1_000 * SPANS["year"]


@dataclass(frozen=True)
class Span:
    """A length of time in calendar units, such as 7 days or minus 1 month."""

    count: int
    unit: str

    def __neg__(self) -> Span:
        return Span(-self.count, self.unit)


@dataclass(frozen=True)
class Name:
    """A column, by its stored name."""

    column: str
    kind: Kind


@dataclass(frozen=True)
class Value:
    """A literal; None is NULL."""

    value: str | float | bool | datetime | Span | None
    kind: Kind


@dataclass(frozen=True)
class Call:
    """An operation on terms."""

    op: str
    args: tuple[Term, ...]
    kind: Kind


Term = Name | Value | Call

TYPES: Mapping[str, Kind] = {
    **dict.fromkeys(("text", "string", "utf8", "large_string", "varchar", "enum"), "text"),
    **dict.fromkeys(
        ("number", "int", "uint", "float", "double", "decimal", "real", "money", "whole"), "number"
    ),
    **dict.fromkeys(("time", "timestamp", "date"), "time"),
    **dict.fromkeys(("flag", "bool", "boolean"), "flag"),
}


def kind_of(name: str, type_name: str) -> Kind | None:
    """The kind of a column from its type as Arrow, Ibis or people call it; None when rules cannot use it.

    >>> kind_of("score", "float64"), kind_of("revenue", "decimal128(18, 2)"), kind_of("prop_size", "string")
    ('number', 'number', 'property')
    >>> kind_of("products", "list<string>") is None
    True
    """
    base = type_name.lower().removeprefix("!").split("(")[0].split("[")[0].rstrip("0123456789")
    kind = TYPES.get(base)
    return "property" if kind == "text" and name.startswith(LOOSE) else kind


def kinds(names: Mapping[str, str]) -> dict[str, Kind]:
    """The kinds of all columns that rules can use."""
    found = {name: kind_of(name, type_name) for name, type_name in names.items()}
    return {name: kind for name, kind in found.items() if kind is not None}


def depth(term: Term) -> int:
    """How deeply operations are nested."""
    return 1 + max((depth(arg) for arg in term.args), default=0) if isinstance(term, Call) else 0


def columns(term: Term) -> frozenset[str]:
    """The columns a term reads."""
    if isinstance(term, Name):
        return frozenset({term.column})
    if isinstance(term, Call):
        return frozenset().union(*(columns(arg) for arg in term.args))
    return frozenset()

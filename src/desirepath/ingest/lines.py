"""The lines of a proposed recipe: keys and values as YAML with a reason beside each, and the name of its source."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from desirepath.ingest.vocabulary import unaccented


@dataclass(frozen=True)
class Line:
    """One line of the recipe: key, value as YAML, and why."""

    key: str
    value: str
    why: str = ""


def source_name(file: str, taken: set[str]) -> str:
    """A name for the source of a file, with a number when it is taken.

    >>> source_name("Bestellungen März.csv", {"bestellungen-marz"})
    'bestellungen-marz-2'
    """
    stem = re.sub(r"[^a-z0-9]+", "-", unaccented(file.split(".")[0])).strip("-")[:60] or "source"
    name, count = stem, 1
    while name in taken:
        count += 1
        name = f"{stem}-{count}"
    return name


def rule_lines(lines: list[Line]) -> list[tuple[int, Line]]:
    """The lines of one rule in a list: the first with a dash, the others below it."""
    return [(1 if at == 0 else 2, line) for at, line in enumerate(lines)]


def yaml(text: str) -> str:
    """A text as YAML: plain where that is safe."""
    plain = re.fullmatch(r"[A-Za-z_][A-Za-z0-9_ /-]*[A-Za-z0-9_]|[A-Za-z_]", text)
    reserved = text.lower() in (
        "yes",
        "no",
        "true",
        "false",
        "on",
        "off",
        "null",
        "none",
        "y",
        "n",
        "nan",
        "inf",
    )
    return text if plain and not reserved else json.dumps(text, ensure_ascii=False)

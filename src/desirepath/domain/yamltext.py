"""Writing YAML that people like to read: short things in one line, lists of columns as blocks, few quotes.

Values come from models (`model_dump(exclude_defaults=True)`): text, numbers, dates, lists and mappings.
"""

from __future__ import annotations

import json
import math
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

WIDE = 100
"""A mapping or list stays in one line as long as the line is not wider."""

BLOCKS = frozenset({"stages", "steps", "personas", "field_notes", "segments"})
"""Keys whose entries get a block of their own however short they are: differences read better so."""

_PLAIN = re.compile(r"[^\W\d_][\w .;!?/()+=<>'’…–—%€-]*", re.UNICODE)
_DURATION = re.compile(r"[1-9][0-9]*[smhdw]")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
_UNSAFE = re.compile(
    r"[^\t\n\x20-\x7e\xa1-\u1fff\u2010-\u2027\u2030-\ud7ff"
    r"\ue000-\ufefe\uff00-\uffef\U00010000-\U0010ffff]"
)


def scalar(value: Any) -> str:
    """One value in one line.

    >>> scalar("Compares plans"), scalar("yes"), scalar("so: this"), scalar(None), scalar(date(2027, 3, 31))
    ('Compares plans', '"yes"', '"so: this"', 'null', '2027-03-31')
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(str.__str__(value))
    if isinstance(value, float):
        return _real(value)
    if isinstance(value, Decimal):
        return str(value) if Decimal(repr(float(value))) == value else _text(str(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, (date, int)):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no YAML form here.")


def inline(value: Any) -> str:
    """A whole value in one line.

    >>> inline({"name": "nps", "params": {"by": ["month"]}})
    '{name: nps, params: {by: [month]}}'
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_text(str(key))}: {inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(inline(item) for item in value) + "]"
    return scalar(value)


def entry(key: str, value: Any, indent: int) -> list[str]:
    """The lines of one `key: value` of a block mapping that stands at this indent."""
    pad, name = " " * indent, _text(str(key))
    if isinstance(value, str) and "\n" in value and (literal := _literal(value, indent + 2)):
        return [f"{pad}{name}: {literal[0]}", *literal[1:]]
    short = key not in BLOCKS and not _of_mappings(value) and _fits(value, indent, key)
    if not isinstance(value, (dict, list, tuple)) or not value or short:
        return [f"{pad}{name}: {inline(value)}"]
    return [f"{pad}{name}:", *block(value, indent + 2, apart=key in BLOCKS)]


def block(value: Any, indent: int, apart: bool = False) -> list[str]:
    """The lines of a mapping or list, one entry a line or more; `apart` keeps short list items in blocks too."""
    if isinstance(value, dict):
        return [line for key, item in value.items() for line in entry(key, item, indent)]
    return [line for thing in value for line in item(thing, indent, apart)]


def item(value: Any, indent: int, apart: bool = False) -> list[str]:
    """The lines of one `- …` of a block list that stands at this indent."""
    pad = " " * indent
    if not isinstance(value, (dict, list, tuple)) or not value or (not apart and _fits(value, indent, "-")):
        return [f"{pad}- {inline(value)}"]
    inner = block(value, indent + 2)
    return [f"{pad}- {inner[0][indent + 2 :]}", *inner[1:]]


def _fits(value: Any, indent: int, key: str) -> bool:
    return _depth(value) <= 3 and not _has_lines(value) and indent + len(key) + 2 + len(inline(value)) <= WIDE


def _has_lines(value: Any) -> bool:
    """Does any text in it have several lines? Those are read best in a block of their own."""
    if isinstance(value, str):
        return "\n" in value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    return any(_has_lines(part) for part in inner)


def _of_mappings(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and any(isinstance(item, dict) for item in value)


def _depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else None
    return 0 if inner is None else 1 + max((_depth(v) for v in inner), default=0)


def _text(value: str) -> str:
    plain = _PLAIN.fullmatch(value) and not value.endswith(" ") and value.lower() not in _WORDS
    if plain or _DURATION.fullmatch(value):
        return value
    return _UNSAFE.sub(_escape, json.dumps(value, ensure_ascii=False))


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _literal(value: str, indent: int) -> list[str] | None:
    """A text of several lines as a literal block, when that keeps every character."""
    lines = value.removesuffix("\n").split("\n")
    odd = any(line != line.rstrip() or "\t" in line or _UNSAFE.search(line) for line in lines)
    if odd or not lines[0] or lines[0][0] == " " or not lines[-1]:
        return None
    return ["|" if value.endswith("\n") else "|-", *(" " * indent + line if line else "" for line in lines)]


def _real(value: float) -> str:
    if math.isnan(value):
        return ".nan"
    if math.isinf(value):
        return ".inf" if value > 0 else "-.inf"
    return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)

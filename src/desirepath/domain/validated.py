"""From a document to a validated model: what pydantic finds wrong, said in words and at its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from desirepath.domain.map import PICTURE
from desirepath.domain.problems import FileError, Problem
from desirepath.domain.yamlfile import Document, KeyPath
from desirepath.errors import nearest

M = TypeVar("M", bound=BaseModel)

PATTERNS = {
    r"^[a-z0-9][a-z0-9_-]{0,63}$": "An id holds lower-case letters, digits, - and _, at most 64 of them.",
    r"^[1-9][0-9]*(s|m|h|d|w)$": "A length of time is a whole number and a unit, such as 30m, 12h, 7d or 2w.",
    PICTURE: "A picture is called by the SHA-256 of its content and its kind; the editor writes such names.",
    r"^[A-Z]{3}$": "A currency is three capital letters, such as EUR.",
    r"^[a-z_][a-z0-9_]{0,62}$": "A property's name holds lower-case letters, digits and _, at most 63 of them.",
}
WANTED = {
    "string_type": "text",
    "list_type": "a list",
    "dict_type": "a mapping, with lines such as `key: value`",
    "model_type": "a mapping, with lines such as `key: value`",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a number",
    "decimal_type": "a number",
    "decimal_parsing": "a number",
    "date_type": "a date, such as 2027-03-31",
    "date_parsing": "a date, such as 2027-03-31",
    "date_from_datetime_parsing": "a date, such as 2027-03-31",
    "date_from_datetime_inexact": "a date without a time, such as 2027-03-31",
}
"""What a value should have been, by pydantic's type of error."""


def validated(model: type[M], document: Document, data: Mapping[str, Any] | None = None) -> M:
    """The model of a document, or a `FileError` that lists every value which does not fit it."""
    try:
        return model.model_validate(document.data if data is None else data)
    except ValidationError as error:
        raise FileError(
            Problem(document.place(path), message, remedy, code)
            for path, message, remedy, code in wrong_values(model, error)
        ) from error


def wrong_values(model: type[BaseModel], error: ValidationError) -> list[tuple[KeyPath, str, str, str]]:
    """Every value that does not fit: where it stands, what is wrong, what to do, and a stable code."""
    found = error.errors()
    told = [details for details in found if not _misspelt(details, found)]
    return [(d["loc"], *SAYINGS.get(d["type"], _other)(model, d["loc"], d)) for d in told]


def _misspelt(missing: ErrorDetails, found: list[ErrorDetails]) -> bool:
    """Is a missing key there under a name so near that the unknown key tells it all?"""
    here = missing["loc"]
    unknown = [e["loc"][-1] for e in found if e["type"] == "extra_forbidden" and e["loc"][:-1] == here[:-1]]
    return missing["type"] == "missing" and bool(get_close_matches(str(here[-1]), map(str, unknown), 1))


Told = tuple[str, str, str]


def _missing(model: type[BaseModel], path: KeyPath, details: ErrorDetails) -> Told:
    return f"`{path[-1]}` is missing.", f"Add a line `{path[-1]}: …` here.", "missing_key"


def _unknown(model: type[BaseModel], path: KeyPath, details: ErrorDetails) -> Told:
    owner = model_at(model, path[:-1])
    allowed = owner.model_fields if owner else ()
    remedy = nearest(str(path[-1]), allowed)
    if details["input"] is None and " " in str(path[-1]):
        remedy = "If this is the rest of a text with a comma, put the whole text in quotes."
    return f'unknown key "{path[-1]}".', remedy, "unknown_key"


def _choice(model: type[BaseModel], path: KeyPath, details: ErrorDetails) -> Told:
    allowed = details.get("ctx", {}).get("expected", "")
    names = [part.strip(" '") for part in allowed.replace(" or ", ",").split(",")]
    return (
        f"{_said(path)} cannot be {_shown(details['input'])}.",
        nearest(str(details["input"]), names),
        "bad_choice",
    )


def _pattern(model: type[BaseModel], path: KeyPath, details: ErrorDetails) -> Told:
    pattern = details.get("ctx", {}).get("pattern", "")
    names = pattern.strip("^$()").split("|")
    remedy = PATTERNS.get(pattern) or nearest(str(details["input"]), names)
    return f"{_said(path)} cannot be {_shown(details['input'])}.", remedy, "bad_value"


def _wrong_type(model: type[BaseModel], path: KeyPath, details: ErrorDetails) -> Told:
    wanted = WANTED[details["type"]]
    given = details["input"]
    quotes = wanted == "text" and not isinstance(given, (list, dict)) and given is not None
    remedy = _pattern_of(model, path) or "Put it in quotes." if quotes else ""
    return f"{_said(path)} should be {wanted}, and is {_shown(given)}.", remedy, "wrong_type"


def _pattern_of(model: type[BaseModel], path: KeyPath) -> str | None:
    """How the text of a field must look, when it must look somehow."""
    owner = model_at(model, path[:-1])
    found = owner.model_fields.get(str(path[-1])) if owner else None
    patterns = [getattr(rule, "pattern", None) for rule in (found.metadata if found else ())]
    return next((PATTERNS[p] for p in patterns if isinstance(p, str) and p in PATTERNS), None)


def _own_words(model: type[BaseModel], path: KeyPath, details: ErrorDetails) -> Told:
    return f"{_said(path)}: {details['msg'].removeprefix('Value error, ')}", "", "bad_value"


def _other(model: type[BaseModel], path: KeyPath, details: ErrorDetails) -> Told:
    told = details["msg"].removeprefix("Input ").removeprefix("Value ")
    return f"{_said(path)} {told}, and is {_shown(details['input'])}.", "", "bad_value"


SAYINGS: dict[str, Callable[[type[BaseModel], KeyPath, ErrorDetails], Told]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "enum": _choice,
    "literal_error": _choice,
    "string_pattern_mismatch": _pattern,
    "value_error": _own_words,
    **dict.fromkeys(WANTED, _wrong_type),
}


def model_at(model: type[BaseModel], path: KeyPath) -> type[BaseModel] | None:
    """The model that a path leads to; None when it leads to a plain value.

    Lists and mappings of models are walked through by their positions and keys.
    """
    here: Any = model
    for key in path:
        if isinstance(here, type) and issubclass(here, BaseModel):
            found = here.model_fields.get(str(key))
            if found is None:
                return None
            here = _inner(found.annotation)
        else:
            here = _inner((get_args(here) or (None,))[-1])
    return here if isinstance(here, type) and issubclass(here, BaseModel) else None


def _inner(annotation: Any) -> Any:
    """The annotation without `None` beside it."""
    parts = [part for part in get_args(annotation) if part is not type(None)]
    optional = type(None) in get_args(annotation)
    return parts[0] if optional and get_origin(annotation) is not dict else annotation


def _said(path: KeyPath) -> str:
    """A path for people: `stages[0].title`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return f"`{text.removeprefix('.')}`"


def _shown(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return f'"{str(value)[:60]}"' if isinstance(value, str) else str(value)[:60]

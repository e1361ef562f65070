"""Which terms go together in a filter, and what they make: the grammar of kinds.

Each rule takes terms and gives the term they make, or refuses with a remedy. Text that people told (`property`)
becomes a number where a number is wanted; text in quotes becomes a time where a time is wanted.
"""

from __future__ import annotations

import math
import re
from datetime import datetime

from desirepath.domain.terms import LONGEST_SPAN, SPANS, Call, Kind, Name, Span, Term, Value

KIND_WORDS: dict[Kind, str] = {
    "text": "text",
    "number": "a number",
    "time": "a time",
    "flag": "true or false",
    "property": "text",
    "span": "a length of time",
    "nothing": "null",
}
FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "<>": "<>"}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d{1,6})?)?)?")


class Refused(Exception):  # noqa: N818 - a sign between these two files, never seen by people
    """Terms that do not go together."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def flag(term: Term) -> Term:
    if term.kind != "flag":
        said = f"{_said(term)} is {KIND_WORDS[term.kind]}, not a condition."
        raise Refused(said, "Compare it with something, as in: category = 'gift'.")
    return term


def number(text: Term) -> Term:
    """The value of a number as written."""
    assert isinstance(text, Value)
    value = float(str(text.value))
    if not math.isfinite(value):
        raise Refused(f"{text.value} is too large a number.", "Write a smaller one.")
    return Value(value, "number")


def moment(text: Term) -> Term:
    """A date or time as written; a date is its first moment."""
    assert isinstance(text, Value)
    given = str(text.value)
    if _MOMENT.fullmatch(given.strip()):
        try:
            return Value(datetime.fromisoformat(given.strip()), "time")
        except ValueError:
            pass  # a day or hour that does not exist is refused in the same words
    raise Refused(f"'{given}' is not a time.", "Write '2027-01-31' or '2027-01-31 08:00:00', without a zone.")


def span(term: Term) -> Term:
    assert isinstance(term, Value)
    assert isinstance(term.value, Span)
    if term.value.unit not in SPANS:
        raise Refused("this is not a length of time.", f"Write interval 7 day; units: {', '.join(SPANS)}.")
    if term.value.count * SPANS[term.value.unit] > LONGEST_SPAN:
        raise Refused("this length of time is too long.", "At most 1000 years are understood.")
    return term


def compare(op: str, left: Term, right: Term) -> Term:
    if "span" in (left.kind, right.kind):
        return _compare_spans(op, left, right)
    both = together(left, right)
    if both[0].kind == "flag" and op not in ("=", "<>"):
        raise Refused(f"{op} needs numbers, times or text.", "Use = or <> with true and false.")
    return Call(op, both, "flag")


def _compare_spans(op: str, left: Term, right: Term) -> Term:
    """`a - b > interval` is asked as `a > b + interval`, which both engines do alike."""
    if isinstance(left, Value):
        op, left, right = FLIPPED[op], right, left
    if not (
        isinstance(left, Call) and left.op == "gap" and isinstance(right, Value) and right.kind == "span"
    ):
        remedy = "Compare the difference of two times with an interval: time - first_time > interval 7 day."
        raise Refused("a length of time is compared with something else.", remedy)
    later, earlier = left.args
    return Call(op, (later, Call("shift", (earlier, right), "time")), "flag")


def between(term: Term, low: Term, high: Term) -> Term:
    if "span" in (term.kind, low.kind, high.kind):
        return Call("and", (compare(">=", term, low), compare("<=", term, high)), "flag")
    return Call("between", together(term, low, high), "flag")


def one_of(term: Term, *values: Term) -> Term:
    if not values or not all(isinstance(value, Value) for value in values):
        raise Refused("in (…) lists values only.", "Write values, as in: channel in ('web', 'app').")
    return Call("in", together(term, *values), "flag")


def is_null(op: str, term: Term, nothing: Term) -> Term:
    if nothing.kind != "nothing":
        raise Refused("only null can stand behind is.", "Write is null, is not null, or = true.")
    if term.kind in ("nothing", "span"):
        raise Refused(f"{KIND_WORDS[term.kind]} cannot be asked for null.", "Ask a column: score is null.")
    return Call(op, (term,), "flag")


def like(op: str, term: Term, pattern: Term) -> Term:
    if not (isinstance(pattern, Value) and pattern.kind == "text"):
        raise Refused(f"{op} needs a pattern in quotes.", f"Write: product {op} 'linen%'.")
    if "\\" in str(pattern.value):
        remedy = "Use % for any text and _ for one letter; to find a % itself, use = or in."
        raise Refused("a pattern cannot hold a backslash.", remedy)
    return Call(op, (_text(op, term), pattern), "flag")


def arithmetic(op: str, left: Term, right: Term) -> Term:
    if op in ("+", "-") and "time" in (left.kind, right.kind):
        return _time_arithmetic(op, left, right)
    return Call(op, (_number(op, left), _number(op, right)), "number")


def _time_arithmetic(op: str, left: Term, right: Term) -> Term:
    if op == "+" and left.kind == "span":
        left, right = right, left
    if isinstance(right, Value) and isinstance(right.value, Span):
        shift = right.value if op == "+" else -right.value
        return Call("shift", (left, Value(shift, "span")), "time")
    if op == "-" and left.kind == right.kind == "time":
        return Call("gap", (left, right), "span")
    raise Refused(
        f"{KIND_WORDS[left.kind]} {op} {KIND_WORDS[right.kind]} means nothing.",
        "Add an interval to a time, or take one time from another.",
    )


def negative(term: Term) -> Term:
    if isinstance(term, Value) and isinstance(term.value, float):
        return Value(-term.value, "number")
    return Call("-", (Value(0.0, "number"), _number("-", term)), "number")


def lower(term: Term) -> Term:
    return Call("lower", (_text("lower", term),), "text")


def upper(term: Term) -> Term:
    return Call("upper", (_text("upper", term),), "text")


def length(term: Term) -> Term:
    return Call("length", (_text("length", term),), "number")


def absolute(term: Term) -> Term:
    return Call("abs", (_number("abs", term),), "number")


def coalesce(*terms: Term) -> Term:
    if any(term.kind == "span" for term in terms):
        raise Refused("coalesce takes no lengths of time.", "Use it on columns: coalesce(score, 0).")
    same = together(*terms)
    return Call("coalesce", same, same[0].kind)


def together(*terms: Term) -> tuple[Term, ...]:
    """The terms made comparable: all text, all numbers, all times or all true and false."""
    if any(term.kind == "nothing" for term in terms):
        raise Refused("nothing equals null.", "Write is null or is not null.")
    wanted = {term.kind for term in terms} - {"property"}
    if "time" in wanted and wanted <= {"time", "text"}:
        terms = tuple(moment(t) if isinstance(t, Value) and t.kind == "text" else t for t in terms)
        wanted = {term.kind for term in terms} - {"property"}
    loose = any(term.kind == "property" for term in terms)
    if loose and wanted == {"number"}:
        return tuple(_number("=", term) for term in terms)
    if loose and wanted == {"flag"} and all(isinstance(t, Value) for t in terms if t.kind == "flag"):
        return tuple(_flag_text(term) for term in terms)
    if len(wanted) > 1 or (loose and wanted - {"text"}):
        raise Refused(*_unlike(terms))
    return terms


def _unlike(terms: tuple[Term, ...]) -> tuple[str, str]:
    first, other = terms[0], next(t for t in terms if t.kind != terms[0].kind)
    message = f"{_said(first)} is {KIND_WORDS[first.kind]}, {_said(other)} is {KIND_WORDS[other.kind]}."
    kinds = {first.kind, other.kind}
    value = next((t for t in (other, first) if isinstance(t, Value)), None)
    if "time" in kinds:
        return message, "Write a time like this: '2027-01-31' or '2027-01-31 08:00:00'."
    if value is not None and value.kind == "number" and kinds == {"number", "text"}:
        return message, f"Put it in quotes to compare text: '{_plain(value.value)}'."
    if value is not None and value.kind == "text" and "number" in kinds:
        return message, "Write the number without quotes."
    return message, "Compare text with text, numbers with numbers, times with times."


def _number(op: str, term: Term) -> Term:
    if term.kind == "property":
        return Call("number", (term,), "number")
    if term.kind != "number":
        raise Refused(f"{op} needs numbers; {_said(term)} is {KIND_WORDS[term.kind]}.", "Use it on numbers.")
    return term


def _text(op: str, term: Term) -> Term:
    if term.kind not in ("text", "property"):
        raise Refused(f"{op} needs text; {_said(term)} is {KIND_WORDS[term.kind]}.", "Use it on text.")
    return term


def _flag_text(term: Term) -> Term:
    """true and false as properties hold them."""
    return Value(str(term.value).lower(), "text") if isinstance(term, Value) and term.kind == "flag" else term


def _said(term: Term) -> str:
    if isinstance(term, Name):
        return f'"{term.column}"'
    return f"'{_plain(term.value)}'" if isinstance(term, Value) else "this"


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)

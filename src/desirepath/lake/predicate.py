"""A filter as an Ibis boolean: the same rows on DuckDB and on Spark.

Traps that are kept out here: engines divide decimals differently and raise on overflow of whole numbers, so every
number is a float; they disagree about what text reads as a number, so a pattern decides before the cast; division
by zero raises on Spark, so it is null on both. Nothing a person writes is pasted into SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from typing import TYPE_CHECKING, Any

import ibis

from desirepath.domain.map import Match
from desirepath.domain.rules import Rule, match_rule, parse
from desirepath.domain.terms import Name, Span, Term, Value

if TYPE_CHECKING:
    import ibis.expr.types as ir

NUMBER = r"^ *[-+]?([0-9]{1,30}(\.[0-9]{0,30})?|\.[0-9]{1,30})([eE][-+]?[0-9]{1,2})? *$"
"""Text that both engines read as the same finite number."""


def names_of(table: ir.Table) -> dict[str, str]:
    """The columns of a table with the types that filters know."""
    return {name: str(kind) for name, kind in table.schema().items()}


def predicate(text: str | Rule, table: ir.Table, names: Mapping[str, str] | None = None) -> ir.BooleanValue:
    """Which rows does this filter keep? One boolean a row, null where SQL says unknown.

    text : the filter, or a rule already parsed.
    names : columns that may be named, with their types; all columns of the table by default.
    Raises InputError when the filter cannot be understood.

    >>> import pyarrow as pa
    >>> table = ibis.memtable(pa.table({"event": ["visit", "order"], "score": [2.0, 5.0]}))
    >>> table.filter(predicate("event = 'order' and score > 4", table)).count().to_pyarrow().as_py()
    1
    """
    rule = parse(text, names_of(table) if names is None else names) if isinstance(text, str) else text
    return _compiled(rule.term, table)


def match_predicate(match: Match, table: ir.Table, names: Mapping[str, str] | None = None) -> ir.BooleanValue:
    """Which rows are this step? The lists and the condition of its rule together."""
    return predicate(match_rule(match, names_of(table) if names is None else names), table)


def _compiled(term: Term, table: ir.Table) -> Any:
    if isinstance(term, Name):
        column = table[term.column]
        return column.cast("float64") if term.kind == "number" else column
    if isinstance(term, Value):
        return _literal(term)
    if term.op == "in":
        first, *values = term.args
        return _compiled(first, table).isin([_literal(value) for value in values])
    if term.op == "shift":
        moment, span = term.args
        return _shifted(_compiled(moment, table), span)
    return OPERATIONS[term.op](*(_compiled(arg, table) for arg in term.args))


def _literal(term: Term) -> Any:
    assert isinstance(term, Value)
    return ibis.literal(term.value, type=TYPES[term.kind])


TYPES = {"text": "string", "number": "float64", "time": "timestamp(6)", "flag": "boolean"}


def _shifted(moment: Any, span: Term) -> Any:
    assert isinstance(span, Value)
    assert isinstance(span.value, Span)
    return moment + ibis.interval(span.value.count, unit=UNITS[span.value.unit])


UNITS = {"second": "s", "minute": "m", "hour": "h", "day": "D", "week": "W", "month": "M", "year": "Y"}


def _balanced(join: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """Joins many parts as a shallow tree: engines walk trees by recursion."""

    def joined(*parts: Any) -> Any:
        if len(parts) <= 2:
            return reduce(join, parts)
        half = len(parts) // 2
        return join(joined(*parts[:half]), joined(*parts[half:]))

    return joined


def _as_number(text: Any) -> Any:
    """Text as a number, null when it is none; the cast never meets text that an engine cannot read."""
    return ibis.ifelse(text.re_search(NUMBER), text, ibis.null("string")).cast("float64")


OPERATIONS: dict[str, Callable[..., Any]] = {
    "and": _balanced(lambda left, right: left & right),
    "or": _balanced(lambda left, right: left | right),
    "not": lambda term: ~term,
    "=": lambda left, right: left == right,
    "<>": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
    "between": lambda term, low, high: term.between(low, high),
    "like": lambda term, pattern: term.like(pattern),
    "ilike": lambda term, pattern: term.lower().like(pattern.lower()),
    "is null": lambda term: term.isnull(),
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right.nullif(ibis.literal(0.0)),
    "lower": lambda term: term.lower(),
    "upper": lambda term: term.upper(),
    "length": lambda term: term.length().cast("float64"),
    "abs": lambda term: term.abs(),
    "coalesce": lambda *terms: ibis.coalesce(*terms),
    "number": _as_number,
}
"""The operations of `domain.terms`, in words that both engines share."""

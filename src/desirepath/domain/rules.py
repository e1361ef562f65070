"""The filter language: which events or customers are meant?

A filter is a boolean SQL expression, such as `category <> 'gift' and score between 1 and 3`. It is parsed by
sqlglot, never pasted anywhere: a short list of operations is understood, everything else is refused with its
column. Names are looked up among the columns given; `category` also finds `prop_category`, `country` also
`trait_country`. Times are compared with `date '2027-01-31'`, `timestamp '2027-01-31 08:00:00'` or the bare text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError, TokenError

from desirepath.domain import typing_rules as typed
from desirepath.domain.map import Match
from desirepath.domain.terms import LOOSE, Call, Kind, Name, Span, Term, Value, columns, depth, kinds
from desirepath.errors import InputError, Place, nearest

if TYPE_CHECKING:
    from sqlglot.expressions import Expr as Node

LONGEST = 20_000
DEEPEST = 40
EVENTS = ("event", "touchpoint", "channel")
"""Columns that a `Match` lists values of."""


@dataclass(frozen=True)
class Rule:
    """A filter that was understood: its text, its meaning, and the columns it reads."""

    text: str
    term: Term

    @property
    def names(self) -> frozenset[str]:
        """Stored names of the columns the rule reads."""
        return columns(self.term)


EVERYTHING = Rule("true", Value(True, "flag"))


def parse(text: str, names: Mapping[str, str], *, label: str = "filter") -> Rule:
    """The meaning of a filter.

    names : column -> type, as Arrow or Ibis call it ("string", "float64", "timestamp[us]"); columns that rules
        cannot use (lists, structs) are passed over.
    label : what errors call the text.
    Raises InputError (`bad_rule`, `unknown_name`, `ambiguous_name`, `wrong_kind`) with line and column in the text.

    >>> rule = parse("category <> 'gift' and score >= 4", {"prop_category": "string", "score": "float64"})
    >>> sorted(rule.names)
    ['prop_category', 'score']
    """
    return _Reader(text, kinds(names), label).rule()


def combine(rules: Iterable[Rule]) -> Rule:
    """One rule that holds where all of them hold."""
    given = [rule for rule in rules if rule != EVERYTHING]
    if len(given) < 2:
        return given[0] if given else EVERYTHING
    text = " and ".join(f"({rule.text})" for rule in given)
    return Rule(text, Call("and", tuple(rule.term for rule in given), "flag"))


def match_rule(match: Match, names: Mapping[str, str], *, label: str = "where") -> Rule:
    """The rule of a step: events, touchpoints and channels as listed, and the condition.

    >>> match = Match(event=["Order Completed"], where="revenue > 100")
    >>> match_rule(match, {"event": "string", "revenue": "decimal(18,2)"}).text
    "(event in ('Order Completed')) and (revenue > 100)"
    """
    lists = [(column, getattr(match, column)) for column in EVENTS if getattr(match, column)]
    rules = [_one_of(column, values) for column, values in lists]
    if match.where is not None:
        rules.append(parse(match.where, names, label=label))
    return combine(rules)


def _one_of(column: str, values: list[str]) -> Rule:
    quoted = ", ".join("'" + value.replace("'", "''") + "'" for value in values)
    args: tuple[Term, ...] = (Name(column, "text"), *(Value(value, "text") for value in values))
    return Rule(f"{column} in ({quoted})", Call("in", args, "flag"))


class _Reader:
    """Turns sqlglot's nodes into terms, and knows where in the text each stands."""

    def __init__(self, text: str, names: Mapping[str, Kind], label: str) -> None:
        self.text = text
        self.names = names
        self.label = label

    def rule(self) -> Rule:
        if not self.text.strip():
            raise self.error(None, "the filter is empty.", "Leave it out, or write a condition.")
        if len(self.text) > LONGEST:
            raise self.error(None, f"the filter is longer than {LONGEST} characters.", "Make it shorter.")
        try:
            term = self.flag(self.parsed())
            deep = depth(term) > DEEPEST
        except RecursionError:
            deep = True
        if deep:
            raise self.error(None, "the filter is nested too deeply.", "Write fewer brackets.")
        return Rule(self.text, term)

    def parsed(self) -> Node:
        remedy = (
            "Write a condition such as: category = 'gift' and score >= 4. Text stands in 'single quotes'."
        )
        try:
            nodes = sqlglot.parse(self.text, dialect="duckdb")
        except TokenError as error:
            raise self.error(None, "a quotation mark or comment is never closed.", remedy) from error
        except ParseError as error:
            told = error.errors[0] if error.errors else {"description": str(error)}
            start = _offset(self.text, told.get("line"), told.get("col"))
            what = str(told["description"]).removeprefix("Invalid expression / ").rstrip(".")
            what = "something is missing here" if "Required" in what else what[:1].lower() + what[1:]
            raise self.error_at(start, f"this is not a condition: {what}.", remedy, "bad_rule") from error
        if len(nodes) != 1 or nodes[0] is None:
            raise self.error(None, "there must be one condition, without semicolons.", "Keep one of them.")
        return nodes[0]

    def term(self, node: Node) -> Term:
        read = READERS.get(type(node))
        if read is None:
            shown = node.sql(dialect="duckdb")
            shown = shown if len(shown) <= 40 else f"{shown[:40]}…"
            raise self.error(node, f"`{shown}` cannot be used in a filter.", ALLOWED)
        handler, allowed = read
        odd = [key for key, value in node.args.items() if value and key not in (*allowed, NEGATED)]
        if odd:
            raise self.error(node, f"`{odd[0].upper()}` cannot be used here.", ALLOWED)
        term = handler(self, node)
        return (
            Call("not", (self.checked(node, typed.flag, term),), "flag") if node.args.get(NEGATED) else term
        )

    def flag(self, node: Node) -> Term:
        """A term that is true or false."""
        return self.checked(node, typed.flag, self.term(node))

    def checked(self, node: Node, rule: Callable[..., Term], *terms: Term) -> Term:
        """Apply a typing rule; what it refuses is told with the place of the node."""
        try:
            return rule(*terms)
        except typed.Refused as refused:
            raise self.error(node, refused.message, refused.remedy, "wrong_kind") from refused

    def name(self, node: Node) -> Term:
        identifier = node.this
        if not isinstance(identifier, exp.Identifier):
            raise self.error(node, "`*` cannot be used in a filter.", ALLOWED)
        given = str(identifier.this)
        found = [n for n in (given, *(prefix + given for prefix in LOOSE)) if n in self.names]
        if given in found or len(found) == 1:
            return Name(found[0], self.names[found[0]])
        if found:
            remedy = f"Write {' or '.join(found)}."
            raise self.error(node, f'"{given}" may mean {" and ".join(found)}.', remedy, "ambiguous_name")
        known = {*self.names, *(n.removeprefix(p) for n in self.names for p in LOOSE if n.startswith(p))}
        remedy = nearest(given, known)
        if identifier.args.get("quoted") and not remedy.startswith("Did"):
            remedy = f"Text stands in 'single quotes', names in \"double\" ones. {remedy}"
        raise self.error(node, f'there is nothing called "{given}".', remedy, "unknown_name")

    def literal(self, node: Node) -> Term:
        if node.args.get("is_string"):
            if "\0" in node.this:
                raise self.error(node, "text cannot hold a zero character.", "Leave it out.")
            return Value(str(node.this), "text")
        return self.checked(node, typed.number, Value(str(node.this), "text"))

    def time(self, node: Node) -> Term:
        what, to = node.this, node.args["to"].this
        times = (exp.DataType.Type.DATE, exp.DataType.Type.TIMESTAMP, exp.DataType.Type.TIMESTAMPNTZ)
        if not (isinstance(what, exp.Literal) and what.is_string and to in times):
            raise self.error(node, "values cannot be cast in a filter.", "Compare them as they are.")
        return self.checked(node, typed.moment, Value(str(what.this), "text"))

    def span(self, node: Node) -> Term:
        count, unit = node.this, node.args.get("unit")
        name = str(unit.this).lower().removesuffix("s") if isinstance(unit, exp.Var) else ""
        text = str(count.this) if isinstance(count, exp.Literal) else ""
        if not text.isdecimal() or len(text) > 9:
            raise self.error(node, "this is not a length of time.", "Write it like this: interval 7 day.")
        return self.checked(node, typed.span, Value(Span(int(text), name), "span"))

    def error(self, node: Node | None, message: str, remedy: str, code: str = "bad_rule") -> InputError:
        starts = [n.meta["start"] for n in node.walk() if "start" in n.meta] if node is not None else []
        return self.error_at(min(starts, default=0), message, remedy, code)

    def error_at(self, start: int, message: str, remedy: str, code: str) -> InputError:
        before = self.text[:start]
        place = Place(self.label, before.count("\n") + 1, start - before.rfind("\n"))
        return InputError(message, code=code, place=place, remedy=remedy)


def _offset(text: str, line: Any, column: Any) -> int:
    """The offset of a place that sqlglot tells by line and last column."""
    before = sum(len(row) + 1 for row in text.split("\n")[: (line or 1) - 1])
    return min(before + max((column or 1) - 1, 0), len(text))


def _many(op: str) -> Callable[[_Reader, Node], Term]:
    return lambda r, node: Call(op, tuple(r.flag(part) for part in node.flatten()), "flag")


def _two(rule: Callable[..., Term], op: str) -> Callable[[_Reader, Node], Term]:
    return lambda r, node: r.checked(
        node, lambda left, right: rule(op, left, right), r.term(node.this), r.term(node.expression)
    )


def _listed(rule: Callable[..., Term], *keys: str) -> Callable[[_Reader, Node], Term]:
    def read(r: _Reader, node: Node) -> Term:
        parts = [part for key in keys for part in _as_list(node.args.get(key))]
        return r.checked(node, rule, *(r.term(part) for part in parts))

    return read


def _as_list(value: Node | list[Node] | None) -> list[Node]:
    return value if isinstance(value, list) else [value] if value is not None else []


BOTH = frozenset({"this", "expression"})
NEGATED = "negate"
"""How newer versions of sqlglot hold `not like`; older ones wrap the node in a Not."""

READERS: dict[type[Node], tuple[Callable[[_Reader, Node], Term], frozenset[str]]] = {
    exp.And: (_many("and"), BOTH),
    exp.Or: (_many("or"), BOTH),
    exp.Not: (lambda r, n: Call("not", (r.flag(n.this),), "flag"), BOTH),
    exp.Paren: (lambda r, n: r.term(n.this), BOTH),
    exp.EQ: (_two(typed.compare, "="), BOTH),
    exp.NEQ: (_two(typed.compare, "<>"), BOTH),
    exp.LT: (_two(typed.compare, "<"), BOTH),
    exp.LTE: (_two(typed.compare, "<="), BOTH),
    exp.GT: (_two(typed.compare, ">"), BOTH),
    exp.GTE: (_two(typed.compare, ">="), BOTH),
    exp.Is: (_two(typed.is_null, "is null"), BOTH),
    exp.Like: (_two(typed.like, "like"), BOTH),
    exp.ILike: (_two(typed.like, "ilike"), BOTH),
    exp.In: (_listed(typed.one_of, "this", "expressions"), frozenset({"this", "expressions"})),
    exp.Between: (_listed(typed.between, "this", "low", "high"), frozenset({"this", "low", "high"})),
    exp.Add: (_two(typed.arithmetic, "+"), BOTH),
    exp.Sub: (_two(typed.arithmetic, "-"), BOTH),
    exp.Mul: (_two(typed.arithmetic, "*"), BOTH),
    exp.Div: (_two(typed.arithmetic, "/"), BOTH | {"typed", "safe"}),
    exp.Neg: (_listed(typed.negative, "this"), BOTH),
    exp.Lower: (_listed(typed.lower, "this"), BOTH),
    exp.Upper: (_listed(typed.upper, "this"), BOTH),
    exp.Length: (_listed(typed.length, "this"), BOTH),
    exp.Abs: (_listed(typed.absolute, "this"), BOTH),
    exp.Coalesce: (_listed(typed.coalesce, "this", "expressions"), frozenset({"this", "expressions"})),
    exp.Column: (_Reader.name, frozenset({"this"})),
    exp.Literal: (_Reader.literal, frozenset({"this", "is_string"})),
    exp.Boolean: (lambda r, n: Value(bool(n.this), "flag"), BOTH),
    exp.Null: (lambda r, n: Value(None, "nothing"), BOTH),
    exp.Cast: (_Reader.time, frozenset({"this", "to"})),
    exp.Interval: (_Reader.span, frozenset({"this", "unit"})),
}
"""Every node a filter may hold, what reads it, and which of sqlglot's arguments it may carry."""

ALLOWED = (
    "Allowed: = <> < <= > >=, and, or, not, in, between, like, ilike, is null, + - * /, "
    "lower, upper, length, abs, coalesce, text, numbers, dates and intervals."
)

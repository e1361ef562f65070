"""Which two groups are meant, and what does each answer?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from desirepath.domain.days import read_day
from desirepath.errors import ConflictError, InputError, NotFoundError, nearest
from desirepath.measures.ask import ask
from desirepath.measures.comparing.result import Group
from desirepath.measures.measure import Measure
from desirepath.measures.periods import local
from desirepath.measures.result import Result
from desirepath.measures.scope import Scope
from desirepath.measures.view import View

if TYPE_CHECKING:
    import ibis.expr.types as ir

REST, BEFORE = "rest", "before"
HOW = (
    'Compare with the name of a segment, with "rest" (everybody else), with "before" (as many days just before), with '
    "other days (2026-01-01..2026-03-31), or one value of a breakdown with another (channel=web with channel=app)."
)


@dataclass(frozen=True)
class Side:
    """One group as it is asked: its name, and how the question is narrowed to it."""

    label: str
    view: View
    segment: str | None
    start: date | None
    end: date | None
    value: tuple[str, str] | None = None

    def ask(self, name: str, params: Mapping[str, Any], where: str | None, by: Sequence[str]) -> Result:
        """The answer of this group alone."""
        column = self.value[0] if self.value else None
        found = ask(
            self.view,
            name,
            params,
            where=where,
            segment=self.segment,
            start=self.start,
            end=self.end,
            by=[*by, *([column] if column else [])],
        )
        if self.value is None:
            return found
        column, wanted = self.value
        values = {_text(row.keys[column]) for row in found.rows}
        if wanted not in values:
            raise NotFoundError(
                f'Nobody has {column} "{wanted}".',
                code="unknown_value",
                remedy=nearest(wanted, sorted(values)),
            )
        rows = [
            row.model_copy(update={"keys": {key: v for key, v in row.keys.items() if key != column}})
            for row in found.rows
            if _text(row.keys[column]) == wanted
        ]
        return found.model_copy(update={"rows": rows, "by": [one for one in found.by if one != column]})

    def group(self, result: Result, customers: int | None) -> Group:
        """How the answer names it."""
        return Group(
            label=self.label,
            segment=self.segment,
            value=self.value[1] if self.value else None,
            start=result.start,
            end=result.end,
            customers=customers,
        )

    def days(self) -> int | None:
        return (self.end - self.start).days + 1 if self.start and self.end else None

    def customers(self, measure: Measure, scope: Scope, params: Any) -> ir.Table:
        """Everybody with a row in this group; of a measure's own key: everybody behind its numbers."""
        rows = scope.rows()
        if self.value is not None:
            name, wanted = self.value
            columns = dict(zip((by.name for by in scope.by), scope.keys, strict=True))
            if name not in columns:
                rows = measure.observations(scope, params)
            column = rows[columns.get(name, name)]
            if column.type().is_timestamp():
                column = column.date()
            rows = rows.filter(column.cast("string").fill_null("") == wanted)
        return rows.filter(rows.customer.notnull()).select("customer").distinct()


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def two_sides(
    view: View, versus: str, group: str | None, segment: str | None, start: date | None, end: date | None
) -> tuple[Side, Side]:
    """The two groups that the words mean."""
    versus = versus.strip()
    one = Side(segment or "everybody", view, segment, start, end)
    if group is not None or "=" in versus:
        return _two_values(one, group, versus)
    if versus == BEFORE or ".." in versus:
        return _two_stretches(one, versus)
    if versus == REST:
        return _with_rest(one)
    if versus == segment:
        raise InputError(f'"{versus}" is compared with itself.', code="same_group", remedy=HOW)
    if versus not in view.segments:
        raise NotFoundError(
            f'There is no segment "{versus}" to compare with.',
            code="unknown_segment",
            remedy=f"{nearest(versus, view.segments)} {HOW}",
        )
    if segment is None:
        raise InputError(
            f'Everybody holds "{versus}" too: only groups without common customers are compared.',
            code="same_group",
            remedy=f'Ask the segment "{versus}" and compare it with "rest".',
        )
    return one, replace(one, label=versus, segment=versus)


def _two_values(one: Side, group: str | None, versus: str) -> tuple[Side, Side]:
    column, equals, value = (group or "").partition("=")
    other, other_equals, other_value = versus.partition("=")
    if not equals or not other_equals or column != other:
        raise InputError(
            f'"{group or "everybody"}" and "{versus}" are not two values of one breakdown.',
            code="bad_group",
            remedy=HOW,
        )
    if value == other_value:
        raise InputError(f'"{group}" is compared with itself.', code="same_group", remedy=HOW)
    return (
        replace(one, label=value or "none", value=(column, value)),
        replace(one, label=other_value or "none", value=(column, other_value)),
    )


def _with_rest(one: Side) -> tuple[Side, Side]:
    if one.segment is None:
        raise InputError("Nobody is left beside everybody.", code="same_group", remedy="Name a segment.")
    view, name = one.view, one.segment
    if name not in view.segments:
        return one, one  # the question itself says that there is no such segment
    rule, rest = view.segments[name], f"not {name}"
    while rest in view.segments:  # somebody's own segment may be called so
        rest = f"not {rest}"
    known = view.segments_as_of_start | ({rest} if name in view.segments_as_of_start else set())
    # Of whom the rule cannot be told (a trait is missing) is not in the segment: so in the rest.
    more = {**view.segments, rest: f"NOT ({rule}) OR ({rule}) IS NULL"}
    wider = replace(view, segments=more, segments_as_of_start=known)
    return one, replace(one, label=rest, view=wider, segment=rest)


def _two_stretches(one: Side, versus: str) -> tuple[Side, Side]:
    if one.start is None:
        raise InputError(
            "Days can only be compared with days: the first group has no first day.",
            code="no_first_day",
            remedy="Say from which day on.",
        )
    end = one.end or _last_day(one.view)
    if versus == BEFORE:
        days = (end - one.start).days + 1
        other = (one.start - timedelta(days=days), one.start - timedelta(days=1))
    else:
        first, _, last = versus.partition("..")
        other = read_day(first.strip(), "its first day"), read_day(last.strip(), "its last day")
    if other[0] <= end and one.start <= other[1]:
        raise InputError(
            f"{one.start} to {end} and {other[0]} to {other[1]} have days in common.",
            code="days_overlap",
            remedy="Compare days that do not overlap.",
        )
    mine = replace(one, end=end)
    labels = [f"{first} to {last}" for first, last in ((one.start, end), other)]
    return replace(mine, label=labels[0]), replace(mine, label=labels[1], start=other[0], end=other[1])


def _last_day(view: View) -> date:
    if view.now is None:
        raise ConflictError(
            "There are no data yet.", code="not_built", remedy="Import some, then: desirepath build."
        )
    return local(view.now - timedelta(microseconds=1), view.timezone).date()

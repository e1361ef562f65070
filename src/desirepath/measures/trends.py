"""When did a measure change its level? Any measure by period, with the changes that are more than luck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Literal

from pydantic import Field

from desirepath.errors import InputError
from desirepath.measures.ask import ask
from desirepath.measures.periods import TRUNCATE, following
from desirepath.measures.result import Frozen, Number, Result, Row, show
from desirepath.measures.scope import Day
from desirepath.measures.view import View
from desirepath.science.changes import ALPHA, ENOUGH, changes, without_weekdays

Every = Literal["day", "week", "month"]
MOST_SERIES = 12
"""All series of an answer share one bound on false alarms: of many, none could pass it."""


class TrendPoint(Frozen):
    """One period. `level` is that of its stretch between two changes; null where the period is left out."""

    first_day: date
    number: Number
    complete: bool
    level: float | None


class TrendChange(Frozen):
    """A change of level."""

    first_day: date = Field(description="First day of the first period of the new level")
    earliest: date = Field(description="It may have been so early (95 %)")
    latest: date = Field(description="or so late")
    before: float
    after: float
    size: Number = Field(
        description="after - before, with an interval that holds that the moment is not known either"
    )
    p: float = Field(description="How often series without a change show one as large")


class Trend(Frozen):
    """One series: the keys it is broken down by, its periods, its changes in time order."""

    keys: dict[str, Any]
    points: list[TrendPoint]
    looked: bool = Field(description="Whether there were periods enough to look for changes")
    changes: list[TrendChange]


class Trends(Frozen):
    """A measure by period, and when it changed."""

    measure: str
    title: str
    params: dict[str, Any]
    every: Every
    where: str | None
    segment: str | None
    data_version: str
    currency: str | None
    notes: list[str]
    series: list[Trend]


def trend(
    view: View,
    name: str,
    params: Mapping[str, Any] | None = None,
    *,
    every: Every = "week",
    where: str | None = None,
    segment: str | None = None,
    start: Day = None,
    end: Day = None,
    by: Sequence[str] = (),
) -> Trends:
    """A measure by day, week or month, with the changes of its level.

    The parameters are those of `ask`. Raises what `ask` raises, and InputError `too_many_series` for more than 12 rows
    a period: false alarms are bounded for all series together.
    """
    by = [by] if isinstance(by, str) else list(by)
    if any(word in TRUNCATE for word in by):
        raise InputError(
            "The period of a trend stands by itself.", code="period_twice", remedy="Name it with every alone."
        )
    result = ask(view, name, params, where=where, segment=segment, start=start, end=end, by=[*by, every])
    return trends_of(result, every, whole_from_start=start is not None)


def trends_of(result: Result, every: Every, *, whole_from_start: bool) -> Trends:
    """The same of an answer by period. Without a first day asked, the first period may be cut by the data: left out."""
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in result.rows:
        if row.keys[every] is not None:
            groups.setdefault(tuple((k, v) for k, v in row.keys.items() if k != every), []).append(row)
    if len(groups) > MOST_SERIES:
        raise InputError(
            f"These are {len(groups):,} series; at most {MOST_SERIES} are looked at together.",
            code="too_many_series",
            remedy="Narrow the question with parameters or a filter.",
        )
    series = [
        _trend(dict(key), rows, every, ALPHA / len(groups), whole_from_start) for key, rows in groups.items()
    ]
    left = sum(point.level is None for one in series for point in one.points)
    notes = (
        [
            f"{left:,} {'period is' if left == 1 else 'periods are'} left out: not over yet, cut by the data, "
            "or with too few."
        ]
        if left
        else []
    )
    if not all(one.looked for one in series):
        notes.append(f"With fewer than {ENOUGH} periods no change is looked for.")
    return Trends(
        measure=result.measure,
        title=result.title,
        params=result.params,
        every=every,
        where=result.where,
        segment=result.segment,
        data_version=result.data_version,
        currency=result.currency,
        notes=[*notes, *result.notes],
        series=series,
    )


def _trend(keys: dict[str, Any], rows: list[Row], every: Every, alpha: float, whole: bool) -> Trend:
    used = [
        row
        for at, row in enumerate(rows)
        if row.complete and row.number.value is not None and row.number.show != "hidden" and (whole or at)
    ]
    days = [row.keys[every] for row in used]
    values, weights = [_value(row, every) for row in used], [_weight(row.number) for row in used]
    if every == "day" and used:
        values = without_weekdays(values, [day.weekday() for day in days], weights).tolist()
    found = changes(values, weights, alpha=alpha) if used else ()
    edges = [0, *(one.at for one in found), len(used)]
    levels = {}
    for first, last in pairwise(edges):
        whole_weight = sum(weights[first:last])
        mean = sum(v * w for v, w in zip(values[first:last], weights[first:last], strict=True))
        for day in days[first:last]:
            levels[day] = mean / whole_weight
    unit = rows[0].number.unit
    return Trend(
        keys=keys,
        points=[
            TrendPoint(
                first_day=row.keys[every],
                number=row.number,
                complete=row.complete,
                level=levels.get(row.keys[every]),
            )
            for row in rows
        ],
        looked=len(used) >= ENOUGH,
        changes=[
            TrendChange(
                first_day=days[one.at],
                earliest=days[one.earliest],
                latest=days[one.latest],
                before=one.before,
                after=one.after,
                size=Number(
                    value=one.size.value,
                    low=one.size.low,
                    high=one.size.high,
                    n=(n := sum(row.number.n for row in used)),
                    unit=unit,
                    show=show(n),
                ),
                p=one.p,
            )
            for one in found
        ],
    )


def _value(row: Row, every: Every) -> float:
    """Counts and sums of a month are those of a month of 30 days: months are not equally long."""
    value = row.number.value or 0.0
    if every != "month" or not _is_amount(row.number):
        return value
    first: date = row.keys[every]
    return value * 30 / (following(first, every) - first).days


def _weight(number: Number) -> float:
    """A share or a mean counts by how many it rests on; a count or a sum is what it is."""
    return 1.0 if _is_amount(number) else float(number.denominator or number.n or 1)


def _is_amount(number: Number) -> bool:
    """Whether it grows with the length of its period: how many, or how much money."""
    return number.low is None and number.unit in ("people", "count", "money")

"""Would the forecast have held? The first part of the data tells the rest, which is known.

Those who first bought before a split are fitted by what was known then. What they bought later is expected from that
and compared with what they did: all together, week by week, and by how often they had bought.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

import numpy as np
from pydantic import Field

from desirepath.errors import DataQualityError
from desirepath.insights.forecast.ahead import between, expected, likelier, luck
from desirepath.insights.forecast.purchases import Calendar, Cells, cells, repeats_by_week
from desirepath.measures.result import HIDDEN_BELOW, Frozen, Number, show
from desirepath.measures.view import View
from desirepath.science.arrays import Floats
from desirepath.science.clv.bg_nbd import BgNbd
from desirepath.science.clv.fit import Fitted

if TYPE_CHECKING:
    import ibis.expr.types as ir

Verdict = Literal["holds", "rough", "fails"]

FEWEST_REPEATERS = 30
"""Fewer customers who bought again tell no rate."""
FEWEST_WEEKS = 13
"""Of fewer weeks there is no first part and no rest."""
CLOSE, ROUGH = 0.10, 0.25
"""How far what was expected may be off, as a share of what was observed."""
MOST_CLASSES, SMALLEST_CLASS = 8, 30


class TestedWeek(Frozen):
    """Repeat purchases of one week: what happened and what the model expected."""

    day: date = Field(description="First day of the week")
    observed: int
    expected: float
    low: float
    high: float
    held_out: bool = Field(description="After the split: the model had not seen it")
    complete: bool = Field(description="False for the very first week, which may lack days")


class TestedClass(Frozen):
    """Customers who had bought equally often at the split, and what each of them bought later on average."""

    bought: str = Field(description="On how many days before the split")
    people: int
    observed: float | None = Field(description="Later purchases of one of them; null under 10 people")
    expected: float


class Backtest(Frozen):
    """What the first part of the data told about the rest."""

    split: date = Field(description="First day the model had not seen")
    weeks_before: int
    weeks_after: int
    people: int = Field(description="Customers who first bought before the split")
    observed: int = Field(description="What they bought from the split on")
    expected: Number
    off: float | None = Field(description="Expected against observed: 0.19 is 19 % too many")
    verdict: Verdict = Field(
        description="holds: within the interval or 10 %; rough: within 25 %; fails: further off"
    )
    weeks: list[TestedWeek]
    classes: list[TestedClass]


def backtest(view: View, days: ir.Table, calendar: Calendar, split: int | None = None) -> Backtest:
    """Fit before week `split`, by default before the last third of the weeks, or the last year; expect the rest.

    Raises DataQualityError `too_few_to_forecast` for a short time or few who bought again.
    """
    at = calendar.weeks - min(52, calendar.weeks // 3) if split is None else split
    if calendar.weeks < FEWEST_WEEKS:
        raise DataQualityError(
            f"Orders of {calendar.weeks} weeks are too short a time to forecast from.",
            code="too_few_to_forecast",
            remedy=f"Bring at least {FEWEST_WEEKS} weeks, better a year.",
        )
    known = cells(view, days, calendar, at)
    repeaters = int(known.people[known.x > 0].sum())
    if repeaters < FEWEST_REPEATERS:
        raise DataQualityError(
            f"Only {repeaters} customers had bought again by {calendar.date(at):%-d %B %Y}: too few to forecast from.",
            code="too_few_to_forecast",
            remedy="Bring a longer time.",
        )
    fitted = likelier(known.histories)
    after = float(calendar.weeks - at)
    told = float(expected(fitted.model, known.histories, np.array([after]))[0])
    doubt = float(
        fitted.variance(lambda model: expected(model, known.histories, np.array([after])))[0]
    ) + luck(fitted.model, known.histories, after)
    low, high = between(told, doubt)
    observed = int(known.later.sum())
    off = told / observed - 1 if observed else None
    return Backtest(
        split=calendar.date(at),
        weeks_before=at,
        weeks_after=calendar.weeks - at,
        people=int(known.people.sum()),
        observed=observed,
        expected=Number(
            value=told,
            low=float(low),
            high=float(high),
            n=int(known.people.sum()),
            unit="count",
            show=show(int(known.people.sum())),
        ),
        off=off,
        verdict="holds" if low <= observed <= high else _verdict(off),
        weeks=_weeks(fitted, known, calendar, repeats_by_week(view, days, calendar, at)),
        classes=_classes(fitted.model, known, after),
    )


def _verdict(off: float | None) -> Verdict:
    if off is None or abs(off) > ROUGH:
        return "fails"
    return "holds" if abs(off) <= CLOSE else "rough"


def _weeks(fitted: Fitted[BgNbd], known: Cells, calendar: Calendar, observed: Floats) -> list[TestedWeek]:
    """TestedWeek by week: before the split from each customer's first purchase on, after it from all that was known."""
    at, weeks = known.until, calendar.weeks

    def by_week(model: BgNbd) -> Floats:
        begun = np.bincount(known.first.astype(int), known.people, weeks)
        bought = np.diff(model.expected(np.concatenate([[0.0], np.arange(at) + 0.5])))
        before = np.convolve(begun[:at], bought)[:at]
        ahead = expected(model, known.histories, np.arange(weeks - at + 1.0))
        return np.concatenate([before, np.diff(ahead)])

    told = by_week(fitted.model)
    # In one week hardly anybody buys twice, so the luck of many is Poisson's: its variance is what is expected.
    low, high = between(told, fitted.variance(by_week) + told)
    return [
        TestedWeek(
            day=calendar.date(week),
            observed=int(observed[week]),
            expected=float(told[week]),
            low=float(low[week]),
            high=float(high[week]),
            held_out=week >= at,
            complete=week > 0 or calendar.origin == calendar.first_day,
        )
        for week in range(weeks)
    ]


def _classes(model: BgNbd, known: Cells, after: float) -> list[TestedClass]:
    """By days bought on; the last class takes all who bought more often, so that it is not a handful."""
    each = model.expected_after(after, known.x, known.histories.tx, known.age)
    at_least = [float(known.people[known.x >= x].sum()) for x in range(MOST_CLASSES)]
    last = max((x for x, people in enumerate(at_least) if people >= SMALLEST_CLASS), default=0)
    found = []
    for x in range(last + 1):
        there = known.x >= x if x == last else known.x == x
        people = float(known.people[there].sum())
        if people:
            found.append(
                TestedClass(
                    bought=f"{x + 1} or more" if x == last else str(x + 1),
                    people=int(people),
                    observed=float(known.later[there].sum()) / people if people >= HIDDEN_BELOW else None,
                    expected=float(known.people[there] @ each[there]) / people,
                )
            )
    return found

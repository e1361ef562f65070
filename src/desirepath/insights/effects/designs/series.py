"""It began for everybody at once: the time before has to stand for what would have come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from desirepath.domain.action import Action, Chosen
from desirepath.insights.effects.design import Design, Finding, Group
from desirepath.insights.effects.designs.alike import unproved
from desirepath.insights.effects.designs.trends import (
    YEAR_DAYS,
    Series,
    beside_moved,
    forms_agree,
    hull,
    steady_before,
)
from desirepath.insights.effects.groups import WITH, WITHOUT, last_day
from desirepath.insights.effects.outcome import Outcome, People, outcome_of
from desirepath.insights.effects.panel import ENOUGH, Periods, heads, shares
from desirepath.science.intervals import CLEAR, Estimate

BEFORE, AFTER = 12, 4
"""Periods at least: a bending trend has five terms, and a month of weeks is the least of a new level."""
LENGTHS = (7, 14, 28)
FURTHEST_DAYS = 3 * 364
BESIDE = (
    "It began for everybody at once: its own time before stands for what would have come, beside one that it "
)
SEASON = "Under two years are there, so a season of the year is not taken off, except what the series beside has too."
REACHED = (
    "Those who came shortly before the start had a part of their time after it: if it reached them too, the effect is "
    "told too small."
)
SHORT = f"Cannot tell: it needs {BEFORE} periods of a week or more before the start and {AFTER} from it on"


def suits(action: Action) -> str | None:
    """Who is compared with a group of their own is not asked here, nor who was picked for being bad."""
    if (action.target and action.control) or action.chosen in (Chosen.RANDOMISED, Chosen.FOR_BEING_BAD):
        return None
    if action.target and action.chosen is not Chosen.BY_RULE:
        return None
    if action.unmoved or action.control:
        return f"{BESIDE}should not have moved."
    # A plan can still be made with others beside it, which is better.
    return "It began for everybody at once: only its own time before is there." if action.started else None


@dataclass(frozen=True)
class _Line:
    """One series: whose it is, and their visits, each customer once a day."""

    title: str
    where: str | None
    people: People


def find(outcome: Outcome, action: Action) -> Finding:
    """The step of the series at the start, less that of the series beside it, under two forms of the trend."""
    assert action.started is not None, "only what has begun is looked at"
    beside = _beside(outcome, action)
    asked = [one for one in (outcome, beside) if one]
    first, last = max(one.first_day for one in asked), min(last_day(one, action) for one in asked)
    span = (max(first, action.started - timedelta(days=FURTHEST_DAYS)), last)
    lines = _lines(outcome, beside, action, span)
    tried = [_filled(_even(action.started, days, *span), lines) for days in LENGTHS]
    periods = next((one for one in tried if _long(one)), _even(action.started, LENGTHS[0], *span))
    groups = tuple(Group(one.title, one.where, shares(one.people, periods), periods.before) for one in lines)
    notes = _notes(outcome, periods)
    if not any(map(_long, tried)):
        short = _too_short(action.started, *span)
        early = any(one.before >= BEFORE for one in tried) and len(periods) - periods.before < AFTER
        return Finding("D", None, periods, groups, (), notes, short, early=early)
    whole = Series(periods, groups)
    checks = (beside_moved(whole), forms_agree(whole), steady_before(whole))
    why_not = unproved(checks)

    def interval(level: float) -> Estimate:
        return hull([form.effect for form in whole.forms(level)])

    return Finding(
        "D" if why_not else "B",
        None if why_not else interval,
        periods,
        groups,
        checks,
        notes,
        why_not,
        forms=whole.forms(CLEAR),
    )


def _beside(outcome: Outcome, action: Action) -> Outcome | None:
    """What is asked of the series beside it; None where nothing is named."""
    if action.unmoved:
        return outcome_of(outcome.view, action.unmoved, None)
    return outcome if action.control else None


def _lines(
    outcome: Outcome, beside: Outcome | None, action: Action, span: tuple[date, date]
) -> tuple[_Line, ...]:
    everybody = action.target or (f"NOT ({action.control})" if action.control else None)

    def line(title: str, asked: Outcome, where: str | None) -> _Line:
        return _Line(title, where, asked.people(where, start=span[0], end=span[1], each="day").known)

    own = line(WITH, outcome, everybody)
    if beside is None:
        return (own,)
    if action.unmoved:
        return (own, line(action.unmoved.label or beside.measure.title, beside, everybody))
    return (own, line(WITHOUT, beside, action.control))


def _even(start: date, days: int, first: date, last: date) -> Periods:
    """Whole periods only: one that is cut short has other people."""
    before, after = (start - first).days // days, ((last - start).days + 1) // days
    return Periods.even(start, days, before, max(0, after))


def _filled(periods: Periods, lines: tuple[_Line, ...]) -> Periods:
    """Those from which on every period holds enough: the first weeks of a shop are often thin."""
    fewest = np.array([heads(line.people, periods) for line in lines]).min(axis=0)
    thin = np.flatnonzero(fewest < ENOUGH)
    begin = int(thin[-1]) + 1 if thin.size else 0
    return Periods(periods.days, max(0, periods.before - begin), periods.edges[begin:])


def _long(periods: Periods) -> bool:
    return periods.before >= BEFORE and len(periods) - periods.before >= AFTER


def _too_short(start: date, first: date, last: date) -> str:
    return (
        f"{SHORT}, each with {ENOUGH} customers; there are {(start - first).days:,} days before and "
        f"{(last - start).days + 1:,} from it on."
    )


def _notes(outcome: Outcome, periods: Periods) -> tuple[str, ...]:
    short = len(periods) * periods.days < 2 * YEAR_DAYS
    late = outcome.window_days > periods.days
    return (
        *([SEASON] if short else []),
        *([REACHED] if late else []),
    )


SERIES = Design(
    name="series",
    title="Before and after, against its own trend",
    question="Did it leave its trend when something began for everybody at once?",
    needs=f"{BEFORE} periods of a week or more before the start and {AFTER} from it on, with {ENOUGH} customers each; "
    "and a series that it should not have moved: another measure, or a group that did not get it.",
    how="An interrupted series: its step at the start less that of the series beside, with a straight trend and one "
    "that may bend; errors for periods that hang together; a season where two years are there.",
    supposes="That its trend would have gone on, that nothing else began then, and that the change came at once.",
    grade="B",
    suits=suits,
    find=find,
)

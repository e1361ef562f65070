"""Which stretches of time after a start are looked at, and which cohorts have reached them or lived through them?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from desirepath.domain import duration
from desirepath.measures.periods import local, number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desirepath.measures.scope import Scope

Grain = Literal["day", "week", "month"]
Clock = Literal["calendar", "rolling"]

LENGTHS = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=30)}
"""How long a rolling period is: a month of 30 days, as long as any other."""


@dataclass(frozen=True)
class Cell:
    """One stretch of time after the start: whole periods from `first` to before `until`, or a `window` from the start.

    A window holds the shorter ones before it; what is new in it begins after `opens`.
    """

    period: int
    first: int
    until: int
    words: str
    window: timedelta | None = None
    opens: timedelta = timedelta()


def cells_of(
    grain: Grain, periods: int, brackets: Sequence[int] | None, windows: Sequence[str] | None
) -> list[Cell]:
    """The cells of a cohort, in order; the first is the period of the start itself.

    >>> [cell.words for cell in cells_of("week", 2, None, None)]
    ['week 0', 'week 1', 'week 2']
    >>> [(cell.period, cell.words) for cell in cells_of("day", 9, [1, 2, 8], None)]
    [(0, 'day 0'), (1, 'day 1'), (2, 'day 2 to 7')]
    >>> [(cell.period, cell.words) for cell in cells_of("day", 9, None, ["7d", "4w"])]
    [(0, 'start'), (1, 'within 7 days'), (2, 'within 4 weeks')]
    """
    if windows:
        lengths = [timedelta(seconds=duration.seconds(window)) for window in windows]
        words = [f"within {duration.words(window)}" for window in windows]
        named = enumerate(zip(words, lengths, [timedelta(), *lengths], strict=False), 1)
        found = [Cell(place, 0, 0, text, window, opens) for place, (text, window, opens) in named]
        return [Cell(0, 0, 0, "start", timedelta()), *found]
    bounds = brackets or range(1, periods + 2)
    later = [
        Cell(first, first, until, f"{grain} {first}" + (f" to {until - 1}" if until > first + 1 else ""))
        for first, until in pairwise(bounds)
    ]
    return [Cell(0, 0, 1, f"{grain} 0"), *later]


@dataclass(frozen=True)
class Reached:
    """The numbers of the cohorts that have begun a cell and that have lived through it: those before these bounds."""

    begun: int
    over: int


def reached(scope: Scope, cell: Cell, grain: Grain, clock: Clock) -> Reached:
    """How far the data go for a cell. A cohort is over when its last possible member has lived through the cell.

    A cohort has begun a cell when its first possible member has, by the latest moment that is known.
    """
    if scope.now is None:
        return Reached(0, 0)
    zone, latest = scope.view.timezone, span(scope)[1]

    def number(moment: datetime) -> int:
        return number_of(local(moment, zone).date(), grain)

    if clock == "calendar" and cell.window is None:
        return Reached(number(latest) - cell.first + 1, number(scope.now) - cell.until + 1)
    length = LENGTHS[grain]
    begun = number(latest - (cell.opens if cell.window is not None else cell.first * length)) + 1
    last_start = scope.now - (cell.window if cell.window is not None else cell.until * length)
    over = number(last_start)
    if scope.end_utc is not None and scope.end_utc <= last_start:
        over = max(over, number(scope.end_utc) + 1)  # nobody starts after the dates asked
    return Reached(begun, over)


def span(scope: Scope) -> tuple[datetime, datetime]:
    """The first and the last moment that are known: of the data, or the last one before they are complete."""
    rows = scope.view.tables[scope.table_name].select("time")
    found = scope.view.records(rows.aggregate(low=rows.time.min(), high=rows.time.max()))[0]
    before = (scope.now or datetime(2000, 1, 1)) - timedelta(microseconds=1)
    return found["low"] or before, max(found["high"] or before, before)

"""Retention once more, in loops over lists, from the words of its definition alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import brute
from reference_tables import Record, to_local
from worlds import ZONE, Question, World, key_of

MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Asked:
    """The parameters, in plain Python."""

    start: list[str] | None = None
    back: list[str] | None = None
    start_step: list[str] | None = None
    back_step: list[str] | None = None
    join: str = "first"
    period: str = "week"
    clock: str = "calendar"
    when: str = "on"
    periods: int = 3
    brackets: list[int] | None = None
    within: list[str] | None = None
    unit: str = "customer"

    def params(self) -> dict[str, Any]:
        said = {
            "start": self.start,
            "return": self.back,
            "start_step": self.start_step,
            "return_step": self.back_step,
            **{name: getattr(self, name) for name in ("join", "period", "clock", "when", "periods")},
            "brackets": self.brackets,
            "within": self.within,
        }
        return {name: value for name, value in said.items() if value is not None}

    @property
    def length(self) -> timedelta:
        return timedelta(days={"day": 1, "week": 7, "month": 30}[self.period])

    def cells(self) -> list[tuple[int, int, int]]:
        """Period, first and first no longer counting period of each later cell."""
        bounds = self.brackets or list(range(1, self.periods + 2))
        return [(first, first, until) for first, until in pairwise(bounds)]


STEPS = {"a": "A", "b": "B", "c": "Order Completed", "d": "D"}


def retention(world: World, question: Question, asked: Asked) -> dict[tuple[Any, ...], Any]:
    """{(cohort, period, further keys): (size, came back, whether all have lived through it)}."""
    found: dict[tuple[Any, ...], list[list[bool]]] = defaultdict(list)
    for start, mine in starts(world, question, asked):
        cohort = first_day(start, asked.period)
        found[(cohort, *question.keys(start))].append(came_back(start, mine, asked))
    table = {}
    for (cohort, *keys), people in found.items():
        for place, (period, begun, over) in enumerate(bounds(world, question, asked, cohort)):
            if begun:
                back = sum(flags[place] for flags in people)
                table[(cohort, period, *keys)] = (len(people), back, over)
    return table


def money(world: World, question: Question, asked: Asked) -> dict[tuple[Any, ...], Any]:
    """{(cohort, period, further keys): (what each start has brought by then, orders, all had the time)}."""
    everything = [
        (row, float(amount))
        for row, amount, stands in brute.orders(world, Question())
        if stands
        and row.get(asked.unit) is not None
        and question.of_customer(row)
        and is_whole(question, row)
    ]
    found: dict[tuple[Any, ...], list[list[list[float]]]] = defaultdict(list)
    for start, _ in starts(world, question, asked):
        mine = [(row, worth) for row, worth in everything if row[asked.unit] == start[asked.unit]]
        mine = [(row, worth) for row, worth in mine if row["time"] >= start["time"]]
        ends = [worths_by(start, mine, asked, place) for place in range(len(places(asked)))]
        found[(first_day(start, asked.period), *question.keys(start))].append(ends)
    table = {}
    for (cohort, *keys), people in found.items():
        for place, (period, begun, over) in enumerate(bounds(world, question, asked, cohort)):
            if begun:
                sums = sorted(sum(ends[place]) for ends in people)
                table[(cohort, period, *keys)] = (sums, sum(len(ends[place]) for ends in people), over)
    return table


def places(asked: Asked) -> list[Any]:
    return [timedelta(), *lengths(asked)] if asked.within else [1, *(until for _, _, until in asked.cells())]


def worths_by(start: Record, orders: list[tuple[Record, float]], asked: Asked, place: int) -> list[float]:
    """The worth of each order by the end of a cell."""
    end = places(asked)[place]
    if asked.within:
        return [worth for row, worth in orders if row["time"] <= start["time"] + end]
    return [worth for row, worth in orders if periods_later(start, row, asked) < end]


def lengths(asked: Asked) -> list[timedelta]:
    return [timedelta(seconds=int(w[:-1]) * {"h": 3600, "d": 86400}[w[-1]]) for w in asked.within or []]


def is_whole(question: Question, row: Record) -> bool:
    """Whether a filter that keeps or drops customers as a whole keeps this one."""
    return question.where != "country = 'de'" or question.meets(row)


def starts(world: World, question: Question, asked: Asked) -> Iterator[tuple[Record, list[Record]]]:
    """Each start with all rows of its unit after it that are a return."""
    units: dict[Any, list[Record]] = defaultdict(list)
    for row in sorted(world.journeys, key=lambda r: (r["time"], r["customer"], r["seq"])):
        if row.get(asked.unit) is not None and question.of_customer(row) and is_whole(question, row):
            units[row[asked.unit]].append(row)
    for mine in units.values():
        rows = [r for r in mine if is_one(r, asked.start, asked.start_step)]
        if asked.join == "first":
            chosen = [r for r in rows[:1] if question.keeps(r)]
        else:
            firsts: dict[Any, Record] = {}
            for row in rows:
                if question.keeps(row):
                    at = key_of(question.period, row) if question.period else None
                    firsts.setdefault((first_day(row, asked.period), at), row)
            chosen = list(firsts.values())
        for start in chosen:
            after = mine[mine.index(start) + 1 :]
            yield (
                start,
                [
                    r
                    for r in after
                    if is_one(r, asked.back, asked.back_step) and not told_twice(start, r, asked)
                ],
            )


def is_one(row: Record, events: list[str] | None, steps: list[str] | None) -> bool:
    if events is None and steps is None:
        return bool(row["actor"] == "customer")
    return row["event"] in [*(events or []), *(STEPS[step] for step in steps or [])]


def told_twice(start: Record, row: Record, asked: Asked) -> bool:
    if not asked.start or not asked.back or not set(asked.start) & set(asked.back):
        return False
    same_order = start.get("order_id") is not None and start.get("order_id") == row.get("order_id")
    return same_order and start["event"] == row["event"]


def first_day(row: Record, period: str) -> date:
    found: date = key_of(period, row)
    return found


def following(day: date, period: str, times: int) -> date:
    for _ in range(times):
        day += {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=31)}[period]
        day = day.replace(day=1) if period == "month" else day
    return day


def came_back(start: Record, later: list[Record], asked: Asked) -> list[bool]:
    """Whether this start has reached each cell; the first is the start itself."""
    if asked.within:
        return [True, *(any(r["time"] <= start["time"] + w for r in later) for w in lengths(asked))]
    periods = {periods_later(start, row, asked) for row in later} - {0}
    hit = [any(first <= k < until for k in periods) for _, first, until in asked.cells()]
    later_hit = [any(k >= first for k in periods) for _, first, _ in asked.cells()]
    by_then = [any(k < until for k in periods) for _, _, until in asked.cells()]
    in_a_row = [all(hit[: place + 1]) for place in range(len(hit))]
    return [
        True,
        *{"on": hit, "or later": later_hit, "or earlier": by_then, "in a row": in_a_row}[asked.when],
    ]


def periods_later(start: Record, row: Record, asked: Asked) -> int:
    k = 0
    if asked.clock == "rolling":
        while start["time"] + (k + 1) * asked.length <= row["time"]:
            k += 1
        return k
    while following(first_day(start, asked.period), asked.period, k) < first_day(row, asked.period):
        k += 1
    return k


def bounds(world: World, question: Question, asked: Asked, cohort: date) -> Iterator[tuple[int, bool, bool]]:
    """Of each cell: its period, whether it has begun for some of a cohort, and is over for all of it."""
    latest = max([world.now - MOMENT, *(event.time for event in world.events)])
    ends = [moment(following(cohort, asked.period, 1))]
    if question.end:
        ends.append(moment(question.end + timedelta(days=1)))
    last_start = min(ends)
    if asked.within:
        windows = [timedelta(), *lengths(asked)]
        for place, window in enumerate(windows):
            opens = windows[max(place - 1, 0)]
            yield place, moment(cohort) + opens <= latest, last_start + window <= world.now
        return
    for period, first, until in [(0, 0, 1), *asked.cells()]:
        if asked.clock == "rolling":
            begun = moment(cohort) + first * asked.length <= latest
            yield period, begun, last_start + until * asked.length <= world.now
        else:
            begun = following(cohort, asked.period, first) <= to_local(latest, ZONE).date()
            yield period, begun, moment(following(cohort, asked.period, until)) <= world.now


def moment(day: date) -> datetime:
    """When a day begins, UTC."""
    return datetime.combine(day, time(), ZoneInfo(ZONE)).astimezone(UTC).replace(tzinfo=None)

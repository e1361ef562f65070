"""Visits in a row, and ways that are gone as a whole, in loops over lists."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flow_loops import journeys
from paths_loops import Key, matches
from worlds import Question, World


def runs(
    world: World,
    question: Question,
    *,
    lengths: range,
    of: str = "event",
    repeats: bool = True,
    unit: str = "customer",
) -> tuple[Counter[Key], dict[Key, set[Any]], dict[Key, set[Any]]]:
    """How often each run came, who had it (both by path and breakdowns), and everybody (by breakdowns)."""
    times: Counter[Key] = Counter()
    who: dict[Key, set[Any]] = defaultdict(set)
    everybody: dict[Key, set[Any]] = defaultdict(set)
    for number, (_, visits) in enumerate(journeys(world, replace(question, by=()), of, repeats, unit)):
        for start, visit in enumerate(visits):
            if question.in_range(visit.first["time"]):
                everybody[question.keys(visit.first)].add(number)
            for length in lengths:
                some = visits[start : start + length]
                periods = {
                    tuple(
                        v
                        for by, v in zip(question.by, question.keys(one.first), strict=True)
                        if by == question.period
                    )
                    for one in some
                }
                inside = all(question.in_range(one.first["time"]) for one in some)
                if len(some) == length and inside and len(periods) == 1:
                    way = (tuple(one.node for one in some), *question.keys(some[0].first))
                    times[way] += 1
                    who[way].add(number)
    return times, who, everybody


def ways(
    world: World,
    question: Question,
    pattern: list[Any],
    *,
    within: timedelta | None,
    of: str = "event",
    repeats: bool = True,
    ended_after: timedelta = timedelta(days=30),
) -> list[tuple[Key, str, bool, float]]:
    """For everybody who sets out: breakdowns, outcome, whether their time is over, and how long they took."""
    found = []
    first_part = pattern[: 1 + next(n for n, part in enumerate(pattern) if isinstance(part, tuple))]
    for _, visits in journeys(world, replace(question, by=()), of, repeats, "customer"):
        nodes = [visit.node for visit in visits]
        over = visits[-1].rows[-1]["time"] + ended_after <= world.now
        ends: dict[int, int] = {}
        for match in matches(nodes, pattern):
            ends[match[0]] = min(ends.get(match[0], match[-1]), match[-1])
        begins: dict[Key, list[int]] = defaultdict(list)
        for here in sorted({match[0] for match in matches(nodes, first_part)}):
            row = visits[here].first
            if question.in_range(row["time"]):
                period = [
                    v for by, v in zip(question.by, question.keys(row), strict=True) if by == question.period
                ]
                begins[tuple(period)].append(here)
        took = {here: visits[end].first["time"] - visits[here].first["time"] for here, end in ends.items()}
        in_time = {here: time for here, time in took.items() if within is None or time <= within}
        for places in begins.values():
            whole = [here for here in places if here in in_time]
            here = whole[0] if whole else places[-1]
            row = visits[here].first
            ended = over if within is None else row["time"] + within <= world.now
            if whole and pattern[-1] == "$" and not over:
                outcome, ended = "still_open", False
            elif whole:
                outcome = "went_on"
            else:
                outcome = "lost" if ended else "still_open"
            time = in_time.get(here, timedelta())
            found.append((question.keys(row), outcome, ended, time.total_seconds()))
    return found

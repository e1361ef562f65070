"""Anchored journeys in loops over lists, from the words of their definition alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flow_loops import Visit, journeys
from worlds import Question, World

Key = tuple[Any, ...]
Class = tuple[bool, frozenset[str]]
"""Whether the names are those that do not fit, and the names."""


def fits(one: Class, node: str | None) -> bool:
    but, names = one
    return (node not in names) if but else (node in names)


def matches(nodes: list[str | None], parts: list[Class | str]) -> Iterator[list[int]]:
    """Every way to lay the parts upon the nodes; a run is written as ("run", class) by its class in a list of one."""

    def lay(at: int, rest: list[Any]) -> Iterator[list[int]]:
        if not rest:
            yield []
            return
        first, more = rest[0], rest[1:]
        if first == "^":
            if at == 0:
                yield from lay(at, more)
        elif first == "$":
            if at == len(nodes):
                yield from lay(at, more)
        elif isinstance(first, list):
            end = at
            yield from lay(end, more)
            while end < len(nodes) and fits(first[0], nodes[end]):
                end += 1
                yield from lay(end, more)
        elif at < len(nodes) and fits(first, nodes[at]):
            for found in lay(at + 1, more):
                yield [at, *found]

    for start in range(len(nodes) + 1):
        yield from lay(start, list(parts))


def anchors(visits: list[Visit], anchor: Any, at: int | None, over: bool) -> list[int]:
    """Places where a journey may be anchored, at any time."""
    if anchor == "start":
        return [0]
    if anchor == "end":
        return [len(visits) - 1] if over else []
    found = list(matches([visit.node for visit in visits], anchor))
    return sorted({places[-1 if at is None else at - 1] for places in found})


def columns(
    world: World,
    question: Question,
    *,
    anchor: Any = "start",
    occurrence: int | str = "first",
    at: int | None = None,
    low: int = 0,
    high: int = 5,
    within: timedelta | None = None,
    of: str = "event",
    repeats: bool = True,
    unit: str = "customer",
    ended_after: timedelta = timedelta(days=30),
) -> list[tuple[Key, dict[int, tuple[str, str | None, Visit, bool]]]]:
    """For each anchored journey the values of the breakdowns and, by column, what stands there (kind, name, the visit
    that stands for it, whether it came to be so just here)."""
    found = []
    for _, visits in journeys(world, replace(question, by=()), of, repeats, unit):
        ends = visits[-1].rows[-1]["time"]
        over = ends + ended_after <= world.now
        able = [n for n in anchors(visits, anchor, at, over) if question.in_range(visits[n].first["time"])]
        by_period: dict[Key, list[int]] = defaultdict(list)
        for n in able:
            whole = question.keys(visits[n].first)
            period = tuple(v for name, v in zip(question.by, whole, strict=True) if name == question.period)
            by_period[period].append(n)
        for places in by_period.values():
            number = {"first": 0, "last": -1}.get(
                str(occurrence), int(occurrence) - 1 if occurrence not in ("first", "last") else 0
            )
            if number >= len(places):
                continue
            found.append(_one(visits, places[number], question, world, over, low, high, within))
    return found


def _one(
    visits: list[Visit],
    here: int,
    question: Question,
    world: World,
    over: bool,
    low: int,
    high: int,
    within: timedelta | None,
) -> tuple[Key, dict[int, tuple[str, str | None, Visit, bool]]]:
    moment = visits[here].first["time"]
    counts = [n for n, v in enumerate(visits) if within is None or abs(v.first["time"] - moment) <= within]
    first, last = min(counts), max(counts)
    if within is not None:
        over = over or moment + within <= world.now or last < len(visits) - 1
    told = {}
    for column in range(low, high + 1):
        n = here + column
        if n in counts:
            told[column] = ("visit", visits[n].node, visits[n], False)
        elif n > last:
            told[column] = ("ended" if over else "still_open", None, visits[last], n == last + 1)
        else:
            told[column] = ("before", None, visits[first], n == first - 1)
    return question.keys(visits[here].first), told


def matrix(found: list[tuple[Key, dict[int, Any]]]) -> Counter[Key]:
    return Counter(
        (column, kind, node, *group) for group, told in found for column, (kind, node, _, _) in told.items()
    )


def edges(found: list[tuple[Key, dict[int, Any]]]) -> Counter[Key]:
    return Counter(
        (column, *told[column - 1][:2], *told[column][:2], *group)
        for group, told in found
        for column in told
        if column - 1 in told and "visit" in (told[column - 1][0], told[column][0])
    )

"""Stretches of journeys in loops over lists, from the words of their definition alone."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from flow_loops import Visit, journeys
from hypothesis import strategies as st
from paths_loops import Key, matches
from reference_tables import Happened
from worlds import DAY_ONE, Question, World, questions


def busy(seed: int) -> World:
    """A world in which four customers do many of few things, so that journeys are long and often alike."""
    chance = random.Random(seed)
    events = []
    for customer in ("ana", "ben", "eva", "kim"):
        moment = DAY_ONE
        for _ in range(chance.randint(1, 9)):
            moment += timedelta(minutes=chance.choice([0, 1, 30, 600, 1440, 1440, 4320]))
            event = chance.choice(["A", "A", "B", "B", "D", "Order Completed"])
            of = {"channel": chance.choice(["web", "web", "app", None])}
            actor = chance.choice(["customer"] * 7 + ["company"])
            events.append(Happened(customer, moment, event, actor, of, {"size": chance.choice("sl")}))
    chance.shuffle(events)
    return World(events, DAY_ONE + timedelta(days=chance.choice([10, 15, 40])))


busy_worlds = st.integers(0, 2**40).map(busy)
simple_questions = st.one_of(
    st.builds(Question, by=st.sampled_from([(), ("day",), ("week",), ("week", "size"), ("channel",)])),
    st.builds(Question, start=st.just((DAY_ONE + timedelta(days=2)).date())),
    questions(),
)
"""Most of them leave something to count."""


@dataclass
class Stretch:
    """The path of one journey, the values of the breakdowns, and what came of it."""

    group: Key
    path: tuple[str | None, ...]
    fate: str
    seconds: float


def stretches(
    world: World,
    question: Question,
    *,
    anchor: Any = "start",
    occurrence: int | str = "first",
    length: int | None = 5,
    within: timedelta | None = None,
    of: str = "event",
    repeats: bool = True,
    unit: str = "customer",
    ended_after: timedelta = timedelta(days=30),
) -> list[Stretch]:
    found = []
    for _, visits in journeys(world, replace(question, by=()), of, repeats, unit):
        over = visits[-1].rows[-1]["time"] + ended_after <= world.now
        by_period: dict[Key, list[tuple[int, int | None]]] = defaultdict(list)
        for here, end in places(visits, anchor, over, within):
            if question.in_range(visits[here].first["time"]):
                whole = question.keys(visits[here].first)
                period = tuple(
                    v for name, v in zip(question.by, whole, strict=True) if name == question.period
                )
                by_period[period].append((here, end))
        for able in by_period.values():
            number = {"first": 0, "last": -1}.get(str(occurrence), 0)
            if isinstance(occurrence, int):
                number = occurrence - 1
            if number < len(able):
                here, end = able[number]
                found.append(_one(visits, here, end, anchor, question, world, over, within, length))
    return found


def places(
    visits: list[Visit], anchor: Any, over: bool, within: timedelta | None
) -> list[tuple[int, int | None]]:
    """Where a stretch may be anchored, and where it ends when a pattern says so."""
    if anchor == "start":
        return [(0, None)]
    if anchor == "end":
        return [(len(visits) - 1, None)] if over else []
    ends: dict[int, int] = {}
    for match in matches([visit.node for visit in visits], anchor):
        ends[match[0]] = min(ends.get(match[0], match[-1]), match[-1])
    several = sum(isinstance(part, tuple) for part in anchor) > 1
    found: list[tuple[int, int | None]] = []
    for here, end in sorted(ends.items()):
        took = visits[end].first["time"] - visits[here].first["time"]
        if within is None or took <= within:
            found.append((here, end if several else None))
    return found


def _one(
    visits: list[Visit],
    here: int,
    end: int | None,
    anchor: Any,
    question: Question,
    world: World,
    over: bool,
    within: timedelta | None,
    length: int | None,
) -> Stretch:
    moment = visits[here].first["time"]
    inside = [n for n, v in enumerate(visits) if within is None or abs(v.first["time"] - moment) <= within]
    if within is not None:
        over = over or moment + within <= world.now or inside[-1] < len(visits) - 1
    if anchor == "end":
        chosen = [n for n in inside if n <= here][-(length or len(visits)) :]
    else:
        chosen = [n for n in inside if n >= here and (end is None or n <= end)][: length or len(visits)]
    fate = "went_on" if chosen[-1] < inside[-1] else "ended" if over else "still_open"
    took = visits[chosen[-1]].first["time"] - visits[chosen[0]].first["time"]
    path = tuple(visits[n].node for n in chosen)
    return Stretch(question.keys(visits[here].first), path, fate, took.total_seconds())

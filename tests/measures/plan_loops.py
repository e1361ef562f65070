"""Plan against reality in plain Python: every way to lay a journey over a plan is tried, and the best one named.

Written from docs/explanation/plan-against-reality.md, with loops over lists; shares nothing with the kernel.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from typing import Any

from reference_tables import Record

from desirepath.domain import duration
from desirepath.domain.map import Map

START = "start"
Labelled = tuple[Record, str, str]
"""The row at which something is seen, the step it belongs to, and its name."""


@dataclass(frozen=True)
class Plan:
    """What a map says, asked by the ids of its steps."""

    map: Map

    def __post_init__(self) -> None:
        ids = [step.id for step in self.map.steps()]
        seen = {step.id for step in self.map.steps() if step.match}
        best: dict[tuple[str, str], tuple[str, ...]] = {}
        for here in [START, *ids]:
            for walk in self._walks(here, []):
                *between, there = walk
                if there in seen:
                    old = best.get((here, there))
                    if old is None or self._rank(between) < self._rank(old):
                        best[here, there] = tuple(between)
        object.__setattr__(self, "way", best)
        object.__setattr__(self, "seen", seen)
        object.__setattr__(self, "aside", {s for s in seen if (START, s) not in best})
        for step in self.aside:  # type: ignore[attr-defined]
            best[START, step] = ()

    def step(self, name: str) -> Any:
        return next(step for step in self.map.steps() if step.id == name)

    def after(self, here: str) -> list[str]:
        return [self.map.steps()[0].id] if here == START else self.map.planned_next(here)

    def must(self, name: str) -> bool:
        step = self.step(name)
        return bool(step.match) and not step.expect.optional

    def _walks(self, here: str, passed: list[str]) -> Any:
        for there in self.after(here):
            if there not in passed:
                yield [*passed, there]
                yield from self._walks(there, [*passed, there])

    def _rank(self, between: Any) -> Any:
        ids = [step.id for step in self.map.steps()]
        return sum(map(self.must, between)), len(between), [ids.index(name) for name in between]

    def left_out(self, here: str, there: str) -> list[str]:
        return [name for name in self.way[here, there] if self.must(name)]  # type: ignore[attr-defined]

    def leads(self, here: str, there: str) -> bool:
        return (here, there) in self.way or self.begins_anew(here, there)  # type: ignore[attr-defined]

    def begins_anew(self, here: str, there: str) -> bool:
        if here == START or (here, there) in self.way or not self.may_end(here):  # type: ignore[attr-defined]
            return False
        first = (START, there) in self.way and there not in self.aside  # type: ignore[attr-defined]
        return first and not self.left_out(START, there)

    def may_end(self, here: str) -> bool:
        ways = [[], *self._walks(here, [])]
        return any(
            not self.after(walk[-1] if walk else here) and not any(map(self.must, walk)) for walk in ways
        )

    def come_to(self, there: str, here: str) -> bool:
        """Whether the plan has come to the step, or gone past it."""
        return here != START and (there == here or (there, here) in self.way)  # type: ignore[attr-defined]

    def time_for(self, here: str, there: str) -> timedelta | None:
        if here == START or (here, there) not in self.way:  # type: ignore[attr-defined]
            return None
        steps = [here, *self.way[here, there]]  # type: ignore[attr-defined]
        return timedelta(seconds=sum(duration.seconds(self.step(s).expect.within) for s in steps))


def stays_of(rows: list[Record]) -> list[list[Record]]:
    found: list[list[Record]] = []
    for row in rows:
        if found and found[-1][-1]["step"] == row["step"]:
            found[-1].append(row)
        else:
            found.append([row])
    return found


def visits_of(stay: list[Record], repeats: bool) -> list[list[Record]]:
    """Different events of one step are one visit; the same event once more begins another one."""
    visits: list[list[Record]] = []
    seen: Counter[str] = Counter()
    for row in stay:
        seen[row["event"]] += 1
        if not visits or (not repeats and max(seen.values()) > len(visits)):
            visits.append([])
        visits[-1].append(row)
    return visits


def lay(plan: Plan, steps: list[str]) -> list[bool]:
    """Which stays move: of all ways the cheapest, then the one that moves earliest."""
    extra = len(plan.map.steps()) + 1
    best: tuple[int, list[bool]] | None = None
    for moves in product([True, False], repeat=len(steps)):
        here, price, possible = START, 0, True
        for at, (step, moved) in enumerate(zip(steps, moves, strict=True)):
            if moved and plan.leads(here, step):
                price += 0 if plan.begins_anew(here, step) else len(plan.left_out(here, step))
            elif moved:
                possible = possible and step in plan.aside  # type: ignore[attr-defined]
                price += extra
            elif step not in steps[:at]:
                price += extra - (plan.must(step) and plan.come_to(step, here))
            elif not (plan.step(step).expect.repeats and plan.come_to(step, here)):
                price += extra
            here = step if moved else here
        if possible and (best is None or price < best[0]):
            best = price, list(moves)
    assert best is not None
    return best[1]


def of_journey(plan: Plan, rows: list[Record], now: datetime | None) -> list[Labelled]:
    """Everything done, and not done, in the journey of one customer."""
    stays = stays_of(rows)
    steps = [stay[0]["step"] for stay in stays]
    moves = lay(plan, steps)
    found: list[Labelled] = []
    left_out: list[tuple[int, str]] = []
    off: list[tuple[int, str]] = []
    label: dict[int, str] = {}
    here, came = START, None
    for at, (stay, step, moved) in enumerate(zip(stays, steps, moves, strict=True)):
        again = step in steps[:at]
        if moved and plan.leads(here, step):
            label[at] = "as planned"
            if not plan.begins_anew(here, step):
                left_out += [(at, name) for name in plan.left_out(here, step)]
        elif again and not moved and plan.step(step).expect.repeats and plan.come_to(step, here):
            label[at] = "again"
        else:
            label[at] = "repeated" if again else "extra"
            if not moved and not again and plan.come_to(step, here) and step not in plan.aside:  # type: ignore[attr-defined]
                label[at] = "out of order"
            off.append((at, step))
        if moved:
            given = plan.time_for(here, step)
            if given is not None and came is not None and stay[0]["time"] - came > given:
                found.append((stay[0], here, "late"))
            here, came = step, stay[0]["time"]
    for name in set(steps):
        visits = [at for at, step in off if step == name]
        missed = [pair for pair in left_out if pair[1] == name]
        for at, pair in zip(visits, missed, strict=False):
            label[at] = "out of order"
            left_out.remove(pair)
    found += [(stays[at][0], steps[at], name) for at, name in label.items()]
    found += [(stays[at][0], step, "skipped") for at, step in left_out]
    for stay, step in zip(stays, steps, strict=True):
        expect = plan.step(step).expect
        visits = visits_of(stay, expect.repeats)
        found += [(visit[0], step, "repeated") for visit in visits[1:]]
        for visit in visits:
            other = [r for r in visit if expect.channel and r.get("channel") not in (None, *expect.channel)]
            found += [(row, step, "other channel") for row in other[:1]]
    if not plan.may_end(here):
        last = max(at for at, moved in enumerate(moves) if moved)
        given = timedelta(seconds=duration.seconds(plan.step(here).expect.within))
        over = now is not None and stays[last][0]["time"] + given <= now
        found.append((stays[last][0], here, "lost" if over else "still open"))
    return found


def everything(plan: Map, rows: list[Record], now: datetime | None) -> list[Labelled]:
    """The same of all customers."""
    read = Plan(plan)
    found: list[Labelled] = []
    for customer in sorted({row["customer"] for row in rows}):
        mine = sorted((r for r in rows if r["customer"] == customer), key=lambda r: r["seq"])
        found += of_journey(read, mine, now)
    return found

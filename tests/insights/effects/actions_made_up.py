"""Made-up customers for designs: who stood at the start, on which day, in which group, and whether they did it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from desirepath.domain.action import Action
from desirepath.insights.effects.outcome import Outcome, People

START = date(2026, 3, 2)
BACK, ON = 200, 80


@dataclass(frozen=True)
class Visit:
    customer: str
    day: date
    group: str
    did: bool


@dataclass(frozen=True)
class World:
    """Answers as an outcome does, from a list of visits; everybody's time is over."""

    visits: list[Visit]
    first_day: date = START - timedelta(days=BACK)
    last_day: date = START + timedelta(days=ON - 1)

    def people(
        self, where: str | None = None, *, start: date | None = None, end: date | None = None
    ) -> People:
        first: dict[str, Visit] = {}
        for one in sorted(self.visits, key=lambda visit: visit.day):
            inside = (start or date.min) <= one.day <= (end or date.max)
            if inside and where in (None, one.group):
                first.setdefault(one.customer, one)
        found = [first[name] for name in sorted(first)]
        return People(
            np.array([one.customer for one in found], object),
            np.array([one.day for one in found], "datetime64[D]"),
            np.array([one.did for one in found], float),
        )

    @property
    def outcome(self) -> Outcome:
        return cast(Outcome, self)


def world(rng: np.random.Generator, n: int, effect: float, *, drift: float = 0.0, back: float = 0.3) -> World:
    """Two groups of n customers, the second better by itself; `effect` for those with it, `drift` before it already.

    Every third customer comes again after the start, and does then what they did before in one case of two.
    """
    visits: list[Visit] = []
    for group, better in (("treated", 0.0), ("control", 0.1)):
        for at in range(n):
            name = f"{group}-{at}"
            days = [int(rng.integers(-BACK, ON))]
            if rng.random() < back:
                days.append(int(rng.integers(0, ON)))
            habit = rng.random()
            for since in days:
                season = 0.08 * np.sin(since / 30)
                added = effect * (since >= 0) + drift * (since + BACK) / BACK if group == "treated" else 0.0
                luck = habit if rng.random() < 0.5 else rng.random()
                day = START + timedelta(days=since)
                visits.append(Visit(name, day, group, bool(luck < 0.25 + better + season + added)))
    return World(visits)


def action(**told: Any) -> Action:
    given = {"title": "Without a label", "started": START, "target": "treated", "control": "control"}
    return Action.model_validate({**given, "chosen": "by rule", **told})


@dataclass(frozen=True)
class Shop:
    """The same for many visits, as columns; a visit is in one of `groups`, and a filter is a group's name."""

    customers: NDArray[np.int_]
    days: NDArray[np.int_]
    groups: NDArray[np.str_]
    did: NDArray[np.bool_]
    first_day: date
    last_day: date
    window: str = "7d"
    window_days: int = 7

    def people(
        self,
        where: str | None = None,
        *,
        start: date | None = None,
        end: date | None = None,
        each: str = "customer",
    ) -> People:
        first = ((start or date.min) - START).days
        last = ((end or date.max) - START).days
        inside = (self.days >= first) & (self.days <= last)
        if where:
            named = self.groups == where.removeprefix("NOT (").removesuffix(")")
            inside &= ~named if where.startswith("NOT (") else named
        rows = np.flatnonzero(inside)
        rows = rows[np.lexsort((self.days[rows], self.customers[rows]))]
        keys = [self.customers[rows], *([self.days[rows]] if each == "day" else [])]
        _, kept = np.unique(np.column_stack(keys), axis=0, return_index=True)
        rows = rows[kept]
        return People(
            self.customers[rows].astype(str).astype(object),
            np.datetime64(START) + self.days[rows],
            self.did[rows].astype(float),
        )

    @property
    def outcome(self) -> Outcome:
        return cast(Outcome, self)


def rollout(
    rng: np.random.Generator,
    n: int,
    effect: float,
    starts: Mapping[str, int | None],
    *,
    grows: float = 0.0,
    drift: float = 0.0,
    worse: Mapping[str, float] | None = None,
    back: int = 180,
    on: int = 150,
) -> Shop:
    """Groups of n customers, each with its own level, who get it on their day; some come often, with a habit.

    `effect` at once, `grows` more after 100 days; `drift` moves the first group up by itself, over all the time.
    All share a trend and a season.
    """
    names = list(starts)
    often = rng.poisson(1.0, n * len(names)) + 1
    customers = np.repeat(np.arange(n * len(names)), often)
    group = customers // n
    days = rng.integers(-back, on, customers.size)
    habit = rng.normal(0, 0.08, n * len(names))[customers]
    level = np.array([0.3 + 0.05 * at + (worse or {}).get(name, 0.0) for at, name in enumerate(names)])[group]
    begins = np.array([10_000 if starts[name] is None else starts[name] for name in names])[group]
    since = days - begins
    given = np.where(since >= 0, effect + grows * since / 100, 0.0)
    shared = 0.05 * np.sin(days / 25) + 0.0003 * days
    moved = np.where(group == 0, drift * (days + back) / (back + on), 0.0)
    did = rng.random(customers.size) < level + habit + given + shared + moved
    return Shop(
        customers,
        days,
        np.array(names)[group],
        did,
        START - timedelta(days=back),
        START + timedelta(days=on - 1),
    )


def together(
    rng: np.random.Generator,
    n: int,
    effect: float,
    *,
    bend: float = 0.0,
    dip: float = 0.0,
    shock: float = 0.0,
    wobble: float = 0.0,
    back: int = 364,
    on: int = 90,
) -> Shop:
    """Two groups of n customers, "es" and "de"; only the first gets it, from the start on.

    `bend` curves the trend of both, `dip` moves the first in the last four weeks before the start, `shock` both from it
    on, `wobble` each by weeks that hang together.
    """
    often = rng.poisson(1.5, 2 * n) + 1
    customers = np.repeat(np.arange(2 * n), often)
    group = customers // n
    days = rng.integers(-back, on, customers.size)
    habit = rng.normal(0, 0.08, 2 * n)[customers]
    time = (days + back) / (back + on)
    weeks = rng.normal(0, wobble, (2, (back + on) // 7 + 2))
    for week in range(1, weeks.shape[1]):
        weeks[:, week] += 0.4 * weeks[:, week - 1]
    shared = 0.05 * time + bend * time**2 + shock * (days >= 0) + weeks[group, (days + back) // 7]
    own = effect * (days >= 0) + dip * ((days < 0) & (days >= -28))
    did = rng.random(customers.size) < 0.35 + 0.08 * group + habit + shared + np.where(group == 0, own, 0.0)
    return Shop(
        customers,
        days,
        np.array(["es", "de"])[group],
        did,
        START - timedelta(days=back),
        START + timedelta(days=on - 1),
    )

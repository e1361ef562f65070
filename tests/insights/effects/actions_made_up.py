"""Made-up customers for designs: who stood at the start, on which day, in which group, and whether they did it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

import numpy as np

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

"""How good is the score? What a later time and other customers say of it, without a single customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from desirepath.insights.forecast.churn_result import Bin, Churn, Driver
from desirepath.insights.forecast.definition import Definition
from desirepath.insights.forecast.later import Split
from desirepath.insights.forecast.learner import Score
from desirepath.insights.forecast.moments import FEATURES, Moments
from desirepath.insights.forecast.purchases import EPOCH
from desirepath.insights.forecast.reasons import WORDS
from desirepath.measures import estimators
from desirepath.measures.result import Unit
from desirepath.science.arrays import Floats
from desirepath.science.scores import intervals, ranks_above

JUMP = 0.02
"""By how much the area under the curve may grow when one more day is known."""
BINS = 10
EXPLAINED = 2_000
"""So many rows tell what moves the scores."""
LEAK = (
    "One more day of knowledge makes the score jump, so something that is known only after people left may be in it: "
    "do not use it before you know why."
)
NO_SKILL = (
    "In the test the score did no better than saying the same of all customers, so nobody is listed: what is recorded "
    "does not tell who stays away."
)


@dataclass(frozen=True)
class Tested:
    """What was asked of a later time: its rows, the chances said, and the same a day later."""

    split: Split
    late: Moments
    chances: Floats
    a_day_later: Moments
    chances_later: Floats
    plain_skill: float


def skill(rows: Moments, chances: Floats) -> float:
    """Brier skill: 0 is saying the same of all, 1 is knowing."""
    base = float(rows.left.mean())
    return 1 - float(((chances - rows.left) ** 2).mean()) / (base * (1 - base))


def _areas(late: Moments, chances: Floats, after: Moments, later: Floats) -> tuple[float, float]:
    """How well both sort the same rows: those who did not act on the index day itself."""
    key = set(zip(after.customers, after.index, strict=True))
    same = np.array([one in key for one in zip(late.customers, late.index, strict=True)], bool)
    return ranks_above(late.left[same], chances[same]), ranks_above(after.left, later)


def churn_of(told: Definition, tested: Tested, rows: Moments, score: Score, why: str, sample: float) -> Churn:
    """Definition, test and what moves the scores; the sums of today are not known yet."""
    late, chances, split = tested.late, tested.chances, tested.split
    found = intervals(late.left, chances, late.who)
    n = len(set(late.customers))
    units: dict[str, Unit] = {"base": "share", "precision": "share", "skill": "share"}
    numbers = {name: estimators.estimated(one, n, units.get(name, "score")) for name, one in found.items()}
    silences = told.silences
    pushes = np.abs(score.pushes(rows.x[:: max(1, len(rows) // EXPLAINED)])).mean(axis=0)
    parts = pushes / max(float(pushes.sum()), 1e-12)
    skilled = (found["skill"].low or 0.0) > 0
    now, then = _areas(late, chances, tested.a_day_later, tested.chances_later)
    leaks = then - now > JUMP
    return Churn(
        definition=told.kind,
        activity=told.activity,
        gap=told.gap,
        chosen=told.chosen,
        returns=None
        if silences is None
        else estimators.estimated(silences.returns(told.gap), silences.silences.n, "share"),
        watched=None if silences is None else int(silences.watched),
        learned=[_date(day) for day in split.learned],
        tested=[_date(day) for day in split.tested],
        rows=len(rows),
        people=len(set(rows.customers)),
        sample=sample,
        model=score.name,
        why=why,
        **numbers,
        bins=_bins(late.left, chances),
        plain_skill=tested.plain_skill,
        area_now=now,
        area_later=then,
        leaks=leaks,
        drivers=[
            Driver(name=FEATURES[at], words=WORDS[FEATURES[at]][0], part=float(parts[at]))
            for at in np.argsort(-parts, kind="stable")
            if parts[at] > 0
        ],
        active=0,
        staying_away=None,
        at_stake=None,
        warnings=[*([] if skilled else [NO_SKILL]), *([LEAK] if leaks else [])],
    )


def _bins(left: Floats, chances: Floats) -> list[Bin]:
    order = np.argsort(chances, kind="stable")
    found = []
    for part in np.array_split(order, BINS):
        if part.size:
            hits = int(left[part].sum())
            found.append(Bin(chance=float(chances[part].mean()), came=estimators.rate(hits, int(part.size))))
    return found


def _date(day: int) -> date:
    return EPOCH + timedelta(days=day)

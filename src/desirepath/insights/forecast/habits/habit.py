"""What customers are likely to do next, and whether knowing the customer helps to tell it.

Three ways of telling are asked the same: what all do most; what the customer did last; what the customer did so far,
drawn towards what all do. The one with the least log loss in a later time is used, and where knowing the customer is
not clearly better than knowing all, nothing is said of single customers.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from desirepath.insights.forecast.habits import counts
from desirepath.insights.forecast.habits.aspect import CHANNEL, TIME, Aspect, Name, product
from desirepath.insights.forecast.habits.counts import Habits
from desirepath.insights.forecast.habits.result import (
    Habit,
    HabitShare,
    HabitTest,
    LikelyHabit,
    Way,
    WayTested,
)
from desirepath.measures.estimators import estimated, rate
from desirepath.measures.periods import local
from desirepath.measures.view import View
from desirepath.science.arrays import Floats
from desirepath.science.intervals import Estimate, z

if TYPE_CHECKING:
    import ibis.expr.types as ir

TESTED = 1 / 4
"""The last part of the time is kept for the test."""
FEWEST = 30
MOST_VALUES = 100
SHOWN = 28
"""Parts of a week; of other things the first tell enough."""


def habits(
    view: View, group: str | None, customers: list[str]
) -> tuple[list[Habit], dict[str, list[LikelyHabit]]]:
    """What all do and how well it is told, and the likely next of some customers where that is told better so."""
    told: dict[str, list[LikelyHabit]] = {one: [] for one in customers}
    found = []
    for aspect in (CHANNEL, product(view, group), TIME):
        if aspect is None:
            found.append(_untold("product", group or "", NO_GROUP))
            continue
        habit, likely = _habit(view, aspect, customers)
        found.append(habit)
        for customer, one in likely.items():
            told[customer].append(one)
    return found, told


NO_GROUP = (
    "No kept property is a group of products. Name one in workspace.yaml: keep: [category], and where it is called "
    "otherwise forecast: {product_group: …}."
)


def _habit(view: View, aspect: Aspect, customers: list[str]) -> tuple[Habit, dict[str, LikelyHabit]]:
    with counts.occasions(view, aspect) as days:
        totals = counts.totals(view, days)
        if not 1 < len(totals) <= MOST_VALUES:
            return _untold(aspect.name, aspect.by, _unusable(aspect, totals)), {}
        values = [value for value, _ in totals]
        with view.engine.kept(counts.coded(view, days, values)) as coded:
            fitted = counts.fit(view, coded, values)
            assert fitted is not None, "there are occasions"
            test = _test(view, coded, values)
            likely = _likely(view, coded, aspect, fitted, test, customers)
    n = sum(times for _, times in totals)
    return Habit(
        aspect=aspect.name,
        by=aspect.by,
        why=None,
        customers=fitted.customers,
        occasions=n,
        shares=[
            HabitShare(value=value, title=aspect.title(value), share=rate(times, n))
            for value, times in totals[:SHOWN]
        ],
        values=len(totals),
        strength=fitted.strength,
        repeat=fitted.repeat,
        test=test,
    ), likely


def _unusable(aspect: Aspect, totals: list[tuple[str, int]]) -> str:
    if not totals:
        return f"No event of a customer has a {aspect.by}."
    if len(totals) == 1:
        return f"All is {aspect.title(totals[0][0])}: there is nothing to tell apart."
    return (
        f"{aspect.by} has {len(totals):,} values, too many for a habit; a broader property is named by "
        "forecast: {product_group: …} in workspace.yaml."
    )


def _untold(name: Name, by: str, why: str) -> Habit:
    return Habit(
        aspect=name, by=by, why=why, customers=0, occasions=0, shares=[], values=0, strength=None, repeat=None,
        test=None,
    )  # fmt: skip


def _test(view: View, days: ir.Table, values: list[str]) -> HabitTest | None:
    """The first occasion from the split on of each customer known before it; null where they are few."""
    first = view.engine.to_arrow(days.aggregate(first=days.time.min()))["first"][0].as_py()
    assert view.now is not None, "there are occasions"
    split = _midnight(view.now - (view.now - first) * TESTED)
    fitted = counts.fit(view, days.filter(days.time < split), values)
    if fitted is None:
        return None
    cells = counts.asked(view, days, fitted, split)
    if cells["people"].sum() < FEWEST:
        return None
    return compared(fitted, cells, local(split, view.timezone).date())


def _midnight(moment: datetime) -> datetime:
    return datetime.combine(moment.date() + timedelta(days=1), datetime.min.time(), moment.tzinfo)


def compared(fitted: Habits, cells: dict[str, Floats], tested_from: date) -> HabitTest:
    """Three ways of telling on the same customers, each asked once."""
    what, people = cells["next"].astype(np.intp), cells["people"]
    right: dict[Way, Floats] = {
        "all": (what == _commonest(fitted)).astype(float),
        "last": cells["last"],
        "own": cells["own"],
    }
    loss: dict[Way, Floats] = {
        "all": -np.log(fitted.shares[what]),
        "last": -np.log(fitted.by_last(cells["last"], what)),
        "own": -np.log(fitted.by_own(cells["times"], cells["total"], what)),
    }
    n = int(people.sum())
    mean: dict[Way, float] = {way: float(people @ one) / n for way, one in loss.items()}
    by: Way = "own" if mean["own"] <= mean["last"] else "last"
    gain = _mean(loss["all"] - loss[by], people)
    return HabitTest(
        tested_from=tested_from,
        ways=[WayTested(way=way, right=rate(float(people @ right[way]), n), loss=mean[way]) for way in mean],
        better=estimated(_mean(right[by] - right["all"], people), n, "share"),
        gain=estimated(gain, n, "score"),
        used=by if (gain.low or 0.0) > 0 else "all",
    )


def _commonest(fitted: Habits) -> int:
    return int(np.argmax(fitted.shares))


def _mean(each: Floats, people: Floats) -> Estimate:
    n = people.sum()
    mean = float(people @ each / n)
    error = float(np.sqrt(people @ (each - mean) ** 2 / n / max(n - 1, 1)))
    return Estimate(mean, mean - z(0.95) * error, mean + z(0.95) * error)


def _likely(
    view: View, days: ir.Table, aspect: Aspect, fitted: Habits, test: HabitTest | None, customers: list[str]
) -> dict[str, LikelyHabit]:
    if test is None or test.used == "all" or not customers:
        return {}
    found = {}
    for customer, mine in counts.of_customers(view, days, customers).items():
        chances = _chances(fitted, mine, test.used)
        at = int(np.argmax(chances))
        value = fitted.values[at]
        found[customer] = LikelyHabit(
            aspect=aspect.name, value=value, words=aspect.said(value), chance=float(chances[at])
        )
    return found


def _chances(fitted: Habits, mine: dict[int, tuple[int, int]], way: Way) -> Floats:
    """Chances of all things for a customer who did some of them so often, the last time at a place."""
    times, same = np.zeros(len(fitted.values)), np.zeros(len(fitted.values))
    for what, (often, _) in mine.items():
        times[what] = often
    same[max(mine, key=lambda what: mine[what][1])] = 1.0
    return fitted.by_last(same) if way == "last" else fitted.by_own(times, float(times.sum()))

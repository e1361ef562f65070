"""Who may stay away from now on, how surely is that known, and how much is at stake?

Staying away is a definition: no activity for g days, with g by the rule of `gap`, or as the team says in its settings.
The score is tested on later months and other customers first; where it does no better than saying the same of all,
nobody is listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from desirepath.errors import DataQualityError
from desirepath.insights.forecast.activity import Activity, daily
from desirepath.insights.forecast.churn_result import Bin, Churn, Driver
from desirepath.insights.forecast.definition import Definition, define
from desirepath.insights.forecast.later import Split, chances_of, learn_apart, on_days, split_of
from desirepath.insights.forecast.learner import Fit, Score, fit_table, fit_trees
from desirepath.insights.forecast.moments import FEATURES, Moments, firsts_of_months, moments
from desirepath.insights.forecast.purchases import EPOCH, whole_days
from desirepath.insights.forecast.reasons import WORDS
from desirepath.measures import estimators
from desirepath.measures.periods import local
from desirepath.measures.result import Number, Unit
from desirepath.measures.view import View
from desirepath.science.arrays import Floats
from desirepath.science.scores import intervals, ranks_above

if TYPE_CHECKING:
    import ibis.expr.types as ir

MOST_ROWS = 200_000
"""Of more customers and months only a part of all customers is learned from."""
FEWEST = 200
"""With fewer customers who left, or who stayed, in the months learned from, the plain table is taken."""
JUMP = 0.02
"""By how much the area under the curve may grow when one more day is known."""
BINS = 10
EXPLAINED = 2_000
"""So many rows tell what moves the scores."""


@dataclass(frozen=True)
class Learned:
    """A score that was tested, and learned anew from all months whose time is over."""

    definition: Definition
    score: Score
    churn: Churn
    end: int

    @property
    def tells(self) -> bool:
        """Whether it does clearly better than saying the same of all."""
        return self.churn.skill.low is not None and self.churn.skill.low > 0


def learn(view: View, inactive_after: int | None, activity: Activity | None) -> Learned:
    """Define, test, and learn from all.

    Raises DataQualityError where data are too few or too short.
    """
    assert view.now is not None, "a view without data has no forecast"
    end = whole_days(local(view.now, view.timezone))
    told = define(view, end, inactive_after, activity)
    days = firsts_of_months(_first_act(view, told.activity) + told.gap, end)
    split = split_of(days, told.gap, end)
    over = [day for day in days if day + told.gap <= end]
    sample = min(1.0, MOST_ROWS / max(1, _rows(view, told, over)))
    keep = _part(view, sample)
    rows = moments(view, told.activity, told.gap, over, end, keep=keep)
    early, late = rows.where(on_days(rows, split.learned)), rows.where(on_days(rows, split.tested))
    _check(early, late)
    fit, why, scores, plain = _better(early, late)
    chances = chances_of(scores, late)
    a_day_later = moments(view, told.activity, told.gap, split.tested, end, keep=keep, later=1)
    score = fit(rows)
    churn = _told(told, split, rows, late, chances, plain, score, why, sample)
    now, then = _areas(late, chances, a_day_later, chances_of(scores, a_day_later))
    leaks = then - now > JUMP
    return Learned(
        told,
        score,
        churn.model_copy(
            update={
                "area_now": now,
                "area_later": then,
                "leaks": leaks,
                "warnings": [*churn.warnings, *([LEAK] if leaks else [])],
            }
        ),
        end,
    )


LEAK = (
    "One more day of knowledge makes the score jump, so something that is known only after people left may be in it: "
    "do not use it before you know why."
)


def _first_act(view: View, activity: Activity) -> int:
    days = daily(view, activity)
    return int(view.records(days.filter(days.act == 1).aggregate(first=days.day.min()))[0]["first"] or 0)


def _rows(view: View, told: Definition, over: list[int]) -> int:
    """How many customers are active before each index day, all together."""
    import pyarrow as pa

    days = daily(view, told.activity)
    acts = days.filter(days.act == 1).select("customer", "day")
    marks = view.engine.view(pa.table({"index": pa.array(over, pa.int64())}))  # type: ignore[attr-defined]
    there = acts.join(marks, (acts.day < marks.index) & (acts.day >= marks.index - told.gap))
    there = there.select("customer", "index").distinct()
    return int(view.engine.to_arrow(there.aggregate(n=there.count()))["n"][0].as_py())


def _part(view: View, share: float) -> ir.BooleanValue | None:
    """Whole customers by a hash of their key, so that the same ones are looked at everywhere."""
    if share >= 1:
        return None
    digest = view.tables["journeys"].customer.hexdigest("md5").substr(18, 6)
    return digest < f"{int(share * 16**6):06x}"


def _check(early: Moments, late: Moments) -> None:
    for rows, what in ((early, "to learn from"), (late, "to test on")):
        left, stayed = int(np.nansum(rows.left)), int((rows.left == 0).sum())
        if min(left, stayed) < 30:
            raise DataQualityError(
                f"Of those {what}, {left:,} stayed away and {stayed:,} did not: too few to tell them apart.",
                code="too_few_to_forecast",
                remedy="Bring a longer time.",
            )


def _better(early: Moments, late: Moments) -> tuple[Fit, str, list[Score], float]:
    """Trees, unless few left or stayed or the plain table is as good: the fit, why, its scores, the table's skill."""
    plain = learn_apart(early, fit_table)
    plain_skill = _skill(late, chances_of(plain, late))
    left = len(set(early.customers[early.left == 1]))
    stayed = len(set(early.customers[early.left == 0]))
    if min(left, stayed) < FEWEST:
        few = f"{left:,} customers who left and {stayed:,} who stayed"
        return (
            fit_table,
            f"A plain table of silence and frequency, because data are few: {few}.",
            plain,
            plain_skill,
        )
    grown = learn_apart(early, fit_trees)
    if _skill(late, chances_of(grown, late)) <= plain_skill:
        return (
            fit_table,
            "A plain table of silence and frequency: trees did no better in the test.",
            plain,
            plain_skill,
        )
    return (
        fit_trees,
        "Trees did better than a plain table of silence and frequency in the test.",
        grown,
        plain_skill,
    )


def _skill(rows: Moments, chances: Floats) -> float:
    base = float(rows.left.mean())
    return 1 - float(((chances - rows.left) ** 2).mean()) / (base * (1 - base))


def _areas(late: Moments, chances: Floats, after: Moments, later: Floats) -> tuple[float, float]:
    """How well both sort the same rows: those who did not act on the index day itself."""
    key = set(zip(after.customers, after.index, strict=True))
    same = np.array([one in key for one in zip(late.customers, late.index, strict=True)], bool)
    return ranks_above(late.left[same], chances[same]), ranks_above(after.left, later)


def _told(
    told: Definition,
    split: Split,
    rows: Moments,
    late: Moments,
    chances: Floats,
    plain: float,
    score: Score,
    why: str,
    sample: float,
) -> Churn:
    found = intervals(late.left, chances, late.who)
    n = len(set(late.customers))
    units: dict[str, Unit] = {"base": "share", "precision": "share", "skill": "share"}
    numbers = {name: estimators.estimated(one, n, units.get(name, "score")) for name, one in found.items()}
    silences = told.silences
    pushes = np.abs(score.pushes(rows.x[:: max(1, len(rows) // EXPLAINED)])).mean(axis=0)
    parts = pushes / max(float(pushes.sum()), 1e-12)
    skill = found["skill"].low or 0.0
    return Churn(
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
        plain_skill=plain,
        area_now=0.5,
        area_later=0.5,
        leaks=False,
        drivers=[
            Driver(name=FEATURES[at], words=WORDS[FEATURES[at]][0], part=float(parts[at]))
            for at in np.argsort(-parts, kind="stable")
            if parts[at] > 0
        ],
        active=0,
        staying_away=None,
        at_stake=None,
        warnings=[] if skill > 0 else [NO_SKILL],
    )


NO_SKILL = (
    "In the test the score did no better than saying the same of all customers, so nobody is listed: what is recorded "
    "does not tell who stays away."
)


def _bins(left: Floats, chances: Floats) -> list[Bin]:
    order = np.argsort(chances, kind="stable")
    found = []
    for part in np.array_split(order, BINS):
        if part.size:
            hits = int(left[part].sum())
            found.append(Bin(chance=float(chances[part].mean()), came=estimators.rate(hits, int(part.size))))
    return found


def staying_away(chances: Floats, off: Number) -> tuple[float, float, float]:
    """How many of them, with an interval: by how much chances may be off on the whole, and luck."""
    odds = logit(np.clip(chances, 1e-6, 1 - 1e-6))
    luck = 1.96 * float(np.sqrt((chances * (1 - chances)).sum()))
    low, high = (float(expit(odds + shift).sum()) for shift in shifts(off))
    return float(chances.sum()), max(0.0, low - luck), high + luck


def shifts(off: Number) -> tuple[float, float]:
    """Log odds by which the test says chances may be off, no shift included."""
    return min(off.low or 0.0, 0.0), max(off.high or 0.0, 0.0)


def _date(day: int) -> date:
    return EPOCH + timedelta(days=day)


def chosen(size: int, best: Floats, most: int) -> NDArray[np.intp]:
    """Places of the `most` largest, the largest first; ties in the order of the rows."""
    return np.argsort(-best, kind="stable")[: min(size, most)]

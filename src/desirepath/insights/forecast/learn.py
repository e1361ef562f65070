"""Learn who will be lost: of two scores the better one in a later time, learned anew from all that is over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from desirepath.errors import DataQualityError
from desirepath.insights.forecast.churn_result import Churn
from desirepath.insights.forecast.definition import Definition
from desirepath.insights.forecast.later import chances_of, learn_apart, on_days, split_of
from desirepath.insights.forecast.learner import Fit, Score, fit_table, fit_trees
from desirepath.insights.forecast.moments import Moments, firsts_of_months, moments
from desirepath.insights.forecast.quality import Tested, churn_of, skill
from desirepath.measures.view import View

if TYPE_CHECKING:
    import ibis.expr.types as ir

MOST_ROWS = 200_000
"""Of more customers and months only a part of all customers is learned from."""
FEWEST = 200
"""With fewer customers who left, or who stayed, in the months learned from, the plain table is taken."""


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


def learn(view: View, told: Definition, end: int) -> Learned:
    """Test, and learn from all; data end before day `end`.

    Raises DataQualityError where data are too few or too short.
    """
    days = firsts_of_months(_first(view, told) + told.gap, end)
    split = split_of(days, told.gap, end)
    over = [day for day in days if day + told.gap <= end]
    sample = min(1.0, MOST_ROWS / max(1, _rows(view, told, over)))
    keep = _part(view, sample)
    rows = moments(view, told, over, end, keep=keep)
    early, late = rows.where(on_days(rows, split.learned)), rows.where(on_days(rows, split.tested))
    _check(early, late)
    fit, why, scores, plain = _better(early, late)
    a_day_later = moments(view, told, split.tested, end, keep=keep, later=1)
    tested = Tested(
        split, late, chances_of(scores, late), a_day_later, chances_of(scores, a_day_later), plain
    )
    score = fit(rows)
    return Learned(told, score, churn_of(told, tested, rows, score, why, sample), end)


def _first(view: View, told: Definition) -> int:
    days = told.days(view)
    return int(view.records(days.filter(days.act == 1).aggregate(first=days.day.min()))[0]["first"] or 0)


def _rows(view: View, told: Definition, over: list[int]) -> int:
    """How many customers there are at each index day, all together."""
    marks = view.engine.view(pa.table({"index": pa.array(over, pa.int64())}))  # type: ignore[attr-defined]
    with view.engine.kept(told.days(view)) as days:
        there = told.there(view, days, marks)
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
    plain_skill = skill(late, chances_of(plain, late))
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
    if skill(late, chances_of(grown, late)) <= plain_skill:
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

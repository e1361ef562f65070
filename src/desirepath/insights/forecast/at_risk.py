"""Customers who are active now, by what may be lost with them: their chance to stay away × what they would bring."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field
from scipy.special import expit, logit

from desirepath.insights.forecast.churn_result import Churn
from desirepath.insights.forecast.habits.result import LikelyHabit
from desirepath.insights.forecast.learn import Learned
from desirepath.insights.forecast.losses import chosen, shifts, staying_away
from desirepath.insights.forecast.moments import Moments, moments
from desirepath.insights.forecast.reasons import reasons
from desirepath.insights.forecast.value import Models, ValueForecast, value_of_each
from desirepath.measures.result import Frozen, Number, show
from desirepath.measures.view import View
from desirepath.science.arrays import Floats

if TYPE_CHECKING:
    import ibis.expr.types as ir

MOST = 500
"""A longer list is worked through by nobody; all of them are in the sums."""
AT_ONCE = 500_000
"""More customers than this are scored in parts of whole buckets, so that memory stays bounded."""


class AtRisk(Frozen):
    """One customer who may stay away."""

    customer: str
    chance: float = Field(description="Of no activity in the gap from now on")
    value: float | None = Field(
        description="Discounted revenue of twelve months, if they stay; null: not foretold"
    )
    at_stake: float | None = Field(description="Chance × value")
    silent: int | None = Field(description="Days since the last activity that counts; null: none yet")
    acts: int = Field(description="Days with such activity so far")
    reasons: list[str] = Field(description="What raises the chance most, the strongest first")
    likely: list[LikelyHabit] = Field(
        default_factory=list,
        description="Channel, products and time to come next, where the customer tells them",
    )


def at_risk(
    view: View, learned: Learned, models: Models | None, value: ValueForecast | None
) -> tuple[Churn, list[AtRisk]]:
    """The sums over all who are active now, and the first of the list; empty where the score has no skill."""
    if not learned.tells:
        return learned.churn.model_copy(update={"active": _active(view, learned)}), []
    parts = [_scored(rows, learned, models) for rows in _now(view, learned)]
    found = [one for _, _, listed in parts for one in listed]
    found.sort(key=lambda one: (-(one.at_stake if one.at_stake is not None else one.chance), one.customer))
    chances = np.concatenate([chance for chance, _, _ in parts])
    worth = np.concatenate([worth for _, worth, _ in parts])
    n = len(chances)
    away, low, high = staying_away(chances, learned.churn.intercept)
    return learned.churn.model_copy(
        update={
            "active": n,
            "staying_away": Number(value=away, low=low, high=min(high, n), n=n, unit="people", show=show(n)),
            "at_stake": _at_stake(chances, worth, learned.churn.intercept, value),
        }
    ), found[:MOST]


def _active(view: View, learned: Learned) -> int:
    return sum(len(rows) for rows in _now(view, learned))


def _now(view: View, learned: Learned) -> Iterator[Moments]:
    """Everybody who is active now, in parts that fit into memory."""
    customers = view.tables["customers"]
    many = int(view.records(customers.aggregate(n=customers.count()))[0]["n"])
    told, end = learned.definition, learned.end
    for keep in _parts(view, -(-many // AT_ONCE)) if many > AT_ONCE else [None]:
        yield moments(view, told, [end], end, keep=keep)


def _parts(view: View, many: int) -> Iterator[ir.BooleanValue]:
    """As many parts of about as many customers, who fall into buckets by a hash. Each part reads all journeys once."""
    bucket = view.tables["journeys"].bucket
    return (bucket % many == part for part in range(many))


def _scored(rows: Moments, learned: Learned, models: Models | None) -> tuple[Floats, Floats, list[AtRisk]]:
    chances = learned.score.chances(rows.x) if len(rows) else np.empty(0)
    worth = _worth(rows, models)
    at_stake = chances * worth
    first = chosen(
        len(rows), np.where(np.isnan(at_stake), chances if models is None else -1.0, at_stake), MOST
    )
    told = reasons(rows.x[first], learned.score.pushes(rows.x[first])) if len(first) else []
    return (
        chances,
        worth,
        [
            AtRisk(
                customer=str(rows.customers[at]),
                chance=float(chances[at]),
                value=_known(worth[at]),
                at_stake=_known(at_stake[at]),
                silent=None if np.isnan(rows.x[at, 0]) else int(rows.x[at, 0]),
                acts=int(np.nan_to_num(rows.x[at, 2])),
                reasons=why,
            )
            for at, why in zip(first, told, strict=True)
        ],
    )


def _worth(rows: Moments, models: Models | None) -> Floats:
    """What each would bring if they stay; NaN where nothing is foretold or nothing was bought."""
    worth = np.full(len(rows), np.nan)
    buys = rows.orders > 0
    if models is None or not buys.any():
        return worth
    bought, calendar = rows.where(buys), models.calendar
    first, last = ((day - calendar.origin) // 7 for day in (bought.first_day, bought.last_day))
    x = bought.orders - 1
    mean = np.divide(bought.repeats_worth, x, out=np.zeros_like(x), where=x > 0)
    worth[buys] = value_of_each(models, x, last - first, calendar.weeks - first - 0.5, mean)[1]
    return worth


def _at_stake(chances: Floats, worth: Floats, off: Number, value: ValueForecast | None) -> Number | None:
    """Sum of chance × worth. Doubt: of the chances on the whole, and of the revenue as a share of it."""
    told = ~np.isnan(worth)
    if value is None or value.revenue is None or not value.revenue.value or not told.any():
        return None
    odds, money = logit(np.clip(chances[told], 1e-6, 1 - 1e-6)), worth[told]
    total = float(chances[told] @ money)
    low, high = (float(expit(odds + shift) @ money) for shift in shifts(off))
    spread = ((value.revenue.high or 0.0) - (value.revenue.low or 0.0)) / 2 / value.revenue.value * total
    return Number(
        value=total,
        low=max(0.0, total - float(np.hypot(total - low, spread))),
        high=total + float(np.hypot(high - total, spread)),
        n=int(told.sum()),
        unit="money",
        show=show(int(told.sum())),
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)

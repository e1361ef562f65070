"""What does it mean here that somebody has stayed away?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desirepath.errors import DataQualityError
from desirepath.insights.forecast.activity import Activity, daily
from desirepath.insights.forecast.gap import Gap, gap
from desirepath.measures.view import View


@dataclass(frozen=True)
class Definition:
    """What staying away means here."""

    activity: Activity
    gap: int
    chosen: Literal["rule", "settings"]
    silences: Gap | None


def define(view: View, end: int, inactive_after: int | None, activity: Activity | None) -> Definition:
    """Staying away as the settings say, else by the rule: of orders where customers order, else of anything.

    Raises DataQualityError `no_churn_rule` where the rule finds no silence and the settings name none.
    """
    if activity is None:
        orders = daily(view, "orders")
        activity = "orders" if view.records(orders.aggregate(n=orders.order.sum()))[0]["n"] else "anything"
    silences = gap(view, activity, end)
    if inactive_after is not None:
        return Definition(activity, inactive_after, "settings", silences)
    days = silences.rule() if silences else None
    if days is None:
        raise DataQualityError(
            "No silence was watched after which under 5 % come back, so the data do not say when somebody has left.",
            code="no_churn_rule",
            remedy="Say it in workspace.yaml, as in forecast: {inactive_after: 90d}.",
        )
    if days == 1 and silences is not None:
        back = 100 * (silences.returns(0).value or 0.0)
        raise DataQualityError(
            f"Only {back:.1f} % of all silences were ever seen to end, so hardly anybody comes back at all.",
            code="no_churn_rule",
            remedy="Say another silence in workspace.yaml, as in forecast: {inactive_after: 180d}.",
        )
    return Definition(activity, days, "rule", silences)

"""Lost is who did nothing for so many days, by the gap rule or as the settings say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from desirepath.domain.duration import seconds
from desirepath.domain.settings import ForecastSettings
from desirepath.errors import DataQualityError
from desirepath.insights.forecast.activity import Activity, daily
from desirepath.insights.forecast.definition import Kind
from desirepath.insights.forecast.gap import Gap, gap
from desirepath.insights.forecast.purchases import DAY
from desirepath.measures.view import View

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True)
class Inactivity:
    """No activity for `gap` days."""

    activity: Activity
    gap: int
    chosen: Literal["rule", "settings"] = "settings"
    silences: Gap | None = None
    kind: Kind = "inactivity"

    def days(self, view: View, keep: ir.BooleanValue | None = None) -> ir.Table:
        return daily(view, self.activity, keep)

    def there(
        self,
        view: View,
        days: ir.Table,
        marks: ir.Table,
        *,
        later: int = 0,
        keep: ir.BooleanValue | None = None,
    ) -> ir.Table:
        """Who was active in the gap before the day, and not in the days waited for."""
        acts = days.filter(days.act == 1).select("customer", "day")
        before = acts.join(marks, acts.day < marks.index + later)
        lately = before.group_by(["customer", "index"]).aggregate(last=before.day.max())
        # an act on a day waited for is the last one
        there = lately.filter((lately["last"] < lately.index) & (lately["last"] >= lately.index - self.gap))
        return there.select("customer", "index")

    def stayed(
        self, view: View, days: ir.Table, marks: ir.Table, *, keep: ir.BooleanValue | None = None
    ) -> ir.Table:
        acts = days.filter(days.act == 1).select("customer", "day")
        after = acts.join(marks, (acts.day >= marks.index) & (acts.day < marks.index + self.gap))
        return after.select("customer", "index").distinct()


def inactivity(view: View, end: int, settings: ForecastSettings) -> Inactivity:
    """Staying away as the settings say, else by the rule: of orders where customers order, else of anything.

    Raises DataQualityError `no_churn_rule` where the rule finds no silence and the settings name none.
    """
    activity = settings.activity
    if activity is None:
        orders = daily(view, "orders")
        activity = "orders" if view.records(orders.aggregate(n=orders.order.sum()))[0]["n"] else "anything"
    silences = gap(view, activity, end)
    if settings.inactive_after:
        return Inactivity(activity, seconds(settings.inactive_after) // DAY, "settings", silences)
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
    return Inactivity(activity, days, "rule", silences)

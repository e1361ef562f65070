"""When did each customer buy? Days with an order, counted into cells by whole weeks; no customer leaves the engine.

Weeks are counted back from the last whole day of the data: each is over, only the very first may lack days. All orders
of one day are one purchase. What an order is worth is told by the measure of revenue itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from desirepath.errors import DataQualityError
from desirepath.measures import registry, revenue
from desirepath.measures.periods import local
from desirepath.measures.scope import resolve
from desirepath.measures.view import View
from desirepath.science.arrays import Floats
from desirepath.science.clv.histories import Histories

if TYPE_CHECKING:
    import ibis.expr.types as ir

DAY = 86_400
EPOCH = date(1970, 1, 1)
LOG_BINS = 20
"""Mean purchases are counted in steps of 5 %, which the model of them cannot tell from single ones."""


@dataclass(frozen=True)
class Calendar:
    """Weeks of the data; days are numbered from 1970. `end` is the first day that no longer counts."""

    first_day: int
    end: int

    @property
    def weeks(self) -> int:
        return -(-(self.end - self.first_day) // 7)

    @property
    def origin(self) -> int:
        """The day on which week 0 begins, before the first day or on it."""
        return self.end - 7 * self.weeks

    def day(self, week: int) -> int:
        return self.origin + 7 * week

    def date(self, week: int) -> date:
        return EPOCH + timedelta(days=self.day(week))


@dataclass(frozen=True)
class Cells:
    """Customers who first bought before week `until`, counted, each array of shape (cells,).

    `x`: days on which they bought again before it; `first`: week of the first purchase; `silent_from`: weeks from it
    to the last; `people`; `repeats_worth`: money of the repeats; `later`: purchases of all of them from `until` on.
    """

    until: int
    x: Floats
    first: Floats
    tx: Floats
    people: Floats
    repeats_worth: Floats
    later: Floats

    @property
    def age(self) -> Floats:
        """Weeks since the first purchase, which fell on the middle of its week on average."""
        return self.until - self.first - 0.5

    @property
    def histories(self) -> Histories:
        return Histories.of(self.x, np.minimum(self.tx, self.age), self.age, self.people)


@dataclass(frozen=True)
class Spending:
    """Repeat customers by how often and how much: arrays of (cells,)."""

    x: Floats
    z: Floats
    people: Floats


def purchases(view: View) -> ir.Table:
    """One row a customer and local day with an order that stands: `day` from 1970, `worth` as a number."""
    scope = resolve(view, registry.get("revenue")).reading("local")
    orders = revenue.standing(scope, revenue.RevenueParams())
    orders = orders.mutate(day=orders.local.epoch_seconds() // DAY)
    return orders.group_by(["customer", "day"]).aggregate(worth=orders.amount.cast("float64").sum())


def calendar_of(view: View, days: ir.Table) -> Calendar:
    """The weeks of the data, from the first order on.

    Raises DataQualityError `nothing_to_fit` without an order.
    """
    first = view.records(days.aggregate(first=days.day.min()))[0]["first"]
    if first is None or view.now is None:
        raise DataQualityError(
            "No order with an amount is in the data.",
            code="nothing_to_fit",
            remedy="Bring orders with their revenue.",
        )
    return Calendar(int(first), whole_days(local(view.now, view.timezone)))


def whole_days(moment: datetime) -> int:
    """Days from 1970 that are over at a local moment."""
    return (moment.date() - EPOCH).days


def cells(view: View, days: ir.Table, calendar: Calendar, until: int) -> Cells:
    """Everybody who first bought before week `until`, by what was known then, and how often they bought later."""
    days = days.filter(days.day < calendar.end)
    people = _people(days, calendar.day(until))
    people = people.mutate(
        x=people.n - 1,
        first=(people.first - calendar.origin) // 7,
        tx=(people.last - calendar.origin) // 7 - (people.first - calendar.origin) // 7,
        repeats_worth=people.worth - people.first_worth,
    )
    counted = people.group_by(["x", "first", "tx"]).aggregate(
        people=people.count(), repeats_worth=people.repeats_worth.sum(), later=people.later.sum()
    )
    table = view.engine.to_arrow(counted.order_by(["x", "first", "tx"]))
    column = {name: table[name].cast("float64").to_numpy() for name in table.column_names}
    return Cells(until=until, **column)


def spending(view: View, days: ir.Table, calendar: Calendar, until: int) -> Spending:
    """Repeat customers whose repeats brought money, by how often they bought and how much on average."""
    days = days.filter(days.day < calendar.end)
    people = _people(days, calendar.day(until))
    people = people.mutate(x=people.n - 1, repeats_worth=people.worth - people.first_worth)
    people = people.filter((people.x > 0) & (people.repeats_worth > 0))
    people = people.mutate(z=people.repeats_worth / people.x)
    people = people.mutate(bin=(people.z.ln() * LOG_BINS).round().cast("int64"))
    counted = people.group_by(["x", "bin"]).aggregate(people=people.count(), z=people.z.mean())
    table = view.engine.to_arrow(counted.order_by(["x", "bin"]))
    column = {name: table[name].cast("float64").to_numpy() for name in ("x", "z", "people")}
    return Spending(**column)


def repeats_by_week(view: View, days: ir.Table, calendar: Calendar, until: int) -> Floats:
    """Purchases after the first in each week, of those who first bought before week `until`."""
    days = days.filter(days.day < calendar.end)
    people = _people(days, calendar.day(until)).select("customer", "first")
    later = days.inner_join(people, "customer")
    later = later.filter(later.day > later["first"])
    later = later.mutate(week=(later.day - calendar.origin) // 7)
    found = view.records(later.group_by("week").aggregate(n=later.count()))
    counts = np.zeros(calendar.weeks)
    for row in found:
        counts[row["week"]] = row["n"]
    return counts


def _people(days: ir.Table, cut: int) -> ir.Table:
    """One row a customer who bought before day `cut`: what was known then, and purchases from then on."""
    before = days.day < cut
    people = days.group_by("customer").aggregate(
        first=days.day.min(),
        last=days.day.max(where=before),
        n=before.sum(),
        worth=days.worth.sum(where=before),
        first_worth=days.worth.argmin(days.day),
        later=(~before).sum(),
    )
    return people.filter(people.n > 0)

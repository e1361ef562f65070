"""What each customer did, counted in the engine: cells of counts travel, customers stay.

An occasion is a day on which a customer did a thing: came over a channel, looked at a group of products, was there in a
part of the week. So a long visit of many pages counts once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from desirepath.insights.forecast.habits.aspect import Aspect
from desirepath.insights.forecast.purchases import DAY
from desirepath.measures.view import View
from desirepath.science.arrays import Floats
from desirepath.science.dirichlet import Counted, fit_repeat, fit_strength

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True)
class Habits:
    """What was fitted: what all do, how alike customers are, how often the last is simply done again.

    `values` are the things that are done, the commonest first, and `shares` their parts of all occasions.
    """

    values: tuple[str, ...]
    occasions: Floats
    customers: int
    strength: float
    repeat: float

    @property
    def shares(self) -> Floats:
        found: Floats = self.occasions / self.occasions.sum()
        return found

    def by_own(self, times: Floats, total: Floats | float, what: np.ndarray | slice = slice(None)) -> Floats:
        """Chance of what was done so many times of so many, drawn towards what all do."""
        found: Floats = (times + self.strength * self.shares[what]) / (total + self.strength)
        return found

    def by_last(self, same: Floats, what: np.ndarray | slice = slice(None)) -> Floats:
        """Chance of what was the last thing done, or was not."""
        found: Floats = self.repeat * same + (1 - self.repeat) * self.shares[what]
        return found


@contextmanager
def occasions(view: View, aspect: Aspect) -> Iterator[ir.Table]:
    """One row a customer, thing done and day, with the place (`seq`) and the moment of its first event."""
    rows = view.tables["journeys"]
    rows = rows.filter((rows.actor == "customer") & (rows.time < view.now))
    rows = rows.mutate(value=aspect.value(rows), day=rows.local.epoch_seconds() // DAY)
    rows = rows.filter(rows.value.notnull() & (rows.value != ""))
    days = rows.group_by(["customer", "value", "day"]).aggregate(seq=rows.seq.min(), time=rows.time.min())
    with view.engine.kept(days) as kept:
        yield kept


def totals(view: View, days: ir.Table) -> list[tuple[str, int]]:
    """Things done and on how many occasions, the commonest first; of equally common ones the first by name."""
    counted = view.engine.to_arrow(days.group_by("value").aggregate(n=days.count())).to_pylist()
    return sorted(((row["value"], row["n"]) for row in counted), key=lambda one: (-one[1], one[0]))


def coded(view: View, days: ir.Table, values: list[str]) -> ir.Table:
    """The same with the place of the value instead of the value."""
    places = view.engine.view(  # type: ignore[attr-defined]
        pa.table({"named": pa.array(values, pa.string()), "what": pa.array(range(len(values)), pa.int64())})
    )
    return days.join(places, days.value == places.named).select("customer", "what", "day", "seq", "time")


def fit(view: View, days: ir.Table, values: list[str]) -> Habits | None:
    """Fit on occasions with the places of `values`; None where there are none."""
    each = days.group_by(["customer", "what"]).aggregate(times=days.count())
    people = each.group_by("customer").aggregate(total=each.times.sum())
    cells = _table(
        view,
        each.group_by(["what", "times"]).aggregate(people=each.count()).order_by(["what", "times"]),
    )
    sums = _table(view, people.group_by("total").aggregate(people=people.count()).order_by("total"))
    if not len(cells["what"]):
        return None
    what = cells["what"].astype(np.intp)
    found = np.bincount(what, cells["times"] * cells["people"], len(values)).astype(float)
    shares = (found + 0.5) / (found + 0.5).sum()  # what nobody did yet may still be done
    counted = Counted(what, cells["times"], cells["people"], sums["total"], sums["people"])
    pairs = _table(view, _pairs(days))
    return Habits(
        values=tuple(values),
        occasions=found + 0.5,
        customers=int(sums["people"].sum()),
        strength=fit_strength(shares, counted),
        repeat=fit_repeat(shares, pairs["last"], pairs["same"], pairs["people"]),
    )


def _pairs(days: ir.Table) -> ir.Table:
    """The last thing of each customer, and whether the one before was the same."""
    import ibis

    each = ibis.window(group_by="customer", order_by=["seq", "what"])
    told = days.select("customer", "what", "seq").mutate(before=days.what.lag().over(each))
    told = told.filter(told.before.notnull())
    back = ibis.window(group_by="customer", order_by=[ibis.desc("seq"), ibis.desc("what")])
    told = told.mutate(back=ibis.row_number().over(back))
    told = told.filter(told.back == 0)
    told = told.mutate(last=told.what, same=(told.what == told.before).cast("int64"))
    return told.group_by(["last", "same"]).aggregate(people=told.count()).order_by(["last", "same"])


def asked(view: View, days: ir.Table, habits: Habits, split: datetime) -> dict[str, Floats]:
    """Customers known before `split` by what they did next, in cells (people).

    `next`; `times` and `total`: on how many of their occasions before they had done it; whether each way of telling
    names it: `own` by their own counts drawn towards all, `last` by the last thing they did.
    """
    before, after = days.filter(days.time < split), days.filter(days.time >= split)
    each = before.group_by(["customer", "what"]).aggregate(times=before.count(), seq=before.seq.max())
    prior = view.engine.view(  # type: ignore[attr-defined]
        pa.table(
            {
                "place": pa.array(range(len(habits.values)), pa.int64()),
                "weight": pa.array(habits.strength * habits.shares, pa.float64()),
            }
        )
    )
    each = each.join(prior, each.what == prior.place)
    # of equal ones the commoner: places go by how common a thing is
    each = each.mutate(rank=each.times + each.weight - each.what * 1e-9)
    known = each.group_by("customer").aggregate(
        total=each.times.sum(),
        best=each.what.argmax(each["rank"]),
        most=each["rank"].max(),
        last=each.what.argmax(each.seq),
    )
    first = after.group_by("customer").aggregate(next=after.what.argmin(after.seq))
    told = known.join(first, "customer")
    common = float(habits.strength * habits.shares[0])
    told = told.mutate(own=_either(told.most > common, told.best, 0))
    mine = each.select(who="customer", did="what", times="times")
    told = told.left_join(mine, [told.customer == mine.who, told["next"] == mine.did])
    told = told.mutate(
        times=told.times.fill_null(0),
        own=(told.own == told["next"]).cast("int64"),
        last=(told["last"] == told["next"]).cast("int64"),
    )
    keys = ["next", "times", "total", "own", "last"]
    return _table(view, told.group_by(keys).aggregate(people=told.count()).order_by(keys))


def of_customers(view: View, days: ir.Table, customers: list[str]) -> dict[str, dict[int, tuple[int, int]]]:
    """Of these customers how often each thing was done, and the place of the last time, by the thing."""
    some = view.engine.view(pa.table({"who": pa.array(customers, pa.string())}))  # type: ignore[attr-defined]
    mine = days.join(some, days.customer == some.who)
    counted = mine.group_by(["customer", "what"]).aggregate(times=mine.count(), seq=mine.seq.max())
    found: dict[str, dict[int, tuple[int, int]]] = {}
    for row in view.engine.to_arrow(counted).to_pylist():
        found.setdefault(row["customer"], {})[row["what"]] = (row["times"], row["seq"])
    return found


def _either(when: ir.BooleanValue, then: ir.Value, other: int) -> ir.Value:
    import ibis

    return ibis.ifelse(when, then, other)


def _table(view: View, expression: ir.Table) -> dict[str, Floats]:
    table = view.engine.to_arrow(expression)
    return {name: table[name].cast("float64").to_numpy(zero_copy_only=False) for name in table.column_names}

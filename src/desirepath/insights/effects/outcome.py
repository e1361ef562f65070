"""What a measure says of each customer: who stood at its start, on which day, and whether they did it in time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from desirepath.domain import duration
from desirepath.domain.map import MeasureRef
from desirepath.errors import InputError
from desirepath.measures import registry
from desirepath.measures.conversion import ConversionParams, legs
from desirepath.measures.measure import Measure
from desirepath.measures.periods import local
from desirepath.measures.repeat import RepeatParams
from desirepath.measures.scope import Scope, resolve
from desirepath.measures.view import View
from desirepath.science.arrays import Floats, Ints

if TYPE_CHECKING:
    import ibis.expr.types as ir

Days = NDArray[np.datetime64]


@dataclass(frozen=True)
class People:
    """One row a customer (or a customer and day), by their names: the local day they stood at the start, the outcome.

    `outcome` is 1 for those who did it in time, 0 for those who did not, NaN where the time has not ended.
    """

    customers: NDArray[np.object_]
    days: Days
    outcome: Floats

    def __len__(self) -> int:
        return len(self.customers)

    @cached_property
    def known(self) -> People:
        """Those whose time has ended."""
        return self.only(~np.isnan(self.outcome))

    @cached_property
    def numbers(self) -> Ints:
        """The customers as numbers."""
        return np.unique(self.customers.astype(str), return_inverse=True)[1]

    def only(self, kept: NDArray[np.bool_]) -> People:
        return People(self.customers[kept], self.days[kept], self.outcome[kept])

    def without(self, others: People) -> People:
        return self.only(~np.isin(self.customers, others.customers))

    def and_also(self, others: People) -> People:
        return People(
            np.concatenate([self.customers, others.customers]),
            np.concatenate([self.days, others.days]),
            np.concatenate([self.outcome, others.outcome]),
        )


def _conversion_window(scope: Scope, params: ConversionParams) -> str | None:
    found = legs(scope, params)[1]
    return found[0].within if len(found) == 1 else None


def _repeat_window(scope: Scope, params: RepeatParams) -> str | None:
    return params.within


WINDOWS: Mapping[str, Callable[[Scope, Any], str | None]] = {
    "conversion": _conversion_window,
    "repeat_within": _repeat_window,
}
"""Measures that say yes or no of each customer, and how long each is given; null where that is not one length."""


@dataclass(frozen=True)
class Outcome:
    """One measure, asked of each customer."""

    view: View
    measure: Measure
    params: Any
    where: str | None
    window: str

    @property
    def window_days(self) -> int:
        return -(-duration.seconds(self.window) // 86_400)

    @property
    def first_day(self) -> date:
        """The first whole local day of the data."""
        times = self.view.tables["journeys"].time
        first = self.view.records(times.as_table().aggregate(low=times.min()))[0]["low"]
        return local(first, self.view.timezone).date() + timedelta(days=1)

    @property
    def last_day(self) -> date:
        """The last local day on which somebody could stand at the start and have their time behind them."""
        assert self.view.now is not None, "a build has a time until which it is complete"
        over = self.view.now - timedelta(seconds=duration.seconds(self.window))
        return local(over, self.view.timezone).date()

    def people(
        self,
        *conditions: str | None,
        start: date | None = None,
        end: date | None = None,
        each: Literal["customer", "day"] = "customer",
    ) -> People:
        """Customers who meet all conditions, each at their first time in these days (as the measure counts them).

        With each "day" they are there at their first time of every day.
        """
        wanted = [f"({one})" for one in (self.where, *conditions) if one]
        by = ["day"] if each == "day" else []
        scope = resolve(
            self.view, self.measure, where=" AND ".join(wanted) or None, start=start, end=end, by=by
        )
        rows: ir.Table = self.measure.observations(scope.reading("local"), self.params)
        table = self.view.engine.to_arrow(
            rows.select("customer", "local", "went_on", "ended").order_by("customer")
        )
        went_on = table["went_on"].fill_null(False).to_numpy().astype(float)
        ended = table["ended"].fill_null(False).to_numpy()
        return People(
            table["customer"].to_numpy(zero_copy_only=False),
            table["local"].to_numpy().astype("datetime64[D]"),
            np.where(ended, went_on, np.nan),
        )


def outcome_of(view: View, ref: MeasureRef | None, step: str | None) -> Outcome:
    """The outcome an action is judged by.

    Raises InputError (code no_outcome) when no measure is named, or one that cannot be asked of each customer.
    """
    if ref is None:
        raise _none("The action names no measure it should move.")
    measure = registry.get(ref.name)
    if measure.name not in WINDOWS:
        raise _none(f'"{measure.title}" does not say yes or no of each customer.')
    given = dict(ref.params)
    if measure.name == "conversion" and not given.get("from") and step is not None:
        given["from"] = step
    params = measure.read_params(given)
    window = WINDOWS[measure.name](resolve(view, measure, where=ref.where), params)
    if window is None:
        raise _none(f'"{measure.title}" is not asked about one start and one length of time.')
    return Outcome(view, measure, params, ref.where, window)


def _none(said: str) -> InputError:
    return InputError(
        said,
        code="no_outcome",
        remedy="Name conversion with the step it starts from, or repeat_within with a time, as in 120d.",
    )

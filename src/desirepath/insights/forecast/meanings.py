"""The meanings of being lost that these data allow: the one that is used, the other one, and what each gives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

import pyarrow as pa
from pydantic import Field

from desirepath.domain.settings import ForecastSettings, Signal
from desirepath.errors import DataQualityError
from desirepath.insights.forecast.contract import Contract
from desirepath.insights.forecast.definition import Definition, Kind
from desirepath.insights.forecast.inactivity import Inactivity, inactivity
from desirepath.insights.forecast.proposal import as_yaml, proposed
from desirepath.insights.forecast.purchases import EPOCH
from desirepath.measures.estimators import rate
from desirepath.measures.result import Frozen, Number
from desirepath.measures.view import View

Chosen = Literal["rule", "settings", "proposed"]


class Meaning(Frozen):
    """One meaning of being lost, and the share lost by it in the last time that is over."""

    kind: Kind
    used: bool
    words: str
    days: int | None = Field(description="Days after which it is known who was lost")
    chosen: Chosen | None
    lost: Number | None = Field(
        description="Lost in the days from `since` on, of customers at their beginning who were due"
    )
    since: date | None
    why: str | None = Field(description="Why it says nothing, else null")
    change: str = Field(description="What to write into workspace.yaml to use it")


def define(view: View, end: int, settings: ForecastSettings) -> Definition:
    """The meaning that the settings name.

    Raises DataQualityError `no_churn_rule` where the rule finds no silence and the settings name none.
    """
    if settings.churn == "contract" and settings.contract:
        return Contract(settings.contract)
    return inactivity(view, end, settings)


def meanings(view: View, end: int, settings: ForecastSettings) -> list[Meaning]:
    """The one that is used, then the other one."""
    found = [_silence(view, end, settings), _contract(view, end, settings)]
    return sorted(found, key=lambda one: not one.used)


def _silence(view: View, end: int, settings: ForecastSettings) -> Meaning:
    used = settings.churn == "inactivity"

    def make() -> Meaning:
        told = inactivity(view, end, settings)
        what = "No order" if told.activity == "orders" else "Nothing but opened messages"
        return _given(view, end, told, used, f"{what} for {told.gap} days", told.chosen, _change(told))

    return _or_why(make, "inactivity", used, "Silence", "forecast: {churn: inactivity}")


def _change(told: Inactivity) -> str:
    return f"forecast: {{churn: inactivity, inactive_after: {told.gap}d}}"


def _contract(view: View, end: int, settings: ForecastSettings) -> Meaning:
    used = settings.churn == "contract"
    terms = settings.contract or proposed(view)
    if terms is None:
        return _untold("contract", used, "End of a contract", NO_CONTRACT, EXAMPLE)
    told = Contract(terms)
    change = f"forecast: {{churn: contract, contract: {as_yaml(terms)}}}"

    def make() -> Meaning:
        by: Chosen = "settings" if settings.contract else "proposed"
        return _given(view, end, told, used, words_of(told), by, change)

    return _or_why(make, "contract", used, words_of(told), change)


NO_CONTRACT = "No event here looks like the start and the end of a contract; name them where there are some."
EXAMPLE = (
    "forecast: {churn: contract, contract: {start: [Subscription Started], end: [Subscription Cancelled]}}"
)


def words_of(told: Contract) -> str:
    """What ends a contract, in words.

    >>> from desirepath.domain.settings import Contract as Terms
    >>> words_of(Contract(Terms(start=["Up"], end=["Down", {"level": "free"}])))
    'Contract ended: Down or level = free'
    >>> words_of(Contract(Terms(start=["Up"], renew=["Paid"])))
    'Contract ended: 30 days paid for and 3 of grace without Paid'
    """
    ends = " or ".join(_name(one) for one in told.terms.end)
    renews = " or ".join(_name(one) for one in told.terms.renew)
    lapse = (
        f"{told.period} days paid for and {told.gap - told.period} of grace without {renews}"
        if renews
        else ""
    )
    return "Contract ended: " + ", or ".join(part for part in (ends, lapse) if part)


def _name(one: Signal) -> str:
    return one if isinstance(one, str) else " or ".join(f"{name} = {value}" for name, value in one.items())


def _given(
    view: View,
    end: int,
    told: Definition,
    used: bool,
    words: str,
    chosen: Chosen,
    change: str,
) -> Meaning:
    index = end - told.gap
    marks = view.engine.view(pa.table({"index": pa.array([index], pa.int64())}))  # type: ignore[attr-defined]
    with view.engine.kept(told.days(view)) as days:
        there = told.there(view, days, marks)
        stayed = there.semi_join(told.stayed(view, days, marks), ["customer", "index"])
        n, stay = (
            int(view.engine.to_arrow(rows.aggregate(n=rows.count()))["n"][0].as_py())
            for rows in (there, stayed)
        )
    return Meaning(
        kind=told.kind,
        used=used,
        words=words,
        days=told.gap,
        chosen=chosen,
        lost=rate(n - stay, n) if n else None,
        since=EPOCH + timedelta(days=index),
        why=None if n else f"Nobody was a customer by it {told.gap} days before the end of the data.",
        change=change,
    )


def _or_why(make: Callable[[], Meaning], kind: Kind, used: bool, words: str, change: str) -> Meaning:
    try:
        return make()
    except DataQualityError as error:
        return _untold(kind, used, words, f"{error.message} {error.remedy}", change)


def _untold(kind: Kind, used: bool, words: str, why: str, change: str) -> Meaning:
    return Meaning(
        kind=kind,
        used=used,
        words=words,
        days=None,
        chosen=None,
        lost=None,
        since=None,
        why=why,
        change=change,
    )

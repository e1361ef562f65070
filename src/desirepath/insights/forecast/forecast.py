"""Everything that is foretold of one build, each part with its test, or with the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from pydantic import Field

from desirepath.domain.settings import ForecastSettings
from desirepath.errors import ConflictError, DataQualityError
from desirepath.insights.forecast.at_risk import AtRisk, at_risk
from desirepath.insights.forecast.churn_result import Churn
from desirepath.insights.forecast.habits.habit import habits
from desirepath.insights.forecast.habits.result import Habit
from desirepath.insights.forecast.learn import learn
from desirepath.insights.forecast.meanings import Meaning, define, meanings
from desirepath.insights.forecast.purchases import whole_days
from desirepath.insights.forecast.value import ValueForecast, value_of
from desirepath.measures.periods import local
from desirepath.measures.result import Frozen
from desirepath.measures.view import View
from desirepath.progress import Report, silent

Part = TypeVar("Part")

VERSION = 4
"""Of the method: what an older one foretold is computed anew."""
VALUE, CHURN = "What customers will bring", "Who may stay away"
HABITS = "Over which channel, about what and when"


class Forecast(Frozen):
    """What customers will still bring, and who may stay away."""

    data_version: str
    last_day: date = Field(description="Last whole local day of the data")
    currency: str
    value: ValueForecast | None
    value_why: str | None = Field(description="Why there is no value, else null")
    churn: Churn | None
    churn_why: str | None = Field(description="Why nobody is said to stay away, else null")
    meanings: list[Meaning] = Field(
        description="What it may mean to be lost: the meaning that is used, then the other one"
    )
    habits: list[Habit] = Field(description="Channel, products and time of the next contact, each tested")


@dataclass(frozen=True)
class Foretold:
    """A forecast, and the customers behind it, whom not everybody may see."""

    forecast: Forecast
    at_risk: list[AtRisk]


def foretell(view: View, settings: ForecastSettings, progress: Report = silent) -> Foretold:
    """Foretell from the newest build. It does not say what any action would change."""
    if view.now is None:
        raise ConflictError(
            "There are no data yet.",
            code="not_built",
            remedy="Run: desirepath import, then: desirepath build.",
        )
    progress(VALUE, 0, 1)
    told, value_why = _or_why(lambda: value_of(view, settings.discount))
    value, models = told or (None, None)
    progress(VALUE, 1, 1)
    progress(CHURN, 0, 1)
    end = whole_days(local(view.now, view.timezone))
    learned, churn_why = _or_why(lambda: learn(view, define(view, end, settings), end))
    usable = models if value and value.revenue else None
    churn, listed = at_risk(view, learned, usable, value) if learned else (None, [])
    progress(CHURN, 1, 1)
    progress(HABITS, 0, 1)
    told_habits, likely = habits(view, settings.product_group, [one.customer for one in listed])
    progress(HABITS, 1, 1)
    return Foretold(
        Forecast(
            data_version=view.data_version,
            last_day=local(view.now, view.timezone).date() - timedelta(days=1),
            currency=view.currency,
            value=value,
            value_why=value_why,
            churn=churn,
            churn_why=churn_why,
            meanings=meanings(view, end, settings),
            habits=told_habits,
        ),
        [one.model_copy(update={"likely": likely[one.customer]}) for one in listed],
    )


def _or_why(part: Callable[[], Part]) -> tuple[Part | None, str | None]:
    try:
        return part(), None
    except DataQualityError as error:
        return None, f"{error.message} {error.remedy}"

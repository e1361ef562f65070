"""Everything that is foretold of one build, each part with its test, or with the reason why there is none."""

from __future__ import annotations

from datetime import date, timedelta

from pydantic import Field

from desirepath.errors import ConflictError, DataQualityError
from desirepath.insights.forecast.value import ValueForecast, value_of
from desirepath.measures.periods import local
from desirepath.measures.result import Frozen
from desirepath.measures.view import View
from desirepath.progress import Report, silent

VERSION = 1
"""Of the method: what an older one foretold is computed anew."""
VALUE = "What customers will bring"


class Forecast(Frozen):
    """What customers will still bring."""

    data_version: str
    last_day: date = Field(description="Last whole local day of the data")
    currency: str
    value: ValueForecast | None
    value_why: str | None = Field(description="Why there is no value, else null")


def forecast(view: View, discount: float, progress: Report = silent) -> Forecast:
    """Foretell from the newest build. It does not say what any action would change."""
    if view.now is None:
        raise ConflictError(
            "There are no data yet.",
            code="not_built",
            remedy="Run: desirepath import, then: desirepath build.",
        )
    progress(VALUE, 0, 1)
    value, why = _or_why(view, discount)
    progress(VALUE, 1, 1)
    return Forecast(
        data_version=view.data_version,
        last_day=local(view.now, view.timezone).date() - timedelta(days=1),
        currency=view.currency,
        value=value,
        value_why=why,
    )


def _or_why(view: View, discount: float) -> tuple[ValueForecast | None, str | None]:
    try:
        return value_of(view, discount)[0], None
    except DataQualityError as error:
        return None, f"{error.message} {error.remedy}"

"""How long are journeys?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from desirepath.measures.active_days import active_on
from desirepath.measures.bins import BIN_WORDS, COUNTS, TIMES, Bins, histogram_rows
from desirepath.measures.grid import rows_of
from desirepath.measures.lengths import NOTHING, SPREAD, mean_of, seconds_between, spread, spread_of
from desirepath.measures.measure import Measure, Params, Record
from desirepath.measures.result import Number, Row, Unit
from desirepath.measures.scope import Scope
from desirepath.measures.visits import own_rows

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.measures.view import View

SECONDS = "seconds where `of` is time"


class JourneyLengthParams(Params):
    of: Literal["events", "steps", "sessions", "active days", "time"] = Field(
        "events",
        description="Length in own events, in visits to steps of the map (whoever acted), in sessions, in days with "
        "an event, or in seconds from the first own event to the last",
    )


class JourneyHistogramParams(JourneyLengthParams):
    width: int | None = Field(
        None,
        ge=1,
        description="Bins of this width, in seconds for time; null: bins that become wider as they go, the same for "
        "all data",
    )

    @property
    def bins(self) -> Bins:
        return Bins(TIMES if self.of == "time" else COUNTS, self.width)


def tables_of(view: View, params: JourneyLengthParams) -> tuple[str, ...]:
    return ("steps",) if params.of == "steps" else ("journeys",)


def observations(scope: Scope, params: JourneyLengthParams) -> ir.Table:
    """One row a customer (and each value of the breakdowns), with the `length` of what they did in the dates."""
    if params.of == "active days":
        found = active_on(scope, None, "day")
        return found.mutate(entered_at=found.time, length=found.length.cast("float64"))
    rows = own_rows(scope, scope.reading("session").rows())
    ends = {"time": rows.time.min(), "last_time": rows.time.max()}
    length = rows.session.nunique() if params.of == "sessions" else rows.count()
    found = rows.aggregate(seq=rows.seq.min(), **ends, length=length, by=["customer", *scope.keys])
    if params.of == "time":
        found = found.mutate(length=seconds_between(found.last_time, found.time))
    return found.mutate(entered_at=found.time, length=found.length.cast("float64"))


def aggregate(scope: Scope, params: JourneyLengthParams) -> Mapping[str, ir.Table]:
    found = observations(scope, params)
    return {"rows": found.aggregate(**spread(found.length), by=scope.keys)}


def finish(scope: Scope, params: JourneyLengthParams, found: Mapping[str, list[Record]]) -> list[Row]:
    unit: Unit = "seconds" if params.of == "time" else "count"

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        return mean_of(record, unit), spread_of(record)

    return rows_of(scope, found["rows"], number, empty=NOTHING)


def histogram_observations(scope: Scope, params: JourneyHistogramParams) -> ir.Table:
    """The same with `least`, where the bin of the length begins."""
    found = observations(scope, params)
    return found.mutate(least=params.bins.least(found.length))


def histogram_aggregate(scope: Scope, params: JourneyHistogramParams) -> Mapping[str, ir.Table]:
    found = histogram_observations(scope, params)
    return {"rows": found.aggregate(people=found.count(), by=["least", *scope.keys])}


def histogram_finish(
    scope: Scope, params: JourneyHistogramParams, found: Mapping[str, list[Record]]
) -> list[Row]:
    return histogram_rows(scope, params.bins, found["rows"])


JOURNEY_LENGTH = Measure(
    name="journey_length",
    version=1,
    family="rhythm",
    title="Length of journeys",
    question="How long are the journeys of customers, in events, steps, sessions, active days or time?",
    params=JourneyLengthParams,
    unit="count",
    unit_of_observation="customer with an own event in the dates; of steps: with a visit to one, whoever acted",
    tables=("journeys",),
    choose=tables_of,
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    more=SPREAD,
    when_empty="null when nobody did anything",
    small_n="Under 10 customers nothing is drawn, under 30 only the interval.",
    does_not_answer="How long journeys will be: most still go on, and the dates cut them. A filter or breakdown on "
    "rows measures these rows alone.",
    source=f"Mean over customers with Student's t interval; {SECONDS}. One event is 0 seconds long and 1 day active.",
    example={"of": "active days"},
)
JOURNEY_LENGTH_HISTOGRAM = Measure(
    name="journey_length_histogram",
    version=1,
    family="rhythm",
    title="Journeys by their length",
    question="How many customers have journeys of which length?",
    params=JourneyHistogramParams,
    unit="people",
    unit_of_observation="customer with an own event in the dates; of steps: with a visit to one, whoever acted",
    tables=("journeys",),
    choose=tables_of,
    keys=("least",),
    observations=histogram_observations,
    aggregate=histogram_aggregate,
    finish=histogram_finish,
    more=BIN_WORDS,
    when_empty="no row when nobody did anything; 0 between",
    small_n="Counts are shown however small.",
    does_not_answer="How long journeys will be: most still go on, and the dates cut them.",
    source=f"`least` is where a bin begins ({SECONDS}), and is in it. Bins do not depend on the data, so two periods "
    "have the same; the bins of a period add up to its customers.",
    example={"of": "time"},
)
MEASURES = (JOURNEY_LENGTH, JOURNEY_LENGTH_HISTOGRAM)

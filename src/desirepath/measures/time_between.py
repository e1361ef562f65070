"""How long is it from one event to another?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa
from pydantic import Field

from desirepath.domain.map import Duration
from desirepath.lake.tables import REAL, TEXT, TIME, WHOLE
from desirepath.measures import estimators
from desirepath.measures.between import Between
from desirepath.measures.bins import BIN_WORDS, TIMES, Bins, histogram_rows
from desirepath.measures.events import ORDER, order_event
from desirepath.measures.funnels import question
from desirepath.measures.funnels.question import FunnelQuestion
from desirepath.measures.funnels.semantics import FunnelParams
from desirepath.measures.funnels.steps import FunnelStep
from desirepath.measures.grid import group_of, rows_of
from desirepath.measures.measure import Measure, Params, Record
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.measures.view import View

LISTED = [
    ("customer", TEXT),
    ("seq", WHOLE),
    ("entered_at", TIME),
    ("seconds", WHOLE),
    ("outcome", TEXT),
    ("least", WHOLE),
]
COUNTED = [("least", WHOLE), ("outcome", TEXT), ("n", WHOLE), ("total", REAL), ("squares", REAL)]


class TimeBetweenParams(Params):
    from_: list[str] | None = Field(
        None,
        alias="from",
        min_length=1,
        description="Events, or steps of the map, that start the clock; null: anything the customer does",
    )
    to: list[str] | None = Field(
        None,
        min_length=1,
        description="Events, or steps of the map, that stop it: the next one after the start; null: an order",
    )
    entry: Literal["first", "every"] = Field(
        "first", description="From the first start of each customer in the dates, or from every one"
    )
    within: Duration | None = Field(
        None, description="Longest time that counts, its last moment included; null: any"
    )

    def funnel(self, view: View) -> FunnelParams:
        """The funnel of two steps whose times these are."""
        to = self.to or [order_event(view) or ORDER]
        start = {"where": "actor = 'customer'"} if self.from_ is None else {"event": self.from_}
        steps = [FunnelStep.model_validate(start), FunnelStep(event=to)]
        return FunnelParams(steps=steps, entry=self.entry, within=self.within or "none")


class TimeBetweenHistogramParams(TimeBetweenParams):
    width: Duration | None = Field(
        None, description="Bins of this width; null: bins that become wider as they go, the same for all data"
    )

    @property
    def bins(self) -> Bins:
        from desirepath.domain.duration import seconds

        return Bins(TIMES, seconds(self.width) if self.width else None)


def table_of(view: View, params: TimeBetweenParams) -> tuple[str, ...]:
    return question.table_of(view, params.funnel(view))


def _between(
    scope: Scope, params: TimeBetweenParams, bins: Bins | None = None
) -> tuple[FunnelQuestion, Between]:
    asked = FunnelQuestion(scope, params.funnel(scope.view))
    return asked, Between(asked.kernel, bins)


def _listed(scope: Scope, params: TimeBetweenParams, bins: Bins | None = None) -> ir.Table:
    import ibis

    asked, kernel = _between(scope, params, bins)
    found = ibis.memtable(asked.run(kernel, LISTED))
    return found.mutate(outcome=found.outcome.replace("lost", _without(params)))


def _without(params: TimeBetweenParams) -> str:
    """Without a time given nobody's time is ever over: who has not got there is still open."""
    return "lost" if params.within else "still_open"


def observations(scope: Scope, params: TimeBetweenParams) -> ir.Table:
    """One row a start: how long until they got there, or how long they have been watched since."""
    return _listed(scope, params)


def aggregate(scope: Scope, params: TimeBetweenParams) -> Mapping[str, pa.Table]:
    asked, kernel = _between(scope, params)
    return {"rows": asked.run(kernel.counted, COUNTED)}


def finish(scope: Scope, params: TimeBetweenParams, found: Mapping[str, list[Record]]) -> list[Row]:
    groups: dict[tuple[Any, ...], Record] = {}
    for record in found["rows"]:
        line = groups.setdefault(
            group_of(scope, record), {**{key: record[key] for key in scope.keys}, "records": []}
        )
        line["records"].append(record)

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        return _number(params, record["records"])

    return rows_of(scope, list(groups.values()), number, empty={"records": []})


def _number(params: TimeBetweenParams, records: list[Record]) -> tuple[Number, dict[str, Any]]:
    from math import fsum

    from desirepath.science.kaplan_meier import survival
    from desirepath.science.quantiles import quantile_of_counts

    entered: dict[int, int] = {}
    arrived: dict[int, int] = {}
    outcomes = {"went_on": 0, "still_open": 0, "lost": 0}
    for record in records:
        went_on = record["outcome"] == "went_on"
        outcomes[_without(params) if record["outcome"] == "lost" else record["outcome"]] += record["n"]
        entered[record["least"]] = entered.get(record["least"], 0) + record["n"]
        arrived[record["least"]] = arrived.get(record["least"], 0) + record["n"] * went_on
    left = [entered[at] - arrived[at] for at in entered]
    curve = survival(list(entered), list(arrived.values()), left)
    there = [record for record in records if record["outcome"] == "went_on"]
    mean = estimators.mean(
        outcomes["went_on"], fsum(r["total"] for r in there), fsum(r["squares"] for r in there), "seconds"
    )
    value = estimators.quantile(curve.quantile(0.5), curve.n, curve.events)
    return value, {
        **outcomes,
        "mean": mean.value,
        "mean_low": mean.low,
        "mean_high": mean.high,
        "median": quantile_of_counts(list(arrived), list(arrived.values()), 0.5),
        "p95": quantile_of_counts(list(arrived), list(arrived.values()), 0.95),
    }


def histogram_observations(scope: Scope, params: TimeBetweenHistogramParams) -> ir.Table:
    """One row a start that got there, with `least`, where the bin of its time begins."""
    found = _listed(scope, params, params.bins)
    return found.filter(found.outcome == "went_on")


def histogram_aggregate(scope: Scope, params: TimeBetweenHistogramParams) -> Mapping[str, pa.Table]:
    asked, kernel = _between(scope, params, params.bins)
    return {"rows": asked.run(kernel.counted, COUNTED)}


def histogram_finish(
    scope: Scope, params: TimeBetweenHistogramParams, found: Mapping[str, list[Record]]
) -> list[Row]:
    counted: dict[tuple[Any, ...], Record] = {}
    for record in found["rows"]:
        if record["outcome"] == "went_on":
            line = counted.setdefault((record["least"], *group_of(scope, record)), {**record, "people": 0})
            line["people"] += record["n"]
    return histogram_rows(scope, params.bins, list(counted.values()))


CLOCK = (
    "The clock starts at the first of `from` in the dates (at `every` one if asked) and stops at the next of `to`, an "
    "event of its own: the funnel of the two."
)
TIME_BETWEEN = Measure(
    name="time_between",
    version=1,
    family="time",
    title="Time between two events",
    question="How long is it from one event or step to another?",
    params=TimeBetweenParams,
    unit="seconds",
    better="low",
    unit_of_observation="customer, from their first start in the dates",
    tables=("journeys",),
    choose=table_of,
    units=("customer", "session"),
    countable=lambda scope, params: FunnelQuestion(scope, params.funnel(scope.view)).rows(),
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    more={
        "went_on": "starts that got there",
        "still_open": "have not, and their time is not over; without `within` it never is",
        "lost": "have not, and their time is over",
        "mean": "mean seconds of those who got there; with others still open the truth is longer",
        "mean_low": "Student's interval of this mean",
        "mean_high": "its other end",
        "median": "half of those who got there took at most so long",
        "p95": "95 % of those who got there took at most so long",
    },
    when_empty="null when nobody started, and when fewer than half got there while they were watched",
    small_n="Under 10 customers nothing is drawn, under 30 only the interval.",
    does_not_answer="The next step of a plan from every step at once (time_to_next), and how many got there by when "
    "(funnel_curve). Durations are rounded down: to seconds under 2 hours, to minutes under 14 days, to hours beyond; "
    "the mean is not.",
    source=f"{CLOCK} The value is the median of Kaplan and Meier (1958): who is still open is watched as long as the "
    "data reach. The interval is that of time_to_next.",
)
TIME_BETWEEN_HISTOGRAM = Measure(
    name="time_between_histogram",
    version=1,
    family="time",
    title="Times between two events",
    question="How many customers took how long from one event or step to another?",
    params=TimeBetweenHistogramParams,
    unit="people",
    unit_of_observation="customer who got there",
    tables=("journeys",),
    choose=table_of,
    keys=("least",),
    units=("customer", "session"),
    countable=lambda scope, params: FunnelQuestion(scope, params.funnel(scope.view)).rows(),
    observations=histogram_observations,
    aggregate=histogram_aggregate,
    finish=histogram_finish,
    more=BIN_WORDS,
    when_empty="no row when nobody got there; 0 between",
    small_n="Counts are shown however small.",
    does_not_answer="How many never got there (time_between): those still open are in no bin, so long times are seen "
    "less often than they are.",
    source=f"{CLOCK} `least` is where a bin begins, in seconds, and is in it. Bins do not depend on the data.",
)
MEASURES = (TIME_BETWEEN, TIME_BETWEEN_HISTOGRAM)

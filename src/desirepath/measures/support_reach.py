"""Of those who struggle, who asks for help, where, and how soon?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from desirepath.domain.map import Duration
from desirepath.measures import estimators
from desirepath.measures.distinct import one_each
from desirepath.measures.funnels.steps import Matched
from desirepath.measures.grid import rows_of
from desirepath.measures.kernels import SECOND
from desirepath.measures.legs import (
    NOBODY,
    OUTCOME_WORDS,
    Leg,
    matched_steps,
    outcome_number,
    outcomes,
    the_map,
    with_outcome,
)
from desirepath.measures.meant import asked_support, needs_step, with_step, without_support
from desirepath.measures.measure import Measure, Params, Record
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope
from desirepath.measures.struggles import Sign, struggling

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.measures.view import View

WAYS = ("outcome", "way")
ENTRY = ["customer", "seq", "time"]


class SupportParams(Params):
    struggle: list[Sign] = Field(
        ["failed", "again", "unhappy"],
        min_length=1,
        description="Signs: failed (an event says that something did not work), again (at a step on a third day "
        "within 30, where the map plans no return), unhappy (a bad answer about a step), slow (not gone on in the "
        "time that the map gives)",
    )
    moments: Matched | None = Field(
        None,
        description="Instead: events or steps, as `a | b`, or as JSON with event, touchpoint, channel, where, as "
        '{"where": "score <= 2"}',
    )
    within: Duration = Field("7d", description="How soon they have to ask, its last moment included")
    contacts: Matched | None = Field(
        None, description="What asking is, of what customers do; null: events of the kind support"
    )


class WaysParams(SupportParams):
    way: Literal["channel", "touchpoint", "event", "device"] = Field(
        "channel", description="What tells the ways apart, as of the first contact"
    )


def own_keys(scope: Scope) -> list[str]:
    """What one row is about: a stage, or a step when asked by step; and a sign when asked by it."""
    places = [name for name in scope.own if name != "sign"] or ["stage"]
    return [*places, *(name for name in scope.own if name == "sign")]


def table_of(view: View, params: SupportParams) -> tuple[str, ...]:
    """Struggles are rows of the log; without a map they would belong nowhere."""
    return ("journeys",) if view.map is not None else ("steps",)


def observations(scope: Scope, params: SupportParams) -> ir.Table:
    """One row a customer and stage: their first struggle in the dates, when and where they asked, and the outcome."""
    import ibis

    rows = struggling(scope, params.struggle, params.moments).rows()
    own = own_keys(scope)
    first = one_each(rows, ["customer", *own, *scope.period_keys], ["time", "seq", "sign", "step"])
    way = params.way if isinstance(params, WaysParams) else "channel"
    found = _with_contact(scope, params, first, way).mutate(leg=ibis.literal("all"))
    judged = with_outcome(scope, found, "leg", [Leg("all", (), params.within)])
    took = judged.went_on_at.delta(judged.time, unit="microsecond") / SECOND
    return judged.mutate(
        seconds=ibis.ifelse(judged.went_on, took, ibis.null("float64")),
        way=ibis.ifelse(judged.went_on, judged.asked_by, ibis.null("string")),
    )


def _with_contact(scope: Scope, params: SupportParams, first: ir.Table, way: str) -> ir.Table:
    """Struggles with the first contact after each: `went_on_at` and `asked_by`."""
    view = scope.view
    log = view.tables["journeys"]
    log = with_step(view, log) if needs_step(view, params.contacts) else log
    asked = log.filter(asked_support(view, log, params.contacts))
    asked = asked.select("customer", then_seq="seq", went_on_at="time", asked_by=way)
    pairs = first.select(ENTRY).distinct().inner_join(asked, "customer")
    pairs = pairs.filter((pairs.then_seq > pairs.seq) & (pairs.went_on_at >= pairs.time))
    soonest = pairs.group_by(ENTRY).aggregate(then_seq=pairs.then_seq.min())
    told = soonest.inner_join(asked, ["customer", "then_seq"]).select(*ENTRY, "went_on_at", "asked_by")
    told = told.rename({f"at_{name}": name for name in ENTRY})
    return first.left_join(told, [first[name] == told[f"at_{name}"] for name in ENTRY]).drop(
        *(f"at_{name}" for name in ENTRY)
    )


def _fast(judged: ir.Table, by: list[str]) -> ir.Table:
    """How soon those asked whose time is over: of the others only the quick ones can have."""
    asked = judged.filter(judged.went_on & judged.ended)
    return asked.aggregate(median=asked.seconds.quantile(0.5), p95=asked.seconds.quantile(0.95), by=by)


def aggregate(scope: Scope, params: SupportParams) -> Mapping[str, ir.Table]:
    judged, by = observations(scope, params), [*own_keys(scope), *scope.keys]
    return {"rows": outcomes(judged, by), "times": _fast(judged, by)}


def finish(scope: Scope, params: SupportParams, found: Mapping[str, list[Record]]) -> list[Row]:
    own = own_keys(scope)
    by = [*own, *scope.keys]
    times = {tuple(record[name] for name in by): record for record in found["times"]}

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        value, more = outcome_number(record)
        return value, more | record["fast"]

    lines = [
        {**record, "fast": _times(times.get(tuple(record[name] for name in by), {}))}
        for record in found["rows"]
    ]
    known = {"stage": _stages(scope), "step": matched_steps(the_map(scope))}
    return rows_of(
        scope,
        lines,
        number,
        own=own,
        known={name: known[name] for name in own if name in known},
        empty={**NOBODY, "fast": _times({})},
    )


def _times(record: Record) -> Record:
    return {name: record.get(name) for name in ("median", "p95")}


def _stages(scope: Scope) -> list[str]:
    return [stage.id for stage in the_map(scope).stages if any(step.match for step in stage.steps)]


def ways(scope: Scope, params: WaysParams) -> Mapping[str, ir.Table]:
    judged = observations(scope, params)
    by = [*own_keys(scope), *WAYS, *scope.keys]
    return {"rows": judged.aggregate(people=judged.count(), by=by), "times": _fast(judged, by)}


def finish_ways(scope: Scope, params: WaysParams, found: Mapping[str, list[Record]]) -> list[Row]:
    own = own_keys(scope)
    by = [*own, *WAYS, *scope.keys]
    times = {tuple(record[name] for name in by): _times(record) for record in found["times"]}
    group = [*own, *scope.keys]
    struggled: Counter[tuple[Any, ...]] = Counter()
    for record in found["rows"]:
        struggled[tuple(record[name] for name in group)] += record["people"]
    lines = [
        {
            **record,
            "of": struggled[tuple(record[name] for name in group)],
            "fast": times.get(tuple(record[name] for name in by), _times({})),
        }
        for record in found["rows"]
    ]

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        value = estimators.count(record["people"], of=record["of"])
        return value, {"share": estimators.share(record["people"], record["of"]), **record["fast"]}

    return rows_of(scope, lines, number, own=[*own, *WAYS])


def notes(scope: Scope, params: SupportParams, found: Mapping[str, list[Record]]) -> list[str]:
    struggle = params.moments.label() if params.moments else ", ".join(dict.fromkeys(params.struggle))
    return [f"A struggle is {struggle}.", *without_support(scope.view, params.contacts)]


DOES_NOT_ANSWER = (
    "Whether the struggle is why they asked, and whether it helped (pains). Struggles that no event tells; those from "
    "before a customer's first step belong nowhere. Filter and breakdown hold for the struggle, not for the contact."
)
RULES = (
    "Each customer's first struggle at a place in the dates, then their first contact with support in the time given. "
    "Signs: docs/explanation/effort.md. "
)
TIMES = {
    "median": "half of those who asked, and whose time is over, did so within so many seconds",
    "p95": "95 % of them did",
}
SUPPORT_REACH = Measure(
    name="support_reach",
    version=1,
    family="effort",
    title="Share who ask for help",
    question="Of the customers who struggle at a stage, how many reach support, and how soon?",
    params=SupportParams,
    unit="share",
    unit_of_observation="customer, from their first struggle there in the dates",
    tables=("journeys", "steps"),
    choose=table_of,
    keys=("stage", "step", "sign"),
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    notes=notes,
    more={
        **OUTCOME_WORDS,
        "entered": "customers who struggled = went_on + still_open + lost",
        "went_on": "of those, reached support within the time given, its last moment included",
        **TIMES,
    },
    when_empty="null when nobody struggled or nobody's time is over",
    small_n="Under 10 people whose time is over no share is drawn, under 30 only its interval.",
    does_not_answer=DOES_NOT_ANSWER,
    source=RULES + "asked / (asked + not asked) among those whose time is over; Wilson (1927).",
    example={"struggle": "again, slow", "within": "2d"},
    example_by=("step",),
)
SUPPORT_WAYS = Measure(
    name="support_ways",
    version=1,
    family="effort",
    title="Ways to support",
    question="By which channel do customers who struggle reach support?",
    params=WaysParams,
    unit="people",
    unit_of_observation="customer, from their first struggle there in the dates",
    tables=("journeys", "steps"),
    choose=table_of,
    keys=("stage", "step", "sign", *WAYS),
    observations=observations,
    aggregate=ways,
    finish=finish_ways,
    notes=notes,
    more={"share": "people / customers who struggled there; the lines of a stage add up to 1", **TIMES},
    when_empty="no line for a stage where nobody struggled",
    small_n="Counts are shown however small; under 10 people who struggled leave the share away.",
    does_not_answer=DOES_NOT_ANSWER + " Later contacts over another channel.",
    source=RULES + "`way` is the channel (or what `way` names) of that contact.",
    example={"struggle": "again, slow", "within": "2d"},
)
MEASURES = (SUPPORT_REACH, SUPPORT_WAYS)

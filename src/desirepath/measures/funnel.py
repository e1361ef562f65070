"""Who gets how far, through steps of your own choice and by rules with a name?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from desirepath.lake.tables import TEXT, TIME, WHOLE
from desirepath.measures import estimators
from desirepath.measures.distinct import everybody_seen
from desirepath.measures.funnels.question import FunnelQuestion, table_of
from desirepath.measures.funnels.semantics import FunnelParams
from desirepath.measures.grid import group_of, rows_of
from desirepath.measures.kernels import NEVER
from desirepath.measures.measure import Measure, Record
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope

if TYPE_CHECKING:
    import ibis.expr.types as ir

LISTED = [
    ("customer", TEXT),
    ("seq", WHOLE),
    ("entered_at", TIME),
    ("step", pa.int32()),
    ("outcome", TEXT),
    ("over", pa.bool_()),
    ("ended", pa.bool_()),
]
COUNTED = [("step", pa.int32()), ("outcome", TEXT), ("over", pa.bool_()), ("ended", pa.bool_()), ("n", WHOLE)]


def observations(scope: Scope, params: FunnelParams) -> ir.Table:
    """One row an attempt and step it reached: when, and whether it reached the next required step."""
    import ibis

    asked = FunnelQuestion(scope, params)
    found = ibis.memtable(asked.run(asked.kernel, LISTED))
    names = dict(enumerate(asked.labels))
    return found.mutate(step=ibis.cases(*((found.step == n, name) for n, name in names.items())))


def aggregate(scope: Scope, params: FunnelParams) -> Mapping[str, ir.Table | pa.Table]:
    asked = FunnelQuestion(scope, params)
    counted = asked.run(asked.kernel.counted, COUNTED, timed=asked.is_timed)
    found: dict[str, ir.Table | pa.Table] = {"rows": counted}
    if params.base == "everybody":
        found["everybody"] = everybody_seen(scope.reading("step_seq"))
    return found


def finish(scope: Scope, params: FunnelParams, found: Mapping[str, list[Record]]) -> list[Row]:
    asked = FunnelQuestion(scope, params)
    required = asked.rules.required
    lines = _lines(scope, asked.labels, found["rows"])
    everybody = {group_of(scope, record): int(record["people"]) for record in found.get("everybody", [])}
    place = {label: n for n, label in enumerate(asked.labels)}

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        group, at = group_of(scope, record), place[record["step"]]
        first = lines.get((asked.labels[0], group), NOTHING)
        if params.base == "everybody":
            value = estimators.rate(record["entered"], everybody.get(group, 0))
        else:
            value = estimators.rate(
                record["entered_ended"],
                first["entered_ended"],
                still_open=first["entered"] - first["entered_ended"],
            )
        last = at == required[-1]
        more = {name: record[name] for name in ("entered", "went_on", "lost")}
        more["still_open"] = record["entered"] - record["went_on"] - record["lost"]
        on = estimators.rate(
            record["went_on_over"], 0 if last else record["went_on_over"] + record["lost_over"]
        )
        shares = {"next_share": on.value, "next_low": on.low, "next_high": on.high, "next_n": on.n}
        return value, {**more, **shares, "optional": at not in required}

    return rows_of(
        scope, list(lines.values()), number, own=["step"], known={"step": asked.labels}, empty=NOTHING
    )


NOTHING: Record = dict.fromkeys(
    ("entered", "went_on", "lost", "went_on_over", "lost_over", "entered_ended"), 0
)
"""Counts of a line without anybody."""


def _lines(
    scope: Scope, labels: list[str], records: list[Record]
) -> dict[tuple[str, tuple[Any, ...]], Record]:
    """Counts of each step and breakdown, put together from all buckets."""
    lines: dict[tuple[str, tuple[Any, ...]], Record] = {}
    for record in records:
        label, n = labels[record["step"]], int(record["n"])
        keys = {key: record[key] for key in scope.keys}
        line = lines.setdefault((label, group_of(scope, record)), {**NOTHING, **keys, "step": label})
        outcome = record["outcome"]
        line["entered"] += n
        line["entered_ended"] += n if record["ended"] else 0
        if outcome in ("went_on", "lost"):
            line[outcome] += n
            line[f"{outcome}_over"] += n if record["over"] else 0
    return lines


def notes(scope: Scope, params: FunnelParams, found: Mapping[str, list[Record]]) -> list[str]:
    """The rules in words, and what they leave out."""
    asked = FunnelQuestion(scope, params)
    told = [params.told()]
    if params.grace != "none" and not asked.rules.grace:
        why = (
            "one event could stand for two of these steps"
            if params.order == "ordered"
            else f"the order is {params.order}"
        )
        told.append(f"Grace is not used, because {why}.")
    if asked.rules.whole >= NEVER:
        told.append("Without a time limit nobody is still open: who came yesterday counts as lost.")
    return told


FUNNEL = Measure(
    name="funnel",
    version=1,
    family="funnel",
    title="Who gets how far",
    question="How many customers get through these steps, and where do the others stop?",
    params=FunnelParams,
    unit="share",
    better="high",
    unit_of_observation="customer, from the attempt that counts",
    tables=("journeys", "steps"),
    choose=table_of,
    keys=("step",),
    units=("customer", "session"),
    countable=lambda scope, params: FunnelQuestion(scope, params).rows(),
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    notes=notes,
    more={
        "entered": "attempts that reached the step = went_on + still_open + lost",
        "went_on": "of those, reached the next required step in time; at the last step: all",
        "still_open": "have not, and their time is not over",
        "lost": "have not, and their time is over, or something excluded came first",
        "next_share": "went on to the next required step, of those whose time for it is over",
        "next_low": "lower end of its 95 % interval (Wilson)",
        "next_high": "upper end",
        "next_n": "how many those are",
        "optional": "whether nobody is lost for leaving the step out",
    },
    when_empty="null when nobody started, or nobody's time is over",
    small_n="Under 10 people whose time is over no share is drawn, under 30 only its interval.",
    does_not_answer="Why they stop (pains), where they go instead (funnel_instead), how long they take (funnel_time). "
    "Accounts: people of one account may stand in different parts of the data.",
    source="reached the step / started, of those whose whole time is over; Wilson (1927). Entry, order, time, ties and "
    "exclusions by the rules named; how each is defined stands in docs/explanation/funnels.md.",
    example={"entry": "best"},
)
MEASURES = (FUNNEL,)

"""How long do they take, and how many will have got there by then?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pydantic import Field

from desirepath.lake.tables import TEXT, TIME, WHOLE
from desirepath.measures import estimators
from desirepath.measures.funnels.question import FunnelQuestion, table_of
from desirepath.measures.funnels.semantics import FunnelParams
from desirepath.measures.funnels.waited import Waited
from desirepath.measures.grid import group_of, rows_of
from desirepath.measures.kernels import NEVER
from desirepath.measures.measure import Measure, Record
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.science.kaplan_meier import Survival

LISTED = [("customer", TEXT), ("seq", WHOLE), ("entered_at", TIME), ("seconds", WHOLE), ("outcome", TEXT)]
COUNTED = [("seconds", WHOLE), ("outcome", TEXT), ("n", WHOLE)]


class FunnelCurveParams(FunnelParams):
    points: int = Field(12, ge=1, le=200, description="How many moments of the whole time are told")


def observations(scope: Scope, params: FunnelCurveParams) -> ir.Table:
    """One row an attempt: how long it took to the last step, or how long it has been watched since it began."""
    import ibis

    asked = FunnelQuestion(scope, params)
    found = ibis.memtable(asked.run(Waited(asked.kernel), LISTED))
    # Everybody is behind each point of the curve: those who got there and those still watched.
    moments = ibis.memtable(
        pa.table({"after": [_label(moment) for moment in _moments(asked, params.points)]})
    )
    return found.cross_join(moments)


def aggregate(scope: Scope, params: FunnelCurveParams) -> Mapping[str, ir.Table | pa.Table]:
    asked = FunnelQuestion(scope, params)
    return {"rows": asked.run(Waited(asked.kernel).counted, COUNTED)}


def _label(seconds: int) -> str:
    """A length of time as people read it.

    >>> _label(216_000), _label(90)
    ('2d 12h', '1m 30s')
    """
    parts = []
    for name, size in (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)):
        count, seconds = divmod(seconds, size)
        parts += [f"{count}{name}"] if count else []
    return " ".join(parts[:2])


def _moments(asked: FunnelQuestion, points: int) -> list[int]:
    """Seconds after the first step, evenly over the whole time; 30 days where there is no limit."""
    whole = asked.rules.whole // 1_000_000 if asked.rules.whole < NEVER else 30 * 86_400
    return sorted({max(whole * n // points, 1) for n in range(1, points + 1)})


def finish(scope: Scope, params: FunnelCurveParams, found: Mapping[str, list[Record]]) -> list[Row]:
    from desirepath.science.kaplan_meier import survival

    asked = FunnelQuestion(scope, params)
    groups: dict[tuple[Any, ...], list[Record]] = {}
    for record in found["rows"]:
        groups.setdefault(group_of(scope, record), []).append(record)
    lines: list[Record] = []
    for group, records in groups.items():
        counts = [(r["seconds"], r["n"] * (r["outcome"] == "went_on"), r["n"]) for r in records]
        durations, events, entered = zip(*counts, strict=True)
        left = [all_ - gone for all_, gone in zip(entered, events, strict=True)]
        curve = survival(durations, events, left)
        keys = dict(zip(scope.keys, group, strict=True))
        lines += [
            {**keys, "after": _label(after), "moment": after, "curve": curve, "records": records}
            for after in _moments(asked, params.points)
        ]

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        curve: Survival = record["curve"]
        gone = sum(
            r["n"]
            for r in record["records"]
            if r["outcome"] == "went_on" and r["seconds"] <= record["moment"]
        )
        watched = sum(r["n"] for r in record["records"] if r["seconds"] >= record["moment"])
        value = estimators.reached_by(curve, record["moment"], gone)
        return value, {
            "went_on": gone,
            "watched": watched,
            "median": curve.quantile(0.5).value,
            "seconds": record["moment"],
        }

    return rows_of(
        scope,
        lines,
        number,
        own=["after"],
        known={"after": [_label(moment) for moment in _moments(asked, params.points)]},
    )


FUNNEL_CURVE = Measure(
    name="funnel_curve",
    version=1,
    family="funnel",
    title="How many got there by when",
    question="How many have got through all steps after how long?",
    params=FunnelCurveParams,
    unit="share",
    better="high",
    unit_of_observation="customer, from the attempt that counts",
    tables=("journeys", "steps"),
    choose=table_of,
    keys=("after",),
    units=("customer", "session"),
    countable=lambda scope, params: FunnelQuestion(scope, params).rows(),
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    notes=lambda scope, params, found: [params.told()],
    more={
        "seconds": "the same as `after`, as a number",
        "went_on": "attempts that reached the last step by then",
        "watched": "attempts that took, or were watched, at least that long",
        "median": "seconds until half of all have got there; null when not reached",
    },
    when_empty="no row when nobody started",
    small_n="Under 10 people nothing is drawn, under 30 only the interval.",
    does_not_answer="Where those who do not get there stop (funnel).",
    source="1 - Kaplan and Meier (1958), with the log(-log) interval: people still open count for as long as they were "
    "watched. Durations are rounded down to a thousandth of the whole time.",
    example={"points": 4},
)
MEASURES = (FUNNEL_CURVE,)

"""Do customers come back, over all cohorts that had the time, and do newer ones do so more?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from desirepath.measures import estimators
from desirepath.measures.counted import Count, counts_of
from desirepath.measures.grid import rows_of
from desirepath.measures.measure import Measure, Record
from desirepath.measures.periods import day_of
from desirepath.measures.result import HIDDEN_BELOW, Number, Row
from desirepath.measures.retention import (
    NOT_ANSWERED,
    PEOPLE_WORDS,
    RULES,
    SMALL,
    RetentionParams,
    aggregate,
    bare,
    base,
    countable,
    is_bare,
    notes,
)
from desirepath.measures.returning import observations
from desirepath.measures.scope import Scope
from desirepath.science import intervals

if TYPE_CHECKING:
    import ibis.expr.types as ir


class CurveParams(RetentionParams):
    mean: Literal["weighted", "simple"] = Field(
        "weighted",
        description='"weighted": everybody counts alike; "simple": every cohort counts alike, however small',
    )


def mature(scope: Scope, params: CurveParams) -> ir.Table:
    """The people behind a mean: of cohorts that have lived through the cell."""
    found = observations(scope, params)
    return found.filter(found.over)


def finish_curve(scope: Scope, params: CurveParams, found: Mapping[str, list[Record]]) -> list[Row]:
    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        over: list[Count] = record["over"]
        told = {"cohorts": len(over), "covers": record["covers"]}
        return _mean(params, over), added(over) | told | _trend(params, over)

    lines: dict[tuple[Any, ...], Record] = {}
    for count in counts_of(scope, params, found):
        line = lines.setdefault(
            (*count.keys, count.cell.period),
            dict(zip(scope.keys, count.keys, strict=True))
            | {"period": count.cell.period, "covers": count.cell.words, "over": []},
        )
        if count.over:
            line["over"].append(count)
    return rows_of(scope, list(lines.values()), number, own=("period",))


def _mean(params: CurveParams, over: Sequence[Count]) -> Number:
    """Over cohorts that have lived through the cell: of all their people, or of their shares."""
    no_share = any(is_bare(params, count) for count in over)
    shares = [(count.returned, base(params, count)) for count in over]
    returned, of = sum(back for back, _ in shares), sum(base for _, base in shares)
    if params.mean == "weighted":
        return bare(returned, of) if no_share else estimators.rate(returned, of, still_open=0)
    mean = intervals.mean_of_shares(shares)
    return estimators.estimated(intervals.Estimate(mean.value) if no_share else mean, of, "share")


def added(over: Sequence[Count]) -> dict[str, int]:
    """The people of several cohorts."""
    size, returned = sum(count.size for count in over), sum(count.returned for count in over)
    return {"size": size, "went_on": returned, "lost": size - returned}


def _trend(params: CurveParams, over: Sequence[Count]) -> dict[str, Any]:
    """By how much the newer half of these cohorts exceeds the older one, when shares are compared at all."""
    shares = [(count.cohort, count.returned, base(params, count)) for count in over]
    shares = sorted(share for share in shares if share[2])
    older, newer = shares[: len(shares) // 2], shares[len(shares) // 2 :]
    if not older or any(is_bare(params, count) for count in over):
        return dict.fromkeys(TREND_WORDS)
    new, n_new = sum(back for _, back, _ in newer), sum(of for _, _, of in newer)
    old, n_old = sum(back for _, back, _ in older), sum(of for _, _, of in older)

    def gap(level: float) -> intervals.Estimate:
        return intervals.difference_of_shares(new, n_new, old, n_old, level)

    here = gap(intervals.CLEAR)
    return {
        "newer_since": day_of(newer[0][0], params.period),
        "newer": new / n_new,
        "older": old / n_old,
        "gap": here.value,
        "gap_low": here.low,
        "gap_high": here.high,
        "certainty": intervals.certainty(gap) if min(n_new, n_old) >= HIDDEN_BELOW else None,
    }


TREND_WORDS = {
    "newer_since": "first day of the first cohort of the newer half of those that count",
    "newer": "share of all people of the newer half; null with fewer than two cohorts, and where no share is told",
    "older": "the same of the older half",
    "gap": "newer - older",
    "gap_low": "its interval, Newcombe",
    "gap_high": "its interval, Newcombe",
    "certainty": "clear when the 95 % interval of the gap leaves out 0, likely when 80 % do, else cannot tell; null "
    "with under 10 people in a half",
}
RETENTION_CURVE = Measure(
    name="retention_curve",
    version=1,
    family="retention",
    title="Retention over all cohorts",
    question="How many customers come back in each period after their start, over all cohorts that had the time?",
    params=CurveParams,
    unit="share",
    better="high",
    unit_of_observation="customer, from the start",
    tables=("journeys",),
    keys=("period",),
    units=("customer", "account"),
    countable=countable,
    observations=mature,
    aggregate=aggregate,
    finish=finish_curve,
    notes=notes,
    more={name: PEOPLE_WORDS[name] for name in ("went_on", "lost")}
    | {
        "size": "customers of the cohorts that count",
        "cohorts": "how many cohorts have lived through the cell: only they count",
        "covers": "the cell in words",
    }
    | TREND_WORDS,
    when_empty="null when no cohort has lived through the cell",
    small_n=SMALL,
    does_not_answer=NOT_ANSWERED + " Each period rests on other cohorts: the later, the older.",
    source=RULES
    + "Weighted: all who came back / all in these cohorts; Wilson (1927). Simple: the mean of the shares of "
    "cohorts; its interval is made of theirs, Zou and Donner (2008).",
    example={"period": "week", "periods": 4, "when": "or earlier"},
)
MEASURES = (RETENTION_CURVE,)

"""What do customers answer when they are asked?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import fsum
from typing import TYPE_CHECKING, Any

from desirepath.domain.scales import points
from desirepath.measures import estimators
from desirepath.measures.distinct import of_units, one_each
from desirepath.measures.grid import rows_of
from desirepath.measures.measure import Measure, NoParams, Record
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope, plain

if TYPE_CHECKING:
    import ibis.expr.types as ir

PROMOTER, DETRACTOR = 9, 6
Counts = dict[float, int]
"""How often each score was given."""

TABLES = ("answers", "journeys")
"""Without a map the journeys answer, which lack feedback that is linked to nobody."""


def observations(scale: str, own: tuple[str, ...]) -> Callable[[Scope, Any], ir.Table]:
    """One row an answer on this scale; `customer` is null when nobody knows whose it is.

    Counted by unit: its latest answer, for each value of the measure's own keys and of the breakdowns.
    """

    def found(scope: Scope, params: Any) -> ir.Table:
        rows = latest(scope, answered(scale)(scope, params), own)
        return rows.mutate(entered_at=rows.time)

    return found


def answered(scale: str) -> Callable[[Scope, Any], ir.Table]:
    """Every answer on this scale."""

    def found(scope: Scope, params: Any) -> ir.Table:
        rows = scope.rows()
        return rows.filter((rows.scale == scale) & rows.score.notnull())

    return found


def latest(scope: Scope, rows: ir.Table, within: Sequence[str]) -> ir.Table:
    """All answers, or of each unit the latest one: who answers often then counts as much as the others."""
    import ibis

    if scope.unit == "row":
        return rows
    groups = [*scope.unit_columns, *within, *scope.keys]
    return one_each(of_units(scope, rows), groups, [ibis.desc("time"), ibis.desc("event_id")])


def aggregate(scale: str, own: tuple[str, ...]) -> Callable[[Scope, Any], Mapping[str, ir.Table]]:
    """Scores take few values, so counts of each carry everything: means, boxes and intervals."""

    def found(scope: Scope, params: Any) -> Mapping[str, ir.Table]:
        rows = observations(scale, own)(scope, params)
        tables = {"rows": rows.aggregate(answers=rows.count(), by=[*own, *scope.keys, "score"])}
        if scope.customer_rules and scope.table_name == "answers":
            every = scope.in_range(scope.view.tables["answers"])
            unlinked = every.filter((every.scale == scale) & every.score.notnull() & every.customer.isnull())
            tables["unlinked"] = unlinked.aggregate(answers=unlinked.count())
        return tables

    return found


def finish(
    number: Callable[[Counts, str | None], tuple[Number, dict[str, Any]]], own: tuple[str, ...]
) -> Callable[[Scope, Any, Mapping[str, list[Record]]], list[Row]]:
    def rows(scope: Scope, params: Any, found: Mapping[str, list[Record]]) -> list[Row]:
        groups: dict[tuple[Any, ...], Record] = {}
        for record in found["rows"]:
            columns = [*own, *scope.keys]
            key = tuple(plain(record[column]) for column in columns)
            group = groups.setdefault(key, {**{c: record[c] for c in columns}, "counts": {}})
            group["counts"][record["score"]] = record["answers"]

        def one(record: Record) -> tuple[Number, dict[str, Any]]:
            return number(record["counts"], record.get("scale_version"))

        return rows_of(scope, list(groups.values()), one, own=own, empty={"counts": {}})

    return rows


def notes(scope: Scope, params: Any, found: Mapping[str, list[Record]]) -> list[str]:
    told = []
    if scope.table_name == "journeys":
        told.append("Without a map only answers of known customers are counted.")
    unlinked = found["unlinked"][0]["answers"] if found.get("unlinked") else 0
    if unlinked:
        told.append(f"{unlinked:,} answers of unknown customers are left out by the filter.")
    return told


def sums(counts: Counts) -> tuple[int, float, float]:
    """n, sum and sum of squares; exact, for the engine tells the scores in another order each time.

    >>> sums({0.1: 1, 0.2: 1, -0.3: 1}) == sums({-0.3: 1, 0.2: 1, 0.1: 1})
    True
    """
    n = sum(counts.values())
    return n, fsum(s * c for s, c in counts.items()), fsum(s * s * c for s, c in counts.items())


def _boxes(counts: Counts, least: float | None) -> dict[str, Any]:
    """The share of answers of at least `least`, with its interval."""
    n = sum(counts.values())
    if least is None:
        return {"top_share": None, "top_low": None, "top_high": None, "answers": n}
    top = estimators.rate(sum(c for s, c in counts.items() if s >= least), n)
    return {"top_share": top.value, "top_low": top.low, "top_high": top.high, "answers": n}


def nps_number(counts: Counts, version: str | None) -> tuple[Number, dict[str, Any]]:
    promoters = sum(c for s, c in counts.items() if s >= PROMOTER)
    detractors = sum(c for s, c in counts.items() if s <= DETRACTOR)
    n = sum(counts.values())
    more = {
        "promoters": promoters,
        "passives": n - promoters - detractors,
        "detractors": detractors,
        "answers": n,
    }
    return estimators.nps(promoters, detractors, n), more


def csat_number(counts: Counts, version: str | None) -> tuple[Number, dict[str, Any]]:
    n, total, squares = sums(counts)
    highest = points("csat", version)
    average = estimators.mean(n, total, squares, "score")
    more = {"mean": average.value, "mean_low": average.low, "mean_high": average.high, "answers": n}
    if highest is None:
        return average, more
    return estimators.rate(sum(c for s, c in counts.items() if s >= highest - 1), n), more


def ces_number(counts: Counts, version: str | None) -> tuple[Number, dict[str, Any]]:
    # Version 2 asks for agreement on seven points, high = easy. On five points high = effort: no "easy" boxes.
    return estimators.mean(*sums(counts), "score"), _boxes(counts, 5 if points("ces", version) == 7 else None)


def stars_number(counts: Counts, version: str | None) -> tuple[Number, dict[str, Any]]:
    return estimators.mean(*sums(counts), "stars"), _boxes(counts, 4)


VERSION = ("scale_version",)
SMALL = "Under 10 answers nothing is drawn, under 30 only the interval."
SILENT = "What those think who did not answer: they differ from the others, and how many were asked is not known here."
TOP = {
    "top_share": "share of the answers in the top boxes",
    "top_low": "its interval, Wilson",
    "top_high": "its interval, Wilson",
    "answers": "answers counted",
}


def _measure(
    name: str,
    title: str,
    question: str,
    number: Callable[[Counts, str | None], tuple[Number, dict[str, Any]]],
    *,
    own: tuple[str, ...] = (),
    **rest: Any,
) -> Measure:
    return Measure(
        name=name,
        version=1,
        family="scores",
        title=title,
        question=question,
        params=NoParams,
        better="high",
        unit_of_observation="answer",
        tables=TABLES,
        keys=own,
        counts="row",
        units=("customer", "account"),
        countable=answered(name),
        observations=observations(name, own),
        aggregate=aggregate(name, own),
        finish=finish(number, own),
        notes=notes,
        when_empty="null without answers",
        small_n=SMALL,
        does_not_answer=SILENT,
        **rest,
    )


MEASURES = (
    _measure(
        "nps",
        "Net promoter score",
        "Would customers recommend us?",
        nps_number,
        unit="nps",
        more={
            "promoters": "answers of 9 or 10",
            "passives": "answers of 7 or 8",
            "detractors": "answers of 0 to 6",
            "answers": "answers counted",
        },
        source="100 (promoters - detractors) / answers; adjusted Wald interval, Rocks (2016).",
        example_by=("quarter",),
    ),
    _measure(
        "csat",
        "Customer satisfaction",
        "How many customers say that they are satisfied?",
        csat_number,
        own=VERSION,
        unit="share",
        more={
            "mean": "mean score",
            "mean_low": "its t interval",
            "mean_high": "its t interval",
            "answers": "answers counted",
        },
        source="Share of the two highest scores of the scale, Wilson (1927). Versions are never mixed; one without a "
        "length has only a mean.",
    ),
    _measure(
        "ces",
        "Customer effort score",
        "How easy do customers find it?",
        ces_number,
        own=VERSION,
        unit="score",
        more={
            **TOP,
            "top_share": "share of 5 to 7 on seven points (version 2: high is easy); null for others",
        },
        source="Mean with Student's t interval. Versions are never mixed: on five points high means much effort.",
    ),
    _measure(
        "stars",
        "Star rating",
        "How many stars do customers give?",
        stars_number,
        unit="stars",
        more={**TOP, "top_share": "share of 4 and 5 stars"},
        source="Mean with Student's t interval.",
    ),
)

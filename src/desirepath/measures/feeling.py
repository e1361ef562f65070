"""How did a step feel, and was that what we believed?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from desirepath.measures import estimators
from desirepath.measures.grid import rows_of
from desirepath.measures.legs import the_map
from desirepath.measures.measure import Measure, NoParams, Record
from desirepath.measures.result import HIDDEN_BELOW, Number, Row
from desirepath.measures.scope import Scope, plain
from desirepath.measures.scores import latest, sums
from desirepath.science import intervals

if TYPE_CHECKING:
    import ibis.expr.types as ir

PLACES = ("step", "stage")


def own_keys(scope: Scope) -> tuple[str, ...]:
    """What one row is about: a step, or a stage when asked by stage, and a scale."""
    return (*([place for place in PLACES if place in scope.own] or ["step"]), "scale")


def observations(scope: Scope, params: NoParams) -> ir.Table:
    """One row an answer that is about a step and has a feeling. Counted by unit: its latest one there."""
    rows = latest(scope, _felt(scope, params), own_keys(scope))
    return rows.mutate(entered_at=rows.time)


def _felt(scope: Scope, params: NoParams) -> ir.Table:
    rows = scope.rows()
    return rows.filter(rows.step.notnull() & rows.feeling.notnull())


def aggregate(scope: Scope, params: NoParams) -> Mapping[str, ir.Table]:
    rows = observations(scope, params)
    return {"rows": rows.aggregate(answers=rows.count(), by=[*own_keys(scope), *scope.keys, "feeling"])}


def finish(scope: Scope, params: NoParams, found: Mapping[str, list[Record]]) -> list[Row]:
    believed = {step.id: step.feels.believed for step in the_map(scope).steps()}
    own = own_keys(scope)
    columns = [*own, *scope.keys]
    groups: dict[tuple[Any, ...], Record] = {}
    for record in found["rows"]:
        key = tuple(plain(record[column]) for column in columns)
        group = groups.setdefault(key, {**{c: record[c] for c in columns}, "counts": {}})
        group["counts"][record["feeling"]] = record["answers"]

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        n, total, squares = sums(record["counts"])
        return estimators.mean(n, total, squares, "feeling"), gap(
            believed.get(record.get("step", "")), n, total, squares
        )

    return rows_of(scope, list(groups.values()), number, own=own)


def gap(believed: float | None, n: int, total: float, squares: float) -> dict[str, Any]:
    """How far the measured feeling lies above the believed one, and how sure that is.

    What was believed is one stated number without doubt of its own, so the words follow the interval of the mean.

    >>> gap(1.0, 40, -20.0, 50.0)
    {'believed': 1.0, 'gap': -1.5, 'certainty': 'clear'}
    """
    if believed is None or n < HIDDEN_BELOW:
        return {"believed": believed, "gap": None, "certainty": None}

    def interval(level: float) -> intervals.Estimate:
        # Differences from a fixed number: the same spread around another centre.
        return intervals.mean(
            n, total - n * believed, squares - 2 * believed * total + n * believed**2, level
        )

    return {"believed": believed, "gap": total / n - believed, "certainty": intervals.certainty(interval)}


FEELING = Measure(
    name="feeling",
    version=1,
    family="feeling",
    title="Measured emotion",
    question="How did a step feel to customers, and was that what we believed?",
    params=NoParams,
    unit="feeling",
    better="high",
    unit_of_observation="answer",
    tables=("answers",),
    keys=(*PLACES, "scale"),
    counts="row",
    units=("customer", "account"),
    countable=_felt,
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    more={
        "believed": "the feeling drawn on the map, from -2 to +2; null of stages",
        "gap": "measured minus believed; null under 10 answers or when nothing was believed",
        "certainty": "clear when the 95 % interval of the gap leaves out 0, likely when 80 % do, else cannot tell",
    },
    when_empty="no row for a step without answers",
    small_n="Under 10 answers nothing is drawn and there is no gap, under 30 only the interval.",
    does_not_answer="What those felt who did not answer. Scales are never mixed: each has its own row.",
    source="Mean of the scores moved linearly to -2 … +2, with Student's t interval; an answer is about the step it "
    "names, else the one of its order, else the last one before its invitation, else before the answer.",
)
MEASURES = (FEELING,)

"""How many who set out on a way go all of it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pydantic import Field, model_validator

from desirepath.domain.map import Duration
from desirepath.measures import estimators
from desirepath.measures.grid import group_of, rows_of
from desirepath.measures.kernels import lasting, microseconds
from desirepath.measures.measure import Measure, Record
from desirepath.measures.paths.columns import AnchorRules
from desirepath.measures.paths.found import EACH, OUTCOMES, TOLD, WENT_ON, Found
from desirepath.measures.paths.pattern import PathPattern, parse
from desirepath.measures.paths.question import JourneyQuestion, check_nodes
from desirepath.measures.paths.stretches import medians
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope
from desirepath.measures.visits import VisitParams, tables_of

if TYPE_CHECKING:
    import ibis.expr.types as ir

COUNTS = ("n", "ended", *OUTCOMES, "ended_went_on")


class PatternParams(VisitParams):
    pattern: str = Field(
        "^->.->.",
        description="The way, such as Basket->[^Pay]*->Basket or a->.*->[b|c]->$; here: a second visit",
    )
    within: Duration | None = Field(
        "30d",
        description="Time from the first visit of it to the last; null: as long as the journey lasts, so that it is "
        "open until the journey is over",
    )

    @model_validator(mode="after")
    def _readable(self) -> PatternParams:
        if len(self.way.visits) < 2:
            raise ValueError("a way has at least two visits; who was at one is told by reach and flow_nodes")
        return self

    @property
    def way(self) -> PathPattern:
        return parse(self.pattern)


@dataclass(frozen=True)
class PatternQuestion(JourneyQuestion):
    """Who sets out on a way, over one scope."""

    params: PatternParams

    @cached_property
    def kernel(self) -> Found:
        asked, pattern = self.params, self.params.way
        check_nodes(self.scope.view, asked.of, pattern.names)
        rules = AnchorRules(pattern, 0, 1, 0, 0, lasting(asked.within), lasting(asked.ended_after))
        now = microseconds(self.scope.now)
        return Found(rules, self.unit, asked.repeats, self.periods, self.keys, now)


def observations(scope: Scope, params: PatternParams) -> ir.Table:
    """One row a customer who sets out."""
    import ibis

    asked = PatternQuestion(scope, params)
    told = ibis.memtable(asked.run(asked.kernel.listed, EACH))
    return told.mutate(outcome=ibis.cases(*((told.what == n, word) for n, word in enumerate(OUTCOMES))))


def aggregate(scope: Scope, params: PatternParams) -> Mapping[str, ir.Table | pa.Table]:
    asked = PatternQuestion(scope, params)
    found = asked.run(asked.kernel.listed, TOLD)
    outcomes = {word: pc.equal(found["what"], n) for n, word in enumerate(OUTCOMES)}
    counts = {
        "n": pa.array(np.ones(found.num_rows, np.int64)),
        "ended": found["ended"],
        **outcomes,
        "ended_went_on": pc.and_(found["ended"], outcomes["went_on"]),
    }
    keys = list(scope.keys)
    told = pa.table({name: column.cast(pa.int64()) for name, column in counts.items()})
    for key in keys:
        told = told.append_column(key, found[key])
    told = told.group_by(keys).aggregate([(name, "sum") for name in counts])
    gone = found.filter(pc.equal(found["what"], WENT_ON))
    middle = medians(gone, ["what", *keys]) if gone.num_rows else None
    return {
        "rows": told.rename_columns([*keys, *counts]) if found.num_rows else told.slice(0, 0),
        **({"medians": middle} if middle is not None else {}),
    }


def finish(scope: Scope, params: PatternParams, found: Mapping[str, list[Record]]) -> list[Row]:
    middle = {group_of(scope, record): record["median"] for record in found.get("medians", ())}

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        value = estimators.rate(
            record["ended_went_on"], record["ended"], still_open=record["n"] - record["ended"]
        )
        return value, {
            "entered": record["n"],
            **{word: record[word] for word in OUTCOMES},
            "median": middle.get(group_of(scope, record)) if record["n"] else None,
        }

    empty: Record = {**dict.fromkeys(COUNTS, 0)}
    return rows_of(scope, found["rows"], number, empty=empty)


PATH_PATTERN = Measure(
    name="path_pattern",
    version=1,
    family="paths",
    title="Who goes this way",
    question="How many of those who set out on a way go all of it?",
    params=PatternParams,
    unit="share",
    unit_of_observation="customer who sets out",
    tables=("journeys",),
    choose=tables_of,
    units=("customer", "session"),
    countable=lambda scope, params: PatternQuestion(scope, params).rows(),
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    more={
        "entered": "customers with the first visit of the pattern in the dates = went_on + still_open + lost",
        "went_on": "of those, whose journey holds the whole pattern from there, in time",
        "still_open": "it does not yet, and their time is not over",
        "lost": "it does not, and their time is over",
        "median": "median seconds from the first to the last visit of the pattern, of those who went it",
    },
    when_empty="null when nobody set out, or nobody's time is over",
    small_n="Under 10 people whose time is over no share is drawn, under 30 only its interval.",
    does_not_answer="How far the others got (funnel), or which other way they took (variants). A pattern that ends "
    "with $ holds only in a journey that is over.",
    source="Went all of it / set out, of those whose whole time is over; Wilson (1927). Each customer counts from the "
    "first place whence the whole pattern is found in time, else from their last first visit. Patterns: "
    "docs/explanation/paths.md.",
    example={"within": "7d"},
)
MEASURES = (PATH_PATTERN,)

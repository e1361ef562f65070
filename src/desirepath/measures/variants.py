"""Which ways do most customers go, and how many does each cover?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa
from pydantic import Field, model_validator

from desirepath.measures import estimators
from desirepath.measures.grid import group_of, rows_of
from desirepath.measures.measure import Measure, Record
from desirepath.measures.paths.pattern import PathPattern
from desirepath.measures.paths.question import AnchorParams, PathQuestion
from desirepath.measures.paths.ranking import Told, most_gone
from desirepath.measures.paths.stretches import COUNTED, EACH, FATES, TOLD, Stretches, medians, summed
from desirepath.measures.paths.words import Words, words_of
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope
from desirepath.measures.visits import tables_of

if TYPE_CHECKING:
    import ibis.expr.types as ir

KEYS = ("path",)
USUAL = 5


class VariantParams(AnchorParams):
    length: int | Literal["all"] | None = Field(
        None,
        description="At most so many visits from the anchor on (before an end: up to it), or all; null: 5, between "
        "the two ends of a pattern all",
    )
    most: int = Field(
        20, ge=1, le=1000, description='Only the most frequent so many paths; the rest as "other"'
    )

    @model_validator(mode="after")
    def _positive(self) -> VariantParams:
        if isinstance(self.length, int) and self.length < 1:
            raise ValueError("a path has at least one visit")
        return self

    @property
    def longest(self) -> int | None:
        if self.length == "all":
            return None
        between = isinstance(self.pattern, PathPattern) and len(self.pattern.visits) > 1
        return self.length or (None if between else USUAL)


@dataclass(frozen=True)
class VariantQuestion(PathQuestion):
    """Paths over one scope."""

    params: VariantParams

    @cached_property
    def words(self) -> Words:
        return words_of(self)

    @cached_property
    def counted(self) -> pa.Table:
        """One row for each path and value of the keys."""
        kernel = Stretches(**self.asked, words=self.words, length=self.params.longest)
        return summed(self.run(kernel.counted, COUNTED), ["path", *self.scope.keys])

    @cached_property
    def told(self) -> Told:
        return most_gone(self.counted, self.words, self.scope.period_keys, self.params.most)

    def listed(self, columns: list[tuple[str, pa.DataType]]) -> pa.Table:
        """One row a journey, with its path as text; null where it is one of the others."""
        kernel = Stretches(**self.asked, words=self.words, length=self.params.longest, kept=self.told.paths)
        return self.told.fold(self.run(kernel.listed, columns), self.scope.period_keys)


def observations(scope: Scope, params: VariantParams) -> ir.Table:
    """One row a customer."""
    import ibis

    told = ibis.memtable(VariantQuestion(scope, params).listed(EACH))
    return told.mutate(outcome=ibis.cases(*((told.fate == n, word) for n, word in enumerate(FATES))))


def aggregate(scope: Scope, params: VariantParams) -> Mapping[str, ir.Table | pa.Table]:
    asked = VariantQuestion(scope, params)
    names = ["path", *scope.keys]
    found = asked.told.fold(asked.counted, scope.period_keys)
    return {
        "rows": summed(found, names),
        "ways": found.group_by(names).aggregate([([], "count_all")]).rename_columns([*names, "variants"]),
        "medians": medians(asked.listed(TOLD), names),
        "order": asked.told.order,
    }


def finish(scope: Scope, params: VariantParams, found: Mapping[str, list[Record]]) -> list[Row]:
    def key_of(record: Record) -> tuple[Any, ...]:
        return (record["path"], *group_of(scope, record))

    ways = {key_of(record): record["variants"] for record in found["ways"]}
    middle = {key_of(record): record["median"] for record in found["medians"]}
    visits = {record["path"]: record["length"] for record in found["order"]}
    place = {path: n for n, path in enumerate(visits)}
    everybody: dict[tuple[Any, ...], int] = {}
    upto: dict[tuple[Any, ...], int] = {}
    for record in sorted(found["rows"], key=lambda record: place.get(record["path"], len(place))):
        group = group_of(scope, record)
        everybody[group] = everybody.get(group, 0) + record["n"]
        upto[key_of(record)] = everybody[group]

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        of, key = everybody[group_of(scope, record)], key_of(record)
        return estimators.count(record["n"], of=of), {
            "share": estimators.share(record["n"], of),
            "coverage": estimators.share(upto[key], of),
            "length": visits.get(record["path"]),
            "variants": ways[key],
            "mean": estimators.share(record["seconds"], record["n"]),
            "median": middle[key],
            "ended": record["ended"],
            "still_open": record["still_open"],
        }

    return rows_of(scope, found["rows"], number, own=KEYS, known={"path": list(visits)})


VARIANTS = Measure(
    name="variants",
    version=1,
    family="paths",
    title="Top paths",
    question="Which ways do most customers go, and how many of them does each cover?",
    params=VariantParams,
    unit="people",
    unit_of_observation="customer, once",
    tables=("journeys",),
    keys=KEYS,
    choose=tables_of,
    units=("customer", "session"),
    countable=lambda scope, params: VariantQuestion(scope, params).rows(),
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    notes=lambda scope, params, found: [params.told()],
    more={
        "share": "people / everybody with a path; the shares add up to 1",
        "coverage": "the share of this row and those before it; with breakdowns, of the same group",
        "length": "visits in the path; null for the others",
        "variants": "how many different paths stand together here: 1, and more in the row without a path, the others",
        "mean": "mean seconds from the first to the last visit of the path",
        "median": "median of the same",
        "ended": "of these, customers whose journey ended with the path",
        "still_open": "of these, customers whose journey may go on; all the rest went on",
    },
    when_empty="no row",
    small_n="Counts are shown however small.",
    does_not_answer="Parts that come again and again anywhere in journeys (ngrams), or journeys that are alike but not "
    "the same. The dates and breakdowns are those of the anchor; what came before and after counts whenever it was.",
    source="Variants of process mining (van der Aalst 2016, Process Mining, 2nd ed., section 5.2): journeys with the "
    "same visits in the same order are one. A path is written as the visits joined by ->, names with special signs in "
    "quotes, no name as (none). In each period those of most customers are told; ties in the order of their names.",
    example={"length": 3, "most": 5},
)
MEASURES = (VARIANTS,)

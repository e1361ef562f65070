"""Which visits follow one another again and again, anywhere in journeys?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
from pydantic import Field, model_validator

from desirepath.measures import estimators
from desirepath.measures.grid import group_of, rows_of
from desirepath.measures.measure import Measure, Record
from desirepath.measures.paths.question import JourneyQuestion
from desirepath.measures.paths.ranking import Told, most_gone
from desirepath.measures.paths.runs import COUNTED, EACH, EVERYBODY, Runs
from desirepath.measures.paths.stretches import summed
from desirepath.measures.paths.words import words_of
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope
from desirepath.measures.visits import PlaceParams, tables_of

if TYPE_CHECKING:
    import ibis.expr.types as ir

KEYS = ("path",)
SUMS = ("n", "times")


class NgramParams(PlaceParams):
    min_length: int = Field(2, ge=2, le=5, description="Visits in the shortest")
    max_length: int = Field(3, ge=2, le=5, description="Visits in the longest")
    most: int = Field(20, ge=1, le=1000, description="Of each length only the so many of most customers")

    @model_validator(mode="after")
    def _in_order(self) -> NgramParams:
        if self.max_length < self.min_length:
            raise ValueError(f"the longest cannot be shorter than the shortest, {self.min_length}")
        return self


@dataclass(frozen=True)
class NgramQuestion(JourneyQuestion):
    """Visits in a row over one scope."""

    params: NgramParams

    def kernel(self, kept: pa.Array | None = None) -> Runs:
        asked = self.params
        return Runs(
            self.unit,
            asked.repeats,
            self.periods,
            self.keys,
            self.words,
            asked.min_length,
            asked.max_length,
            kept,
        )

    @cached_property
    def words(self) -> Any:
        return words_of(self)

    @cached_property
    def counted(self) -> pa.Table:
        found = self.run(self.kernel().counted, COUNTED)
        return summed(found, ["length", "path", *self.scope.keys], SUMS)

    @property
    def runs(self) -> pa.Table:
        return self.counted.filter(pc.not_equal(self.counted["length"], EVERYBODY))

    @cached_property
    def told(self) -> Told:
        return most_gone(self.runs, self.words, self.partition, self.params.most, SUMS)

    @property
    def partition(self) -> tuple[str, ...]:
        return ("length", *self.periods)

    def fold(self, table: pa.Table) -> pa.Table:
        """Only the rows that are told, with their path as text."""
        found = self.told.fold(table, self.partition)
        return found.filter(found["path"].is_valid())


def observations(scope: Scope, params: NgramParams) -> ir.Table:
    """One row a customer and sequence: where it came first."""
    import ibis

    asked = NgramQuestion(scope, params)
    return ibis.memtable(asked.fold(asked.run(asked.kernel(asked.told.paths).listed, EACH)))


def aggregate(scope: Scope, params: NgramParams) -> Mapping[str, ir.Table | pa.Table]:
    asked = NgramQuestion(scope, params)
    different = pc.count_distinct(asked.runs["path"]).as_py()
    return {
        "rows": asked.fold(asked.counted),
        "all": summed(asked.counted, ["length", *scope.keys], SUMS),
        "order": asked.told.order,
        "different": pa.table({"n": [different]}),
    }


def finish(scope: Scope, params: NgramParams, found: Mapping[str, list[Record]]) -> list[Row]:
    of = {(record["length"], *group_of(scope, record)): record for record in found["all"]}

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        group = group_of(scope, record)
        everybody = of[(EVERYBODY, *group)]["n"]
        return estimators.count(record["n"], of=everybody), {
            "share": estimators.share(record["n"], everybody),
            "times": record["times"],
            "share_of_times": estimators.share(record["times"], of[(record["length"], *group)]["times"]),
            "length": record["length"],
            "label": record["label"],
        }

    labels = {record["path"]: record["label"] for record in found["order"]}
    rows = [{**record, "label": labels[record["path"]]} for record in found["rows"]]
    return rows_of(scope, rows, number, own=KEYS, known={"path": list(labels)})


def notes(scope: Scope, params: NgramParams, found: Mapping[str, list[Record]]) -> list[str]:
    there, told = found["different"][0]["n"], len(found["order"])
    return [f"{told:,} of {there:,} different sequences are told."] if told < there else []


NGRAMS = Measure(
    name="ngrams",
    version=1,
    family="paths",
    title="Visits in a row",
    question="Which visits follow one another again and again, and for how many customers?",
    params=NgramParams,
    unit="people",
    unit_of_observation="customer, once for each sequence",
    tables=("journeys",),
    keys=KEYS,
    choose=tables_of,
    units=("customer", "session"),
    countable=lambda scope, params: NgramQuestion(scope, params).rows(),
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    notes=notes,
    more={
        "share": "people / everybody with a visit in the dates; people go many ways, so these do not add up",
        "times": "how often it came; of A -> A -> A the sequence A -> A comes twice",
        "share_of_times": "times / times of all sequences of this length",
        "length": "visits in it",
        "label": "loop: all the same; cycle: it ends where it began; other",
    },
    when_empty="no row",
    small_n="Counts are shown however small.",
    does_not_answer="Visits with others between them (path_pattern), or journeys as a whole (variants). A sequence "
    "counts when all its visits lie in the dates, and in the period; a breakdown takes the value at its first.",
    source="Sequences of retentioneering 3 (n-grams with loop and cycle; paths, paths_share, count and count_share), "
    "the share of times over those of the same length. Groups are compared with `--by`.",
    example={"max_length": 2, "most": 5},
)
MEASURES = (NGRAMS,)

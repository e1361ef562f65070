"""Which few journeys stand for all, and how many are like one of them?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa
import pyarrow.compute as pc
from pydantic import Field

from desirepath.measures import estimators
from desirepath.measures.grid import group_of, rows_of
from desirepath.measures.measure import Measure, Record
from desirepath.measures.paths.ranking import Told
from desirepath.measures.paths.standing import Standing, standing
from desirepath.measures.paths.stretches import EACH, FATES, Stretches
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope
from desirepath.measures.variants import VariantParams, VariantQuestion
from desirepath.measures.visits import tables_of

if TYPE_CHECKING:
    import ibis.expr.types as ir

KEYS = ("path",)
LONGEST = 50


class RepresentativeParams(VariantParams):
    repeats: bool = Field(
        False, description="Whether the same twice in a row is two visits; false: it is one"
    )
    length: int | Literal["all"] | None = Field(
        None,
        description=f"At most so many visits from the anchor on, up to {LONGEST}; null or all: {LONGEST}",
    )
    most: int = Field(5, ge=1, le=20, description="How many representatives")
    radius: float = Field(
        0.5,
        ge=0,
        le=1,
        description="How far a journey may be from the one that stands for it: 0 the same, 1 nothing in common; of two "
        "journeys of 5 visits with d edits between them, 2 d / (10 + d)",
    )

    @property
    def longest(self) -> int:
        return min(self.length, LONGEST) if isinstance(self.length, int) else LONGEST


@dataclass(frozen=True)
class StandingQuestion(VariantQuestion):
    """Representatives over one scope."""

    params: RepresentativeParams

    @cached_property
    def standing(self) -> Standing:
        asked = self.params
        return standing(self.counted, self.words, self.periods, asked.most, asked.radius)

    @cached_property
    def told(self) -> Told:
        return self.standing.told

    def listed(self, columns: list[tuple[str, pa.DataType]]) -> pa.Table:
        """One row a journey, with the path that stands for it."""
        kernel = Stretches(**self.asked, words=self.words, length=self.params.longest)
        return self.told.fold(self.run(kernel.listed, columns), self.periods)


def observations(scope: Scope, params: RepresentativeParams) -> ir.Table:
    """One row a customer."""
    import ibis

    told = ibis.memtable(StandingQuestion(scope, params).listed(EACH))
    return told.mutate(outcome=ibis.cases(*((told.fate == n, word) for n, word in enumerate(FATES))))


def aggregate(scope: Scope, params: RepresentativeParams) -> Mapping[str, ir.Table | pa.Table]:
    asked = StandingQuestion(scope, params)
    made = asked.standing
    names = ["path", *scope.keys]
    near = asked.counted.join(made.near.drop_columns("n"), ["path", *asked.periods])
    same = pc.equal(near["distance"], 0)
    columns = {
        "n": near["n"],
        "same": pc.if_else(same, near["n"], 0),
        "away": pc.multiply(near["distance"], near["n"]),
        "variants": pa.array([1] * near.num_rows, pa.int64()),
    }
    table = pa.table({"path": near["text"], **{key: near[key] for key in scope.keys}, **columns})
    summed = table.group_by(names).aggregate([(name, "sum") for name in columns])
    return {
        "rows": summed.rename_columns([*names, *columns]),
        "order": asked.told.order,
        "sample": pa.table({"asked": [made.asked], "chosen_from": [made.chosen_from]}),
    }


def finish(scope: Scope, params: RepresentativeParams, found: Mapping[str, list[Record]]) -> list[Row]:
    visits = {record["path"]: record["length"] for record in found["order"]}
    place = {path: n for n, path in enumerate(visits)}
    everybody: dict[tuple[Any, ...], int] = {}
    upto: dict[tuple[Any, ...], int] = {}
    for record in sorted(found["rows"], key=lambda record: place.get(record["path"], len(place))):
        group = group_of(scope, record)
        everybody[group] = everybody.get(group, 0) + record["n"]
        upto[(record["path"], *group)] = everybody[group]

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        group = group_of(scope, record)
        of = everybody[group]
        return estimators.count(record["n"], of=of), {
            "share": estimators.share(record["n"], of),
            "coverage": estimators.share(upto[(record["path"], *group)], of),
            "same": record["same"],
            "length": visits.get(record["path"]),
            "variants": record["variants"],
            "distance": estimators.share(record["away"], record["n"]),
        }

    return rows_of(scope, found["rows"], number, own=KEYS, known={"path": list(visits)})


def notes(scope: Scope, params: RepresentativeParams, found: Mapping[str, list[Record]]) -> list[str]:
    told = [params.told()]
    sample = found["sample"][0]
    if sample["chosen_from"] < sample["asked"]:
        told.append(
            f"Chosen from the journeys of {sample['chosen_from']:,} of {sample['asked']:,} customers, taken at even "
            "steps in the order of their visits; all are counted."
        )
    return told


REPRESENTATIVES = Measure(
    name="representatives",
    version=1,
    family="paths",
    title="Journeys that stand for many",
    question="Which few journeys stand for all, and how many customers' journeys are like one of them?",
    params=RepresentativeParams,
    unit="people",
    unit_of_observation="customer, once",
    tables=("journeys",),
    keys=KEYS,
    choose=tables_of,
    units=("customer", "session"),
    countable=lambda scope, params: StandingQuestion(scope, params).rows(),
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    notes=notes,
    more={
        "share": "people / everybody with a journey; the shares add up to 1",
        "coverage": "the share of this row and those before it; before the others: all who are near one",
        "same": "of these, customers whose journey is just this one",
        "length": "visits in the representative; null for the others",
        "variants": "how many different journeys it stands for",
        "distance": "mean distance to it; of the others: to the nearest representative",
    },
    when_empty="no row",
    small_n="Counts are shown however small.",
    does_not_answer="Groups of customers: journeys at the edge of one may be as near to another. What is exactly the "
    "same for most (variants).",
    source="Medoids by normalised edit distance (Li and Liu 2007) over the journeys, weighted by customers "
    "(partitioning around medoids, Kaufman and Rousseeuw 1990); coverage of a neighbourhood as in Gabadinho and "
    "Ritschard 2013, Searching for typical life trajectories applied to childbirth histories (Gendered Life Courses). "
    "Each is the journey of a real customer; no other choice of one of them lies nearer to all (of the sample).",
    example={"most": 2},
)
MEASURES = (REPRESENTATIVES,)

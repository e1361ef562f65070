"""One question about anchored journeys: its parameters, the rows that the kernel reads, and how it is run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, cast

import pyarrow as pa
from pydantic import Field, model_validator

from desirepath.domain import duration
from desirepath.domain.map import Duration
from desirepath.errors import NotFoundError, nearest
from desirepath.measures.events import check_events
from desirepath.measures.kernels import NUMBER, lasting, microseconds, run, who
from desirepath.measures.paths.columns import AnchorRules, Columns
from desirepath.measures.paths.pattern import PathPattern, parse
from desirepath.measures.scope import Scope
from desirepath.measures.view import View
from desirepath.measures.visits import PlaceParams, VisitParams, own_rows

if TYPE_CHECKING:
    import ibis.expr.types as ir


MOST_COLUMNS = 20


class AnchorParams(VisitParams):
    anchor: str = Field(
        "start",
        description="Where journeys are laid one upon another: start (the first visit), end (the last one of a "
        "journey that is over), a visit, or a pattern such as a->[^x]*->b",
    )
    occurrence: Literal["first", "last"] | int = Field(
        "first", description="Which of several: the first or last in the dates, or the n-th"
    )
    within: Duration | None = Field(
        None, description="Only visits at most so long before or after the anchor; null: however long"
    )

    @model_validator(mode="after")
    def _readable(self) -> AnchorParams:
        if isinstance(self.occurrence, int) and self.occurrence < 1:
            raise ValueError("occurrences count from 1")
        assert self.pattern
        return self

    @property
    def pattern(self) -> PathPattern | Literal["start", "end"]:
        return self.anchor if self.anchor in ("start", "end") else parse(self.anchor)  # type: ignore[return-value]

    def told(self) -> str:
        """The rules in words, for the foot of a picture."""
        which = (
            f"{self.occurrence} " if isinstance(self.occurrence, str) else f"occurrence {self.occurrence} of "
        )
        who = {
            "start": "Everybody whose first visit lies in the dates",
            "end": "Everybody whose journey is over, with its last visit in the dates",
        }.get(self.anchor, f"Everybody once, at {which}{self.anchor} in the dates")
        limit = f"; visits within {duration.words(self.within)}" if self.within else ""
        again = "" if self.repeats else "; the same twice in a row is one visit"
        return f"{who}{limit}{again}."


class PathParams(AnchorParams):
    at: int | None = Field(
        None, ge=1, description="Which part of a pattern stands in column 0, from 1; null: its last visit"
    )
    before: int | None = Field(
        None, ge=0, le=MOST_COLUMNS, description="Columns before the anchor; null: 0, before an end 5"
    )
    after: int | None = Field(
        None, ge=0, le=MOST_COLUMNS, description="Columns after the anchor; null: 5, after an end 0"
    )
    offset: int = Field(
        0, ge=-1000, le=1000, description="Look so many visits further on; less than 0: further back"
    )

    @model_validator(mode="after")
    def _sound(self) -> PathParams:
        if not 1 <= self.columns[1] - self.columns[0] <= MOST_COLUMNS:
            raise ValueError(f"a path has 1 to {MOST_COLUMNS} columns before and after its anchor together")
        if isinstance(self.pattern, PathPattern) and (self.at or 1) > len(self.pattern.visits):
            raise ValueError(f"the anchor has {len(self.pattern.visits)} visits, so `at` cannot be {self.at}")
        return self

    @property
    def columns(self) -> tuple[int, int]:
        """The first and the last column, counted from the anchor."""
        usual = (5, 0) if self.anchor == "end" else (0, 5)
        before, after = (
            given if given is not None else other
            for given, other in zip((self.before, self.after), usual, strict=True)
        )
        return self.offset - before, self.offset + after


@dataclass(frozen=True)
class JourneyQuestion:
    """Journeys as rows of visits over one scope."""

    scope: Scope
    params: PlaceParams

    @property
    def unit(self) -> tuple[str, ...]:
        """Columns of the unit, customer first."""
        return tuple(dict.fromkeys(["customer", *self.scope.unit_columns]))

    @property
    def periods(self) -> tuple[str, ...]:
        return tuple(self.scope.period_keys)

    @property
    def keys(self) -> tuple[str, ...]:
        """Breakdowns other than the period."""
        return tuple(key for key in self.scope.keys if key not in self.scope.period_keys)

    def rows(self) -> ir.Table:
        """Every own row that can be a visit of a journey: what the kernel reads."""
        scope = self.scope.reading("bucket", self.params.of, NUMBER)
        table = own_rows(scope, scope.meeting(scope.people()))
        table = table.mutate(node=table[self.params.of], begins=scope.in_dates(table))
        columns = ["bucket", *who(scope), *self.unit, "seq", "time", "node", "begins", *scope.keys]
        return table.select(list(dict.fromkeys(columns)))

    def run(self, kernel: Callable[[pa.Table], pa.Table], columns: list[tuple[str, pa.DataType]]) -> pa.Table:
        """What a kernel makes of the rows, with the keys behind its own columns."""
        return run(self.scope, self.rows(), kernel, columns)


@dataclass(frozen=True)
class PathQuestion(JourneyQuestion):
    """Anchored journeys over one scope."""

    params: AnchorParams

    @cached_property
    def rules(self) -> AnchorRules:
        asked, pattern = self.params, self.params.pattern
        if isinstance(pattern, PathPattern):
            check_nodes(self.scope.view, asked.of, pattern.names)
        low, high = self.columns
        return AnchorRules(
            pattern=pattern,
            which=self.which,
            occurrence={"first": 1, "last": 0}.get(cast(str, asked.occurrence), cast(int, asked.occurrence)),
            low=low,
            high=high,
            within=lasting(asked.within),
            ended_after=lasting(asked.ended_after),
        )

    @property
    def columns(self) -> tuple[int, int]:
        """The first and the last column."""
        return self.params.columns if isinstance(self.params, PathParams) else (0, 0)

    @property
    def which(self) -> int:
        """The part of a pattern that stands in column 0, from 0: its first visit unless columns are asked."""
        pattern = self.params.pattern
        if not isinstance(pattern, PathPattern) or not isinstance(self.params, PathParams):
            return 0
        return (self.params.at or len(pattern.visits)) - 1

    @property
    def kernel(self) -> Columns:
        return Columns(**self.asked)

    @property
    def asked(self) -> dict[str, Any]:
        """What a kernel is told of the question."""
        return {
            "rules": self.rules,
            "unit": self.unit,
            "repeats": self.params.repeats,
            "periods": self.periods,
            "keys": self.keys,
            "now": microseconds(self.scope.now),
        }


def check_nodes(view: View, of: str, names: list[str]) -> None:
    """Raise NotFoundError with the nearest name for a visit that neither the data nor the map know."""
    if of == "event":
        check_events(view, names)
        return
    table = view.tables["steps" if of == "step" else "journeys"]
    known = {row[of] for row in view.records(table.select(of).distinct())} - {None}
    if of == "step" and view.map is not None:
        known |= {step.id for step in view.map.steps()}
    for name in names:
        if known and name not in known:
            raise NotFoundError(
                f'No {of} is called "{name}".', code=f"unknown_{of}", remedy=nearest(name, sorted(known))
            )

"""What one entry of the measure registry holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from desirepath.errors import InputError, nearest
from desirepath.measures.result import Row, Unit

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

    from desirepath.measures.scope import Scope
    from desirepath.measures.view import View

Record = dict[str, Any]
"""One row of an aggregate, as plain Python values."""


class Params(BaseModel):
    """Base of every measure's parameters: unknown ones are errors, lists may be written `a, b`."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True)

    @field_validator("*", mode="before")
    @classmethod
    def _split(cls, value: Any, info: Any) -> Any:
        wanted = cls.model_fields[info.field_name].annotation
        if isinstance(value, str) and str(wanted).startswith(("list", "tuple")):
            return [part.strip() for part in value.split(",") if part.strip()]
        return value


class NoParams(Params):
    """A measure without parameters."""


@dataclass(frozen=True)
class Measure:
    """A named question with its definition. Help, schema, types, docs and validation are all read from here.

    `observations` is the table of what is counted, one row each, with the columns `customer` and `entered_at` and,
    where the question has outcomes, `outcome` and `next_step`; the list of customers behind a number reads the
    same table as the number. `aggregate` turns it into small tables, `finish` into rows with intervals.
    `choose` narrows `tables` where it depends on the parameters which of them is asked.
    `counts` is the unit that is counted unless asked otherwise, or "row"; `units` are those one may ask for, and
    `countable` the rows from which each unit is counted: those that belong to none are told in a note.
    `better` says which way people wish it to move; none where more is neither good nor bad, only more.
    """

    name: str
    version: int
    family: str
    title: str
    question: str
    params: type[Params]
    unit: Unit
    unit_of_observation: str
    tables: tuple[str, ...]
    observations: Callable[[Scope, Any], ir.Table]
    aggregate: Callable[[Scope, Any], Mapping[str, ir.Table | pa.Table]]
    finish: Callable[[Scope, Any, Mapping[str, list[Record]]], list[Row]]
    more: Mapping[str, str]
    when_empty: str
    small_n: str
    does_not_answer: str
    source: str
    better: Literal["high", "low"] | None = None
    keys: tuple[str, ...] = ()
    choose: Callable[[View, Any], tuple[str, ...]] | None = None
    counts: str = "customer"
    units: tuple[str, ...] = ("customer",)
    countable: Callable[[Scope, Any], ir.Table] = lambda scope, params: scope.rows()
    breakdowns: bool = True
    notes: Callable[[Scope, Any, Mapping[str, list[Record]]], list[str]] = lambda scope, params, found: []
    example: Mapping[str, Any] = field(default_factory=dict)
    example_by: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """Where the reference page describes it."""
        return self.name.replace("_", "-")

    @property
    def stands_at_steps(self) -> bool:
        """Whether it can be asked of each step of a map apart."""
        return bool({"steps", "answers"} & set(self.tables))

    def read_params(self, given: Mapping[str, Any] | None) -> Any:
        """The parameters as the measure's own model; raises InputError with the name and the nearest one."""
        try:
            return self.params.model_validate(dict(given or {}))
        except ValidationError as error:
            raise self._wrong(error) from error

    def _wrong(self, error: ValidationError) -> InputError:
        problem = error.errors()[0]
        name = ".".join(str(part) for part in problem["loc"])
        allowed = [f.alias or n for n, f in self.params.model_fields.items()]
        if not problem["loc"]:  # what is wrong lies between parameters, and the text says it
            why = problem["msg"].removeprefix("Value error, ").rstrip(".")
            return InputError(
                f'"{self.name}" cannot be asked so: {why}.',
                code="bad_param",
                remedy=f"Parameters: {', '.join(allowed)}.",
            )
        if problem["type"] == "extra_forbidden":
            return InputError(
                f'The measure "{self.name}" has no parameter "{name}".',
                code="unknown_param",
                remedy=nearest(name, allowed),
                field=name,
            )
        return InputError(
            f'The parameter "{name}" of "{self.name}" cannot be {problem["input"]!r}: {problem["msg"]}.',
            code="bad_param",
            remedy=f"Parameters: {', '.join(allowed)}." if allowed else "It takes no parameters.",
            field=str(problem["loc"][0]),
        )

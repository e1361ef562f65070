"""The recipe: how the rows of some files become events or traits. A YAML file, `recipes/<name>.yaml`.

In a recipe a plain text names a **column** of the file, but for what is nearly always the same in a whole file
(`event`, `kind`, `actor`, `currency`, `scale`, `scale_version`), where it is the text itself. Both can be
said plainly: `{column: page}` and `{value: web}`.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from desirepath.domain.map import Id
from desirepath.domain.settings import Currency, TimeZone
from desirepath.domain.validated import validated
from desirepath.domain.yamlfile import Document, read

MISSING = ("NA", "N/A", "NaN", "nan", "null", "NULL", "None", "\\N")
"""Texts that mean "nothing" in a time or a number. Ids and words are taken as they stand."""


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Ref(Strict):
    """Where a value comes from: a column of the file, or one text for all rows."""

    column: str | None = None
    value: str | None = None

    @model_validator(mode="after")
    def _one(self) -> Ref:
        if (self.column is None) == (self.value is None):
            raise ValueError("give either `column: name of a column` or `value: a text`.")
        return self


def _as_column(given: Any) -> Any:
    return {"column": str(given)} if isinstance(given, (str, int)) else given


def _as_value(given: Any) -> Any:
    if isinstance(given, (int, float)) and not isinstance(given, bool):
        given = str(given)
    return {"value": given} if isinstance(given, str) else given


def _as_list(given: Any) -> Any:
    return [given] if isinstance(given, str) else given


def _as_files(given: Any) -> Any:
    if isinstance(given, dict):
        return {name: _as_list(globs) for name, globs in given.items()}
    return {"files": _as_list(given)}


def _as_columns(given: Any) -> Any:
    if given == "all":
        return {"all": True}
    if isinstance(given, str):
        return {"json": given}
    if isinstance(given, list):
        return {"columns": {name: name for name in given if isinstance(name, str)} if given else {}}
    if isinstance(given, dict) and not {"all", "json", "columns"} & given.keys():
        return {"columns": given}
    return given


Column = Annotated[Ref, BeforeValidator(_as_column)]
Value = Annotated[Ref, BeforeValidator(_as_value)]
Names = Annotated[list[str], BeforeValidator(_as_list)]


class Columns(Strict):
    """Which further columns to keep, under which names."""

    all: bool = False
    json_column: str | None = Field(None, alias="json")
    columns: dict[str, str] = Field(default_factory=dict)


class Csv(Strict):
    """How a CSV file is written. What is left out is looked up in the file."""

    delimiter: str | None = Field(None, min_length=1, max_length=1)
    quote: str = Field('"', min_length=1, max_length=1)
    escape: str | None = Field(None, min_length=1, max_length=1, description="Left out: the quote, doubled")
    encoding: str | None = Field(None, description="Such as utf-8, cp1252 or utf-16")
    header: bool = Field(True, description="Without one the columns are called column_1, column_2, …")


class EventRule(Strict):
    """One kind of event made from each row; the keys are the columns of the table `events`."""

    event: Value
    time: Column
    original_time: Column | None = None
    when: str | None = Field(
        None, description="SQL condition on the columns; rows where it is not true are left out"
    )
    event_id: Names = Field(default_factory=list, description="Column, or columns that are the id together")
    user_id: Column | None = None
    anonymous_id: Column | None = None
    email: Column | None = None
    account_id: Column | None = None
    order_id: Column | None = None
    kind: Value = Ref(value="behaviour")
    actor: Value = Ref(value="customer")
    channel: Column | None = None
    touchpoint: Column | None = None
    device: Column | None = None
    campaign: Column | None = None
    campaign_source: Column | None = None
    medium: Column | None = None
    product: Column | None = None
    agent: Column | None = None
    revenue: Column | None = None
    currency: Value | None = None
    score: Column | None = None
    scale: Value | None = None
    scale_version: Value | None = None
    text: Column | None = None
    language: Column | None = None
    properties: Annotated[Columns, BeforeValidator(_as_columns)] = Columns()

    @model_validator(mode="after")
    def _scored(self) -> EventRule:
        if (self.score is None) != (self.scale is None):
            raise ValueError("`score` and `scale` go together; a scale is one of stars, nps, csat, ces.")
        return self


class TraitRule(Strict):
    """Attributes of customers or accounts, one trait a column."""

    of: Literal["customer", "account"] = "customer"
    id: Column
    valid_from: Column | None = Field(
        None, description="Left out: since ever, and for a changed value since the import"
    )
    columns: Annotated[Columns, BeforeValidator(_as_columns)]


class Recipe(Strict):
    """How the rows of some files become events or traits of one source."""

    desirepath: Literal[1] = 1
    source: Id
    files: Annotated[dict[str, list[str]], BeforeValidator(_as_files)] = Field(
        description="Globs relative to the data folder; with `sql`, a name for each"
    )
    format: Literal["csv", "parquet", "jsonl", "xlsx", "xes"] | None = Field(
        None, description="Left out: by the files' names"
    )
    csv: Csv = Csv()
    sheet: str | None = Field(None, min_length=1, description="Of a workbook; left out: the first one")
    decimal: Literal[".", ","] = "."
    missing: list[str] = Field(default_factory=lambda: list(MISSING))
    timezone: TimeZone = Field("UTC", description="Of times written without one")
    date_format: Names = Field(
        default_factory=list, description="day first, month first, or formats such as %d.%m.%Y %H:%M"
    )
    currency: Currency | None = None
    complete_through: datetime | None = Field(None, description="Everything up to here is in the files")
    sql: str | None = Field(None, min_length=1, description="A DuckDB query over the named files")
    kind: Literal["events", "traits"] = "events"
    events: list[EventRule] = Field(default_factory=list)
    traits: list[TraitRule] = Field(default_factory=list)

    @model_validator(mode="after")
    def _rows(self) -> Recipe:
        given, other = (self.events, self.traits) if self.kind == "events" else (self.traits, self.events)
        if not given:
            raise ValueError(
                f"a recipe of kind {self.kind} needs a list `{self.kind}:` with at least one entry."
            )
        if other:
            raise ValueError(f"a recipe makes either events or traits; this one is of kind {self.kind}.")
        if not any(self.files.values()):
            raise ValueError("`files` names no file.")
        return self


def recipe_document(content: bytes | str, file: str) -> tuple[Recipe, Document]:
    """The recipe in a YAML text with the document that knows where each key stands."""
    document = read(content, file, "a recipe")
    return validated(Recipe, document), document


def load_recipe(path: Path) -> Recipe:
    """The recipe in a file. Raises `FileError` (an InputError) that lists every problem with its place.

    A recipe does not know the names of the file's columns; `import_recipe` checks them against the data.
    """
    return recipe_document(path.read_bytes(), str(path))[0]

"""How one file is read, as a table of choices: a role for each column, and what holds for all rows.

The page edits choices and never a recipe: they say all that most files need, and no SQL. A recipe that says more was
written by hand; it is one that choices do not give back exactly.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from pydantic import Field, ValidationError

from desirepath.ingest.profile import glob_safe
from desirepath.ingest.recipe import Csv, EventRule, Recipe, TraitRule
from desirepath.ingest.values import quoted
from desirepath.measures.result import Frozen

Single = Literal[
    "event", "time", "user_id", "email", "anonymous_id", "account_id", "order_id", "revenue", "currency", "score",
    "text", "language", "channel", "touchpoint", "device", "product", "agent", "campaign", "campaign_source", "medium",
]  # fmt: skip
"""Roles that one column has alone; they are called as in a recipe."""
Role = Single | Literal["later", "property", "ignore"]
SINGLE: tuple[str, ...] = Single.__args__  # type: ignore[attr-defined]

WHO = ("user_id", "email", "anonymous_id", "account_id")
FURTHER = ("user_id", "anonymous_id", "email", "account_id", "order_id", "product", "channel")
"""What a further event of the same row keeps of it."""

Kind = Literal[
    "behaviour", "order", "message", "support", "survey", "review", "mention", "visit", "subscription"
]
Actor = Literal["customer", "company", "system"]


class ColumnChoice(Frozen):
    """What one column of the file is."""

    name: str
    role: Role = "ignore"
    event: str | None = Field(None, description="Of a `later` time: what happened then")


class Choices(Frozen):
    """How the rows of one file become events, or what is known of customers."""

    source: str
    file: str
    rows: Literal["events", "traits"] = "events"
    columns: list[ColumnChoice]
    event: str | None = Field(None, description="What happened, where no column says it")
    event_id: list[str] = Field(default_factory=list, description="Columns that tell rows apart together")
    kind: Kind = "behaviour"
    actor: Actor = "customer"
    scale: Literal["stars", "nps", "csat", "ces"] | None = None
    scale_version: str | None = None
    timezone: str = "UTC"
    date_format: list[str] = Field(default_factory=list)
    decimal: Literal[".", ","] = "."
    currency: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None

    def column(self, role: str) -> str | None:
        """The column with a role, the first where several have it."""
        return next((column.name for column in self.columns if column.role == role), None)


class Fault(Frozen):
    """Why choices cannot be used: at a column, at a choice for all rows, or on the whole."""

    column: str | None = None
    field: str | None = None
    message: str
    remedy: str


def recipe_of(choices: Choices) -> Recipe:
    """The recipe that choices mean. Raises pydantic's ValidationError; ask `faults` first."""
    return Recipe.model_validate(plain_recipe(choices))


def plain_recipe(choices: Choices) -> dict[str, Any]:
    """The recipe as it is written, short where the recipe's own shorthands allow."""
    csv = {"delimiter": choices.delimiter, "encoding": choices.encoding}
    head = {
        "source": choices.source,
        "files": glob_safe(choices.file),
        "sheet": choices.sheet,
        "csv": {key: value for key, value in csv.items() if value},
        "timezone": choices.timezone,
        "date_format": choices.date_format,
        "decimal": choices.decimal,
        "currency": choices.currency,
    }
    kept = {key: value for key, value in head.items() if value}
    if choices.rows == "traits":
        return {"desirepath": 1, **kept, "kind": "traits", "traits": [_trait(choices)]}
    return {"desirepath": 1, **kept, "events": [_event(choices), *_later(choices)]}


def _event(choices: Choices) -> dict[str, Any]:
    has = {role: choices.column(role) for role in SINGLE}
    event = {"column": has["event"]} if has["event"] else choices.event
    rule: dict[str, Any] = {"event": event, "time": has["time"], "kind": choices.kind, "actor": choices.actor}
    rule |= {"event_id": choices.event_id}
    rule |= {role: column for role, column in has.items() if role not in ("event", "time", "currency")}
    if has["currency"]:
        rule["currency"] = {"column": has["currency"]}
    if has["score"]:
        rule |= {"scale": choices.scale, "scale_version": choices.scale_version}
    rule["properties"] = [column.name for column in choices.columns if column.role == "property"]
    return {key: value for key, value in rule.items() if value}


def _later(choices: Choices) -> list[dict[str, Any]]:
    """Further events of the same row, each with a time of its own; rows without that time make none."""
    common: dict[str, Any] = {role: choices.column(role) for role in FURTHER}
    common = {key: value for key, value in {**common, "event_id": choices.event_id}.items() if value}
    return [
        {
            "event": column.event,
            "time": column.name,
            "when": f"{quoted(column.name)} IS NOT NULL",
            "kind": choices.kind,
            "actor": "company",
            **common,
        }
        for column in choices.columns
        if column.role == "later"
    ]


def _trait(choices: Choices) -> dict[str, Any]:
    who = next((role for role in WHO if choices.column(role)), "user_id")
    rule = {
        "of": "account" if who == "account_id" else "customer",
        "id": choices.column(who),
        "valid_from": choices.column("time"),
        "columns": [column.name for column in choices.columns if column.role == "property"],
    }
    return {key: value for key, value in rule.items() if value}


def choices_of(recipe: Recipe, names: Iterable[str] | None = None) -> Choices | None:
    """The choices that give exactly this recipe, over a file's columns; None when it says more than choices can.

    Columns that the recipe names and the file lacks stand at the end, so that the page can tell.
    """
    files = [glob for globs in recipe.files.values() for glob in globs]
    rules: list[EventRule | TraitRule] = [*recipe.events, *recipe.traits]
    rule = rules[0]
    roles = _roles(recipe, rule)
    every = dict.fromkeys([*(names or ()), *roles])
    columns = [
        ColumnChoice(name=name, role=role, event=event)
        for name in every
        for role, event in [roles.get(name, ("ignore", None))]
    ]
    told: dict[str, Any] = {
        "source": recipe.source,
        "file": files[0].replace("[*]", "*").replace("[?]", "?").replace("[[]", "["),
        "rows": recipe.kind,
        "columns": columns,
        "timezone": recipe.timezone,
        "date_format": recipe.date_format,
        "decimal": recipe.decimal,
        "currency": recipe.currency,
        "encoding": recipe.csv.encoding,
        "delimiter": recipe.csv.delimiter,
        "sheet": recipe.sheet,
    }
    if isinstance(rule, EventRule):
        told |= {
            "event": rule.event.value,
            "event_id": rule.event_id,
            "kind": rule.kind.value or "behaviour",
            "actor": rule.actor.value or "customer",
            "scale": rule.scale.value if rule.scale else None,
            "scale_version": rule.scale_version.value if rule.scale_version else None,
        }
    try:
        choices = Choices.model_validate(told)
        same = recipe_of(choices) == recipe
    except ValidationError:
        return None
    return choices if same else None


def _roles(recipe: Recipe, rule: EventRule | TraitRule) -> dict[str, tuple[str, str | None]]:
    """Role of each column that a recipe names, and the event of a later time."""
    found: dict[str, tuple[str, str | None]] = dict.fromkeys(_kept(rule).values(), ("property", None))
    for later in recipe.events[1:]:
        if later.time.column:
            found[later.time.column] = ("later", later.event.value)
    if isinstance(rule, TraitRule):
        found[rule.id.column or ""] = ("account_id" if rule.of == "account" else "user_id", None)
        if rule.valid_from and rule.valid_from.column:
            found[rule.valid_from.column] = ("time", None)
        return found
    for role in SINGLE:
        ref = getattr(rule, role)
        if ref is not None and ref.column is not None:
            found[ref.column] = (role, None)
    return found


def _kept(rule: EventRule | TraitRule) -> dict[str, str]:
    return rule.properties.columns if isinstance(rule, EventRule) else rule.columns.columns


def csv_of(encoding: str | None, delimiter: str | None) -> Csv:
    """How a CSV file is written, as far as somebody said so."""
    return Csv(encoding=encoding or None, delimiter=delimiter or None)

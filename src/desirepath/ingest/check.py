"""Does a recipe fit the data? Columns that are not there, conditions and queries that cannot be run."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from desirepath.errors import InputError, nearest
from desirepath.ingest.recipe import Columns, EventRule, Recipe, Ref, TraitRule
from desirepath.ingest.rows import Relation

Path = tuple[str | int, ...]


class MisfitError(InputError):
    """A recipe that does not fit its files; `path` is the place in the recipe."""

    def __init__(self, message: str, *, code: str, remedy: str, path: Path) -> None:
        super().__init__(message, code=code, remedy=remedy)
        self.path = path


def columns(recipe: Recipe, relation: Relation, connection: duckdb.DuckDBPyConnection) -> None:
    """Raise a `MisfitError` for the first column or condition that the relation cannot serve."""
    names = [column.name for column in relation.columns]
    for path, name in named_columns(recipe):
        if name not in names:
            raise MisfitError(
                f'there is no column "{name}".',
                code="unknown_column",
                remedy=f"{nearest(name, names)} A text that is the same in all rows is written {{value: {name}}}.",
                path=path,
            )
    for position, rule in enumerate(recipe.events):
        if rule.when:
            _condition(rule.when, relation, connection, ("events", position, "when"))


def namesakes(recipe: Recipe, relation: Relation) -> list[str]:
    """Warnings about event names that are names of columns too: likely the column was meant."""
    names = {column.name for column in relation.columns}
    return [
        f'All events are called "{rule.event.value}", which is also a column. '
        f"If its values are the names, write `event: {{column: {rule.event.value}}}`."
        for rule in recipe.events
        if rule.event.value in names and rule.event.value != rule.time.column
    ]


def named_columns(recipe: Recipe) -> Iterator[tuple[Path, str]]:
    """Every column a recipe names, with its place."""
    rules: list[EventRule | TraitRule] = [*recipe.events, *recipe.traits]
    for position, rule in enumerate(rules):
        here: Path = (recipe.kind, position)
        for name in type(rule).model_fields:
            held = getattr(rule, name)
            if isinstance(held, Ref) and held.column is not None:
                yield (*here, name), held.column
            elif name == "event_id":
                yield from (((*here, name), column) for column in held)
            elif isinstance(held, Columns):
                if held.json_column:
                    yield (*here, name), held.json_column
                yield from (((*here, name), column) for column in held.columns.values())


def _condition(text: str, relation: Relation, connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    try:
        statements = connection.extract_statements(f"SELECT CASE WHEN {text}\n THEN 1 END")
        if len(statements) != 1:
            raise MisfitError(
                f'"{text}" is not one condition.',
                code="bad_condition",
                remedy="Write one without a semicolon.",
                path=path,
            )
        connection.execute(f"EXPLAIN SELECT 1 FROM ({relation.sql}) WHERE ({text}\n)")
    except duckdb.Error as error:
        raise MisfitError(
            f'the condition "{text}" cannot be used: {told(error)}',
            code="bad_condition",
            remedy="Write a condition on the file's columns, such as: status = 'paid' AND total IS NOT NULL.",
            path=path,
        ) from error


def one_select(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Raise a `MisfitError` unless a recipe's SQL is one query."""
    try:
        statements = connection.extract_statements(sql)
    except duckdb.Error as error:
        raise bad_sql(error) from error
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise MisfitError(
            "`sql` should be one SELECT.",
            code="bad_sql",
            remedy="Write one query over the names under `files`; WITH is allowed.",
            path=("sql",),
        )


def bad_sql(error: duckdb.Error) -> MisfitError:
    """A recipe's query that DuckDB refuses, in its words."""
    return MisfitError(
        f"the recipe's query cannot be run: {error}",
        code="bad_sql",
        remedy="It sees the names under `files`, and no other file or table.",
        path=("sql",),
    )


def told(error: Exception) -> str:
    """What an engine says, without its drawing of the place."""
    return str(error).splitlines()[0]

"""Commands that ask: `measure` and `sql`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desirepath.cli.options import (
    ByOption,
    CsvOption,
    FileOption,
    FromOption,
    JsonOption,
    MapOption,
    ParamOption,
    SegmentOption,
    ToOption,
    WhereOption,
    WorkspaceOption,
    day,
    workspace_of,
)

if TYPE_CHECKING:
    from desirepath.measures.result import Result


def register(app: typer.Typer) -> None:
    app.command("measure")(measure)
    app.command("sql")(sql)


def measure(
    name: Annotated[str | None, typer.Argument(help="Name of the measure; none: list them all.")] = None,
    params: ParamOption = None,
    where: WhereOption = None,
    segment: SegmentOption = None,
    start: FromOption = None,
    end: ToOption = None,
    by: ByOption = None,
    map_id: MapOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    output: FileOption = None,
) -> None:
    """Ask a measure, or list them: every number with its n, interval and open cases."""
    from desirepath.cli.tables import measures_table

    if name is None:
        measures_table(as_json)
        return
    from desirepath.services.asking import ask_reader, read_params
    from desirepath.services.reading import Reader

    with Reader(workspace_of(workspace)) as reader:
        result = ask_reader(
            reader,
            name,
            read_params(params or []),
            where=where,
            segment=segment,
            start=day(start, "--from"),
            end=day(end, "--to"),
            by=by or [],
            map_id=map_id,
        )
    show_result(result, as_json, as_csv, output)


def show_result(result: Result, as_json: bool, as_csv: bool, output: Path | None = None) -> None:
    """An answer as it was asked for: a table for people, else JSON or CSV, or a file."""
    from desirepath.cli.tables import result_table

    if output is not None:
        from desirepath.services.saving import save_result

        typer.echo(f"Wrote {save_result(result, output)}")
    elif as_json:
        typer.echo(result.model_dump_json(indent=2))
    elif as_csv:
        from desirepath.export.tables import result_csv

        typer.echo(result_csv(result), nl=False)
    else:
        result_table(result)


def sql(
    query: Annotated[
        str, typer.Argument(help='A query, as in: "select event, count(*) from journeys group by 1"')
    ],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    limit: Annotated[int, typer.Option(min=1, help="At most this many rows are printed.")] = 200,
) -> None:
    """Read the tables of the newest build with SQL. It reads, and only reads."""
    import json

    from desirepath.cli.tables import arrow_table
    from desirepath.services.sql import read_sql

    found = read_sql(workspace_of(workspace), query, limit=limit)
    if as_json:
        typer.echo(json.dumps(found.to_pylist(), indent=2, default=str))
    else:
        arrow_table(found)

"""Commands that compare: two groups, or a measure with its own past."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from desirepath.cli.options import (
    ByOption,
    CsvOption,
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


def register(app: typer.Typer) -> None:
    app.command("compare")(compare)
    app.command("trend")(trend)


def compare(
    name: Annotated[str, typer.Argument(help="Name of the measure, as `desirepath measure` lists it.")],
    versus: Annotated[
        str,
        typer.Option(
            "--with",
            help='The second group: a segment, "rest" (everybody else), "before" (as many days just before), other '
            "days (2026-01-01..2026-03-31), or a value of a breakdown (channel=app).",
        ),
    ],
    group: Annotated[
        str | None,
        typer.Option("--group", help="The first group, where it is a value of a breakdown (channel=web)."),
    ] = None,
    share: Annotated[
        str | None,
        typer.Option(
            "--share", help='Another share the measure tells: "next" of a funnel, from step to step.'
        ),
    ] = None,
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
) -> None:
    """Compare two groups under one measure: every difference with an interval of its own."""
    from desirepath.services.asking import read_params
    from desirepath.services.comparing import compare_reader
    from desirepath.services.reading import Reader

    with Reader(workspace_of(workspace)) as reader:
        found = compare_reader(
            reader,
            name,
            read_params(params or []),
            versus=versus,
            group=group,
            share=share,
            where=where,
            segment=segment,
            start=day(start, "--from"),
            end=day(end, "--to"),
            by=by or [],
            map_id=map_id,
        )
    if as_json:
        typer.echo(found.model_dump_json(indent=2))
    elif as_csv:
        from desirepath.export.tables import comparison_csv

        typer.echo(comparison_csv(found), nl=False)
    else:
        from desirepath.cli.compare_table import compare_table

        compare_table(found)


def trend(
    name: Annotated[str, typer.Argument(help="Name of the measure, as `desirepath measure` lists it.")],
    every: Annotated[
        Literal["day", "week", "month"], typer.Option("--every", help="Length of a period.")
    ] = "week",
    params: ParamOption = None,
    where: WhereOption = None,
    segment: SegmentOption = None,
    start: FromOption = None,
    end: ToOption = None,
    by: ByOption = None,
    map_id: MapOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell when a measure changed its level, by how much, and how sure that is."""
    from desirepath.services.asking import read_params
    from desirepath.services.comparing import trend_reader
    from desirepath.services.reading import Reader

    with Reader(workspace_of(workspace)) as reader:
        found = trend_reader(
            reader,
            name,
            read_params(params or []),
            every=every,
            where=where,
            segment=segment,
            start=day(start, "--from"),
            end=day(end, "--to"),
            by=by or [],
            map_id=map_id,
        )
    if as_json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        from desirepath.cli.compare_table import trend_table

        trend_table(found)

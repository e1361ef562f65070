"""The command about customers' first days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from desirepath.cli.options import JsonOption, WorkspaceOption, workspace_of

if TYPE_CHECKING:
    from desirepath.insights.early.design import Start


def register(app: typer.Typer) -> None:
    app.command("early")(early)


def early(
    map_id: Annotated[str, typer.Argument(help="Name of the map.")] = "main",
    days: Annotated[int, typer.Option("--days", help="How many first days count, 1 to 30.")] = 14,
    horizon: Annotated[
        int, typer.Option("--horizon", help="How many days after them are watched, 14 to 365.")
    ] = 90,
    start: Annotated[
        Literal["first-order", "first-event"] | None,
        typer.Option(
            "--start", help="What the days count from; without it the first order where customers order."
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find what happens in customers' first days and makes them stay or leave."""
    from desirepath.cli.early_table import early_table
    from desirepath.cli.progress import bars
    from desirepath.services.early import early_of

    place = workspace_of(workspace)
    begins = cast("Start | None", start.replace("-", "_") if start else None)
    with bars(quiet=as_json) as report:
        found = early_of(place, map_id, days=days, horizon=horizon, start=begins, progress=report)
    if as_json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        early_table(found)

"""The command that tells what customers will do next."""

from __future__ import annotations

from typing import Annotated

import typer

from desirepath.cli.options import JsonOption, WorkspaceOption, workspace_of


def register(app: typer.Typer) -> None:
    app.command("forecast")(forecast)


def forecast(
    at_risk: Annotated[
        int | None,
        typer.Option(
            "--at-risk",
            min=1,
            max=500,
            help="List so many customers who may stay away, the most at stake first.",
        ),
    ] = None,
    next_of: Annotated[
        str | None,
        typer.Option("--next", metavar="MAP", help="Tell which step follows each step of this map."),
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell what customers will still bring and who may stay away, and how well that was told before."""
    from desirepath.cli.forecast_table import at_risk_table, forecast_table, next_table
    from desirepath.cli.progress import bars
    from desirepath.services.forecast import at_risk_of, forecast_of, next_steps_of

    found = workspace_of(workspace)
    if next_of:
        following = next_steps_of(found, next_of)
        if as_json:
            typer.echo(following.model_dump_json(indent=2))
        else:
            next_table(following)
        return
    with bars(quiet=as_json) as report:
        told = forecast_of(found, report)
    listed = at_risk_of(found, at_risk) if at_risk else None
    if as_json:
        typer.echo((listed or told).model_dump_json(indent=2))
    elif listed:
        at_risk_table(listed, told)
    else:
        forecast_table(told)

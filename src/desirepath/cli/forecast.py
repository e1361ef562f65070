"""The command that tells what customers will do next."""

from __future__ import annotations

import typer

from desirepath.cli.options import JsonOption, WorkspaceOption, workspace_of


def register(app: typer.Typer) -> None:
    app.command("forecast")(forecast)


def forecast(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Tell what customers will still bring, and how well that was told before."""
    from desirepath.cli.forecast_table import forecast_table
    from desirepath.cli.progress import bars
    from desirepath.services.forecast import forecast_of

    with bars(quiet=as_json) as report:
        found = forecast_of(workspace_of(workspace), report)
    if as_json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        forecast_table(found)

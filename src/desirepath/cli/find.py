"""The commands that look for something by themselves: pains, and what people write."""

from __future__ import annotations

from typing import Annotated

import typer

from desirepath.cli.options import JsonOption, WorkspaceOption, workspace_of


def register(app: typer.Typer) -> None:
    app.command("pains")(pains)
    app.command("text")(text)


def pains(
    map_id: Annotated[str, typer.Argument(help="Name of the map.")] = "main",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find where clearly fewer customers go on or order, and under which condition."""
    from desirepath.cli.progress import bars
    from desirepath.cli.tables import pains_table
    from desirepath.services.pains import pains_of

    with bars(quiet=as_json) as report:
        found = pains_of(workspace_of(workspace), map_id, report)
    if as_json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        pains_table(found)


def text(
    map_id: Annotated[str, typer.Argument(help="Name of the map.")] = "main",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find what people write about: languages, how well feelings are read, topics."""
    from desirepath.cli.progress import bars
    from desirepath.cli.text_table import text_table
    from desirepath.services.text import text_of

    with bars(quiet=as_json) as report:
        found = text_of(workspace_of(workspace), map_id, report)
    if as_json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        text_table(found)

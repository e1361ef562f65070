"""Commands that bring data in and look after it: `import`, `build`, `check`, `status`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from desirepath.cli.options import JsonOption, WorkspaceOption, workspace_of


def register(app: typer.Typer) -> None:
    app.command("import")(import_)
    app.command("build")(build)
    app.command("check")(check)
    app.command("status")(status)


def import_(
    recipes: Annotated[list[str] | None, typer.Argument(help="Names of recipes; none: all.")] = None,
    replace: Annotated[
        str | None, typer.Option("--replace", help="Source whose stored rows are replaced by this import.")
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read files as the recipes say. Reading a file twice adds nothing."""
    from desirepath.cli.progress import bars
    from desirepath.services.bringing import import_data, import_words

    shop = workspace_of(workspace)
    with bars(quiet=as_json) as report:
        summaries = import_data(shop, recipes or [], replace=replace, progress=report)
    if as_json:
        typer.echo(json.dumps([asdict(summary) for summary in summaries], indent=2))
        return
    for summary in summaries:
        typer.echo(import_words(summary))


def build(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Build journeys and the steps of every map from what was imported."""
    from desirepath.cli.progress import bars
    from desirepath.services.bringing import build_journeys, build_words

    shop = workspace_of(workspace)
    with bars(quiet=as_json) as report:
        done = build_journeys(shop, progress=report)
    if as_json:
        typer.echo(json.dumps({"build": done.id, **done.summary}, indent=2, default=str))
        return
    typer.echo(build_words(done))


def check(
    maps: Annotated[list[str] | None, typer.Argument(help="Names of maps; none: all.")] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what is wrong with the maps, then what could be better. Exit code 1 when a map cannot be read."""
    from desirepath.services.checking import check_maps

    shop = workspace_of(workspace)
    found = check_maps(shop, maps or [])
    if as_json:
        typer.echo(json.dumps([item.as_dict() for item in found], indent=2))
        return
    if not found:
        typer.echo("Nothing to mend.")
    for item in found:
        typer.echo(f"{item.where}: {item.message}\n  {item.remedy}")


def status(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """What the workspace holds: sources, rows, quarantine, newest build, maps."""
    from desirepath.services.status import status_of

    state = status_of(workspace_of(workspace))
    typer.echo(json.dumps(state.as_dict(), indent=2, default=str) if as_json else state.words())

"""The commands that look for something by themselves: pains, what people write, and what came of actions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from desirepath.cli.options import JsonOption, WorkspaceOption, workspace_of

if TYPE_CHECKING:
    from desirepath.insights.pains.found import FoundPains
    from desirepath.services.workspace import Workspace


def register(app: typer.Typer) -> None:
    app.command("pains")(pains)
    app.command("text")(text)
    app.command("effect")(effect)


def pains(
    map_id: Annotated[str, typer.Argument(help="Name of the map.")] = "main",
    open_one: Annotated[
        str | None,
        typer.Option(
            "--open",
            metavar="<find>",
            help="Look closer at one find, by its number or id: remedies, segments, journeys that name customers.",
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find where clearly fewer customers go on, order, keep an order or feel fine, and under which condition."""
    from desirepath.cli.progress import bars
    from desirepath.cli.tables import pains_table
    from desirepath.services.pains import pains_of

    place = workspace_of(workspace)
    with bars(quiet=as_json) as report:
        found = pains_of(place, map_id, report)
    if open_one is not None:
        _look_closer(place, found, open_one, as_json)
    elif as_json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        pains_table(found)


def _look_closer(place: Workspace, found: FoundPains, name: str, as_json: bool) -> None:
    from desirepath.cli.closer import closer
    from desirepath.services.pains import examples_of, find, segments_of

    pain = find(found, name)
    segments, examples = segments_of(place, found.map, pain.id), examples_of(place, found.map, pain.id)
    if as_json:
        told = {"pain": pain, "segments": segments, "examples": examples}
        typer.echo(json.dumps({name: part.model_dump(mode="json") for name, part in told.items()}, indent=2))
    else:
        closer(pain, segments, examples)


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


def effect(
    number: Annotated[
        int | None,
        typer.Argument(help="Number of one action, as `desirepath effect` prints it; all without."),
    ] = None,
    map_id: Annotated[str, typer.Option("--map", help="Name of the map.")] = "main",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say whether actions worked: forecast against measured, or how many customers are needed to see it."""
    from desirepath.cli.effect_tables import effect_told, effects_table
    from desirepath.services.effects import effects_in

    found = effects_in(workspace_of(workspace), map_id, number)
    if as_json:
        import json

        each = [one.model_dump(mode="json") for one in found]
        typer.echo(json.dumps(each if number is None else each[0], indent=2, ensure_ascii=False))
    elif number is None:
        effects_table(found)
    else:
        effect_told(found[0])

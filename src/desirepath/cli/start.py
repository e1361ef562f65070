"""Commands that begin: `new` and `demo`."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from desirepath.domain.templates import BRANDS, TITLES

if TYPE_CHECKING:
    from desirepath.domain.cells import FromCells


def register(app: typer.Typer) -> None:
    app.command("new")(new)
    app.command("demo")(demo)


def new(
    folder: Annotated[Path, typer.Argument(help="Folder to make, as in: shop")],
    files: Annotated[
        list[Path] | None,
        typer.Option(
            "--from",
            help="CSV, Excel, Parquet, JSON Lines or XES file to look at; may be given several times.",
        ),
    ] = None,
    template: Annotated[
        str | None,
        typer.Option("--template", help=f"Begin with a worked map: {', '.join(TITLES)}."),
    ] = None,
    from_cells: Annotated[
        Path | None,
        typer.Option("--from-cells", help="Map drawn in a spreadsheet, saved as CSV or pasted as text."),
    ] = None,
    timezone: Annotated[str, typer.Option(help="Time zone of the business, as in Europe/Madrid.")] = "UTC",
    currency: Annotated[str, typer.Option(help="Currency of the business, as in EUR.")] = "EUR",
) -> None:
    """Make a workspace; from files, propose how to read them and draft the map."""
    from desirepath.cli.progress import bars
    from desirepath.services.starting import (
        draft_map,
        map_from_cells,
        propose_recipes,
        start_workspace,
        undone_on_error,
    )

    with undone_on_error(folder):
        workspace = start_workspace(
            folder, name=folder.name, timezone=timezone, currency=currency, template=template
        )
        proposals = propose_recipes(workspace, files or [])
        read = map_from_cells(workspace, from_cells) if from_cells else None
    typer.echo(f"Made {workspace.root}")
    if read:
        _tell_cells(read)
    if proposals:
        for proposal in proposals:
            typer.echo(f"\nProposed {proposal.path.relative_to(workspace.root)}:\n")
            typer.echo(_indented(proposal.text))
            for warning in proposal.warnings:
                typer.secho(f"  Check this: {warning}", fg=typer.colors.YELLOW)
    if proposals and not read:
        with bars() as report:
            drafted = draft_map(workspace, progress=report)
        stages, steps = len(drafted.stages), len(drafted.steps())
        size = f"{stages} {'stage' if stages == 1 else 'stages'}, {steps} {'step' if steps == 1 else 'steps'}"
        typer.echo(f"\nDrafted maps/{drafted.id}.yaml: {size}, all marked as assumed.")
    where = f"cd {quote(str(workspace.root if folder.is_absolute() else folder))}"
    if proposals:
        typer.echo(
            f"\nNext: edit what is wrong, then\n  {where}\n  desirepath import\n  desirepath build\n  desirepath serve"
        )
    else:
        typer.echo(f"\nNext: bring data in the browser\n  {where}\n  desirepath serve")


def _tell_cells(read: FromCells) -> None:
    """What became of the cells, the lost ones first."""
    steps, lost = len(read.map.steps()), [one for one in read.told if one.kind == "lost"]
    typer.echo(f"Made maps/main.yaml from {read.cells} cells: {steps} {'step' if steps == 1 else 'steps'}.")
    for lane in read.lanes:
        if lane.how == "guessed" and lane.lane:
            typer.echo(f'  "{lane.label}" is taken for the lane {lane.lane.value}.')
    for one in read.told:
        if one.kind != "lost":
            typer.echo(f'  {one.at} "{one.text}": {one.words}')
    for one in lost:
        typer.secho(f'  {one.at} "{one.text}" found no place: {one.words}', fg=typer.colors.YELLOW)


def demo(
    folder: Annotated[Path, typer.Option(help="Folder of the sample; kept, and used again.")] = Path("demo"),
    serve: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Open the map in the browser at the end.")
    ] = True,
    template: Annotated[
        str, typer.Option("--template", help=f"Whose sample to make: {', '.join(BRANDS)}.")
    ] = "loam",
    customers: Annotated[
        int | None,
        typer.Option(
            min=100, help="How many customers to make; 6000 of Loam, 2400 of the others by default."
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="Another seed makes another shop.")] = 1,
    effects: Annotated[
        bool,
        typer.Option("--effects/--no-effects", help="Plant Loam's known effects, or switch them all off."),
    ] = True,
    port: Annotated[int, typer.Option(help="Port of the page; 0 takes any free one.")] = 8765,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser window.")] = True,
) -> None:
    """Make a sample, the shop Loam or another template's, build it, and open its living map."""
    from desirepath.cli.progress import bars
    from desirepath.cli.show import serve_workspace
    from desirepath.services.demo import make_demo

    with bars() as report:
        made = make_demo(
            folder, name=template, customers=customers, seed=seed, effects=effects, told=True, progress=report
        )
    typer.echo(made.summary)
    if serve:
        serve_workspace(made.workspace, host="127.0.0.1", port=port, token=None, browser=browser)
    else:
        typer.echo(f"Open it with: desirepath serve --workspace {folder}")


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.rstrip().splitlines())

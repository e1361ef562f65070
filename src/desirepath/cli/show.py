"""Commands that show the map: `map` on paper, `serve` in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desirepath.cli.options import (
    FromOption,
    SegmentOption,
    ToOption,
    WorkspaceOption,
    day,
    workspace_of,
)

if TYPE_CHECKING:
    from desirepath.services.workspace import Workspace


def register(app: typer.Typer) -> None:
    app.command("map")(map_)
    app.command("serve")(serve)


def map_(
    map_id: Annotated[str, typer.Argument(help="Name of the map.")] = "main",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write: .html, .svg, .png, .pdf or .json.")
    ] = None,
    segment: SegmentOption = None,
    start: FromOption = None,
    end: ToOption = None,
    theme: Annotated[str, typer.Option(help="light or dark.")] = "light",
    workspace: WorkspaceOption = None,
) -> None:
    """Write the measured map to a file; without one, print what it found."""
    from desirepath.cli.tables import map_summary
    from desirepath.services.images import contents
    from desirepath.services.mapping import measured_map, write_map

    shop = workspace_of(workspace)
    document = measured_map(shop, map_id, segment=segment, start=day(start, "--from"), end=day(end, "--to"))
    if output is None:
        map_summary(document)
        return
    written = write_map(document, output, theme=theme, images=contents(shop, document))
    typer.echo(f"Wrote {written.path} ({written.size / 1000:,.0f} kB)")
    for note in written.notes:
        typer.secho(note, fg=typer.colors.YELLOW, err=True)


def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen on; only this machine by default.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port; 0 takes any free one.")] = 8765,
    token: Annotated[
        str | None,
        typer.Option(envvar="DESIREPATH_TOKEN", help="Access token; made anew at each start by default."),
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser window.")] = True,
    workspace: WorkspaceOption = None,
) -> None:
    """Serve the living map to a browser on this machine. Ctrl-C stops it."""
    serve_workspace(workspace_of(workspace), host=host, port=port, token=token, browser=browser)


def serve_workspace(workspace: Workspace, *, host: str, port: int, token: str | None, browser: bool) -> None:
    from desirepath.web.server import serve_forever

    def announce(url: str) -> None:
        typer.echo(f"\nThe map is at  {url}\n\nCtrl-C stops the server.")
        if browser:
            typer.launch(url)

    serve_forever(workspace, host=host, port=port, token=token, announce=announce)

"""Commands that keep a workspace safe: `backup` and `restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from desirepath.cli.options import WorkspaceOption, workspace_of


def register(app: typer.Typer) -> None:
    app.command("backup")(backup)
    app.command("restore")(restore)


def backup(
    target: Annotated[Path, typer.Argument(help="File to write, such as shop.tar.gz.")],
    workspace: WorkspaceOption = None,
) -> None:
    """Write the whole workspace into one file: data, maps, drafts, comments, actions, reviews."""
    from desirepath.cli.progress import bars
    from desirepath.services.backup import back_up

    shop = workspace_of(workspace)
    with bars() as report:
        made = back_up(shop, target, progress=report)
    typer.echo(f"Wrote {made.path} ({made.files:,} files, {made.size / 1e6:,.1f} MB)")


def restore(
    source: Annotated[Path, typer.Argument(help="File that `desirepath backup` wrote.")],
    folder: Annotated[Path, typer.Argument(help="Folder to make of it; it must not be there yet.")],
) -> None:
    """Make a workspace of a backup."""
    from desirepath.services.backup import restore as make

    workspace = make(source, folder)
    typer.echo(f"Restored {workspace.settings.name} to {workspace.root}\nNext: desirepath serve -w {folder}")

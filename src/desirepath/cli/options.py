"""Options that several commands share, and how they are read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desirepath.domain.days import read_day

if TYPE_CHECKING:
    from desirepath.services.workspace import Workspace

WorkspaceOption = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        "-w",
        envvar="DESIREPATH_WORKSPACE",
        help="Folder of the workspace. Default: the one this folder lies in, or the only one in it.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
WhereOption = Annotated[
    str | None, typer.Option("--where", help="Filter on events, as in \"channel = 'web' and revenue > 50\".")
]
SegmentOption = Annotated[
    str | None, typer.Option("--segment", help="A segment of workspace.yaml, or a filter on customers.")
]
FromOption = Annotated[str | None, typer.Option("--from", help="First day that counts, YYYY-MM-DD.")]
ToOption = Annotated[str | None, typer.Option("--to", help="Last day that counts, YYYY-MM-DD.")]
ParamOption = Annotated[
    list[str] | None,
    typer.Option("--param", "-p", help="A parameter as name=value; may be given several times."),
]
ByOption = Annotated[
    list[str] | None,
    typer.Option("--by", help="Unit (account, session, order) or breakdown (step, channel, month, …)."),
]
MapOption = Annotated[
    str | None, typer.Option("--map", help="Map whose steps are meant. Default: main, else the first.")
]
CsvOption = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
FileOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write it to a file: .csv, .xlsx or .json.")
]


def workspace_of(folder: Path | None) -> Workspace:
    """The workspace a command works on."""
    from desirepath.services.workspace import find_workspace, open_workspace

    return open_workspace(folder) if folder else find_workspace(Path.cwd())


def day(text: str | None, option: str) -> date | None:
    """Read a day given as an option."""
    return None if text is None else read_day(text, option)

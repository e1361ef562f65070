"""The command line: thin commands over the services, one readable message for every error."""

from __future__ import annotations

import sys

import typer

from desirepath.cli import ask, bring, compare, early, find, forecast, keep, question, show, start
from desirepath.errors import DesirePathError

app = typer.Typer(
    name="desirepath",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="The journey you planned and the journeys customers actually take, on one living map.",
)
for group in (start, bring, ask, compare, question, find, early, forecast, show, keep):
    group.register(app)


def run() -> None:
    """Entry point: errors a user can cause end with one message and exit code 1, never with a traceback."""
    try:
        app()
    except DesirePathError as error:
        typer.secho(f"Error: {error}", fg=typer.colors.RED, err=True)
        sys.exit(1)


if __name__ == "__main__":
    run()

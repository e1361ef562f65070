"""`python -m desirepath` is the command line."""

from desirepath.cli.main import run

run()

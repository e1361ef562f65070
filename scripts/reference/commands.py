"""docs/reference/cli.md: every command with its arguments and options."""

import re
from collections.abc import Iterator
from typing import Any

import typer

from desirepath.cli.main import app
from reference import MADE, table

INTRODUCTION = """
Every command says the same with `--help`. On success the exit code is 0. On an error one readable message goes to the
error stream and the exit code is 1; a wrong use of a command exits with 2.
""".strip()


def page() -> str:
    root = typer.main.get_command(app)
    return "\n\n".join(["# Command line", MADE, INTRODUCTION, *_commands(root, "desirepath")])


def _commands(command: Any, path: str) -> Iterator[str]:
    children = getattr(command, "commands", {})
    if not children:
        yield from _command(command, path)
    for name, child in children.items():
        if not child.hidden:
            yield from _commands(child, f"{path} {name}")


def _command(command: Any, path: str) -> Iterator[str]:
    parts = [part for part in command.params if not part.hidden]
    arguments = [part for part in parts if part.param_type_name == "argument"]
    options = [part for part in parts if part.param_type_name == "option"]
    yield f"## {path}"
    usage = [path, *map(_placeholder, arguments), *(["[options]"] if options else [])]
    yield f"```\n{' '.join(usage)}\n```"
    text = re.sub(r"\x08\n?", "", command.help or "").strip()
    if text:
        yield text
    rows: list[list[object]] = [
        [f"`{_placeholder(part)}`", part.help or "", _default(part)] for part in arguments
    ]
    rows += [[f"`{_names(part)}`", part.help or "", _default(part)] for part in options]
    if rows:
        yield table(["", "meaning", "default"], rows)


def _placeholder(argument: Any) -> str:
    name = argument.name.rstrip("_").upper() + ("…" if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _names(option: Any) -> str:
    return ", ".join([*option.opts, *option.secondary_opts])


def _default(part: Any) -> str:
    value = part.default
    if value is None or callable(value) or value in ("", (), [], False):
        return ""
    if value is True:
        return f"`{part.opts[0]}`"
    return f"`{value}`"

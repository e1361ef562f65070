"""A look at an uploaded file: its columns, the proposed choices, and what they would make of the first rows."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import Field

from desirepath.errors import InputError, NotFoundError, nearest
from desirepath.ingest.child import Helper
from desirepath.ingest.lines import source_name
from desirepath.ingest.recipe import Recipe
from desirepath.measures.result import Frozen
from desirepath.services.choices import Choices, ColumnChoice, Fault, choices_of, csv_of, recipe_of
from desirepath.services.clock import now
from desirepath.services.faults import faults
from desirepath.services.recipes import of_file, taken_sources
from desirepath.services.workspace import Workspace

MEMORY, SECONDS = "500MB", 120
"""Bounds of one look, which reads little."""


class ColumnLook(Frozen):
    """What the first rows hold in one column, and why it is read as proposed."""

    name: str
    examples: list[str]
    filled: float = Field(description="Share of the first rows in which something stands")
    comma: bool = Field(description="Whether its amounts are written as 1.234,56")
    why: str | None


class FileLook(Frozen):
    """An uploaded file, looked at."""

    file: str
    rows: int = Field(description="Rows looked at")
    format: str
    encoding: str | None
    delimiter: str | None
    sheets: list[str]
    columns: list[ColumnLook]
    choices: Choices
    warnings: list[str]
    known_source: bool = Field(
        description="Whether the choices are those of a source that was brought before"
    )


class Refused(Frozen):
    """A row that would be refused: where it stands and why."""

    line: int | None
    reason: str
    row: str


class Preview(Frozen):
    """What the first rows of a file would become under some choices."""

    rows: int = 0
    made: int = 0
    refused: int = 0
    reasons: dict[str, int] = Field(default_factory=dict)
    columns: list[str] = Field(default_factory=list)
    table: list[list[str]] = Field(default_factory=list)
    bad: list[Refused] = Field(default_factory=list)
    faults: list[Fault] = Field(default_factory=list)


@dataclass
class Glances:
    """The child process that looks at files, kept for the next look; one look at a time."""

    helper: Helper = field(default_factory=Helper)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, job: dict[str, Any]) -> dict[str, Any]:
        with self.lock:
            return self.helper.run({"memory": MEMORY, "seconds": SECONDS, **job}, lambda *told: None)

    def close(self) -> None:
        with self.lock:
            self.helper.close()


def data_file(workspace: Workspace, name: str) -> Path:
    """A file of the data folder itself, by its name."""
    there = {path.name: path for path in workspace.data.iterdir() if path.is_file()}
    if name not in there:
        raise NotFoundError(
            f"There is no file “{name}” in the data folder.", code="no_file", remedy=nearest(name, there)
        )
    return there[name]


def look(
    workspace: Workspace, glances: Glances, name: str, *, source: str | None = None,
    encoding: str | None = None, delimiter: str | None = None, sheet: str | None = None,
) -> FileLook:  # fmt: skip
    """A file's columns, and how it would be read: as `source` is read already, else as proposed."""
    path = data_file(workspace, name)
    known = of_file(workspace, name, source)
    if known is not None:
        encoding, delimiter = encoding or known.csv.encoding, delimiter or known.csv.delimiter
        sheet = sheet or known.sheet
    told = glances.ask(
        {
            "do": "look",
            "file": str(path),
            "csv": csv_of(encoding, delimiter).model_dump(),
            "sheet": sheet,
            "timezone": workspace.settings.timezone,
            "currency": workspace.settings.currency,
            "taken": taken_sources(workspace),
        }
    )
    names = [column["name"] for column in told["columns"]]
    before = choices_of(known, names) if known else None
    choices = before.model_copy(update={"file": name}) if before else _proposed(workspace, told, name, names)
    shared = {key: told[key] for key in ("rows", "format", "encoding", "delimiter", "sheets", "columns")}
    return FileLook(
        file=name,
        choices=choices,
        warnings=[] if before else told["warnings"],
        known_source=before is not None,
        **shared,
    )


def _proposed(workspace: Workspace, told: dict[str, Any], name: str, names: list[str]) -> Choices:
    """The proposal as choices; where nothing could be proposed, every column waits for a person."""
    if told["recipe"]:
        found = choices_of(Recipe.model_validate(told["recipe"]), names)
        if found is not None:
            return found.model_copy(update={"file": name})
    return Choices(
        source=source_name(name, set(taken_sources(workspace))),
        file=name,
        columns=[ColumnChoice(name=column, role="property") for column in names],
        timezone=workspace.settings.timezone,
        currency=workspace.settings.currency,
        encoding=told["encoding"],
        delimiter=told["delimiter"],
    )


def preview(workspace: Workspace, glances: Glances, choices: Choices) -> Preview:
    """What the first rows become; what is wrong with the choices comes instead, named by column."""
    found = faults(choices)
    if found:
        return Preview(faults=found)
    data_file(workspace, choices.file)
    job = {
        "do": "preview",
        "recipe": recipe_of(choices).model_dump(mode="json", by_alias=True),
        "data": str(workspace.data.absolute()),
        "received_at": now().isoformat(),
    }
    try:
        return Preview.model_validate(glances.ask(job))
    except InputError as error:
        field = "encoding" if error.code == "bad_encoding" else None
        return Preview(faults=[Fault(field=field, message=error.message, remedy=error.remedy)])

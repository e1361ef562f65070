"""Commands of saved questions: `question list|ask|save|remove|restore`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desirepath.cli.ask import show_result
from desirepath.cli.options import (
    ByOption,
    CsvOption,
    FileOption,
    FromOption,
    JsonOption,
    MapOption,
    ParamOption,
    SegmentOption,
    ToOption,
    WhereOption,
    WorkspaceOption,
    day,
    workspace_of,
)

if TYPE_CHECKING:
    from desirepath.services.editing import Desk
    from desirepath.services.reading import Reader

NumberArgument = Annotated[
    int, typer.Argument(min=0, help="Number of the question, as `question list` prints it.")
]


def register(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="Questions that were saved under a name.")
    group.command("list")(list_all)
    group.command("ask")(ask)
    group.command("save")(save)
    group.command("remove")(remove)
    group.command("restore")(restore)
    app.add_typer(group, name="question")


@contextmanager
def _opened(workspace: Path | None) -> Iterator[tuple[Desk, Reader]]:
    from desirepath.services.editing import open_desk
    from desirepath.services.reading import Reader

    place = workspace_of(workspace)
    desk = open_desk(place)
    try:
        with Reader(place) as reader:
            yield desk, reader
    finally:
        desk.database.dispose()


def list_all(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """List the saved questions: number, name, measure and who saved it."""
    import json

    from pydantic import TypeAdapter

    from desirepath.cli.tables import questions_table
    from desirepath.services.questions import QuestionView, questions

    with _opened(workspace) as (desk, reader):
        found = questions(desk, reader)
    if as_json:
        told = TypeAdapter(list[QuestionView]).dump_python(found, mode="json")
        typer.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        questions_table(found)


def ask(
    number: NumberArgument,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    output: FileOption = None,
) -> None:
    """Ask a saved question of the newest data."""
    from desirepath.services.questions import answer

    with _opened(workspace) as (desk, reader):
        found = answer(desk, reader, number)
    if not (as_json or as_csv):
        typer.echo(found.question.question.name)
    show_result(found.result, as_json, as_csv, output)


def save(
    name: Annotated[str, typer.Argument(help="What the question is called.")],
    measure: Annotated[str, typer.Argument(help="Name of the measure.")],
    params: ParamOption = None,
    where: WhereOption = None,
    segment: SegmentOption = None,
    start: FromOption = None,
    end: ToOption = None,
    by: ByOption = None,
    map_id: MapOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Keep a question under a name; the page of journeys shows it too."""
    from pydantic import ValidationError

    from desirepath.domain.question import SavedQuestion
    from desirepath.errors import InputError
    from desirepath.services.asking import read_params
    from desirepath.services.clock import now
    from desirepath.services.questions import save as keep

    try:
        given = SavedQuestion(
            name=name,
            measure=measure,
            params=read_params(params or []),
            where=where,
            segment=segment,
            start=day(start, "--from"),
            end=day(end, "--to"),
            by=by or [],
            map=map_id,
        )
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(
            f"The question cannot be saved: {'.'.join(map(str, first['loc'])) or 'it'}: {first['msg']}.",
            code="bad_question",
            remedy="Change it and save it again.",
        ) from error
    with _opened(workspace) as (desk, reader):
        kept = keep(desk, reader, given, author="command line", at=now())
    typer.echo(f"Saved as {kept.number}. Ask it with: desirepath question ask {kept.number}")


def remove(number: NumberArgument, workspace: WorkspaceOption = None) -> None:
    """Remove a saved question; `question restore` takes it back."""
    from desirepath.services.clock import now

    with _opened(workspace) as (desk, _):
        desk.questions.remove(number, at=now())
    typer.echo(f"Removed. Take it back with: desirepath question restore {number}")


def restore(number: NumberArgument, workspace: WorkspaceOption = None) -> None:
    """Take back that a saved question was removed."""
    from desirepath.services.questions import restore as take_back

    with _opened(workspace) as (desk, reader):
        kept = take_back(desk, reader, number)
    typer.echo(f"“{kept.question.name}” is back.")

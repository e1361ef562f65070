"""Can every rule of a map be understood with the columns that the data have?"""

from __future__ import annotations

from collections.abc import Mapping

from desirepath.domain.mapfile import MapFile
from desirepath.domain.problems import FileError, Problem
from desirepath.domain.rules import parse
from desirepath.errors import InputError


def require_rules(file: MapFile, names: Mapping[str, str]) -> None:
    """Pass when every `where` of the map can be understood; else `FileError` lists those that cannot.

    names : columns of the journeys with their types, as for `rules.parse`.
    """
    problems = []
    for step in file.map.steps():
        if step.match is None or step.match.where is None:
            continue
        try:
            parse(step.match.where, names)
        except InputError as error:
            stage = file.map.stage_of(step.id)
            place = file.place(("stages", stage.id, "steps", step.id, "match", "where"))
            column = error.place.column if error.place else None
            message = f'`{step.match.where}` of step "{step.id}", column {column}: {error.message}'
            problems.append(Problem(place, message, error.remedy, error.code))
    if problems:
        raise FileError(problems)

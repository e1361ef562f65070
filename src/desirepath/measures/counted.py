"""From the counted groups of an engine to every cell of every cohort."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desirepath.measures.cells import Cell, reached
from desirepath.measures.grid import MOST_FILLED
from desirepath.measures.measure import Record
from desirepath.measures.returning import comparison

if TYPE_CHECKING:
    from desirepath.measures.cohorts import CohortParams, ReturnParams
    from desirepath.measures.scope import Scope


@dataclass(frozen=True)
class Count:
    """One cell of one cohort: its people, those who came back, those of the cell before, and whether it is over."""

    cohort: int
    keys: tuple[Any, ...]
    cell: Cell
    size: int
    returned: int
    before: int
    over: bool


def counts_of(scope: Scope, params: ReturnParams, found: Mapping[str, list[Record]]) -> list[Count]:
    """Every cell that a cohort has begun, also where nobody came back."""
    compare = comparison(params)
    came: dict[tuple[Any, ...], dict[int, int]] = {}
    for record in found["returned"]:
        came.setdefault(group_of(scope, record), {})[record["slot"]] = int(record["people"])
    made: list[Count] = []
    for (cohort, *keys), place, cell, size, over in begun_cells(scope, params, found["sizes"]):
        by_slot = came.get((cohort, *keys), {})
        back = sum(n for slot, n in by_slot.items() if compare(slot, place)) if place else size
        before = made[-1].returned if place else size
        made.append(Count(cohort, tuple(keys), cell, size, back, before, over))
    return made


def waiting_note(over: Sequence[bool]) -> list[str]:
    """How many cells are not over yet."""
    waiting = sum(not one for one in over)
    told = f"{waiting:,} of {len(over):,} cells are not over yet: they are left out of means."
    return [told] if waiting else []


def begun_cells(
    scope: Scope, params: CohortParams, sizes: list[Record]
) -> Iterator[tuple[tuple[Any, ...], int, Cell, int, bool]]:
    """The cells that each cohort has begun, in order: group, place, cell, people, and whether it is over for all."""
    cells = params.cells
    bounds = [reached(scope, cell, params.period, params.clock) for cell in cells]
    known = {group_of(scope, record): int(record["people"]) for record in sizes}
    for group, size in _filled(scope, known, len(cells)).items():
        for place, (cell, bound) in enumerate(zip(cells, bounds, strict=True)):
            if group[0] < bound.begun:
                yield group, place, cell, size, group[0] < bound.over


def group_of(scope: Scope, record: Record) -> tuple[Any, ...]:
    """The number of the cohort and the breakdowns."""
    return tuple(record[column] for column in ("cohort_number", *scope.keys))


def _filled(scope: Scope, sizes: dict[tuple[Any, ...], int], cells: int) -> dict[tuple[Any, ...], int]:
    """The same with the cohorts between that nobody is in, so that no list has a silent gap."""
    others = {group[1:] for group in sizes}
    numbers = [group[0] for group in sizes]
    if not numbers or scope.period:
        return sizes
    between = range(min(numbers), max(numbers) + 1)
    if len(between) * len(others) * cells > MOST_FILLED:
        return sizes
    return {(number, *keys): sizes.get((number, *keys), 0) for number in between for keys in others}

"""From the counted groups of an engine to every cell of every cohort."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desirepath.measures.cells import Cell, reached
from desirepath.measures.grid import MOST_FILLED
from desirepath.measures.measure import Record
from desirepath.measures.returning import comparison

if TYPE_CHECKING:
    from desirepath.measures.cohorts import ReturnParams
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
    cells, compare = params.cells, comparison(params)
    bounds = [reached(scope, cell, params.period, params.clock) for cell in cells]
    came: dict[tuple[Any, ...], dict[int, int]] = {}
    for record in found["returned"]:
        came.setdefault(_group(scope, record), {})[record["slot"]] = int(record["people"])
    sizes = {_group(scope, record): int(record["people"]) for record in found["sizes"]}
    made = []
    for (cohort, *keys), size in filled(scope, sizes, len(cells)).items():
        by_slot, before = came.get((cohort, *keys), {}), size
        for place, (cell, bound) in enumerate(zip(cells, bounds, strict=True)):
            back = sum(n for slot, n in by_slot.items() if compare(slot, place)) if place else size
            if cohort < bound.begun:
                made.append(Count(cohort, tuple(keys), cell, size, back, before, cohort < bound.over))
            before = back
    return made


def _group(scope: Scope, record: Record) -> tuple[Any, ...]:
    return tuple(record[column] for column in ("cohort_number", *scope.keys))


def filled(scope: Scope, sizes: dict[tuple[Any, ...], int], cells: int) -> dict[tuple[Any, ...], int]:
    """The same with the cohorts between that nobody is in, so that no list has a silent gap."""
    others = {group[1:] for group in sizes}
    numbers = [group[0] for group in sizes]
    if not numbers or scope.period:
        return sizes
    between = range(min(numbers), max(numbers) + 1)
    if len(between) * len(others) * cells > MOST_FILLED:
        return sizes
    return {(number, *keys): sizes.get((number, *keys), 0) for number in between for keys in others}

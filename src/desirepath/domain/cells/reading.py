"""Cells become a map: which form they have, and the whole way from text to map and account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from desirepath.domain.cells.account import Account, CellTold, LaneRead
from desirepath.domain.cells.building import Building
from desirepath.domain.cells.long import is_long, read_long
from desirepath.domain.cells.table import Table, table_of
from desirepath.domain.cells.wide import read_wide
from desirepath.domain.map import Lane, Map
from desirepath.errors import InputError

Form = Literal["wide", "long"]


@dataclass(frozen=True)
class FromCells:
    """The map that cells become, how they were read, and what became of them. `cells`: how many hold anything."""

    map: Map
    form: Form
    lanes: list[LaneRead]
    told: list[CellTold]
    cells: int


def from_cells(
    text: str, *, title: str | None = None, form: Form | None = None, lanes: Mapping[str, Lane] | None = None
) -> FromCells:
    """The map of cells that were copied from a spreadsheet, or of a CSV.

    title : of the map; by default a row of its own above the table.
    form : "wide" (a column a step, a row a lane) or "long" (a row a card); by default what it looks like.
    lanes : lanes for names that mean nothing to us, or something else.
    Raises InputError when there is no table in it.

    >>> read = from_cells("Stage\\tFind\\tBuy\\nPain points\\tNo photos\\tLate fee\\nMood\\t4\\t2")
    >>> read.form, [step.title for step in read.map.steps()], [step.feels.believed for step in read.map.steps()]
    ('wide', ['Find', 'Buy'], [1.0, -1.0])
    """
    table = table_of(text)
    account = Account(dict(lanes or {}))
    into = Building(account)
    first = _titles(table, into)
    shape: Form = form or ("long" if is_long(table.rows[first]) else "wide")
    (read_long if shape == "long" else read_wide)(table, first, account, into)
    if not into.stages:
        raise InputError(
            "No stage or step can be found in these cells.",
            code="no_table",
            remedy="Put stages and steps in the first rows and a lane in each row below; or one card in each row, "
            "under the names stage, step, lane and text.",
        )
    plan = into.map(title)
    return FromCells(plan, shape, list(account.lanes.values()), account.told, sum(1 for _ in table.cells()))


def _titles(table: Table, into: Building) -> int:
    """Rows above the table that hold one cell only are its title and what is said of it."""
    row = 0
    while row < len(table.rows) - 1 and table.width > 1 and not any(table.rows[row][1:]):
        into.titles += [cell.text for cell in table.row(row)]
        row += 1
    return row

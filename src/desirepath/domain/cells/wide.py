"""The wide form, as people draw maps in a spreadsheet: a column a step, a row a lane, merged cells for stages."""

from __future__ import annotations

from desirepath.domain.cells.account import Account
from desirepath.domain.cells.building import Building, FoundStage, FoundStep
from desirepath.domain.cells.table import Table, column_name
from desirepath.domain.cells.words import COLUMNS, STAGE, STEP, lane_named, plain
from desirepath.domain.map import Lane

_PEOPLE = frozenset(COLUMNS["persona"].split("|"))


def read_wide(table: Table, first: int, account: Account, into: Building) -> None:
    """Read a table from the row of its stages on."""
    stage_row, step_row = _heads(table, first)
    lanes_from = (stage_row if step_row is None else step_row) + 1 if stage_row is not None else first + 1
    heads = [table.rows[row][0] for row in (stage_row, step_row) if row is not None]
    into.titles += [name for name in heads if name and plain(name) not in STAGE | STEP]
    columns = _columns(table, stage_row, step_row, lanes_from, account, into)
    lane: Lane | None = None
    label = ""
    for row in range(lanes_from, len(table.rows)):
        cells = [cell for cell in table.row(row) if cell.column > 0]
        head = table.cell(row, 0)
        if head.text:
            label = head.text
        elif cells and label:
            account.carried(
                table.cell(row, cells[0].column), f"The row has no name and belongs to \u201c{label}\u201d."
            )
        if plain(label) in _PEOPLE and label not in account.chosen:
            for cell in cells:
                into.persona(cell.text)
            if head.text and not cells:
                account.lost(head, "A name without cells beside it.")
            continue
        if label and (head.text or cells):
            lane = account.lane(label, len(cells))
        for cell in cells:
            step = columns.get(cell.column)
            if step is None:
                account.lost(cell, "There is no stage or step above it.")
            elif lane is None:
                account.lost(
                    cell,
                    f"It is not clear which lane \u201c{label}\u201d is."
                    if label
                    else "Its row has no name.",
                )
            else:
                into.put(step, lane, cell)


def _heads(table: Table, first: int) -> tuple[int | None, int | None]:
    """The rows of stages and of steps."""
    name = plain(table.cell(first, 0).text)
    if name in STEP:
        return None, first
    if first + 1 >= len(table.rows):
        return first, None
    upper, lower = table.rows[first], table.rows[first + 1]
    below = plain(lower[0])
    if below in STEP:
        return first, first + 1
    used = [at for at in range(1, table.width) if any(row[at] for row in table.rows[first:])]
    merged = any(not upper[at] for at in used) and all(lower[at] for at in used)
    return (first, first + 1) if merged and lane_named(below) is None else (first, None)


def _columns(
    table: Table,
    stage_row: int | None,
    step_row: int | None,
    lanes_from: int,
    account: Account,
    into: Building,
) -> dict[int, FoundStep]:
    """The step of each column. An empty cell of a head belongs to the merged one before it."""
    found: dict[int, FoundStep] = {}
    stage: FoundStage | None = None if stage_row is not None else into.stage("Journey")
    stage_at = step_at = None
    for column in range(1, table.width):
        above = table.cell(stage_row, column) if stage_row is not None else None
        own = table.cell(step_row, column) if step_row is not None else None
        filled = any(table.rows[row][column] for row in range(lanes_from, len(table.rows)))
        begins = bool(above and above.text)
        if above is not None and above.text:
            stage = into.new(above.text)
            stage_at, step_at = above, None
        if stage is None or not (begins or filled or (own and own.text)):
            continue
        if own is not None and own.text:
            found[column] = stage.new(own.text)
            step_at = own
        elif own is not None and step_at is not None:
            found[column] = stage.steps[-1]
            account.carried(step_at, f"It also holds for column {column_name(column)}.")
        else:
            found[column] = stage.new(
                stage.title if not stage.steps else f"{stage.title} {len(stage.steps) + 1}"
            )
        if not begins and stage_at is not None:
            account.carried(stage_at, f"It also holds for column {column_name(column)}.")
    into.stages[:] = [one for one in into.stages if one.steps]
    return found

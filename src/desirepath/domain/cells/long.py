"""The long form, as programs write maps: a row a card with stage, step and lane; or a row a step, a column a lane."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from desirepath.domain.cells.account import Account
from desirepath.domain.cells.building import Building, FoundStep
from desirepath.domain.cells.table import Cell, Table
from desirepath.domain.cells.words import column_named, evidence_named, lane_named, status_named
from desirepath.domain.map import Lane


def is_long(row: tuple[str, ...]) -> bool:
    """Whether a row names the columns of the long form.

    >>> is_long(("Stage", "Step", "Lane", "Text")), is_long(("Stage", "Discover", "Buy"))
    (True, False)
    """
    named = [name for name in row if name]
    kinds = {column_named(name) for name in named} - {None}
    lanes = [name for name in named if lane_named(name) is not None]
    known = [name for name in named if column_named(name) or lane_named(name)]
    places = kinds & {"stage", "step"}
    return bool(
        places and (kinds & {"lane", "text"} or lanes or len(places) == 2) and 2 * len(known) > len(named)
    )


def read_long(table: Table, head: int, account: Account, into: Building) -> None:
    """Read a table whose columns are named in the row `head`."""
    names = table.rows[head]
    columns: dict[str, int] = {}
    lanes: dict[int, Lane | None] = {}
    spare: list[int] = []
    for column, name in enumerate(names):
        kind = column_named(name) if name and name not in account.chosen else None
        if kind and kind not in columns:
            columns[kind] = column
        elif name:
            filled = sum(1 for row in table.rows[head + 1 :] if row[column])
            lanes[column] = account.lane(name, filled)
        else:
            spare.append(column)
    carried: dict[str, Cell] = {}
    for row in range(head + 1, len(table.rows)):
        if not any(table.rows[row]):
            continue
        found = {kind: table.cell(row, column) for kind, column in columns.items()}
        step = _step(found, carried, account, into)
        for column in spare:
            account.lost(table.cell(row, column), "Its column has no name.")
        if step is None:
            for cell in table.row(row):
                if cell.column not in spare:
                    account.lost(cell, "Its row names no stage and no step.")
            continue
        at = _order(found, row, account)
        _card(found, step, at, account, into)
        for column, lane in lanes.items():
            cell = table.cell(row, column)
            if cell.text and lane is None:
                account.lost(cell, f"It is not clear which lane \u201c{names[column]}\u201d is.")
            elif cell.text and lane is not None:
                into.put(step, lane, cell, at=at)


def _step(
    found: dict[str, Cell], carried: dict[str, Cell], account: Account, into: Building
) -> FoundStep | None:
    """The step that a row belongs to; an empty cell belongs to the one above it, as in merged cells."""
    stage, step = found.get("stage"), found.get("step")
    if stage is not None and stage.text:
        if "stage" in carried and carried["stage"].text.casefold() != stage.text.casefold():
            carried.pop("step", None)
        carried["stage"] = stage
    elif stage is not None and "stage" in carried:
        account.carried(carried["stage"], f"It also holds for row {stage.row + 1}.")
    if step is not None and step.text:
        carried["step"] = step
    elif step is not None and "step" in carried:
        account.carried(carried["step"], f"It also holds for row {step.row + 1}.")
    if not carried:
        return None
    place = into.stage(carried["stage"].text if "stage" in carried else "Journey")
    return place.step(carried["step"].text if "step" in carried else place.title)


def _order(found: dict[str, Cell], row: int, account: Account) -> float:
    cell = found.get("order")
    if cell is None or not cell.text:
        return row
    try:
        return float(cell.text.replace(",", "."))
    except ValueError:
        account.lost(cell, "It is no number to sort by.")
        return row


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


READ: dict[str, tuple[Callable[[str], Any], str]] = {
    "detail": (str, ""),
    "owner": (str, ""),
    "source": (str, ""),
    "evidence": (evidence_named, "Evidence is measured, reported or assumed."),
    "status": (status_named, "A status is planned, running, done or dropped."),
    "due": (_date, "A day is written like 2027-03-31."),
}
"""What cells beside the text of a card say of it."""


def _card(found: dict[str, Cell], step: FoundStep, at: float, account: Account, into: Building) -> None:
    """The card of a row, with what stands beside it."""
    text, channel = found.get("text"), found.get("channel")
    label = found["lane"].text if "lane" in found else ""
    lane = account.lane(label) if label else Lane.ACTION
    beside = {kind: cell for kind, cell in found.items() if kind in (*READ, "tags") and cell.text}
    if channel is not None and channel.text and not (text and text.text and lane is Lane.TOUCHPOINT):
        into.meet(step, channel.text)
    people = found.get("persona")
    person = into.persona(people.text) if people and people.text else None
    if text is None or not text.text or lane is None or lane in (Lane.EMOTION, Lane.TOUCHPOINT):
        words = (
            f"It is not clear which lane \u201c{label}\u201d is."
            if lane is None
            else "There is no card for it."
        )
        for cell in beside.values():
            account.lost(cell, words)
        if text is not None and text.text and lane is None:
            account.lost(text, words)
        elif text is not None and text.text and lane is not None:
            into.put(step, lane, text, {"channel": channel.text or None} if channel else {}, at)
        return
    given: dict[str, Any] = {}
    for kind, cell in beside.items():
        if kind == "tags":
            continue
        read, words = READ[kind]
        value = read(cell.text)
        if value is None:
            account.lost(cell, words)
        else:
            given[kind] = value
    tags = (
        [tag.strip() for tag in beside["tags"].text.replace(";", ",").split(",")] if "tags" in beside else []
    )
    tags = [tag for tag in (*tags, person) if tag]
    into.put(step, lane, text, {**given, **({"tags": tags} if tags else {})}, at)

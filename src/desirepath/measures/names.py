"""What a name in a filter or a breakdown means: a column, a kept property, a trait, a period or a unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from desirepath.domain.terms import LOOSE
from desirepath.errors import InputError, nearest
from desirepath.measures.periods import TRUNCATE

UNITS = ("customer", "account", "session", "order")
UNIT_COLUMNS = {
    "customer": ("customer",),
    "account": ("account",),
    "session": ("customer", "session"),
    "order": ("order_id",),
    "row": (),
}
"""The columns that together name one unit; a row in which one of them is null belongs to none. A measure that counts
rows (answers, orders) unless asked otherwise has the unit "row", which nobody needs to name."""

HIDDEN = (
    "bucket",
    "new_step_periods",
    "new_stage_periods",
    "new_any_periods",
    "new_step_channel_periods",
    "customer_number",
    "own_seq",
    "step_seq",
    "first_step_time",
)


@dataclass(frozen=True)
class By:
    """One breakdown: the word the user wrote, where its values stand, and the column there."""

    name: str
    of: Literal["row", "customer", "period"]
    column: str

    @property
    def period(self) -> str | None:
        return self.name if self.of == "period" else None


def readable(columns: Iterable[str]) -> dict[str, str]:
    """Name -> column: every column by its own name, kept properties and traits by their short one too.

    Where two share a short name, the first column has it: a customer's trait before the same of the account.

    >>> readable(["bucket", "channel", "prop_channel", "prop_category"])["category"]
    'prop_category'
    """
    shown = [column for column in columns if column not in HIDDEN]
    names = {column: column for column in shown}
    for column in shown:
        for prefix in LOOSE:
            if column.startswith(prefix):
                names.setdefault(column.removeprefix(prefix), column)
    return names


def breakdowns(
    wanted: Sequence[str], row: dict[str, str], customer: dict[str, str], measure: str
) -> tuple[By, ...]:
    """The breakdowns of a question, columns of the row before those of its customer; unknown ones are errors."""
    found = []
    for name in wanted:
        if name in TRUNCATE:
            found.append(By(name, "period", "local"))
        elif name in row:
            found.append(By(name, "row", row[name]))
        elif name in customer:
            found.append(By(name, "customer", customer[name]))
        else:
            raise InputError(
                f'"{measure}" cannot be broken down by "{name}".',
                code="unknown_breakdown",
                remedy=nearest(name, [*TRUNCATE, *UNITS, *row, *customer])
                + " A property of events becomes a column when workspace.yaml names it under keep.",
            )
    names = [by.name for by in found]
    if len(set(names)) < len(names):
        raise InputError(
            f"A breakdown stands twice: {', '.join(names)}.", code="twice", remedy="Name each breakdown once."
        )
    if sum(by.period is not None for by in found) > 1:
        raise InputError(
            f"Only one period can be a breakdown, not {', '.join(n for n in names if n in TRUNCATE)}.",
            code="two_periods",
            remedy="Choose one of them.",
        )
    return tuple(found)


def split_unit(by: Sequence[str], counts: str, allowed: Sequence[str], measure: str) -> tuple[str, list[str]]:
    """The unit that is counted (what the measure counts unless asked otherwise) and the remaining breakdowns."""
    units = [name for name in by if name in UNITS]
    if len(units) > 1:
        raise InputError(
            f"Only one unit can be counted, not {' and '.join(units)}.",
            code="two_units",
            remedy="Choose one of them.",
        )
    unit = units[0] if units else counts
    if unit not in (counts, *allowed):
        raise InputError(
            f'"{measure}" cannot be counted by {unit}.',
            code="unknown_unit",
            remedy=nearest(unit, allowed) if allowed else "It has no unit to choose.",
        )
    return unit, [name for name in by if name not in UNITS]

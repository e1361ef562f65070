"""What may be a habit: the channel, the group of products, the time of the week. Each is read off an event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from desirepath.insights.forecast.purchases import DAY
from desirepath.measures.view import View

if TYPE_CHECKING:
    import ibis.expr.types as ir

Name = Literal["channel", "product", "time"]

GROUPS = (
    "category",
    "product_category",
    "product_group",
    "department",
    "collection",
    "genre",
    "product_type",
)
"""Kept properties that are taken for the group of products, the first that is there; a setting names another one."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PARTS = ("night", "morning", "afternoon", "evening")
"""Of six hours each, from midnight on, in the time zone of the workspace."""


@dataclass(frozen=True)
class Aspect:
    """One thing that may be a habit.

    `by` is the property it is read off; `title` names a value, and `said` says it of somebody: "by email".
    """

    name: Name
    by: str
    value: Callable[[ir.Table], ir.StringValue]
    title: Callable[[str], str] = str
    said: Callable[[str], str] = str


OVER = {
    "web": "on the web",
    "app": "in the app",
    "store": "in the store",
    "social": "over social media",
    "paid social": "over paid social media",
    "messages": "by message",
    "search": "by a search",
    "referral": "by a referral",
} | {name: f"by {name}" for name in ("email", "phone", "chat", "post", "sms")}


def _column(name: str, rows: ir.Table) -> ir.StringValue:
    found: ir.StringValue = rows[name]
    return found


CHANNEL = Aspect(
    "channel", "channel", partial(_column, "channel"), said=lambda name: OVER.get(name, f"over {name}")
)


def _slot(rows: ir.Table) -> ir.StringValue:
    seconds = rows.local.epoch_seconds()
    weekday = (seconds // DAY + 3) % 7  # 1 January 1970 was a Thursday
    return (weekday * len(PARTS) + seconds % DAY // (DAY // len(PARTS))).cast("int64").cast("string")


def slot(value: str) -> str:
    """A part of the week in words.

    >>> slot("15")
    'Thursday evening'
    """
    day, part = divmod(int(value), len(PARTS))
    return f"{DAYS[day]} {PARTS[part]}"


TIME = Aspect("time", "day of the week and part of the day", _slot, slot, slot)


def product(view: View, named: str | None) -> Aspect | None:
    """The group of products by the property that the settings name, else by the first of GROUPS that is kept."""
    columns = view.tables["journeys"].columns
    options = [named] if named else GROUPS
    for name in options:
        column = name if name == "product" else f"prop_{name}"
        if column in columns:
            return Aspect("product", name, partial(_column, column), said=lambda group: f"about {group}")
    return None

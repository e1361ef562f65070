"""Who are the customers behind a number?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from desirepath.errors import InputError, nearest
from desirepath.measures import registry
from desirepath.measures.periods import local
from desirepath.measures.scope import Day, Scope, resolve
from desirepath.measures.view import View

if TYPE_CHECKING:
    import ibis.expr.types as ir

FACTS = ("orders", "revenue", "events")
TOLD = ("outcome", "next_step")
MOST_ROWS = 1000


@dataclass(frozen=True)
class Behind:
    """Some of the customers behind a number; `total` is that number.

    Each row holds customer (null when nobody knows who), entered_at (local), outcome, next_step, and the orders,
    revenue and events of the customer over all time.
    """

    total: int
    rows: list[dict[str, Any]]


def customers_behind(
    view: View,
    name: str,
    params: Mapping[str, Any] | None = None,
    *,
    keys: Mapping[str, Any] | None = None,
    outcome: str | None = None,
    where: str | None = None,
    segment: str | None = None,
    start: Day = None,
    end: Day = None,
    by: Sequence[str] = (),
    limit: int = 50,
    offset: int = 0,
) -> Behind:
    """The customers behind one row of a result, newest first.

    keys : keys of the row, as the result gave them; breakdowns among them need not stand in `by` again.
    outcome : only those with this outcome, such as went_on, still_open or lost.
    The other parameters are those of `ask`, and both read the same table of observations.
    Raises as `ask` does, and InputError for an unknown key or outcome.
    """
    measure = registry.get(name)
    asked = measure.read_params(params)
    keys = dict(keys or {})
    by = [by] if isinstance(by, str) else list(by)
    by += [key for key in keys if key not in measure.keys and key not in by]
    scope = resolve(view, measure, asked, where=where, segment=segment, start=start, end=end, by=by)
    found = measure.observations(scope, asked)
    columns = {
        **{key: key for key in measure.keys},
        **dict(zip((b.name for b in scope.by), scope.keys, strict=True)),
    }
    for key, value in keys.items():
        if columns.get(key) not in found.columns:
            raise InputError(
                f'"{name}" has no key "{key}".', code="unknown_key", remedy=nearest(key, columns)
            )
        found = found.filter(_equals(found[columns[key]], value))
    if outcome is not None:
        if "outcome" not in found.columns:
            raise InputError(
                f'"{name}" has no outcomes.', code="no_outcomes", remedy="Leave the outcome out."
            )
        found = found.filter(found.outcome == outcome)
    total = int(view.engine.to_arrow(found.aggregate(n=found.count())).to_pylist()[0]["n"])
    return Behind(total, _page(scope, found, min(limit, MOST_ROWS), offset) if total else [])


def _page(scope: Scope, found: ir.Table, limit: int, offset: int) -> list[dict[str, Any]]:
    import ibis

    # One moment of a customer may stand for several rows of an answer, as for two steps of a funnel.
    own = registry.get(scope.measure).keys
    order = [
        name
        for name in dict.fromkeys(("seq", "event_id", *own))
        if name in found.columns and name not in ("customer", *TOLD)
    ]
    shown = found.select(
        "customer",
        "entered_at",
        *order,
        **{name: found[name] if name in found.columns else ibis.null("string") for name in TOLD},
    )
    page = shown.order_by([ibis.desc("entered_at"), "customer", *order]).limit(limit, offset=offset)
    facts = scope.view.tables["customers"].select("customer", *FACTS)
    joined = page.left_join(facts, "customer").drop("customer_right")
    # A join keeps no order, so the page is put in order again.
    joined = joined.order_by([ibis.desc("entered_at"), "customer", *order]).drop(*order)
    rows: list[dict[str, Any]] = scope.view.engine.to_arrow(joined).to_pylist()
    return [{**row, "entered_at": local(row["entered_at"], scope.view.timezone)} for row in rows]


def _equals(column: ir.Value, value: Any) -> ir.BooleanValue:
    import ibis

    if value is None:
        return column.isnull()
    if column.type().is_timestamp():  # a period, named by its first day
        day = date.fromisoformat(value) if isinstance(value, str) else value
        return column == datetime(day.year, day.month, day.day)
    if column.type().is_integer() and isinstance(value, str):  # as an address tells it
        return column == (int(value) if value.lstrip("-").isdecimal() else ibis.null("int64"))
    return column == value

"""Lost is whose contract ended: by what ends it, or because the time paid through passed without a renewal.

What begins or renews a contract covers the days from it to its end. Who is covered at the beginning of a day is a
customer; who is not covered any more when the gap is over is lost, and who came back within it is not. With renewals
the gap is one period and its grace, so everybody who is there falls due in it once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Literal

from desirepath.domain.duration import seconds
from desirepath.domain.settings import Contract as Terms
from desirepath.domain.settings import Signal
from desirepath.errors import DataQualityError, nearest
from desirepath.insights.forecast.activity import Activity, daily
from desirepath.insights.forecast.definition import Kind
from desirepath.insights.forecast.gap import Gap
from desirepath.insights.forecast.purchases import DAY
from desirepath.measures.view import View

if TYPE_CHECKING:
    import ibis.expr.types as ir

FOR_EVER = 10**7
"""Days that a contract without renewals covers, unless something ends it."""


@dataclass(frozen=True)
class Contract:
    """No contract any more."""

    terms: Terms
    kind: Kind = "contract"
    activity: Activity = "anything"
    chosen: Literal["rule", "settings"] = "settings"
    silences: Gap | None = None

    @property
    def period(self) -> int:
        return seconds(self.terms.period) // DAY

    @property
    def gap(self) -> int:
        return self.period + (seconds(self.terms.grace) // DAY if self.terms.renew else 0)

    def days(self, view: View, keep: ir.BooleanValue | None = None) -> ir.Table:
        """All but the way out: to have asked for the end is no sign of it."""
        ends = [one for one in self.terms.end if isinstance(one, str)]
        return daily(view, self.activity, keep, without=[*self.terms.leaving, *ends])

    def there(
        self,
        view: View,
        days: ir.Table,
        marks: ir.Table,
        *,
        later: int = 0,
        keep: ir.BooleanValue | None = None,
    ) -> ir.Table:
        there = self._covered(view, marks, 0, keep)
        if not later:
            return there
        return there.semi_join(self._covered(view, marks, later, keep), ["customer", "index"])

    def stayed(
        self, view: View, days: ir.Table, marks: ir.Table, *, keep: ir.BooleanValue | None = None
    ) -> ir.Table:
        return self._covered(view, marks, self.gap, keep)

    def _covered(self, view: View, marks: ir.Table, after: int, keep: ir.BooleanValue | None) -> ir.Table:
        """Who has a contract at the beginning of the day so many days after an index day."""
        covers = self.covers(view, keep)
        found = covers.join(marks, (covers.day < marks.index + after) & (covers.until >= marks.index + after))
        return found.select("customer", "index").distinct()

    def covers(self, view: View, keep: ir.BooleanValue | None = None) -> ir.Table:
        """Days that a beginning or a renewal covers: from `day` to `until`, on which it ends or runs out."""
        import ibis

        rows = view.tables["journeys"]
        rows = rows if keep is None else rows.filter(keep)
        ends = _any(rows, self.terms.end)
        pays = _any(rows, [*self.terms.start, *self.terms.renew]) & ~ends
        signals = rows.mutate(pays=pays, ends=ends, day=rows.local.epoch_seconds() // DAY)
        signals = signals.filter(signals.pays | signals.ends).select("customer", "seq", "day", "pays", "ends")
        onwards = ibis.window(group_by="customer", order_by="seq", preceding=0, following=None)
        over = signals.mutate(end_day=ibis.ifelse(signals.ends, signals.day, FOR_EVER))
        over = over.mutate(ended=over.end_day.min().over(onwards))
        lasts = self.gap if self.terms.renew else FOR_EVER
        over = over.filter(over.pays).mutate(until=ibis.least(over.ended, over.day + lasts))
        return over.select("customer", "day", "until").distinct()


def _any(rows: ir.Table, signals: list[Signal]) -> ir.BooleanValue:
    """Whether a row is one of these signals: an event by its name, or a row with the values of kept properties."""
    import ibis

    names = [one for one in signals if isinstance(one, str)]
    found = [rows.event.isin(names)] if names else []
    for one in signals:
        if isinstance(one, dict):
            found += [(_column(rows, name) == value).fill_null(False) for name, value in one.items()]
    return reduce(or_, found, ibis.literal(False))


def _column(rows: ir.Table, name: str) -> ir.StringValue:
    for column in (f"prop_{name}", name):
        if column in rows.columns:
            found: ir.StringValue = rows[column]
            return found
    kept = [column.removeprefix("prop_") for column in rows.columns if column.startswith("prop_")]
    raise DataQualityError(
        f'forecast: contract: "{name}" is no kept property. {nearest(name, kept)}',
        code="unknown_contract_property",
        remedy=f"Keep it in workspace.yaml, as in keep: [{name}], and build.",
    )

"""What does it mean here that a customer is lost? Each answer gives the customers at a day, and who of them stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from desirepath.insights.forecast.activity import Activity
from desirepath.insights.forecast.gap import Gap
from desirepath.measures.view import View

if TYPE_CHECKING:
    import ibis.expr.types as ir

Kind = Literal["inactivity", "contract"]


class Definition(Protocol):
    """One meaning of being lost. `marks` is a table of index days (index); answers are tables (customer, index)."""

    @property
    def kind(self) -> Kind: ...

    @property
    def gap(self) -> int:
        """Days from an index day on after which it is known who was lost."""
        ...

    @property
    def activity(self) -> Activity: ...

    @property
    def chosen(self) -> Literal["rule", "settings"]: ...

    @property
    def silences(self) -> Gap | None:
        """How long silences last, where that is what it goes by."""
        ...

    def days(self, view: View, keep: ir.BooleanValue | None = None) -> ir.Table:
        """What each customer did on each day: what may be told from."""
        ...

    def there(
        self,
        view: View,
        days: ir.Table,
        marks: ir.Table,
        *,
        later: int = 0,
        keep: ir.BooleanValue | None = None,
    ) -> ir.Table:
        """Customers at the beginning of an index day of whom `later` days after it nothing is decided yet."""
        ...

    def stayed(
        self, view: View, days: ir.Table, marks: ir.Table, *, keep: ir.BooleanValue | None = None
    ) -> ir.Table:
        """Who is no loss when the gap after an index day is over; people who were not there may be among them."""
        ...

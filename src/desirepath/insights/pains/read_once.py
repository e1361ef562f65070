"""Tables that are the same at every place: worked out once where many places are looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desirepath.measures.view import View

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True)
class ReadOnce:
    """A few rows of the table `source` that places are compared by; its columns include `bucket` and `customer`."""

    name: str
    make: Callable[[View], ir.Table]
    source: str = "journeys"

    def of(self, view: View) -> ir.Table:
        """From the view where it was worked out, else anew."""
        return view.tables[self.name] if self.name in view.tables else self.make(view)


@contextmanager
def worked_out(view: View, tables: Iterable[ReadOnce]) -> Iterator[View]:
    """The same view with these among its tables, for as long as the block lasts."""
    with ExitStack() as held:
        there = [one for one in tables if one.source in view.tables]
        kept = {one.name: held.enter_context(view.engine.kept(one.make(view))) for one in there}
        yield replace(view, tables={**view.tables, **kept})

"""What do customers meet that is not on the draft? Asked of the newest build while somebody edits it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desirepath.domain.offmap import Alike, OffMap, off_map
from desirepath.domain.records import Records
from desirepath.domain.rules import EVENTS
from desirepath.lake.predicate import names_of, predicate
from desirepath.lake.tables import FEEDBACK
from desirepath.services.matching import built, in_map_order, rules_of
from desirepath.services.reading import Reader

if TYPE_CHECKING:
    import ibis.expr.types as ir

SHOWN = 20
"""So many are proposed, those that most customers meet first."""


@dataclass(frozen=True)
class Proposals:
    """What is not on the map yet; `more` are counted but not listed."""

    rows: list[OffMap]
    more: int


def proposals(reader: Reader, records: Records) -> Proposals:
    """Events of the newest build that match no step of a draft, by their touchpoint.

    Feedback is about steps and need not be one; what the company did counts, for customers meet it too.
    """
    build = built(reader)
    with reader.lock:
        journeys = reader.table("journeys", build)
        told = ~journeys.kind.isin(FEEDBACK).fill_null(False)
        rows = _at_steps(journeys.filter(told), records)
        alike = rows.group_by([*EVENTS, "prev_event", "at_step"]).aggregate(events=rows.count())
        loose = rows.filter(rows.at_step.isnull())
        people = loose.group_by(["event", "touchpoint"]).aggregate(customers=loose.customer.nunique())
        found = reader.engine.to_arrow(alike).to_pylist()
        counted = reader.engine.to_arrow(people).to_pylist()
    seen = [
        Alike(r["event"], r["touchpoint"], r["channel"], r["prev_event"], r["at_step"], r["events"])
        for r in found
    ]
    customers = {(row["event"], row["touchpoint"]): row["customers"] for row in counted}
    every = off_map(seen, customers, _met(records))
    return Proposals(every[:SHOWN], max(0, len(every) - SHOWN))


def _at_steps(journeys: ir.Table, records: Records) -> ir.Table:
    """Each row with the step of the draft that it would count for: the first whose rule holds."""
    import ibis

    rules = rules_of(records, names_of(journeys))
    cases = [(predicate(rule, journeys), ibis.literal(step)) for step, rule in rules]
    nowhere = ibis.null("string")
    return journeys.mutate(at_step=ibis.cases(*cases, else_=nowhere) if cases else nowhere)


def _met(records: Records) -> dict[str | None, set[str]]:
    """Ids and names of the touchpoints of each step; what comes before all steps is met at the first."""
    names = {name: str(record.get("name", "")) for name, record in records.get("touchpoints", {}).items()}
    met: dict[str | None, set[str]] = {
        step: {
            word.lower()
            for point in record.get("touchpoints", [])
            for word in (point, names.get(point, point))
        }
        for step, record in in_map_order(records)
    }
    return {None: next(iter(met.values()), set()), **met}

"""What the data say about each kind of event: enough to draft a map from."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from desirepath.domain.draft import EventFact

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.lake.engines import Engine


def event_facts(engine: Engine, journeys: ir.Table) -> list[EventFact]:
    """How often each kind of event happens, and where in journeys. One fact a (event, channel, touchpoint).

    Only what customers did themselves counts.
    """
    own = journeys.filter(journeys.actor == "customer")
    facts = own.group_by(["event", "channel", "touchpoint"]).agg(
        rows=own.count(),
        customers=own.customer.nunique(),
        has_score=own.score.notnull().any(),
        has_revenue=own.revenue.notnull().any(),
    )
    places = _positions(engine, own)
    return [
        EventFact(position=places.get(row["event"], 0.0), **row)
        for row in engine.to_arrow(facts.order_by(["event", "channel", "touchpoint"])).to_pylist()
    ]


def _positions(engine: Engine, own: ir.Table) -> dict[str, float]:
    """The share of other events that come first, in journeys that hold both: 0 for the earliest, 1 for the last.

    Only customers who did both are compared. A place within the whole journey would put the last thing that
    people do before they leave behind the things that only those who stay come to.
    """
    firsts = own.group_by(["customer", "event"]).agg(seq=own.seq.min())
    others = firsts.rename(other="event", other_seq="seq")
    pairs = firsts.join(others, "customer")
    pairs = pairs.filter(pairs.event != pairs.other)
    compared = pairs.group_by(["event", "other"]).agg(
        both=pairs.count(), after=(pairs.other_seq < pairs.seq).sum()
    )
    shares: dict[str, list[float]] = defaultdict(list)
    for row in engine.to_arrow(compared).to_pylist():
        shares[row["event"]].append(row["after"] / row["both"])
    return {event: sum(found) / len(found) for event, found in shares.items()}

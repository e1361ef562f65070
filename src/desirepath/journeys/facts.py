"""What the data say about each kind of event: enough to draft a map from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desirepath.domain.draft import EventFact

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.lake.engines import Engine


def event_facts(engine: Engine, journeys: ir.Table) -> list[EventFact]:
    """How often and where in people's journeys each event stands. One fact a (event, channel, touchpoint).

    The position of an event is its place in its customer's journey, from 0 (first) to 1 (last); a customer with a
    single event stands at 0. Only what customers did themselves counts.
    """
    own = journeys.filter(journeys.actor == "customer")
    lengths = own.group_by("customer").agg(last=own.seq.max())
    placed = own.join(lengths, "customer")
    length = placed["last"].cast("float64")
    placed = placed.mutate(position=(length > 0).ifelse(placed.seq.cast("float64") / length.nullif(0), 0.0))
    facts = placed.group_by(["event", "channel", "touchpoint"]).agg(
        rows=placed.count(),
        customers=placed.customer.nunique(),
        median_position=placed.position.quantile(0.5),
        has_score=placed.score.notnull().any(),
        has_revenue=placed.revenue.notnull().any(),
    )
    return [
        EventFact(**row)
        for row in engine.to_arrow(facts.order_by(["event", "channel", "touchpoint"])).to_pylist()
    ]

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

    What customers lived through counts: what they did, and what the company did for them, such as a delivery. What it
    wrote to them does not, for nobody knows that they read it. Scores and money are the customers' own.
    """
    lived = journeys.filter(
        (journeys.actor == "customer") | ((journeys.actor == "company") & (journeys.kind != "message"))
    )
    own = lived.actor == "customer"
    facts = lived.group_by(["event", "channel", "touchpoint"]).agg(
        rows=lived.count(),
        customers=lived.customer.nunique(),
        has_score=(own & lived.score.notnull()).any(),
        has_revenue=(own & lived.revenue.notnull()).any(),
    )
    places = _positions(engine, lived)
    return [
        EventFact(position=places.get(row["event"], 0.0), **row)
        for row in engine.to_arrow(facts.order_by(["event", "channel", "touchpoint"])).to_pylist()
    ]


def _positions(engine: Engine, lived: ir.Table) -> dict[str, float]:
    """The share of other events that come first, in journeys that hold both: 0 for the earliest, 1 for the last.

    Only customers who met both are compared. A place within the whole journey would put the last thing that
    people do before they leave behind the things that only those who stay come to. Of two events of one moment, as
    in files that know only the day, neither comes first.
    """
    firsts = lived.group_by(["customer", "event"]).agg(time=lived.time.min())
    others = firsts.rename(other="event", other_time="time")
    pairs = firsts.join(others, "customer")
    pairs = pairs.filter(pairs.event != pairs.other)
    after, before = pairs.other_time < pairs.time, pairs.other_time > pairs.time
    compared = pairs.group_by(["event", "other"]).agg(
        both=pairs.count(), after=after.sum(), before=before.sum()
    )
    shares: dict[str, list[float]] = defaultdict(list)
    for row in engine.to_arrow(compared).to_pylist():
        shares[row["event"]].append(0.5 + (row["after"] - row["before"]) / row["both"] / 2)
    return {event: sum(found) / len(found) for event, found in shares.items()}

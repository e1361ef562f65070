"""What the data say about each kind of event: enough to draft a map from."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

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
    places = _places(engine, lived)
    rows = engine.to_arrow(facts.order_by(["event", "channel", "touchpoint"])).to_pylist()
    return [EventFact(**places.get(row["event"], Place())._asdict(), **row) for row in rows]


class Place(NamedTuple):
    """Where an event stands in journeys, and who had met it before what lies behind, as in EventFact."""

    position: float = 0.0
    met_before: float | None = None


def _places(engine: Engine, lived: ir.Table) -> dict[str, Place]:
    """The place of each event that stands beside another in some journey.

    The position is the share of other events that come first, in journeys that hold both: 0 for the earliest, 1 for
    the last. Only customers who met both are compared. A place within the whole journey would put the last thing that
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
    pairs_told = engine.to_arrow(compared).to_pylist()
    shares: dict[str, list[float]] = defaultdict(list)
    for row in pairs_told:
        shares[row["event"]].append(0.5 + (row["after"] - row["before"]) / row["both"] / 2)
    positions = {event: sum(found) / len(found) for event, found in shares.items()}
    counted = engine.to_arrow(firsts.group_by("event").agg(customers=firsts.count()))
    customers = dict(zip(counted["event"].to_pylist(), counted["customers"].to_pylist(), strict=True))
    met: dict[str, int] = defaultdict(int)
    for row in pairs_told:
        if positions[row["other"]] > positions[row["event"]]:
            met[row["event"]] += row["both"] - row["after"]
    came = _behind({event: (positions[event], customers[event]) for event in positions})
    return {
        event: Place(position, met[event] / came[event] if came[event] else None)
        for event, position in positions.items()
    }


def _behind(events: dict[str, tuple[float, int]]) -> dict[str, int]:
    """For each event the customers of all that stand behind it, added up.

    >>> _behind({"visit": (0.1, 9), "order": (0.9, 4), "review": (1.0, 2), "call": (0.9, 3)})
    {'visit': 9, 'order': 2, 'review': 0, 'call': 2}
    """
    at: dict[float, int] = defaultdict(int)
    for position, customers in events.values():
        at[position] += customers
    behind, total = {}, 0
    for position in sorted(at, reverse=True):
        behind[position] = total
        total += at[position]
    return {event: behind[position] for event, (position, _) in events.items()}

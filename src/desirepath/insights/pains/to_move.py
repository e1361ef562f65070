"""Which measure should an action against a find move? The share that fell, among those whom it happens to."""

from __future__ import annotations

from desirepath.domain.duration import words
from desirepath.domain.map import Map, MeasureRef
from desirepath.insights.pains.outcomes import HORIZON_DAYS, ORDERED, WENT_ON
from desirepath.measures import registry, revenue
from desirepath.measures.scope import resolve
from desirepath.measures.view import View


def order_steps(view: View) -> list[str]:
    """Steps of the map at which orders stand, in map order."""
    assert view.map is not None, "steps are those of a map"
    orders = revenue.observations(resolve(view, registry.get("revenue")), revenue.RevenueParams())
    keys = ["customer", "seq"]
    found = view.tables["steps"].semi_join(orders, keys).select("step").distinct()
    there = {row["step"] for row in view.records(found)}
    return [step.id for step in view.map.steps() if step.id in there]


def measure_to_move(
    plan: Map, step: str, outcome: str, where: str | None, among: str, orders: list[str]
) -> MeasureRef | None:
    """The question of the registry that asks for the outcome; None where the map has no step that tells it.

    where : who is asked about, and `among` the same in words. orders : `order_steps`; an order is told by reaching the
    first of them that stands later on the map.
    """
    steps = {one.id: one for one in plan.steps()}
    if outcome == WENT_ON.name:
        within = steps[step].expect.within
        params, said = {"from": step, "within": within}, "Goes on"
    elif outcome != ORDERED.name:
        return None  # no measure of a step tells yet what is sent back, or how answers about an order were
    else:
        places = list(steps)
        later = next((one for one in orders if places.index(one) > places.index(step)), None)
        if later is None:
            return None
        within = f"{HORIZON_DAYS}d"
        params, said = {"from": step, "to": later, "within": within}, f"Reaches “{steps[later].title}”"
    label = f"{said} within {words(within)}: {among}"
    return MeasureRef(name="conversion", params=params, where=where, label=label, last=None)

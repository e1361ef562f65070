"""What may suffer at a place: people go on, order, keep what they bought, feel fine about it.

Each outcome is something good, counted from what lies after a landmark.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from desirepath.domain.duration import seconds, words
from desirepath.insights.pains.detectors.felt import FEELINGS
from desirepath.insights.pains.detectors.recent import RETURN, SENT_BACK
from desirepath.insights.pains.place import DAY, KEYS, Place
from desirepath.insights.pains.read_once import ReadOnce
from desirepath.measures import registry, revenue
from desirepath.measures.scope import resolve
from desirepath.measures.struggles import LOW
from desirepath.measures.view import View
from desirepath.science.arrays import Floats

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

HORIZON_DAYS = 90
"""Whether people order is asked over so long: a quarter, whatever the trade."""
KEEP_DAYS = 60
"""Whoever sends something back, or says how it was, has mostly done so by then."""


@dataclass(frozen=True)
class Outcome:
    """One entry of the registry.

    `days` is how long people have at a place; None where the question makes no sense there. `columns` gives what came
    of landmarks (customer, seq, columns that begin with the outcome's name), or None where nothing tells. `did` (n,)
    makes 0 or 1 of it, NaN where it is not known; people whose time has not ended count neither way, by the caller.
    `words` go with "fewer …". What is `felt_first` shows before people stay away: it is told beside a find, and is one
    of its own only where nobody is seen to stay away.
    """

    name: str
    question: str
    days: Callable[[View, Place], float | None]
    columns: Callable[[View, Place, ir.Table], ir.Table | None]
    did: Callable[[View, Place, pa.Table], Floats]
    words: Callable[[View, Place], str]
    felt_first: bool = False


def _within(view: View, place: Place) -> float | None:
    """Seconds that the map gives people to go on; None where it plans no next step."""
    if view.map is None or not view.map.planned_next(place.step):
        return None
    return seconds(next(one for one in view.map.steps() if one.id == place.step).expect.within)


def _went_on_days(view: View, place: Place) -> float | None:
    within = _within(view, place)
    return None if within is None else within / DAY


def _next_planned(view: View, place: Place, first: ir.Table) -> ir.Table:
    return first.select(*KEYS, went_on_at="next_planned_time")


def _went_on(view: View, place: Place, rows: pa.Table) -> Floats:
    took = (rows["went_on_at"].to_numpy() - rows["time"].to_numpy()) / np.timedelta64(1, "s")
    # A step never reached is NaT, and NaT is not in time.
    in_time: Floats = (took <= (_within(view, place) or 0.0)).astype(float)
    return in_time


def _went_on_words(view: View, place: Place) -> str:
    assert view.map is not None, "steps are those of a map"
    within = next(one for one in view.map.steps() if one.id == place.step).expect.within
    return f"go on within {words(within)}"


def _standing(view: View) -> ir.Table:
    standing = revenue.standing(resolve(view, registry.get("revenue")), revenue.RevenueParams())
    orders = standing.select("customer", order_seq="seq", order_time="time", order_amount="amount")
    return orders.join(view.tables["customers"].select("customer", "bucket"), "customer")


STANDING_ORDERS = ReadOnce("standing_orders", _standing)
"""Orders that were neither cancelled nor known by their refund alone, by the measure of revenue itself."""


def _orders(view: View, place: Place, first: ir.Table) -> ir.Table:
    import ibis

    pairs = first.select(*KEYS, "time").inner_join(STANDING_ORDERS.of(view), "customer")
    soon = pairs.order_time <= pairs.time + ibis.interval(days=HORIZON_DAYS)
    after = pairs.filter((pairs.order_seq > pairs.seq) & soon)
    return after.group_by(list(KEYS)).aggregate(ordered_times=after.count())


def _ordered(view: View, place: Place, rows: pa.Table) -> Floats:
    orders = rows["ordered_times"].fill_null(0).to_numpy()
    # Where nobody ever orders nothing is sold.
    return np.where(orders.any(), (orders > 0).astype(float), np.nan)


def _sent_back(view: View, place: Place, first: ir.Table) -> ir.Table | None:
    """Whether the order that a landmark is about was sent back, before it or in the days after."""
    import ibis

    if re.search(RETURN, place.event.lower()):
        return None
    about = first.filter(first.order_id.notnull()).select(*KEYS, "time", "order_id")
    back = SENT_BACK.of(view).select("customer", "order_id", at="seq", then="time")
    pairs = about.left_join(back, ["customer", "order_id"])
    soon = pairs.then <= pairs.time + ibis.interval(days=KEEP_DAYS)
    return pairs.group_by(list(KEYS)).aggregate(
        kept_it_lost=((pairs["at"] > pairs.seq) & soon).fill_null(False).sum(),
        kept_it_over=(pairs["at"] < pairs.seq).fill_null(False).sum(),
    )


def _kept_it(view: View, place: Place, rows: pa.Table) -> Floats:
    lost, over = (
        rows[name].cast("float64").to_numpy(zero_copy_only=False) for name in ("kept_it_lost", "kept_it_over")
    )
    known = ~np.isnan(lost) & (over == 0)
    # Where nothing is ever sent back nobody records it.
    return np.where(known & (np.nansum(lost) > 0), (lost == 0).astype(float), np.nan)


def _answers(view: View, place: Place, first: ir.Table) -> ir.Table | None:
    """The first answer about the same order in the days after."""
    import ibis

    if "answers" not in view.tables:
        return None
    about = first.filter(first.order_id.notnull()).select(*KEYS, "time", "order_id")
    told = FEELINGS.of(view).select("customer", "order_id", "feeling", "then")
    pairs = about.inner_join(told, ["customer", "order_id"])
    soon = pairs.then <= pairs.time + ibis.interval(days=KEEP_DAYS)
    pairs = pairs.filter((pairs.then > pairs.time) & soon)
    # Of two answers of one moment the worse one: something was wrong.
    begun = pairs.group_by(list(KEYS)).aggregate(then=pairs.then.min())
    same = pairs.inner_join(begun, [*KEYS, "then"])
    return same.group_by(list(KEYS)).aggregate(felt_fine_felt=same.feeling.min())


def _felt_fine(view: View, place: Place, rows: pa.Table) -> Floats:
    felt = rows["felt_fine_felt"].cast("float64").to_numpy(zero_copy_only=False)
    with np.errstate(invalid="ignore"):
        return np.where(np.isnan(felt), np.nan, (felt > LOW).astype(float))


WENT_ON = Outcome(
    name="went_on",
    question="Do fewer go on to a step that the map plans, in the time it gives?",
    days=_went_on_days,
    columns=_next_planned,
    did=_went_on,
    words=_went_on_words,
)
ORDERED = Outcome(
    name="ordered",
    question=f"Do fewer order within {HORIZON_DAYS} days?",
    days=lambda view, place: HORIZON_DAYS,
    columns=_orders,
    did=_ordered,
    words=lambda view, place: f"order within {HORIZON_DAYS} days",
)
KEPT_IT = Outcome(
    name="kept_it",
    question=f"Do fewer keep what they ordered, for {KEEP_DAYS} days?",
    days=lambda view, place: KEEP_DAYS,
    columns=_sent_back,
    did=_kept_it,
    words=lambda view, place: f"keep the order for {KEEP_DAYS} days",
    felt_first=True,
)
FELT_FINE = Outcome(
    name="felt_fine",
    question=f"Of those who answer about the order within {KEEP_DAYS} days, do fewer feel fine?",
    days=lambda view, place: KEEP_DAYS,
    columns=_answers,
    did=_felt_fine,
    words=lambda view, place: f"feel fine about the order, asked within {KEEP_DAYS} days",
    felt_first=True,
)

OUTCOMES: tuple[Outcome, ...] = (WENT_ON, ORDERED, KEPT_IT, FELT_FINE)
READ: frozenset[ReadOnce] = frozenset({STANDING_ORDERS, SENT_BACK, FEELINGS})


def outcome(name: str) -> Outcome:
    return next(one for one in OUTCOMES if one.name == name)

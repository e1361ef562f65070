"""What happened in the month before? The same step again and again, contacts with support, things that failed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from desirepath.insights.pains.conditions import Condition, Split
from desirepath.insights.pains.detector import Detector
from desirepath.insights.pains.place import Place
from desirepath.insights.pains.read_once import ReadOnce
from desirepath.measures.struggles import FAILURE, RECENT_DAYS
from desirepath.measures.view import View

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

RETURN = r"(return|refund|exchange|sent.?back)"
"""Names of events that say that something was sent back, in lower case."""

Columns = Callable[[View, Place, "ir.Table"], "ir.Table | None"]


def _before(first: ir.Table, events: ir.Table) -> ir.Table:
    """Each landmark with the events of its customer in the days before it: columns seq, time, and `then` and `day`."""
    import ibis

    happened = events.select("customer", at=events.seq, then=events.time, day=events.local.truncate("D"))
    pairs = first.select("customer", "seq", "time").inner_join(happened, "customer")
    recent = pairs.then >= pairs.time - ibis.interval(days=RECENT_DAYS)
    return pairs.filter((pairs.at < pairs.seq) & recent)


def _days(name: str, events: Callable[[View, Place], ir.Table | None]) -> Columns:
    """On how many days something happened in the month before."""

    def columns(view: View, place: Place, first: ir.Table) -> ir.Table | None:
        found = events(view, place)
        if found is None:
            return None
        pairs = _before(first, found)
        return pairs.group_by(["customer", "seq"]).aggregate(**{name: pairs.day.nunique()})

    return columns


def _reaching(
    detector: str, name: str, said: dict[int, str]
) -> Callable[[View, Place, pa.Table], Iterator[Split]]:
    """Conditions "on so many days or more"; whom nothing happened to is known to have none."""

    def splits(view: View, place: Place, rows: pa.Table) -> Iterator[Split]:
        days = rows[name].cast("float64").fill_null(0.0).to_numpy()
        for least, words in said.items():
            condition = Condition(f"{words} in the {RECENT_DAYS} days before")
            yield Split(detector, (condition,), frozenset({name}), np.ones(len(days), bool), days >= least)

    return splits


def _here(view: View, place: Place) -> ir.Table | None:
    """The same step, where the map does not plan that it repeats."""
    step = next((one for one in view.map.steps() if one.id == place.step), None) if view.map else None
    if step is None or step.expect.repeats:
        return None
    steps = view.tables["steps"]
    return steps.filter(steps.step == place.step)


def _of(happened: Callable[[ir.Table], ir.BooleanValue]) -> Callable[[View], ir.Table]:
    def rows(view: View) -> ir.Table:
        events = view.tables["journeys"]
        return events.filter(happened(events)).select(
            "bucket", "customer", "seq", "time", "local", "order_id"
        )

    return rows


ASKED = ReadOnce(
    "asked_support", _of(lambda events: (events.kind == "support") & (events.actor == "customer"))
)
WENT_WRONG = ReadOnce("went_wrong", _of(lambda events: events.event.lower().re_search(FAILURE)))
SENT_BACK = ReadOnce(
    "sent_back",
    _of(lambda events: events.event.lower().re_search(RETURN) & (events.actor == "customer")),
)


def _returned(view: View, place: Place) -> ir.Table | None:
    """What customers did to send something back; nobody is compared where they are just doing it."""
    return None if re.search(RETURN, place.event.lower()) else SENT_BACK.of(view)


AGAIN = Detector(
    name="again",
    title="The same again and again",
    question="Do fewer go on when they had to be here on several days?",
    columns=_days("again_days", _here),
    splits=_reaching(
        "again", "again_days", {2: "here on 2 days or more already", 4: "here on 4 days or more already"}
    ),
    does_not_answer="Whether they came back because they had to. Steps that are planned to repeat are left out.",
)
SUPPORT = Detector(
    name="support",
    title="Had to ask support",
    question="Do fewer go on when they asked support before?",
    columns=_days("support_days", lambda view, _: ASKED.of(view)),
    reads=(ASKED,),
    splits=_reaching("support", "support_days", {1: "asked support", 2: "asked support on 2 days or more"}),
    does_not_answer="What they asked, and whether the answer helped.",
)
FAILED = Detector(
    name="failed",
    title="Something failed",
    question="Do fewer go on when something failed before?",
    columns=_days("failed_days", lambda view, _: WENT_WRONG.of(view)),
    reads=(WENT_WRONG,),
    splits=_reaching("failed", "failed_days", {1: "something failed"}),
    does_not_answer="Failures that no event tells. It goes by the names of events: failed, error, declined, refused …",
)
RETURNED = Detector(
    name="returned",
    title="Had to send it back",
    question="Do fewer go on when they sent something back before?",
    columns=_days("returned_days", _returned),
    reads=(SENT_BACK,),
    splits=_reaching("returned", "returned_days", {1: "sent something back"}),
    does_not_answer="Which thing, and why. It goes by the names of events: return, refund, exchange, sent back.",
)

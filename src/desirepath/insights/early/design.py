"""Who is compared, from when, and what counts as staying? The first days, a landmark after them, and what follows.

Everybody is compared from the same moment of their own: the landmark, so many days after they began. What happened
until then tells them apart, and whether they stay is counted from then on. Whoever has left before, or cannot yet be
watched long enough, is not compared: else only those who stay long could meet much, and it would look as if what they
met had kept them (immortal time).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from desirepath.domain.settings import ForecastSettings
from desirepath.errors import DataQualityError
from desirepath.insights.forecast.activity import Activity
from desirepath.insights.forecast.inactivity import inactivity
from desirepath.insights.forecast.purchases import whole_days
from desirepath.measures import registry, revenue
from desirepath.measures.periods import local
from desirepath.measures.scope import resolve
from desirepath.measures.view import View

if TYPE_CHECKING:
    import ibis.expr.types as ir

Start = Literal["first_order", "first_event"]
ACTIVITY: dict[Start, Activity] = {"first_order": "orders", "first_event": "anything"}
"""What must come again: what they began with."""
KEYS = ("customer", "seq")
MOST = 30_000
"""Of more customers some buckets are looked at: customers fall into buckets by a hash, so each is a sample. Some
hundred things are fitted in five folds each, so it takes minutes."""
CLOSED = r"((account|subscription|membership|contract).?(closed|cancel|deleted|ended|expired)|cancell?ation.?confirm)"
"""Names of events by which a customer has gone for good, in lower case."""


@dataclass(frozen=True)
class Asked:
    """From which event on, how many first days, and how many days after them are watched."""

    start: Start
    days: int = 14
    horizon: int = 90


@dataclass(frozen=True)
class Begun:
    """Those who are compared. `starts` has customer, seq and time of what each began with, the landmark `mark`, and
    `came` (null for never): when they came again after it, or left where staying means no silence of `gap` days.

    `window` is the same view with only what happened in their first days, the start itself in its steps too. Of
    `began` customers `too_recent` cannot be watched long enough; of those looked at, the share `looked_at` of the
    others, `left_before` had left by the landmark.
    """

    asked: Asked
    gap: int | None
    starts: ir.Table
    window: View
    began: int
    too_recent: int
    looked_at: float
    left_before: int


def usual_start(view: View) -> Start:
    """The first order where customers order, else the first thing they do."""
    orders = _orders(view)
    return "first_order" if view.records(orders.aggregate(n=orders.count()))[0]["n"] else "first_event"


@contextmanager
def begun(view: View, asked: Asked, inactive_after: int | None) -> Iterator[Begun]:
    """Those who began long enough ago, as the engine counts them.

    Silences of at least `inactive_after` days, or found by the rule of churn, end a customer who is there often.
    """
    gap = _gap(view, asked, inactive_after)
    with view.engine.kept(_starts(view, asked.start)) as everybody:
        until = asked.days + asked.horizon + (gap or 0)
        counts = _counted(view, everybody, until)
        buckets = int(counts["buckets"] or 0) + 1
        read = min(buckets, max(1, buckets * MOST // max(1, counts["ready"])))
        ready = everybody.filter(_watched(view, everybody, until), everybody.bucket < read)
        with view.engine.kept(
            _with_came(view, ready.select("customer", "seq", "time"), asked, gap)
        ) as watched:
            there = watched.filter(~watched.left).drop("left")
            left = int(view.records(watched.aggregate(n=watched.left.cast("int64").sum()))[0]["n"] or 0)
            with view.engine.kept(there) as starts, _window(view, starts, asked.days) as window:
                yield Begun(
                    asked=asked,
                    gap=gap,
                    starts=starts,
                    window=window,
                    began=counts["began"],
                    too_recent=counts["began"] - counts["ready"],
                    looked_at=read / buckets,
                    left_before=left,
                )


def _gap(view: View, asked: Asked, inactive_after: int | None) -> int | None:
    """The silence that ends a customer, where it is shorter than what is watched; else coming again tells more."""
    if asked.start == "first_order" or view.now is None:
        return None
    try:
        silence = None if inactive_after is None else f"{inactive_after}d"
        settings = ForecastSettings(activity="anything", inactive_after=silence)
        gap = inactivity(view, whole_days(local(view.now, view.timezone)), settings).gap
    except DataQualityError:
        return None
    return gap if gap < asked.horizon else None


def _orders(view: View) -> ir.Table:
    """Orders that were neither cancelled nor known by their refund alone, by the measure of revenue itself."""
    standing = revenue.standing(resolve(view, registry.get("revenue")), revenue.RevenueParams())
    return standing.select("customer", "seq", "time")


def _acts(view: View, activity: Activity) -> ir.Table:
    """What ends a silence: orders that stand, or anything a customer does but open a message."""
    if activity == "orders":
        return _orders(view)
    rows = view.tables["journeys"]
    own = rows.filter(rows.actor == "customer", rows.kind.fill_null("") != "message")
    return own.select("customer", "seq", "time")


def _starts(view: View, start: Start) -> ir.Table:
    acts = _acts(view, ACTIVITY[start])
    first = acts.group_by("customer").aggregate(seq=acts.seq.min(), time=acts.time.argmin(acts.seq))
    customers = view.tables["customers"].select("customer", "bucket")
    return first.inner_join(customers, "customer").select("customer", "bucket", "seq", "time")


def _watched(view: View, starts: ir.Table, days: int) -> ir.BooleanValue:
    import ibis

    return starts.time + ibis.interval(days=days) <= ibis.literal(view.now)


def _counted(view: View, starts: ir.Table, days: int) -> dict[str, int]:
    ready = _watched(view, starts, days).cast("int64").sum().fill_null(0)
    counted = starts.aggregate(began=starts.count(), ready=ready, buckets=starts.bucket.max())
    return view.records(counted)[0]


def _with_came(view: View, starts: ir.Table, asked: Asked, gap: int | None) -> ir.Table:
    """Each start with its landmark `mark`, when they `came` again or left, and whether they had `left` before it."""
    import ibis

    marked = starts.mutate(mark=starts.time + ibis.interval(days=asked.days))
    found = _came_again(view, marked, asked) if gap is None else _fell_silent(view, gap)
    joined = marked.left_join(_closed(view, starts), "customer").drop("customer_right")
    joined = joined.left_join(found, "customer").drop("customer_right")
    if gap is None:
        ends, came = joined.closed, joined.came
    else:
        sooner = joined.closed.isnull() | (joined.came <= joined.closed)
        ends = came = ibis.ifelse(sooner, joined.came, joined.closed)
    left = (ends <= joined.mark).fill_null(False)
    return joined.select("customer", "seq", "time", "mark", came=came, left=left)


def _closed(view: View, starts: ir.Table) -> ir.Table:
    """When each first closed their account since they began."""
    events = view.tables["journeys"]
    closing = events.filter(events.event.lower().re_search(CLOSED)).select("customer", at="time")
    pairs = starts.select("customer", began="time").inner_join(closing, "customer")
    return pairs.filter(pairs["at"] >= pairs.began).group_by("customer").aggregate(closed=pairs["at"].min())


def _came_again(view: View, marked: ir.Table, asked: Asked) -> ir.Table:
    acts = _acts(view, ACTIVITY[asked.start]).rename(at="time").drop("seq")
    pairs = marked.select("customer", "mark").inner_join(acts, "customer")
    after = pairs.filter(pairs["at"] > pairs.mark)
    return after.group_by("customer").aggregate(came=after["at"].min())


def _fell_silent(view: View, gap: int) -> ir.Table:
    """What each did last before they were first silent for `gap` days.

    They left then, not when the silence had lasted: whoever is gone meets nothing, and would be compared as somebody
    who was spared.
    """
    import ibis

    acts = _acts(view, "anything")
    then = acts.time.lead().over(ibis.window(group_by="customer", order_by="seq"))
    acts = acts.mutate(
        then=ibis.coalesce(then, ibis.literal(view.now)), over=acts.time + ibis.interval(days=gap)
    )
    return acts.filter(acts.over <= acts.then).group_by("customer").aggregate(came=acts.time.min())


@contextmanager
def _window(view: View, starts: ir.Table, days: int) -> Iterator[View]:
    """The view with only what happened in the first days; what they began with stays among the steps."""
    import ibis

    begun = starts.select("customer", begun_seq="seq", begun="time")

    def early(name: str, after: Callable[[ir.Table], ir.BooleanValue]) -> ir.Table:
        rows = view.tables[name]
        pairs = rows.inner_join(begun, "customer")
        pairs = pairs.filter(pairs.time <= pairs.begun + ibis.interval(days=days))
        return pairs.filter(after(pairs)).select(*rows.columns)

    journeys = early("journeys", lambda rows: rows.seq > rows.begun_seq)
    steps = early("steps", lambda rows: rows.seq >= rows.begun_seq)
    with view.engine.kept(journeys) as journeys, view.engine.kept(steps) as steps:
        tables = {**view.tables, "journeys": journeys, "steps": steps}
        if "answers" not in view.tables:
            yield replace(view, tables=tables)
            return
        with view.engine.kept(early("answers", lambda rows: rows.time > rows.begun)) as answers:
            yield replace(view, tables={**tables, "answers": answers})

"""How many sessions, how long are they, and how many hold one event only?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from desirepath.measures import estimators
from desirepath.measures.grid import rows_of
from desirepath.measures.lengths import (
    NOTHING,
    SPREAD,
    mean_of,
    seconds_between,
    spread,
    spread_of,
)
from desirepath.measures.measure import Measure, NoParams, Params, Record
from desirepath.measures.result import Number, Row, Unit
from desirepath.measures.scope import Scope

if TYPE_CHECKING:
    import ibis.expr.types as ir

CUT = (
    "A session is what a customer does without a pause longer than the workspace's `session_gap` (30 minutes unless "
    "set); a pause of exactly that length continues it. It belongs to the day on which it begins, also over midnight."
)
LIMITS = (
    "A filter or breakdown on rows looks at these rows of each session alone: `--by channel` says of each channel "
    "what a filter on it would."
)


class SessionLengthParams(Params):
    of: Literal["time", "events"] = Field(
        "time", description="Length in seconds from the first event to the last, or in events"
    )


def sessions(scope: Scope) -> ir.Table:
    """One row a session that begins in the dates.

    Columns: customer, session, seq and time of its first row, `last_time`, `events`, the keys, and `over`: whether
    nothing can be added to it any more.
    """
    import ibis

    rows = scope.meeting(scope.reading("session").people())
    rows = rows.filter(rows.session.notnull())
    fixed = [key for key in scope.keys if key not in scope.period_keys]
    found = rows.aggregate(
        seq=rows.seq.min(),
        time=rows.time.min(),
        last_time=rows.time.max(),
        events=rows.count(),
        **{key: rows[key].min() for key in scope.period_keys},
        by=["customer", "session", *fixed],
    )
    over = ibis.literal(False)
    if scope.now is not None:
        over = found.last_time <= scope.now - scope.view.session_gap
    return scope.in_range(found.mutate(over=over, entered_at=found.time))


def observations(scope: Scope, params: NoParams) -> ir.Table:
    """One row a session."""
    return sessions(scope)


def aggregate(scope: Scope, params: NoParams) -> Mapping[str, ir.Table]:
    found = sessions(scope)
    each = found.aggregate(sessions=found.count(), events=found.events.sum(), by=["customer", *scope.keys])
    totals = {name: each[name].sum() for name in ("sessions", "events")}
    return {"rows": each.aggregate(people=each.count(), **totals, by=scope.keys)}


def finish(scope: Scope, params: NoParams, found: Mapping[str, list[Record]]) -> list[Row]:
    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        people, held, events = (int(record[name] or 0) for name in ("people", "sessions", "events"))
        return estimators.count(held, unit="count"), {
            "customers": people,
            "sessions_each": estimators.share(held, people),
            "events_each": estimators.share(events, held),
        }

    return rows_of(scope, found["rows"], number, empty={"people": 0, "sessions": 0, "events": 0})


def length_observations(scope: Scope, params: SessionLengthParams) -> ir.Table:
    """One row a session that is over, with its `length`."""
    found = sessions(scope)
    length = found.events if params.of == "events" else seconds_between(found.last_time, found.time)
    return found.filter(found.over).mutate(length=length)


def length_aggregate(scope: Scope, params: SessionLengthParams) -> Mapping[str, ir.Table]:
    found = length_observations(scope, params)
    every = sessions(scope)
    return {
        "rows": found.aggregate(**spread(found.length), by=scope.keys),
        "open": every.aggregate(n=(~every.over).sum()),
    }


def length_finish(scope: Scope, params: SessionLengthParams, found: Mapping[str, list[Record]]) -> list[Row]:
    unit: Unit = "seconds" if params.of == "time" else "count"

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        return mean_of(record, unit), spread_of(record)

    return rows_of(scope, found["rows"], number, empty=NOTHING)


def length_notes(scope: Scope, params: SessionLengthParams, found: Mapping[str, list[Record]]) -> list[str]:
    running = found["open"][0]["n"] or 0
    return [f"{running:,} sessions may still go on: they are left out."] if running else []


def bounce_observations(scope: Scope, params: NoParams) -> ir.Table:
    """One row a session that is over; the outcome says whether it held one event only."""
    import ibis

    found = sessions(scope)
    outcome = ibis.ifelse(found.events == 1, "bounced", "went_on")
    return found.filter(found.over).mutate(outcome=outcome)


def bounce_aggregate(scope: Scope, params: NoParams) -> Mapping[str, ir.Table]:
    found = sessions(scope)
    counted = {
        "sessions": found.over.sum(),
        "bounced": (found.over & (found.events == 1)).sum(),
        "running": (~found.over).sum(),
    }
    return {"rows": found.aggregate(**counted, by=scope.keys)}


def bounce_finish(scope: Scope, params: NoParams, found: Mapping[str, list[Record]]) -> list[Row]:
    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        held, bounced, running = (int(record[name] or 0) for name in ("sessions", "bounced", "running"))
        return estimators.rate(bounced, held, still_open=running), {"bounced": bounced}

    return rows_of(scope, found["rows"], number, empty={"sessions": 0, "bounced": 0, "running": 0})


SESSIONS = Measure(
    name="sessions",
    version=1,
    family="rhythm",
    title="Sessions",
    question="How many sessions do customers have?",
    params=NoParams,
    unit="count",
    unit_of_observation="session",
    tables=("journeys",),
    counts="session",
    units=("session",),
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    more={
        "customers": "customers who began one",
        "sessions_each": "sessions / customers",
        "events_each": "events / sessions",
    },
    when_empty="0",
    small_n="Counts are shown however small.",
    does_not_answer=f"How long they are (session_length). {LIMITS}",
    source=CUT,
    example_by=("week",),
)
SESSION_LENGTH = Measure(
    name="session_length",
    version=1,
    family="rhythm",
    title="Length of a session",
    question="How long is a session, in time or in events?",
    params=SessionLengthParams,
    unit="seconds",
    unit_of_observation="session that is over",
    tables=("journeys",),
    counts="session",
    units=("session",),
    observations=length_observations,
    aggregate=length_aggregate,
    finish=length_finish,
    notes=length_notes,
    more=SPREAD,
    when_empty="null without a session that is over",
    small_n="Under 10 sessions nothing is drawn, under 30 only the interval.",
    does_not_answer="How long the last page was read: time ends at the last event, so a session of one event is 0 "
    f"seconds long (dwell leaves it out). {LIMITS}",
    source=f"Mean with Student's t interval; the value counts events where `of` says so. {CUT} Sessions to which "
    "something may still be added are left out, and counted in the notes.",
)
BOUNCES = Measure(
    name="bounces",
    version=1,
    family="rhythm",
    title="Bounces",
    question="What share of sessions holds one event only?",
    params=NoParams,
    unit="share",
    better="low",
    unit_of_observation="session that is over",
    tables=("journeys",),
    counts="session",
    units=("session",),
    observations=bounce_observations,
    aggregate=bounce_aggregate,
    finish=bounce_finish,
    more={"bounced": "sessions of one event"},
    when_empty="null without a session that is over",
    small_n="Under 10 sessions nothing is drawn, under 30 only the interval.",
    does_not_answer=f"Whether they came back in another session (retention). {LIMITS}",
    source=f"Sessions of one event / sessions that are over, with Wilson's interval. {CUT} A session to which "
    "something may still be added is still open.",
)
MEASURES = (SESSIONS, SESSION_LENGTH, BOUNCES)

"""How much does it take customers to reach a goal?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa
from pydantic import Field

from desirepath.domain import duration
from desirepath.domain.map import Duration
from desirepath.errors import ConflictError, InputError
from desirepath.lake.tables import REAL, TEXT, TIME, WHOLE
from desirepath.measures import estimators
from desirepath.measures.efforts.spent import EFFORTS, Effort, Spent
from desirepath.measures.events import order_event
from desirepath.measures.funnels.steps import Matched
from desirepath.measures.grid import rows_of
from desirepath.measures.kernels import lasting, microseconds, run, who
from desirepath.measures.legs import matched_steps
from desirepath.measures.meant import asked_support, meant, needs_step, with_step, without_support
from desirepath.measures.measure import Measure, Params, Record
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope
from desirepath.science.quantiles import quantile_of_counts

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.measures.view import View

LISTED = [
    ("customer", TEXT),
    ("seq", WHOLE),
    ("entered_at", TIME),
    ("outcome", TEXT),
    ("judged", pa.bool_()),
    *((effort, REAL) for effort in EFFORTS),
]
COUNTED = [
    ("spent", TEXT),
    ("outcome", TEXT),
    ("judged", pa.bool_()),
    ("value", REAL),
    ("total", REAL),
    ("squares", REAL),
    ("n", WHOLE),
]


class EffortParams(Params):
    goal: Matched | None = Field(
        None,
        description="Events, or steps of the map, that are the goal, as `a | b`, or as JSON with event, touchpoint, "
        "channel, where; null: an order, or without any the last step of the map",
    )
    start: Matched | None = Field(
        None, description="What begins an attempt, written alike; null: whatever they do first"
    )
    entry: Literal["first", "every"] = Field(
        "first",
        description="The first attempt of each customer, or also those after a goal or after its time",
    )
    within: Duration | Literal["none"] = Field(
        "30d", description="Time from the start to the goal, its last moment included; none: no limit"
    )
    of: list[Effort] = Field(list(EFFORTS), min_length=1, description="Which efforts are told")
    contacts: Matched | None = Field(
        None, description="What a contact is, of what customers do; null: events of the kind support"
    )
    place: Literal["step", "touchpoint", "event"] | None = Field(
        None,
        description="A loop is a return to one of these; null: to a step, or without a map to a touchpoint",
    )


def goal_of(view: View, params: EffortParams) -> Matched:
    """The goal asked for, or the one that suggests itself."""
    if params.goal is not None:
        return params.goal
    if (order := order_event(view)) is not None:
        return Matched(event=[order])
    steps = matched_steps(view.map) if view.map else []
    if not steps:
        raise InputError(
            "No event is an order, and there is no map.",
            code="no_goal",
            remedy="Name the goal: goal='Signed Up'.",
        )
    return Matched(event=[steps[-1]])


def place_of(view: View, params: EffortParams) -> str:
    place = params.place or ("step" if view.map else "touchpoint")
    if place == "step" and view.map is None:
        raise ConflictError(
            'Returns to a "step" are those of a map, and there is none.',
            code="needs_map",
            remedy="Publish one, or ask place=touchpoint.",
        )
    return place


def _rows(scope: Scope, params: EffortParams) -> ir.Table:
    """What the kernel reads: all that customers did, the starts and the goals, at any time."""

    scope = scope.reading(*scope.view.tables[scope.table_name].columns)
    goal, place = goal_of(scope.view, params), place_of(scope.view, params)
    table = scope.people()
    if needs_step(scope.view, goal, params.start, params.contacts) or place == "step":
        table = with_step(scope.view, table)
    own = table.actor == "customer"
    start = own if params.start is None else meant(scope.view, table, params.start, "start")
    table = table.mutate(
        own=own.fill_null(False),
        goal=meant(scope.view, table, goal, "goal"),
        start=start.fill_null(False),
        contact=asked_support(scope.view, table, params.contacts),
        begins=scope.counts(table),
        place=table[place],
    )
    flags = ("own", "goal", "start", "contact", "begins")
    columns = ["bucket", *who(scope), "seq", "time", *flags, "place", "channel", "session", *scope.keys]
    return table.filter(table.own | table.goal | table.start).select(columns)


def _run(
    scope: Scope, params: EffortParams, columns: list[tuple[str, pa.DataType]], *, counted: bool
) -> pa.Table:
    rows = _rows(scope, params)
    kernel = Spent(
        window=lasting(params.within),
        own_start=params.start is None,
        every=params.entry == "every",
        now=microseconds(scope.now),
        keys=tuple(scope.keys),
    )
    return run(scope, rows, kernel.counted if counted else kernel, columns)


def observations(scope: Scope, params: EffortParams) -> ir.Table:
    """One row an attempt and effort: what it took until the goal, or so far, and whether it got there."""
    import ibis

    found = ibis.memtable(_run(scope, params, LISTED, counted=False))
    return found.cross_join(ibis.memtable(pa.table({"spent": list(dict.fromkeys(params.of))})))


def aggregate(scope: Scope, params: EffortParams) -> Mapping[str, pa.Table]:
    return {"rows": _run(scope, params, COUNTED, counted=True)}


def finish(scope: Scope, params: EffortParams, found: Mapping[str, list[Record]]) -> list[Row]:
    told = list(dict.fromkeys(params.of))
    lines: dict[tuple[Any, ...], Record] = {}
    for record in found["rows"]:
        if record["spent"] in told:
            at = {name: record[name] for name in ("spent", *scope.keys)}
            lines.setdefault(tuple(at.values()), {**at, "counts": []})["counts"].append(record)

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        return _number(record["spent"], record["counts"], limited=params.within != "none")

    return rows_of(
        scope, list(lines.values()), number, own=["spent"], known={"spent": told}, empty={"counts": []}
    )


def _number(effort: str, counts: list[Record], *, limited: bool) -> tuple[Number, dict[str, Any]]:
    """Of those whose time is over, or of all without a limit: whoever is quick would count too early."""
    people = {
        name: sum(c["n"] for c in counts if c["outcome"] == name)
        for name in ("went_on", "still_open", "lost")
    }
    got = [c for c in counts if c["outcome"] == "went_on" and c["judged"]]
    not_got = [c for c in counts if c["outcome"] == "lost"]
    n, lost = sum(c["n"] for c in got), people["lost"]
    value = estimators.mean(
        n,
        sum(c["total"] for c in got),
        sum(c["squares"] for c in got),
        "seconds" if effort == "time" else "count",
    )
    at = [quantile_of_counts([c["value"] for c in got], [c["n"] for c in got], part) for part in (0.5, 0.95)]
    # Without a limit nobody's time is ever over, so there is nobody to be a share of.
    share = estimators.rate(n if limited else 0, n + lost if limited else 0)
    return value.model_copy(update={"still_open": people["still_open"]}), {
        "entered": sum(people.values()),
        **people,
        "share": share.value,
        "share_low": share.low,
        "share_high": share.high,
        "median": at[0],
        "p95": at[1],
        "none": estimators.share(sum(c["n"] for c in got if c["value"] == 0), n),
        "lost_mean": estimators.share(sum(c["total"] for c in not_got), lost),
    }


def notes(scope: Scope, params: EffortParams, found: Mapping[str, list[Record]]) -> list[str]:
    start = "whatever they do first" if params.start is None else params.start.label()
    limit = "no limit" if params.within == "none" else f"within {duration.words(params.within)}"
    told = [f"From {start} to {goal_of(scope.view, params).label()}, {limit}."]
    if params.within == "none":
        told.append("Without a limit nobody is lost, and who began lately counts only when they were quick.")
    if "contacts" in params.of and found["rows"]:
        told += without_support(scope.view, params.contacts)
    return told


EFFORT = Measure(
    name="effort",
    version=1,
    family="effort",
    title="Effort per goal reached",
    question="How much does it take customers to reach a goal: time, sessions, contacts, loops?",
    params=EffortParams,
    unit="count",
    better="low",
    unit_of_observation="attempt: of each customer the first, or every one",
    tables=("journeys",),
    keys=("spent",),
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    notes=notes,
    more={
        "entered": "attempts that began = went_on + still_open + lost",
        "went_on": "of those, reached the goal in time",
        "still_open": "have not, and their time is not over",
        "lost": "have not, and their time is over",
        "share": "reached the goal, of those whose time is over; null when nobody's is",
        "share_low": "lower end of its 95 % interval (Wilson)",
        "share_high": "upper end",
        "median": "half of those who reached it took at most this much",
        "p95": "95 % of them took at most this much",
        "none": "share of them that took none of it, as no contact",
        "lost_mean": "what the lost spent on average in their time: effort for nothing",
    },
    when_empty="null when nobody reached the goal whose time is over",
    small_n="Under 10 attempts no mean is drawn, under 30 only its interval.",
    does_not_answer="Whether it felt hard (ces), and what made it hard (pains). Effort that no event tells. Filter, "
    "dates and breakdown hold for the start of an attempt: all that follows counts. `time` is in seconds; its median "
    "and 95 % are rounded down: to seconds under 2 hours, to minutes under 14 days, to hours beyond.",
    source="What customers did from the start to the goal, both included, of attempts whose whole time is over; mean "
    "with Student's t interval. Loops = visits - different places, where rows of one place in a row are one visit. "
    "Definitions: docs/explanation/effort.md.",
    example={"goal": "Order Completed", "within": "7d"},
)
MEASURES = (EFFORT,)

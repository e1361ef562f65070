"""The tables of a lake, built in plain Python from their definitions, as slowly and plainly as possible.

An oracle for measures and for the build: no window functions, no engine, only loops over lists.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from desirepath.domain.map import Map
from desirepath.lake.engines import Engine
from desirepath.lake.tables import (
    ANSWERS,
    CUSTOMERS,
    JOURNEYS,
    OCCURRENCES,
    PASSAGES,
    STEPS,
    TEXT,
    TIME,
    widened,
)
from desirepath.measures.view import Derived, View

Record = dict[str, Any]


@dataclass(frozen=True)
class Happened:
    """One event; `of` holds further columns, `prop` kept properties."""

    customer: str
    time: datetime
    event: str
    actor: str = "customer"
    of: Record = field(default_factory=dict)
    prop: dict[str, str] = field(default_factory=dict)


def to_local(moment: datetime, zone: str) -> datetime:
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def journeys_of(
    events: list[Happened], zone: str = "UTC", gap: timedelta = timedelta(minutes=30)
) -> list[Record]:
    """One record an event, sorted by customer and time; events of one moment keep the order given."""
    rows = []
    for number, customer in enumerate(sorted({e.customer for e in events})):
        mine = sorted((e for e in events if e.customer == customer), key=lambda e: e.time)
        own_times = [e.time for e in mine if e.actor == "customer"]
        session, last_own = -1, None
        for at, e in enumerate(mine):
            before = [b for b in mine[:at] if b.actor == "customer"]
            after = [b for b in mine[at + 1 :] if b.actor == "customer"]
            same = [b for b in mine[:at] if b.event == e.event]
            moves = [(a.event, b.event, b.time) for a, b in pairwise([*before, e])]
            mine_now = None
            if e.actor == "customer":
                if last_own is None or e.time - last_own > gap:
                    session += 1
                last_own, mine_now = e.time, session
            rows.append(
                {
                    "bucket": 0,
                    "customer": customer,
                    "seq": at,
                    "event_id": f"{customer}-{at}",
                    "source": "test",
                    "event": e.event,
                    "kind": "support" if e.event == "D" else "behaviour",  # by D people ask for help
                    "actor": e.actor,
                    "time": e.time,
                    "local": to_local(e.time, zone),
                    "session": mine_now,
                    "prev_event": before[-1].event if before else None,
                    "prev_time": before[-1].time if before else None,
                    "next_event": after[0].event if after else None,
                    "next_time": after[0].time if after else None,
                    "first_time": own_times[0] if own_times else None,
                    "prev_same_event_time": same[-1].time if same else None,
                    "own_seq": len(before) if e.actor == "customer" else None,
                    "customer_number": number,
                    "prev_same_transition_time": _last(
                        time for one, other, time in moves[:-1] if (one, other) == moves[-1][:2]
                    )
                    if e.actor == "customer"
                    else None,
                    **e.of,
                    **{f"prop_{k}": v for k, v in e.prop.items()},
                }
            )
    return rows


def steps_of(journeys: list[Record], plan: Map) -> list[Record]:
    """Journeys that match a step by their event name, with what came before and after."""
    places = [(stage, step) for stage in plan.stages for step in stage.steps]
    targets = sorted({t for _, step in places for t in plan.planned_next(step.id)})
    rows: list[Record] = []
    for row in journeys:
        for position, (stage, step) in enumerate(places):
            if step.match and row["event"] in step.match.event:
                rows.append(
                    {
                        **row,
                        "stage": stage.id,
                        "step": step.id,
                        "stage_position": plan.stages.index(stage),
                        "step_position": position,
                    }
                )
                break
    for row in rows:
        mine = [r for r in rows if r["customer"] == row["customer"]]
        before = [r for r in mine if r["seq"] < row["seq"]]
        after = [r for r in mine if r["seq"] > row["seq"]]
        row["prev_same_step_time"] = _last(r["time"] for r in before if r["step"] == row["step"])
        row["prev_same_stage_time"] = _last(r["time"] for r in before if r["stage"] == row["stage"])
        row["prev_any_step"] = before[-1]["step"] if before else None
        row["prev_any_step_time"] = _last(r["time"] for r in before)
        row["step_seq"] = len(before)
        row["first_step_time"] = before[0]["time"] if before else row["time"]
        path = [r["step"] for r in [*before, row]]
        row["prev_same_transition_time"] = _last(
            r["time"] for n, r in enumerate(before) if n and path[n - 1 : n + 1] == path[-2:]
        )
        row["next_any_step_time"] = after[0]["time"] if after else None
        alike = [r for r in before if r["step"] == row["step"] and r.get("channel") == row.get("channel")]
        row["prev_same_step_channel_time"] = _last(r["time"] for r in alike)
        row["new_step_channel_periods"] = new_periods(row, alike)
        row["new_step_periods"] = new_periods(row, [r for r in before if r["step"] == row["step"]])
        row["new_stage_periods"] = new_periods(row, [r for r in before if r["stage"] == row["stage"]])
        row["new_any_periods"] = new_periods(row, before)
        other = next((r for r in after if r["step"] != row["step"]), None)
        row["next_step"] = other["step"] if other else None
        row["next_step_time"] = other["time"] if other else None
        row["next_stage_time"] = next(
            (r["time"] for r in after if r["stage_position"] > row["stage_position"]), None
        )
        row["next_planned_time"] = next(
            (r["time"] for r in after if r["step"] in plan.planned_next(row["step"])), None
        )
        for target in targets:
            row[f"to_{target}"] = next((r["time"] for r in after if r["step"] == target), None)
    return rows


def passages_of(
    rows: list[Record], node: str, prev: str, around: tuple[str, str], places: tuple[str, str]
) -> list[Record]:
    """Each visit for itself, and each last one: columns of the times around, and of the place and the first time."""
    (before, after), (place, first) = around, places
    found = []
    for row in (r for r in rows if r[place] is not None):
        at = {
            "bucket": 0,
            "place": min(row[place], 21),
            "prev": row[prev],
            "node": row[node],
            "moves": 1,
            "people": int(row["prev_same_transition_time"] is None),
            "seconds": (row["time"] - row[before]).total_seconds() if row[before] else 0.0,
            "since_first": (row["time"] - row[first]).total_seconds(),
        }
        found.append(at)
        if row[after] is None:
            nothing = dict.fromkeys(("moves", "people", "seconds", "since_first"), 0)
            found.append({**at, **nothing, "last_time": row["time"]})
    return found


def new_periods(row: Record, before: list[Record]) -> int:
    """A bit for each of day, week, month, quarter, year and all time in which nothing stands before this row."""

    def named(of: Record) -> list[tuple[int, ...]]:
        day = of["local"].date()
        quarter = (day.month + 2) // 3
        return [
            (day.toordinal(),),
            day.isocalendar()[:2],
            (day.year, day.month),
            (day.year, quarter),
            (day.year,),
            (),
        ]

    return sum(
        1 << place
        for place, name in enumerate(named(row))
        if not any(named(other)[place] == name for other in before)
    )


def _last(values: Any) -> Any:
    found = list(values)
    return found[-1] if found else None


def customers_of(
    journeys: list[Record], traits: dict[str, dict[str, str]] | None = None, zone: str = "UTC"
) -> list[Record]:
    """One record a customer."""
    rows = []
    for customer in sorted({r["customer"] for r in journeys}):
        mine = [r for r in journeys if r["customer"] == customer]
        own = [r for r in mine if r["actor"] == "customer"]
        sources = [r.get("campaign_source") for r in own if r.get("campaign_source")]
        rows.append(
            {
                "bucket": 0,
                "customer": customer,
                "account": _last(r["account"] for r in mine if r.get("account")),
                "first_time": mine[0]["first_time"],
                "last_time": own[-1]["time"] if own else None,
                "first_local": own[0]["local"] if own else None,
                "last_local": own[-1]["local"] if own else None,
                "events": len(mine),
                "own_events": len(own),
                "sessions": len({r["session"] for r in own}),
                "orders": len({r["order_id"] for r in mine if r.get("order_id")}),
                "revenue": sum((r["revenue"] for r in mine if r.get("revenue")), Decimal()),
                "first_channel": own[0].get("channel") if own else None,
                "first_touchpoint": own[0].get("touchpoint") if own else None,
                "first_campaign_source": sources[0] if sources else None,
                **{f"trait_{k}": v for k, v in (traits or {}).get(customer, {}).items()},
            }
        )
    return rows


def view_of(
    engine: Engine,
    journeys: list[Record],
    plan: Map | None = None,
    *,
    now: datetime | None = None,
    zone: str = "UTC",
    traits: dict[str, dict[str, str]] | None = None,
    answers: list[Record] | None = None,
    kept: list[str] | None = None,
    segments: dict[str, str] | None = None,
) -> View:
    """A view of these records, as if a build had made them."""
    kept = kept or []
    names = sorted({name for of in (traits or {}).values() for name in of})
    stored = {
        "journeys": (widened(JOURNEYS, kept), journeys),
        "customers": (
            pa.schema([*CUSTOMERS, *(pa.field(f"trait_{n}", TEXT) for n in names)]),
            customers_of(journeys, traits, zone),
        ),
    }
    counted = {
        "journeys": passages_of(
            journeys, "event", "prev_event", ("prev_time", "next_time"), ("own_seq", "first_time")
        )
    }
    if plan is not None:
        targets = sorted({t for step in plan.steps() for t in plan.planned_next(step.id)})
        steps = steps_of(journeys, plan)
        stored["steps"] = (widened(STEPS, kept, [(f"to_{t}", TIME) for t in targets]), steps)
        around = ("prev_any_step_time", "next_any_step_time")
        places = ("step_seq", "first_step_time")
        counted["steps"] = passages_of(steps, "step", "prev_any_step", around, places)
        stored["answers"] = (widened(ANSWERS, kept), answers or [])
    tables = {
        name: engine.view(pa.Table.from_pylist(rows, schema=schema))  # type: ignore[attr-defined]
        for name, (schema, rows) in stored.items()
    }
    passages = {
        name: Derived(tables[name], engine.view(pa.Table.from_pylist(rows, schema=PASSAGES)))  # type: ignore[attr-defined]
        for name, rows in counted.items()
    }
    named = [
        {
            **row,
            "first": row["prev_same_event_time"] is None,
            "event_hash": zlib.crc32(row["event"].encode()),
        }
        for row in journeys
        if row["event"] is not None
    ]
    by_event = engine.view(pa.Table.from_pylist(named, schema=OCCURRENCES))  # type: ignore[attr-defined]
    return View(
        engine=engine,
        tables=tables,
        passages=passages,
        occurrences={"journeys": Derived(tables["journeys"], by_event)},
        data_version="test",
        timezone=zone,
        currency="EUR",
        complete_through={"test": now} if now else {},
        map=plan,
        map_version="test" if plan else None,
        segments=segments or {},
        kept=kept,
    )

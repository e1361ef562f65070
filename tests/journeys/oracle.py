"""Journeys, steps, answers and customers in plain Python: slow, obvious, and written apart from the kernels."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from desirepath.domain.map import Map
from desirepath.lake.tables import PASSAGES

Row = dict[str, Any]
LENGTH = {"d": 86_400, "h": 3_600, "m": 60, "s": 1, "w": 604_800}


def length(text: str) -> timedelta:
    return timedelta(seconds=int(text[:-1]) * LENGTH[text[-1]])


def order_of(event: Row) -> tuple[Any, ...]:
    received = event["received_at"]
    return (
        event["timestamp"],
        event["original_timestamp"] or event["timestamp"],
        received is not None,
        received or datetime.fromisoformat("0001-01-01"),
        event["event_id"],
        event["source"],
    )


def journeys(
    events: list[Row],
    *,
    bucket: int,
    zone: str,
    own_currency: str,
    rates: dict[str, Decimal],
    gap: timedelta,
    keep: list[str],
) -> list[Row]:
    """Events with a `customer` -> rows of the journey log."""
    people: dict[str, list[Row]] = defaultdict(list)
    for event in sorted(events, key=order_of):
        people[event["customer"]].append(event)
    rows = []
    for number, customer in enumerate(sorted(people, key=lambda name: name.encode())):
        own = _one(customer, people[customer], zone, own_currency, rates, gap, keep)
        rows += [{**row, "customer_number": bucket * 2**32 + number} for row in own]
    return rows


def _one(
    customer: str,
    events: list[Row],
    zone: str,
    own_currency: str,
    rates: dict[str, Decimal],
    gap: timedelta,
    keep: list[str],
) -> list[Row]:
    own = [n for n, e in enumerate(events) if e["actor"] == "customer"]
    accounts = [e["account_id"] for e in events if e["account_id"] is not None]
    session = -1
    rows = []
    for n, event in enumerate(events):
        earlier = [m for m in own if m < n]
        later = [m for m in own if m > n]
        before = events[earlier[-1]] if earlier else None
        after = events[later[0]] if later else None
        if n in own and (before is None or event["timestamp"] - before["timestamp"] > gap):
            session += 1
        same = [m for m in range(n) if events[m]["event"] == event["event"]]
        moves = [
            m
            for m in earlier
            if n in own and before is not None and own.index(m) > 0
            if (events[own[own.index(m) - 1]]["event"], events[m]["event"])
            == (before["event"], event["event"])
        ]
        known = event.get("known_account")
        rows.append(
            {
                "customer": customer,
                "seq": n,
                "account": event["account_id"] or known or (accounts[-1] if accounts else None),
                "revenue": money(event, own_currency, rates),
                "time": event["timestamp"],
                "local": event["timestamp"]
                .replace(tzinfo=UTC)
                .astimezone(ZoneInfo(zone))
                .replace(tzinfo=None),
                "session": session if n in own else None,
                "prev_event": before and before["event"],
                "prev_time": before and before["timestamp"],
                "next_event": after and after["event"],
                "next_time": after and after["timestamp"],
                "first_time": events[own[0]]["timestamp"] if own else None,
                "prev_same_event_time": events[same[-1]]["timestamp"] if same else None,
                "prev_same_transition_time": events[moves[-1]]["timestamp"] if moves else None,
                "own_seq": own.index(n) if n in own else None,
                **{name: event[name] for name in COPIED},
                **{f"prop_{name}": event.get(f"prop_{name}") for name in keep},
            }
        )
    return rows


COPIED = [
    "event_id",
    "source",
    "event",
    "kind",
    "actor",
    "channel",
    "touchpoint",
    "device",
    "campaign",
    "campaign_source",
    "medium",
    "product",
    "agent",
    "order_id",
    "score",
    "scale",
    "scale_version",
    "text",
    "language",
    "named_step",
]


def money(event: Row, own: str, rates: dict[str, Decimal]) -> Decimal | None:
    amount, currency = event["revenue"], event["currency"] or own
    if amount is None or currency == own:
        return amount
    if currency not in rates:
        return None
    return (amount * rates[currency]).quantize(Decimal("0.01"), ROUND_HALF_EVEN)


def step_of(row: Row, plan: Map) -> str | None:
    """The first step whose lists hold; conditions are understood only as `score >= 3`."""
    for step in plan.steps():
        rule = step.match
        if rule is None:
            continue
        lists = all(
            row[c] in getattr(rule, c) for c in ("event", "touchpoint", "channel") if getattr(rule, c)
        )
        if lists and (rule.where is None or (row["score"] is not None and row["score"] >= 3)):
            return step.id
    return None


def steps(rows: list[Row], plan: Map) -> list[Row]:
    """Journey rows -> rows of `steps_<map>`."""
    ids = [step.id for step in plan.steps()]
    stages = [stage.id for stage in plan.stages]
    stage_of = {step.id: stage.id for stage in plan.stages for step in stage.steps}
    targets = {target for step in ids for target in plan.planned_next(step)}
    placed = [(row, step_of(row, plan)) for row in rows]
    found = []
    for row, step in placed:
        if step is None:
            continue
        others = [(r, s) for r, s in placed if r["customer"] == row["customer"] and s is not None]
        past = [(r, s) for r, s in others if r["seq"] < row["seq"]]
        future = [(r, s) for r, s in others if r["seq"] > row["seq"]]
        different = [(r, s) for r, s in future if s != step]
        later = [r for r, s in future if stages.index(stage_of[s]) > stages.index(stage_of[step])]
        same_stage = [r for r, s in past if stage_of[s] == stage_of[step]]
        found.append(
            {
                **{name: row[name] for name in ("customer", "seq", "event", "time", "session", "first_time")},
                "customer_number": row["customer_number"],
                "step": step,
                "stage": stage_of[step],
                "step_position": ids.index(step),
                "stage_position": stages.index(stage_of[step]),
                "prev_same_step_time": _last([r for r, s in past if s == step]),
                "prev_same_stage_time": _last(same_stage),
                "prev_any_step": past[-1][1] if past else None,
                "prev_any_step_time": _last([r for r, _ in past]),
                "step_seq": len(past),
                "first_step_time": past[0][0]["time"] if past else row["time"],
                "prev_same_transition_time": _last(_same_moves(past, step)),
                "next_any_step_time": future[0][0]["time"] if future else None,
                "prev_same_step_channel_time": _last(
                    [r for r, s in past if s == step and r["channel"] == row["channel"]]
                ),
                "new_step_periods": _new_periods(row, [r for r, s in past if s == step]),
                "new_stage_periods": _new_periods(row, same_stage),
                "new_any_periods": _new_periods(row, [r for r, _ in past]),
                "new_step_channel_periods": _new_periods(
                    row, [r for r, s in past if s == step and r["channel"] == row["channel"]]
                ),
                "next_step": different[0][1] if different else None,
                "next_step_time": different[0][0]["time"] if different else None,
                "next_stage_time": later[0]["time"] if later else None,
                "next_planned_time": next(
                    (r["time"] for r, s in future if s in plan.planned_next(step)), None
                ),
                **{
                    f"to_{target}": next((r["time"] for r, s in future if s == target), None)
                    for target in targets
                },
            }
        )
    return found


def _same_moves(past: list[tuple[Row, str]], step: str) -> list[Row]:
    """Earlier rows of a step that were come to from the same step as now."""
    if not past:
        return []
    moves = pairwise(past)
    return [row for (_, source), (row, target) in moves if (source, target) == (past[-1][1], step)]


def _new_periods(row: Row, past: list[Row]) -> int:
    """1 for a new day, 2 week, 4 month, 8 quarter, 16 year, 32 for the first ever."""
    bits = 0 if past else 32
    for place, period in enumerate(("%Y-%m-%d", "%G-%V", "%Y-%m", "quarter", "%Y")):
        names = [
            f"{r['local']:%Y} {(r['local'].month + 2) // 3}"
            if period == "quarter"
            else f"{r['local']:{period}}"
            for r in [*past[-1:], row]
        ]
        bits |= (len(names) == 1 or names[0] < names[1]) << place
    return bits


def _last(rows: list[Row]) -> datetime | None:
    return rows[-1]["time"] if rows else None


def answers(rows: list[Row], plan: Map) -> list[Row]:
    """Journey rows -> event_id, step and way of every answer."""
    placed = [(row, step_of(row, plan)) for row in rows]
    found = []
    for row in rows:
        spoken = row["kind"] in ("survey", "review", "mention") and row["actor"] == "customer"
        if row["score"] is not None or spoken:
            step, about = _about(row, placed, plan)
            found.append({"event_id": row["event_id"], "step": step, "about": about})
    return found


def _about(answer: Row, placed: list[tuple[Row, str | None]], plan: Map) -> tuple[str | None, str | None]:
    feels = {step.id: step.feels.measured for step in plan.steps()}
    if answer["named_step"] in feels:
        return answer["named_step"], "named"

    def takes(step: str | None) -> bool:
        return step is not None and (not feels[step].events or answer["event"] in feels[step].events)

    def soon(row: Row, step: str) -> bool:
        return bool(answer["time"] - row["time"] <= length(feels[step].within))

    mine = [(r, s) for r, s in placed if r["customer"] == answer["customer"]]
    itself = next(s for r, s in mine if r["seq"] == answer["seq"])
    if itself is not None and takes(itself) and feels[itself].about == "this step":
        return itself, "this step"
    before = [(r, s) for r, s in mine if r["seq"] < answer["seq"]]
    usable = [(r, s) for r, s in before if s is not None and takes(s)]
    ordered = [(r, s) for r, s in usable if answer["order_id"] and r["order_id"] == answer["order_id"]]
    own = [(r, s) for r, s in usable if r["actor"] == "customer"]
    asked = [r for r, _ in before if r["actor"] == "company" and _invites(r)]
    about_order = [r for r in asked if answer["order_id"] and r["order_id"] == answer["order_id"]]
    invitations = [(about_order or asked)[-1]] if asked else []
    invitations = [r for r in invitations if answer["time"] - r["time"] <= timedelta(days=30)]
    invited = [(r, s) for r, s in own if invitations and r["seq"] < invitations[0]["seq"]]
    for word, candidates in (("order", ordered), ("before invitation", invited), ("before answer", own)):
        if candidates and soon(*candidates[-1]):
            return candidates[-1][1], word
    return None, None


def _invites(row: Row) -> bool:
    return row["kind"] == "survey" or (row["kind"] == "message" and "survey" in row["event"].lower())


def passages(
    rows: list[Row],
    *,
    node: str,
    prev: str,
    prev_time: str,
    next_time: str,
    place: str,
    first: str,
    same: str,
) -> list[Row]:
    """Rows of a log -> rows of `passages`, in a fixed order; seconds to three places."""
    counts: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    ends = []
    for row in rows:
        if row[place] is None:
            continue
        at = (row["bucket"], min(row[place], 21), row[prev], row[node])
        counts[at].append(row)
        if row[next_time] is None:
            ends.append((*at, 0, 0, 0.0, 0.0, row["time"]))
    found = [
        (
            *at,
            len(visits),
            sum(row[same] is None for row in visits),
            round(sum((row["time"] - row[prev_time]).total_seconds() for row in visits if row[prev_time]), 3),
            round(sum((row["time"] - row[first]).total_seconds() for row in visits), 3),
            None,
        )
        for at, visits in counts.items()
    ]
    return sorted((dict(zip(PASSAGES.names, row, strict=True)) for row in [*found, *ends]), key=repr)

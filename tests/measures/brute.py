"""Every measure once more, in loops over lists, from the words of its definition alone.

Each function returns {keys of a row: what the row must say}; rows it does not name must say nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from reference_tables import Record
from worlds import PLAN, Question, World, country, key_of

Answer = dict[tuple[Any, ...], Any]
WINDOWS = {
    "a": timedelta(days=2),
    "b": timedelta(hours=36),
    "c": timedelta(days=1),
    "d": timedelta(days=30),
    "quiet": timedelta(days=30),
}
PLANNED = {"a": {"b", "c"}, "b": {"c"}, "c": {"quiet"}, "quiet": {"d"}, "d": set()}


def first_visits(
    rows: Iterable[Record], question: Question, kind: Callable[[Record], Any]
) -> dict[tuple[Any, ...], Record]:
    """The first kept row of each customer, kind and period."""
    found: dict[tuple[Any, ...], Record] = {}
    for row in sorted(rows, key=lambda r: (r["customer"], r["seq"])):
        if question.keeps(row):
            at = key_of(question.period, row) if question.period else None
            found.setdefault((row["customer"], kind(row), at), row)
    return found


def reach(world: World, question: Question) -> Answer:
    rows = [r for r in world.journeys if r["actor"] == "customer" and question.keeps(r)]
    people, visits = defaultdict(set), defaultdict(int)
    for row in rows:
        people[question.keys(row)].add(row["customer"])
        visits[question.keys(row)] += 1
    return {key: (len(people[key]), visits[key]) for key in people}


def reach_of_steps(world: World, question: Question, column: str) -> Answer:
    people, visits = defaultdict(set), defaultdict(int)
    for row in world.steps:
        if question.keeps(row):
            key = (row[column], *question.keys(row))
            people[key].add(row["customer"])
            visits[key] += 1
    return {key: (len(people[key]), visits[key]) for key in people}


def units(world: World, unit: str) -> int:
    columns = {"account": ["account"], "session": ["customer", "session"], "order": ["order_id"]}[unit]
    own = [r for r in world.journeys if r["actor"] == "customer"]
    return len({tuple(r.get(c) for c in columns) for r in own if all(r.get(c) is not None for c in columns)})


def judge(entry: Record, went_on_at: datetime | None, window: timedelta, now: datetime) -> tuple[str, bool]:
    """The outcome, and whether the time is over."""
    over = entry["time"] + window <= now
    if went_on_at is not None and went_on_at <= entry["time"] + window:
        return "went_on", over
    return ("lost" if over else "still_open"), over


def tally(judged: Iterable[tuple[tuple[Any, ...], str, bool]]) -> Answer:
    """entered, went on, still open, lost, and numerator and denominator of the rate."""
    found: Answer = defaultdict(lambda: [0, 0, 0, 0, 0, 0])
    for key, outcome, over in judged:
        row = found[key]
        row[0] += 1
        row[1 + ["went_on", "still_open", "lost"].index(outcome)] += 1
        row[4] += over and outcome == "went_on"
        row[5] += over
    return {key: tuple(row) for key, row in found.items()}


def later(world: World, entry: Record) -> list[Record]:
    return [r for r in world.steps if r["customer"] == entry["customer"] and r["seq"] > entry["seq"]]


def conversion(
    world: World,
    question: Question,
    *,
    targets: dict[str, set[str]] = PLANNED,
    window: timedelta | None = None,
) -> Answer:
    judged = []
    for (_, step, _), entry in first_visits(world.steps, question, lambda r: r["step"]).items():
        if targets.get(step):
            then = next((r["time"] for r in later(world, entry) if r["step"] in targets[step]), None)
            outcome, over = judge(entry, then, window or WINDOWS[step], world.now)
            judged.append(((step, *question.keys(entry)), outcome, over))
    return tally(judged)


def stage_conversion(world: World, question: Question) -> Answer:
    order = [stage.id for stage in PLAN.stages]
    windows = {"look": timedelta(days=2), "buy": timedelta(days=30)}
    judged = []
    for (_, stage, _), entry in first_visits(world.steps, question, lambda r: r["stage"]).items():
        if stage in windows:
            beyond = order[order.index(stage) + 1 :]
            then = next((r["time"] for r in later(world, entry) if r["stage"] in beyond), None)
            outcome, over = judge(entry, then, windows[stage], world.now)
            judged.append(((stage, *question.keys(entry)), outcome, over))
    return tally(judged)


def what_next(world: World, question: Question) -> Answer:
    found: Answer = defaultdict(int)
    for (_, step, _), entry in first_visits(world.steps, question, lambda r: r["step"]).items():
        other = next((r for r in later(world, entry) if r["step"] != step), None)
        outcome, _ = judge(entry, other["time"] if other else None, WINDOWS[step], world.now)
        found[
            (step, outcome, other["step"] if other and outcome == "went_on" else None, *question.keys(entry))
        ] += 1
    return dict(found)


def waiting_times(world: World, question: Question) -> dict[tuple[Any, ...], list[tuple[float, bool]]]:
    """For each step: seconds and whether they went on; watched until the data end otherwise."""
    found = defaultdict(list)
    for (_, step, _), entry in first_visits(world.steps, question, lambda r: r["step"]).items():
        other = next((r["time"] for r in later(world, entry) if r["step"] != step), None)
        seconds = int(((other or world.now) - entry["time"]).total_seconds())
        grain = 1 if seconds < 7200 else 60 if seconds < 14 * 86400 else 3600
        found[(step, *question.keys(entry))].append((max(0, seconds // grain * grain), other is not None))
    return dict(found)


def active(world: World, question: Question) -> Answer:
    own = [r for r in world.journeys if r["actor"] == "customer"]
    firsts = {}
    for row in own:
        firsts.setdefault(row["customer"], row)
    people, new = defaultdict(set), defaultdict(set)
    for row in own:
        if question.keeps(row):
            key, first = question.keys(row), firsts[row["customer"]]
            people[key].add(row["customer"])
            same = question.period is None or key_of(question.period, first) == key_of(question.period, row)
            if same and question.in_range(first["time"]):
                new[key].add(row["customer"])
    return {key: (len(people[key]), len(new[key])) for key in people}


def repeat_within(world: World, question: Question, event: str, window: timedelta | None) -> Answer:
    judged = []
    for customer in {r["customer"] for r in world.journeys}:
        done = [r for r in world.journeys if r["customer"] == customer and r["event"] == event]
        if not done or not question.keeps(done[0]):
            continue
        first = done[0]
        others = [
            r["time"]
            for r in done[1:]
            if r.get("order_id") is None or r.get("order_id") != first.get("order_id")
        ]
        then = others[0] if others else None
        if window is None:
            outcome, over = ("went_on" if then else "still_open"), True
        else:
            outcome, over = judge(first, then, window, world.now)
        judged.append((question.keys(first), outcome, over))
    return tally(judged)


def orders(world: World, question: Question) -> list[tuple[Record, Decimal, bool]]:
    """The first row, the worth, and whether it stands, of each order whose first row is kept."""
    rows = defaultdict(list)
    for row in world.journeys:
        cancelled = row["event"] == "Order Cancelled"
        has_order = row.get("order_id") is not None
        if row.get("revenue") is None and not (cancelled and has_order):
            continue
        if cancelled and not has_order:
            continue
        rows[(row["customer"], row.get("order_id") or row["event_id"], has_order)].append(row)
    found = []
    for mine in rows.values():
        worth = [r["revenue"] for r in mine if r["event"] not in ("Order Refunded", "Order Cancelled")]
        said = [r["event"] for r in mine if r["event"] != "Order Refunded"]
        back = sum((abs(r["revenue"]) for r in mine if r["event"] == "Order Refunded"), Decimal())
        cancelled = bool(said) and said[-1] == "Order Cancelled"
        amount = Decimal() if cancelled else (worth[-1] if worth else Decimal()) - back
        if question.keeps(mine[0]):
            found.append((mine[0], amount, bool(worth) and not cancelled))
    return found


def scores(
    world: World, question: Question, scale: str, versions: bool
) -> dict[tuple[Any, ...], list[float]]:
    found = defaultdict(list)
    for row in world.answers:
        if row["scale"] == scale and question.keeps(row) and (row["customer"] or question.segment is None):
            own = (row["scale_version"],) if versions else ()
            found[(*own, *question.keys(row))].append(row["score"])
    return dict(found)


def first_touch(world: World, question: Question) -> Answer:
    found: Answer = defaultdict(int)
    for customer in world.customers:
        own = [
            r for r in world.journeys if r["customer"] == customer["customer"] and r["actor"] == "customer"
        ]
        if own and question.of_customer(own[0]) and question.in_range(own[0]["time"]):
            found[(own[0].get("channel"), *(key_of(n, own[0]) for n in question.by))] += 1
    return dict(found)


def is_over(period: str, day: date, now: datetime) -> bool:
    from reference_tables import to_local
    from worlds import ZONE

    after = {"day": day + timedelta(days=1), "week": day + timedelta(days=7)}.get(period) or (
        day.replace(day=1) + timedelta(days=32)
    ).replace(day=1)
    return to_local(now, ZONE) >= datetime(after.year, after.month, after.day)


__all__ = ["country"]

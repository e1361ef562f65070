"""The sample shop's numbers, reckoned again with loops over its stored events, by the words of docs and map alone.

Nothing here uses identities, journeys, steps or measures of the program: only its import, and its published answer.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from ruamel.yaml import YAML

from desirepath.insights.measured_map import MeasuredMap, StepView

MADRID = ZoneInfo("Europe/Madrid")
COMPLETE = datetime(2026, 9, 30, 22)
Event = dict[str, Any]
Lives = dict[str, list[Event]]


def utc(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=MADRID).astimezone(UTC).replace(tzinfo=None)


def days(text: str) -> timedelta:
    assert text.endswith("d")
    return timedelta(days=int(text[:-1]))


@pytest.fixture(scope="module")
def steps(loam: Path) -> dict[str, dict[str, Any]]:
    plan = YAML(typ="safe").load(loam / "maps" / "main.yaml")
    return {step["id"]: {**step, "stage": stage["id"]} for stage in plan["stages"] for step in stage["steps"]}


def step_of(event: Event, steps: dict[str, dict[str, Any]]) -> str | None:
    for name, step in steps.items():
        column, _, value = step["match"].get("where", "").partition(" = ")
        held = json.loads(event["properties"] or "{}")
        if event["event"] in step["match"]["event"] and (not column or held.get(column) == value.strip("'")):
            return name
    return None


def owners(events: list[Event]) -> list[str]:
    """Whose each event is: "" of nobody. A shared device is whose last signed in, and before that the first one's."""
    parent: dict[tuple[str, str], tuple[str, str]] = {}

    def root(node: tuple[str, str]) -> tuple[str, str]:
        while parent.setdefault(node, node) != node:
            node = parent[node]
        return node

    signed_in = defaultdict(list)
    for event in events:
        ids = ids_of(event)
        named = [node for node in ids if node[0] != "anonymous_id"]
        for one, other in pairwise(named):
            parent[root(one)] = root(other)
        if named and ids[-1][0] == "anonymous_id":
            signed_in[ids[-1]].append((event["timestamp"], event["event_id"], named[0]))
    shared = {device for device, found in signed_in.items() if len({root(who) for *_, who in found}) > 1}
    for device in set(signed_in) - shared:
        parent[root(device)] = root(signed_in[device][0][2])

    def whose(event: Event) -> str:
        ids = ids_of(event)
        if ids and ids[0] in shared:
            found = sorted(signed_in[ids[0]])
            before = [who for time, _, who in found if time <= event["timestamp"]]
            return "|".join(root(before[-1] if before else found[0][2]))
        return "|".join(root(ids[0])) if ids else ""

    return [whose(event) for event in events]


def ids_of(event: Event) -> list[tuple[str, str]]:
    """Ids of a row, best first, without those that say nothing."""
    kinds = ("user_id", "email", "anonymous_id")
    found = [(kind, event[kind]) for kind in kinds if event[kind]]
    nothing = ("", "null", "undefined", "anonymous", "guest", "nan", "none", "unknown")
    return [node for node in found if node[1].strip("0-").lower() not in nothing] or found


@pytest.fixture(scope="module")
def lives(loam: Path, steps: dict[str, dict[str, Any]]) -> Lives:
    """Every customer's events in order; those of nobody stand under ""."""
    from desirepath.lake.lake import Lake

    events = Lake(loam / "lake").read("events").to_pylist()
    for event, owner in zip(events, owners(events), strict=True):
        event["owner"], event["step"] = owner, step_of(event, steps)
    found: Lives = defaultdict(list)

    def order(event: dict[str, Any]) -> tuple[Any, ...]:
        told = event["original_timestamp"] or event["timestamp"]
        return event["timestamp"], told, event["received_at"], event["event_id"]

    for event in sorted(events, key=order):
        found[event["owner"]].append(event)
    return found


@pytest.fixture(scope="module", params=[(None, None), (date(2026, 1, 1), date(2026, 3, 31))])
def asked(request: pytest.FixtureRequest, loam: Path) -> tuple[MeasuredMap, datetime, datetime]:
    from desirepath.services.mapping import measured_map
    from desirepath.services.workspace import open_workspace

    start, end = request.param
    document = measured_map(open_workspace(loam), "main", start=start, end=end)
    low, high = (
        (utc(start), utc(end + timedelta(days=1))) if start else (datetime(1, 1, 1), datetime(9999, 1, 1))
    )
    return document, low, high


def entries(lives: Lives, step: str, low: datetime, high: datetime) -> list[tuple[Event, Event | None]]:
    """Each customer's first visit of a step in the dates, and their next row of another step."""
    found = []
    for name, life in lives.items():
        rows = [event for event in life if event["step"]] if name else []
        at = [n for n, e in enumerate(rows) if e["step"] == step and low <= e["timestamp"] < high]
        if at:
            after = [event for event in rows[at[0] :] if event["step"] != step]
            found.append((rows[at[0]], after[0] if after else None))
    return found


def test_people_and_visits_of_every_step(asked: Any, lives: Lives) -> None:
    document, low, high = asked
    inside = [(name, e) for name, life in lives.items() if name for e in life if low <= e["timestamp"] < high]
    assert document.people.value == len({name for name, e in inside if e["actor"] == "customer"})
    visits = Counter(e["step"] for _, e in inside)
    reached = {step: len({name for name, e in inside if e["step"] == step}) for step in visits}
    for step in document.steps:
        assert (step.people.value, step.visits) == (reached.get(step.id, 0), visits[step.id]), step.id


def test_what_happened_next_after_every_step(asked: Any, lives: Lives, steps: Any) -> None:
    document, low, high = asked
    for step in document.steps:
        within = days(steps[step.id]["expect"]["within"])
        lines: Counter[tuple[str, str | None]] = Counter()
        judged = []
        for first, then in entries(lives, step.id, low, high):
            went_on = then is not None and then["timestamp"] <= first["timestamp"] + within
            over = first["timestamp"] + within <= COMPLETE
            lines[
                ("went_on", then["step"]) if then and went_on else ("lost" if over else "still_open", None)
            ] += 1
            judged += [went_on] if over else []
        assert {(line.kind, line.step): line.customers for line in step.next} == lines, step.id
        if step.id == document.steps[-1].id:
            assert step.outcome is None  # nothing is planned to follow, so nobody is lost
        else:
            assert rate_of(step) == (pytest.approx(mean(judged)) if judged else None), step.id


def rate_of(step: StepView) -> float | None:
    return step.outcome.rate.value if step.outcome else None


def test_money_counts_an_order_once_at_its_first_row_less_what_was_paid_back(
    asked: Any, lives: Lives
) -> None:
    document, low, high = asked
    orders = defaultdict(list)
    for life in lives.values():
        for event in life:
            if event["revenue"] is not None:
                orders[event["order_id"]].append(event)
    total = 0.0
    for rows in orders.values():
        if low <= rows[0]["timestamp"] < high:
            euros = [
                (e["event"], round(float(e["revenue"]) * (1.04 if e["currency"] == "CHF" else 1), 2))
                for e in rows
            ]
            worth = [amount for event, amount in euros if event != "Order Refunded"]
            total += (worth or [0.0])[-1] - sum(abs(a) for event, a in euros if event == "Order Refunded")
    [tile] = [kpi for stage in document.stages for kpi in stage.kpis if kpi.measure == "revenue"]
    assert tile.number.value == pytest.approx(total, abs=0.05)


def test_the_share_of_second_orders(asked: Any, lives: Lives) -> None:
    document, low, high = asked
    within, again = timedelta(days=120), []
    for name, life in lives.items():
        orders = [event for event in life if event["event"] == "Order Completed"] if name else []
        if orders and low <= orders[0]["timestamp"] < high and orders[0]["timestamp"] + within <= COMPLETE:
            first = orders[0]
            second = [e for e in orders[1:] if e["order_id"] != first["order_id"]]
            again.append(bool(second) and second[0]["timestamp"] <= first["timestamp"] + within)
    tile = next(o.tile for o in document.objectives if o.tile.measure == "repeat_within")
    assert (tile.number.n, tile.number.value) == (len(again), pytest.approx(mean(again)))

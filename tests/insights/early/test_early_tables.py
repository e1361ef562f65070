"""Who is compared, what they met and whether they came again, against plain Python over all rows of the sample shop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest

from desirepath.insights.early.design import Asked, Begun, begun, usual_start
from desirepath.insights.early.exposures import Exposure, exposures
from desirepath.insights.early.found import found_early
from desirepath.insights.pains.detectors.recent import RETURN
from desirepath.measures.view import View
from desirepath.progress import silent

Row = dict[str, Any]
DAYS, HORIZON, GAP = timedelta(days=14), timedelta(days=90), timedelta(days=40)


@dataclass(frozen=True)
class Table:
    """What the engine counted."""

    begun: Begun
    people: list[Row]
    exposures: list[Exposure]


@pytest.fixture(scope="module")
def events(view: View) -> dict[str, list[Row]]:
    table = view.engine.to_arrow(view.tables["journeys"].order_by(["customer", "seq"]))
    found: dict[str, list[Row]] = {}
    for row in table.to_pylist():
        found.setdefault(row["customer"], []).append(row)
    return found


@pytest.fixture(scope="module")
def orders(view: View) -> Iterator[Table]:
    yield from counted(view, Asked("first_order"), None)


@pytest.fixture(scope="module")
def anything(view: View) -> Iterator[Table]:
    yield from counted(view, Asked("first_event"), GAP.days)


def counted(view: View, asked: Asked, gap: int | None) -> Iterator[Table]:
    with begun(view, asked, gap) as who:
        people = view.engine.to_arrow(who.starts.order_by("customer")).to_pylist()
        names = np.array([row["customer"] for row in people], dtype=object)
        yield Table(who, people, list(exposures(who, names, silent)))


def ordered(rows: list[Row]) -> list[Row]:
    """Orders that were not cancelled, at their first row."""
    cancelled = {row["order_id"] for row in rows if row["event"] == "Order Cancelled"}
    first: dict[str, Row] = {}
    for row in rows:
        if row["event"] == "Order Completed" and row["order_id"] not in cancelled:
            first.setdefault(row["order_id"], row)
    return sorted(first.values(), key=lambda row: row["seq"])


def test_days_count_from_the_first_order_where_customers_order(view: View) -> None:
    assert usual_start(view) == "first_order"


def test_those_compared_began_long_enough_ago_and_order_again_or_not(
    view: View, events: dict[str, list[Row]], orders: Table
) -> None:
    wanted = []
    for customer, rows in sorted(events.items()):
        theirs = ordered(rows)
        if theirs and theirs[0]["time"] + DAYS + HORIZON <= view.now:
            mark = theirs[0]["time"] + DAYS
            later = [row["time"] for row in theirs if row["time"] > mark]
            wanted.append((customer, theirs[0]["seq"], mark, min(later, default=None)))
    assert [(row["customer"], row["seq"], row["mark"], row["came"]) for row in orders.people] == wanted
    assert orders.begun.began == sum(bool(ordered(rows)) for rows in events.values())
    assert orders.begun.too_recent == orders.begun.began - len(wanted)


def left_at(times: list[datetime], now: datetime) -> datetime | None:
    """What somebody did last before a silence of so many days."""
    for at, then in zip(times, [*times[1:], now], strict=True):
        if then - at >= GAP:
            return at
    return None


def test_those_who_left_before_the_landmark_are_not_compared(
    view: View, events: dict[str, list[Row]], anything: Table
) -> None:
    assert view.now is not None
    wanted, gone = [], 0
    for customer, rows in sorted(events.items()):
        times = [row["time"] for row in rows if row["actor"] == "customer" and row["kind"] != "message"]
        if not times or times[0] + DAYS + HORIZON + GAP > view.now:
            continue
        left = left_at(times, view.now)
        if left is not None and left <= times[0] + DAYS:
            gone += 1
        else:
            wanted.append((customer, left))
    assert [(row["customer"], row["came"]) for row in anything.people] == wanted
    assert anything.begun.left_before == gone > 0


def test_steps_are_reached_after_the_start_and_before_the_landmark(view: View, orders: Table) -> None:
    steps = view.engine.to_arrow(view.tables["steps"]).to_pylist()
    starts = {row["customer"]: row for row in orders.people}
    there: dict[str, set[str]] = {}
    for row in steps:
        start = starts.get(row["customer"])
        if start and row["seq"] > start["seq"] and row["time"] <= start["mark"]:
            there.setdefault(row["step"], set()).add(row["customer"])
    found = [one for one in orders.exposures if one.split.words.startswith("reached")]
    assert {one.step for one in found} >= {"visit", "return"}
    for one in found:
        who = {row["customer"] for row, holds in zip(orders.people, one.split.exposed, strict=True) if holds}
        assert who == there[one.step or ""]
        assert one.split.told.all()


def test_a_late_parcel_is_one_that_arrived_late_in_the_first_days(
    events: dict[str, list[Row]], orders: Table
) -> None:
    late = next(
        one for one in orders.exposures if one.event == "Order Delivered" and "late" in one.split.words
    )
    assert (late.step, late.split.happens) == ("unpack", True)
    for at, person in enumerate(orders.people):
        arrived = [
            row
            for row in events[person["customer"]]
            if row["event"] == "Order Delivered"
            and row["seq"] > person["seq"]
            and row["time"] <= person["mark"]
        ]
        assert late.split.told[at] == bool(arrived)
        assert late.split.exposed[at] == bool(arrived and arrived[0]["prop_late"] == "yes")


def test_what_detectors_look_at_before_a_moment_is_told_of_the_first_days(
    events: dict[str, list[Row]], orders: Table
) -> None:
    sent = next(one for one in orders.exposures if one.split.detector == "returned")
    assert sent.split.words == "sent something back"
    for holds, person in zip(sent.split.exposed, orders.people, strict=True):
        early = [
            row
            for row in events[person["customer"]]
            if row["seq"] > person["seq"] and row["time"] <= person["mark"] and row["actor"] == "customer"
        ]
        assert holds == any(re.search(RETURN, row["event"].lower()) for row in early)


def test_of_yes_and_no_only_what_is_rarer_is_told(orders: Table) -> None:
    told = [
        one.split for one in orders.exposures if one.split.columns == {"prop_late"} and one.step == "unpack"
    ]
    assert len(told) == 1
    assert told[0].exposed.sum() < told[0].told.sum() / 2


def test_what_is_found_counts_everybody_and_keeps_to_what_may_be_said(view: View) -> None:
    found = found_early(view, Asked("first_order"), None)
    assert found.began == found.too_recent + found.compared + found.left_before
    assert found.tests > 10
    assert found.stay.denominator == found.compared
    for one in found.items:
        assert one.q <= 0.1
        assert (one.grade == "C") == (bool(one.gates) and all(gate.passed for gate in one.gates))
        assert one.why
        assert one.curve_with.days[0] == 0


def test_a_view_in_which_nobody_began_long_enough_ago_says_so(view: View) -> None:
    found = found_early(view, Asked("first_order", 30, 20_000), None)
    assert (found.compared, found.tests, found.items) == (0, 0, [])
    assert found.too_recent == found.began > 0

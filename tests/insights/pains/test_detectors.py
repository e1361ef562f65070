"""Detectors against plain Python: what was known of people at a moment, and never what came after it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest

from desirepath.insights.pains.conditions import Split
from desirepath.insights.pains.detectors import DETECTORS, makers
from desirepath.insights.pains.detectors.told import is_told
from desirepath.insights.pains.landmarks import Landmarks, first_rows_of_days, landmarks
from desirepath.insights.pains.place import Place
from desirepath.measures.struggles import FAILURE, RECENT_DAYS
from desirepath.measures.view import View

RECENT = timedelta(days=RECENT_DAYS)
Row = dict[str, Any]


def rows(view: View, table: str) -> list[Row]:
    return view.engine.to_arrow(view.tables[table]).to_pylist()


def tried(marks: Landmarks, words: str) -> Split:
    return next(split for split in marks.splits if words in split.words)


def moments(marks: Landmarks) -> list[tuple[str, datetime]]:
    return list(zip(marks.customers.tolist(), marks.times.astype("datetime64[us]").tolist(), strict=True))


def test_each_detector_says_who_it_is_and_what_it_does_not_answer() -> None:
    assert len({one.name for one in DETECTORS}) == len(DETECTORS)
    assert all(one.question.endswith("?") and one.does_not_answer for one in DETECTORS)


def test_the_makers_of_a_pair_are_known_by_their_columns(view: View) -> None:
    marks = landmarks(view, Place("unpack", "Order Delivered"))
    for split in marks.splits:
        assert all(is_told(name) or name.startswith(f"{split.detector}_") for name in split.columns)
    by_maker = {split.detector: split for split in marks.splits}
    pair = by_maker["told"].and_also(by_maker["slow"])
    assert [one.name for one in makers(pair)] == ["told", "slow"]
    assert [one.name for one in makers(by_maker["slow"])] == ["slow"]


def test_how_long_it_took_is_counted_from_the_last_step_that_plans_this_one(view: View) -> None:
    marks = landmarks(view, Place("unpack", "Order Delivered"))
    shipped: dict[str, list[datetime]] = {}
    arrived: dict[str, list[datetime]] = {}
    for row in rows(view, "steps"):
        kept = {"wait": shipped, "unpack": arrived}.get(row["step"])
        if kept is not None:
            kept.setdefault(row["customer"], []).append(row["time"])
    late = tried(marks, "more than the planned 6 days")
    for at, (customer, time) in enumerate(moments(marks)):
        # the steps before that had this very row as their next one
        others = [one for one in arrived[customer] if one < time]
        left = [one for one in shipped.get(customer, []) if one < time and not any(one < o for o in others)]
        assert late.told[at] == bool(left)
        assert late.exposed[at] == (bool(left) and time - max(left) > timedelta(days=6))


def known(view: View, name: str, place: Place) -> dict[tuple[str, datetime], Any]:
    """What a detector knows of each landmark, by customer and time."""
    detector = next(one for one in DETECTORS if one.name == name)
    first = first_rows_of_days(place.rows(view))
    columns = detector.columns(view, place, first)
    assert columns is not None
    keys = view.engine.to_arrow(first.select("customer", "seq", "time")).to_pylist()
    found = {(row.pop("customer"), row.pop("seq")): row for row in view.engine.to_arrow(columns).to_pylist()}
    return {
        (row["customer"], row["time"]): next(iter(found[key].values())) if key in found else None
        for row in keys
        for key in [(row["customer"], row["seq"])]
    }


def test_contacts_with_support_count_by_day_and_only_before_the_moment(view: View) -> None:
    asked: dict[str, list[tuple[datetime, datetime]]] = {}
    for row in rows(view, "journeys"):
        if row["kind"] == "support" and row["actor"] == "customer":
            asked.setdefault(row["customer"], []).append((row["time"], row["local"]))
    found = known(view, "support", Place("unpack", "Order Delivered"))
    wanted = {
        (customer, time): len(
            {day.date() for then, day in asked.get(customer, []) if time - RECENT <= then < time}
        )
        for customer, time in found
    }
    assert {key: days or 0 for key, days in found.items()} == wanted
    assert any(wanted.values())


def test_returns_count_by_day_and_not_where_something_is_just_sent_back(view: View) -> None:
    sent: dict[str, list[tuple[datetime, datetime]]] = {}
    for row in rows(view, "journeys"):
        if row["event"] in ("Return Opened", "Exchange Requested"):
            sent.setdefault(row["customer"], []).append((row["time"], row["local"]))
    found = known(view, "returned", Place("care", "Email Opened"))
    wanted = {
        (customer, time): len(
            {day.date() for then, day in sent.get(customer, []) if time - RECENT <= then < time}
        )
        for customer, time in found
    }
    assert {key: days or 0 for key, days in found.items()} == wanted
    assert any(wanted.values())
    returned = next(one for one in DETECTORS if one.name == "returned")
    assert landmarks(view, Place("return", "Refund Paid"), [returned]).splits == ()
    assert landmarks(view, Place("return", "Return Opened"), [returned]).splits == ()


def test_being_here_again_is_counted_in_days_and_not_where_it_is_planned(view: View) -> None:
    again = next(one for one in DETECTORS if one.name == "again")
    marks = landmarks(view, Place("visit", "Page Viewed"), [again])
    days: dict[str, list[tuple[datetime, datetime]]] = {}
    for row in rows(view, "steps"):
        if row["step"] == "visit":
            days.setdefault(row["customer"], []).append((row["time"], row["local"]))
    wanted = [
        len({local.date() for then, local in days[customer] if time - RECENT <= then < time}) >= 2
        for customer, time in moments(marks)
    ]
    if view.map and next(step for step in view.map.steps() if step.id == "visit").expect.repeats:
        assert marks.splits == ()
    else:
        assert tried(marks, "here on 2 days").exposed.tolist() == wanted
    assert landmarks(view, Place("unpack", "Order Delivered"), [again]).splits == ()


def test_only_the_last_answer_before_counts_and_the_worse_of_two_at_once(view: View) -> None:
    answers: dict[str, list[tuple[datetime, float]]] = {}
    for row in rows(view, "answers"):
        if row["customer"] is not None and row["feeling"] is not None:
            answers.setdefault(row["customer"], []).append((row["time"], -row["feeling"]))
    found = known(view, "felt", Place("unpack", "Order Delivered"))
    wanted: dict[tuple[str, datetime], float | None] = {}
    for customer, time in found:
        before = [one for one in answers.get(customer, []) if time - RECENT <= one[0] < time]
        wanted[customer, time] = -max(before)[1] if before else None
    assert found == wanted
    assert any(feeling is not None for feeling in wanted.values())


def test_who_gave_no_answer_is_not_compared(view: View) -> None:
    felt = next(one for one in DETECTORS if one.name == "felt")
    (split,) = felt.splits(
        view, Place("visit", "Page Viewed"), pa.table({"felt_last": [-2.0, -1.0, 0.5, None]})
    )
    assert split.told.tolist() == [True, True, True, False]
    assert split.exposed.tolist() == [True, True, False, False]


@pytest.mark.parametrize(
    "name", ["Payment Failed", "order_declined", "Card refused", "Application Crashed", "ERROR"]
)
def test_names_of_failures_are_known(name: str) -> None:
    assert re.search(FAILURE, name.lower())


def test_the_slowest_quarter_is_told_in_the_unit_of_the_journey(view: View) -> None:
    slow = next(one for one in DETECTORS if one.name == "slow")
    took = pa.table({"slow_took": [40.0, 50.0, 60.0, 3_000.0, None]})
    words = [split.words for split in slow.splits(view, Place("visit", "Page Viewed"), took)]
    assert words[0].startswith("14 minutes or more since")
    days = pa.table({"slow_took": [86_400.0] * 8})
    assert next(slow.splits(view, Place("visit", "Page Viewed"), days)).words.startswith(
        "1 day or more since"
    )

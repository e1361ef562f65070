"""What is known of contacts with support, against plain loops over rows.

The sample shop records no answers of support: here some of the mails that were sent are taken for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest

from desirepath.insights.pains.detector import Detector
from desirepath.insights.pains.detectors.contact import CHANNELS, MATTER, REPLY, RESOLUTION
from desirepath.insights.pains.landmarks import first_rows
from desirepath.insights.pains.place import Place
from desirepath.measures.struggles import RECENT_DAYS
from desirepath.measures.view import View
from desirepath.services.reading import Reader
from desirepath.services.workspace import open_workspace

RECENT = timedelta(days=RECENT_DAYS)
PLACE = Place("unpack", "Order Delivered")
Row = dict[str, Any]
Known = dict[tuple[str, int], Row]


@pytest.fixture(scope="module")
def shop(loam: Path) -> Iterator[View]:
    workspace = open_workspace(loam)
    with Reader(workspace) as reader:
        yield reader.view(workspace.published("main"))


@pytest.fixture(scope="module")
def view(shop: View) -> View:
    """Every third mail is an answer of support, every sixth one that ends the matter; every third visit is a question
    about an order in the chat."""
    events = shop.tables["journeys"]
    answers = (events.event == "Email Sent") & (events.seq % 3 == 0)
    asks = (events.event == "Page Viewed") & (events.seq % 3 == 0)
    ends = answers & (events.seq % 6 == 0)
    changed = events.mutate(
        event=ibis.ifelse(ends, "Ticket Resolved", events.event),
        kind=ibis.ifelse(answers | asks, "support", events.kind),
        channel=ibis.ifelse(asks, "chat", events.channel),
        order_id=ibis.ifelse(asks, "O-1", events.order_id),
    )
    return replace(shop, tables={**shop.tables, "journeys": changed})


def firsts(view: View) -> list[Row]:
    return view.engine.to_arrow(first_rows(PLACE.rows(view)).select("customer", "seq", "time")).to_pylist()


def known(view: View, detector: Detector) -> Known:
    columns = detector.columns(view, PLACE, first_rows(PLACE.rows(view)))
    assert columns is not None
    return {(row["customer"], row["seq"]): row for row in view.engine.to_arrow(columns).to_pylist()}


@pytest.fixture(scope="module")
def said(view: View) -> dict[str, list[Row]]:
    """Everything that is said between customers and support, in order."""
    found: dict[str, list[Row]] = {}
    rows = view.engine.to_arrow(view.tables["journeys"].filter(ibis._.kind == "support")).to_pylist()
    for row in sorted(rows, key=lambda row: row["seq"]):
        found.setdefault(row["customer"], []).append(row)
    return found


def asked(said: dict[str, list[Row]], first: Row) -> list[Row]:
    return [
        row
        for row in said.get(first["customer"], [])
        if row["actor"] == "customer" and row["seq"] < first["seq"] and row["time"] >= first["time"] - RECENT
    ]


@pytest.mark.parametrize(
    ("detector", "ends"), [(REPLY, ("Email Sent", "Ticket Resolved")), (RESOLUTION, ("Ticket Resolved",))]
)
def test_a_wait_lasts_from_the_last_question_to_what_ends_it_or_to_the_moment(
    view: View, said: dict[str, list[Row]], detector: Detector, ends: tuple[str, ...]
) -> None:
    found, wanted = known(view, detector), {}
    for first in firsts(view):
        questions = asked(said, first)
        if not questions:
            continue
        last = questions[-1]
        answers = [
            row["time"]
            for row in said[first["customer"]]
            if row["actor"] == "company" and row["event"] in ends and last["seq"] < row["seq"] < first["seq"]
        ]
        until: datetime = min(answers) if answers else first["time"]
        took = int(until.timestamp()) - int(last["time"].timestamp())
        wanted[first["customer"], first["seq"]] = (int(bool(answers)), took)
    name = detector.name
    assert {key: (row[f"{name}_came"], row[f"{name}_took"]) for key, row in found.items()} == wanted
    assert {came for came, _ in wanted.values()} == {0, 1}


def test_days_are_counted_of_the_order_that_was_asked_about_most(
    view: View, said: dict[str, list[Row]]
) -> None:
    wanted = {}
    for first in firsts(view):
        days: dict[str, set[object]] = {}
        for row in asked(said, first):
            if row["order_id"] is not None:
                days.setdefault(row["order_id"], set()).add(row["local"].date())
        if days:
            wanted[first["customer"], first["seq"]] = max(map(len, days.values()))
    assert {key: row["matter_days"] for key, row in known(view, MATTER).items()} == wanted
    assert max(wanted.values()) > 1


def test_channels_are_those_in_which_they_asked(view: View, said: dict[str, list[Row]]) -> None:
    wanted = {}
    for first in firsts(view):
        if questions := asked(said, first):
            told = {row["channel"] for row in questions} - {None}
            wanted[first["customer"], first["seq"]] = len(told)
    assert {key: row["channels_asked"] for key, row in known(view, CHANNELS).items()} == wanted
    assert max(wanted.values()) > 1


def test_who_asked_a_moment_ago_is_neither_left_alone_nor_answered(view: View) -> None:
    day = 86_400
    rows = pa.table({"reply_came": [1, 1, 0, 0, None], "reply_took": [60, 3 * day, 3 * day, day, None]})
    silent, slow = REPLY.splits(view, PLACE, rows)
    assert silent.told.tolist() == [True, True, True, False, False]
    assert silent.exposed.tolist() == [False, True, True, False, False]
    assert slow.told.tolist() == [True, True, False, False, False]
    assert "no answer within 2 days" in silent.words


def test_where_no_answer_is_ever_recorded_silence_says_nothing(shop: View) -> None:
    for detector in (REPLY, RESOLUTION):
        assert detector.columns(shop, PLACE, first_rows(PLACE.rows(shop))) is None


@pytest.mark.parametrize("detector", [MATTER, CHANNELS])
def test_only_those_who_asked_are_compared(view: View, detector: Detector) -> None:
    name = {"matter": "matter_days", "channels": "channels_asked"}[detector.name]
    (split,) = detector.splits(view, PLACE, pa.table({name: [None, 0, 1, 2, 3]}))
    assert split.told.tolist() == [False, False, True, True, True]
    assert split.exposed.tolist() == [False, False, False, True, True]

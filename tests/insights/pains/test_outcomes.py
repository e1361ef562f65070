"""What came of landmarks, against a plain loop over all rows."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from desirepath.insights.pains.detectors.recent import RETURN
from desirepath.insights.pains.landmarks import landmarks
from desirepath.insights.pains.outcomes import KEEP_DAYS
from desirepath.insights.pains.place import Place, places
from desirepath.measures.view import View

Rows = dict[str, list[dict[str, Any]]]
SOON = timedelta(days=KEEP_DAYS)


def rows_of(view: View) -> Rows:
    found: Rows = defaultdict(list)
    columns = view.tables["journeys"].select("customer", "seq", "event", "actor", "order_id", "time")
    for row in view.engine.to_arrow(columns.order_by(["customer", "seq"])).to_pylist():
        found[row["customer"]].append(row)
    return found


def place_of(view: View, event: str) -> Place:
    return next(one for one in places(view) if one.event == event)


def test_an_order_is_kept_when_nothing_of_it_is_sent_back_in_time(view: View) -> None:
    marks, rows = landmarks(view, place_of(view, "Order Completed")), rows_of(view)
    assert view.now is not None
    wanted = []
    for customer, seq in zip(marks.customers, marks.seqs.tolist(), strict=True):
        mine = rows[customer]
        here = next(row for row in mine if row["seq"] == seq)
        back = [
            row
            for row in mine
            if row["actor"] == "customer"
            and re.search(RETURN, row["event"].lower())
            and row["order_id"] == here["order_id"]
        ]
        before = any(row["seq"] < seq for row in back)
        after = any(row["seq"] > seq and row["time"] <= here["time"] + SOON for row in back)
        known = here["order_id"] is not None and not before and here["time"] + SOON <= view.now
        wanted.append(float(not after) if known else np.nan)
    np.testing.assert_array_equal(marks.outcomes["kept_it"], wanted)
    assert 0 < np.nanmean(wanted) < 1


def test_the_first_answer_about_the_order_says_how_it_felt(view: View) -> None:
    marks, rows = landmarks(view, place_of(view, "Order Delivered")), rows_of(view)
    answers: dict[tuple[str, str], list[tuple[datetime, float]]] = defaultdict(list)
    for row in view.engine.to_arrow(view.tables["answers"]).to_pylist():
        if None not in (row["feeling"], row["customer"], row["order_id"]):
            answers[row["customer"], row["order_id"]].append((row["time"], row["feeling"]))
    assert view.now is not None
    wanted = []
    for customer, seq in zip(marks.customers, marks.seqs.tolist(), strict=True):
        here = next(row for row in rows[customer] if row["seq"] == seq)
        later = [
            one for one in answers[customer, here["order_id"]] if here["time"] < one[0] <= here["time"] + SOON
        ]
        over = here["time"] + SOON <= view.now
        wanted.append(float(min(later)[1] > -1.0) if later and over else np.nan)
    np.testing.assert_array_equal(marks.outcomes["felt_fine"], wanted)
    assert 0 < np.nanmean(wanted) < 1


def test_nobody_is_asked_about_an_order_that_is_just_sent_back(view: View) -> None:
    marks = landmarks(view, Place("return", "Return Opened"))
    assert len(marks)
    assert np.isnan(marks.outcomes["kept_it"]).all()


def test_silence_is_the_time_since_the_row_before_where_the_company_acts(view: View) -> None:
    place = place_of(view, "Order Delivered")
    assert place.ours
    marks, rows = landmarks(view, place), rows_of(view)
    (split,) = (one for one in marks.splits if one.detector == "silence")
    lasted = []
    for customer, seq in zip(marks.customers, marks.seqs.tolist(), strict=True):
        times = {row["seq"]: row["time"] for row in rows[customer]}
        lasted.append((times[seq] - times[seq - 1]).total_seconds() if seq - 1 in times else np.nan)
    least = min(time for time, long in zip(lasted, split.exposed, strict=True) if long)
    assert (split.told == ~np.isnan(lasted)).all()
    assert (split.exposed == (np.nan_to_num(lasted, nan=-1.0) >= least)).all()
    assert 0.05 < split.exposed.mean() <= 0.25


def test_where_customers_act_nobody_is_said_to_have_heard_nothing(view: View) -> None:
    marks = landmarks(view, place_of(view, "Fit Guide Opened"))
    assert all(one.detector != "silence" for one in marks.splits)

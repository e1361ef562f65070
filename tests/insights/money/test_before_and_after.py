"""What was known before a moment and bought after it, against plain Python over all rows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from desirepath.insights.money.after import HORIZON_DAYS, after
from desirepath.insights.money.before import Before, before
from desirepath.insights.money.costs import costs, why_not_priced
from desirepath.insights.pains.conditions import Condition, Split
from desirepath.insights.pains.landmarks import MOST_DAYS, first_rows_of_days, landmarks
from desirepath.insights.pains.place import Place, places
from desirepath.insights.pains.suspects import suspects
from desirepath.measures.view import View
from desirepath.progress import silent

Row = dict[str, Any]
SIZE, DELIVERED = Place("size", "Fit Guide Opened"), Place("unpack", "Order Delivered")


@pytest.fixture(scope="module")
def events(view: View) -> dict[str, list[Row]]:
    table = view.engine.to_arrow(view.tables["journeys"].order_by(["customer", "seq"]))
    found: dict[str, list[Row]] = {}
    for row in table.to_pylist():
        found.setdefault(row["customer"], []).append(row)
    return found


def moments(view: View, place: Place) -> list[Row]:
    rows = first_rows_of_days(place.rows(view)).order_by(["customer", "seq"])
    return view.engine.to_arrow(rows.select("customer", "seq", "time")).to_pylist()


def column(known: Before, name: str) -> list[float]:
    return np.expm1(known.values[:, known.names.index(name)]).round(6).tolist()


def test_a_customer_stands_once_a_day_and_on_a_dozen_days_at_most(
    view: View, events: dict[str, list[Row]]
) -> None:
    steps = view.engine.to_arrow(view.tables["steps"].order_by(["customer", "seq"])).to_pylist()
    days: dict[str, dict[Any, int]] = {}
    for row in steps:
        if row["step"] == "compare" and row["event"] == "Product Viewed":
            days.setdefault(row["customer"], {}).setdefault(row["local"].date(), row["seq"])
    wanted = [(who, seq) for who, theirs in days.items() for seq in list(theirs.values())[:MOST_DAYS]]
    marks = landmarks(view, Place("compare", "Product Viewed"), [])
    assert list(zip(marks.customers.tolist(), marks.seqs.tolist(), strict=True)) == wanted
    assert marks.first.sum() == len(days)


def test_what_a_customer_did_counts_up_to_the_moment(view: View, events: dict[str, list[Row]]) -> None:
    rows = first_rows_of_days(SIZE.rows(view))
    known = before(view, SIZE, rows, frozenset({"prop_brand"}))
    wanted, lately = [], []
    for one in moments(view, SIZE):
        past = [row for row in events[one["customer"]] if row["seq"] < one["seq"]]
        own = [row for row in past if row["actor"] == "customer" and row["kind"] == "behaviour"]
        wanted.append(len(own))
        lately.append(sum(row["time"] >= one["time"] - timedelta(days=30) for row in own))
    most = np.quantile(wanted, 0.995), np.quantile(lately, 0.995)
    assert column(known, "own behaviour") == pytest.approx(np.minimum(wanted, most[0]))
    assert column(known, "own behaviour, last 30 days") == pytest.approx(np.minimum(lately, most[1]))
    assert not any(name.startswith("brand ") for name in known.names)
    assert not known.without_lately().lately.any()


def test_before_a_delivery_lies_what_was_known_at_the_order(view: View, events: dict[str, list[Row]]) -> None:
    known = before(view, DELIVERED, first_rows_of_days(DELIVERED.rows(view)), frozenset({"prop_late"}))
    wanted = []
    for one in moments(view, DELIVERED):
        theirs = events[one["customer"]]
        order = next(row["order_id"] for row in theirs if row["seq"] == one["seq"])
        own = [
            row
            for row in theirs
            if row["seq"] < one["seq"]
            and row["actor"] == "customer"
            and row["kind"] not in ("support", "survey", "review", "mention")
        ]
        about = [row["seq"] for row in own if row["order_id"] == order and order is not None]
        since = max(about or [row["seq"] for row in own] or [one["seq"] - 1])
        wanted.append(
            sum(
                row["seq"] <= since and row["actor"] == "customer" and row["kind"] == "support"
                for row in theirs
            )
        )
    assert column(known, "own support") == pytest.approx(np.minimum(wanted, np.quantile(wanted, 0.995)))


def test_what_follows_are_orders_that_stand_within_a_year(view: View, events: dict[str, list[Row]]) -> None:
    orders, spent = after(view, first_rows_of_days(SIZE.rows(view)))
    wanted = []
    for one in moments(view, SIZE):
        kept: dict[str, Row] = {}
        back: dict[str, float] = {}
        for row in events[one["customer"]]:
            if row["event"] == "Order Completed":
                kept.setdefault(row["order_id"], row)
                kept[row["order_id"]] = {**row, "seq": kept[row["order_id"]]["seq"]}
            if row["event"] == "Order Refunded":
                back[row["order_id"]] = back.get(row["order_id"], 0.0) + float(abs(row["revenue"]))
        last = one["time"] + timedelta(days=HORIZON_DAYS)
        follow = [
            float(row["revenue"]) - back.get(name, 0.0)
            for name, row in kept.items()
            if row["seq"] > one["seq"] and row["time"] <= last
        ]
        wanted.append((len(follow), round(sum(follow), 2)))
    assert list(zip(orders.astype(int).tolist(), spent.round(2).tolist(), strict=True)) == wanted


def test_why_something_has_no_price_names_what_to_say_where() -> None:
    nobody = np.zeros(3, bool)
    for column, said in (("prop_carrier", "name carrier under"), ("product", "name product under")):
        split = Split("told", (Condition("it"),), frozenset({column}), nobody, nobody)
        assert said in why_not_priced(split)
    asked = Split("support", (Condition("asked support"),), frozenset({"support_days"}), nobody, nobody)
    assert "customers do or say themselves" in why_not_priced(asked)


@pytest.mark.slow
def test_only_what_is_done_to_customers_may_have_a_price(view: View) -> None:
    some = [place for place in places(view) if place.step in ("size", "basket", "delivery", "wait")]
    found, _ = suspects(landmarks(view, place) for place in some)  # elsewhere nothing stands out
    assert found
    items, together = costs(view, found, silent)
    assert len(items) == len(found)
    for one, cost in zip(found, items, strict=True):
        if not one.tested.split.happens:
            assert (cost.grade, cost.money, cost.part, cost.gates) == ("D", None, None, [])
        assert (cost.grade == "C") == (cost.money is not None)
        assert cost.why
        assert cost.exposed >= 0
    parts = [cost.part for cost in items if cost.part is not None]
    assert together.priced == len(parts)
    if together.total:
        assert sum(parts) == pytest.approx(together.total.value)

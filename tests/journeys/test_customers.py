"""One row a customer: counts, orders and what they are worth by now."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from desirepath.journeys.customers import customer_rows, customers_schema
from desirepath.journeys.log import LogRules, journey_log
from desirepath.journeys.traits import Traits

from .made import START, Row, as_rows, event


def people(*events: Row) -> dict[str, Row]:
    log = journey_log(as_rows(list(events)), 0, LogRules(timezone="Europe/Madrid"))
    table = customer_rows(log, Traits())
    assert table.schema.names == customers_schema([]).names
    return {row["customer"]: row for row in table.to_pylist()}


def order(name: str, minutes: float, amount: Any = None, order_id: str | None = "o1", **more: Any) -> Row:
    worth = amount and Decimal(amount)
    return event(
        "a",
        name,
        minutes,
        kind="order",
        order_id=order_id,
        revenue=worth,
        event_id=f"{name} {minutes}",
        **more,
    )


def test_first_and_last_times_and_places_are_of_what_the_customer_did() -> None:
    found = people(
        event("a", "mail", 0, actor="company", channel="email"),
        event("a", "visit", 5, channel="web", touchpoint="shop", campaign_source="news"),
        event("a", "order", 50, channel="app"),
        event("a", "parcel", 99, actor="company"),
        event("b", "mail", 0, actor="company"),
    )
    a, b = found["a"], found["b"]
    assert [(t - START).seconds // 60 for t in (a["first_time"], a["last_time"])] == [5, 50]
    assert (a["first_local"] - START).seconds // 60 == 65
    assert (a["events"], a["own_events"], a["sessions"]) == (4, 2, 2)
    assert (a["first_channel"], a["first_touchpoint"], a["first_campaign_source"]) == ("web", "shop", "news")
    assert (b["events"], b["own_events"], b["sessions"], b["first_time"], b["last_local"]) == (
        1,
        0,
        0,
        None,
        None,
    )


def test_an_update_replaces_the_worth_of_an_order_and_a_refund_takes_from_it() -> None:
    found = people(
        order("Order Completed", 0, "100.00"),
        order("Order Updated", 1, "80.00"),
        order("Order Refunded", 2, "30.00"),
        order("Order Delivered", 3),
        order("Order Completed", 4, "5.50", "o2"),
    )["a"]
    assert (found["orders"], found["revenue"]) == (2, Decimal("55.50"))


def test_a_cancelled_order_is_worth_nothing_until_it_is_stated_anew() -> None:
    assert people(order("Order Completed", 0, "9.00"), order("Order Cancelled", 1))["a"]["revenue"] == 0
    again = people(
        order("Order Completed", 0, "9.00"), order("Order Cancelled", 1), order("Order Updated", 2, "7.00")
    )
    assert again["a"]["revenue"] == Decimal("7.00")


def test_rows_of_orders_without_an_id_are_orders_of_their_own_and_other_money_is_money_without_orders() -> (
    None
):
    found = people(
        order("Order Completed", 0, "1.00", None),
        order("Order Completed", 1, "2.00", None),
        event("a", "tip", 2, revenue=Decimal("0.50")),
    )["a"]
    assert (found["orders"], found["revenue"]) == (2, Decimal("3.50"))


def test_money_with_an_order_id_is_an_order_also_when_nobody_said_what_kind_of_event_it_is() -> None:
    found = people(
        event("a", "Order Completed", 0, revenue=Decimal("9.00"), order_id="o1"),
        event("a", "Order Updated", 1, revenue=Decimal("8.00"), order_id="o1"),
        event("a", "Parcel Scanned", 2, order_id="o2"),
    )["a"]
    assert (found["orders"], found["revenue"]) == (1, Decimal("8.00"))


def test_the_same_order_id_of_two_customers_is_two_orders() -> None:
    found = people(
        order("Order Completed", 0, "1.00"), order("Order Completed", 1, "2.00") | {"customer": "b"}
    )
    assert (found["a"]["revenue"], found["b"]["revenue"]) == (Decimal("1.00"), Decimal("2.00"))


def test_the_last_score_of_each_scale_is_kept() -> None:
    found = people(
        event("a", "nps", 0, scale="nps", score=3.0),
        event("a", "nps", 1, scale="nps", score=9.0, event_id="2"),
        event("a", "nps", 2, scale="nps", event_id="3"),
        event("a", "review", 3, scale="stars", score=4.0),
    )["a"]
    assert (found["last_nps"], found["last_stars"]) == (9.0, 4.0)


def test_nobody_makes_no_rows() -> None:
    assert people() == {}

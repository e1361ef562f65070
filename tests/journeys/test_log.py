"""The journey log: what each column means, one case at a time."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from desirepath.journeys.log import LogRules, journey_log

from .made import START, Row, as_rows, event

at = datetime.fromisoformat


def log(*events: Row, **rules: Any) -> list[Row]:
    rows: list[Row] = journey_log(as_rows(list(events)), 0, LogRules(**rules)).to_pylist()
    return rows


def column(rows: list[Row], name: str) -> list[Any]:
    return [row[name] for row in rows]


def test_a_gap_of_exactly_the_session_length_continues_the_session() -> None:
    rows = log(event("a", "x", 0), event("a", "y", 30), event("a", "z", 60 + 1 / 60_000_000))
    assert column(rows, "session") == [0, 0, 1]


def test_sessions_count_only_what_the_customer_did() -> None:
    rows = log(event("a", "x", 0), event("a", "mail", 20, actor="company"), event("a", "y", 40))
    assert column(rows, "session") == [0, None, 1]


def test_before_and_after_are_what_the_customer_did_whoever_acts_now() -> None:
    rows = log(event("a", "x", 0), event("a", "mail", 1, actor="company"), event("a", "y", 2))
    assert column(rows, "prev_event") == [None, "x", "x"]
    assert column(rows, "next_event") == ["y", "y", None]
    assert column(rows, "prev_time") == [None, START, START]


def test_somebody_who_never_acted_has_no_first_time_and_no_session() -> None:
    rows = log(event("a", "mail", 0, actor="company"))
    assert (rows[0]["first_time"], rows[0]["session"], rows[0]["prev_event"]) == (None, None, None)


def test_customers_do_not_see_each_other() -> None:
    rows = log(event("a", "x", 0), event("b", "x", 1))
    assert column(rows, "prev_event") == [None, None]
    assert column(rows, "prev_same_event_time") == [None, None]
    assert column(rows, "seq") == [0, 0]


def test_equal_times_are_ordered_by_original_time_then_receipt_then_id() -> None:
    later, sooner = at("2026-03-28T23:30"), at("2026-03-28T23:10")
    rows = log(
        event("a", "fourth", 0, event_id="1", original_timestamp=later),
        event("a", "third", 0, event_id="9", original_timestamp=sooner, received_at=later),
        event("a", "second", 0, event_id="8", original_timestamp=sooner, received_at=sooner),
        event("a", "first", 0, event_id="7"),
    )
    assert column(rows, "event") == ["first", "second", "third", "fourth"]


def test_local_times_follow_the_clock_when_it_changes() -> None:
    """Madrid went from 01:59 to 03:00 on 2026-03-29 and from 02:59 back to 02:00 on 2026-10-25."""
    times = [
        "2026-03-29T00:59:59.999999",
        "2026-03-29T01:00:00",
        "2026-10-25T00:59:59",
        "2026-10-25T01:00:00",
    ]
    rows = log(
        *(event("a", "x", event_id=str(n), timestamp=at(t)) for n, t in enumerate(times)),
        timezone="Europe/Madrid",
    )
    assert column(rows, "local") == [
        at("2026-03-29T01:59:59.999999"),
        at("2026-03-29T03:00:00"),
        at("2026-10-25T02:59:59"),
        at("2026-10-25T02:00:00"),
    ]


def test_zones_without_summer_time_and_with_odd_offsets_are_right_too() -> None:
    rows = log(event("a", "x", timestamp=at("2026-01-01T20:00")), timezone="Asia/Kathmandu")
    assert rows[0]["local"] == at("2026-01-02T01:45")


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("10.00", None, "10.00"),
        ("10.00", "EUR", "10.00"),
        ("10.00", "USD", "9.15"),
        ("0.10", "USD", "0.09"),
        ("10.00", "GBP", None),
        (None, "USD", None),
    ],
)
def test_money_is_converted_by_rates_and_never_guessed(amount: Any, currency: Any, expected: Any) -> None:
    given = event("a", "order", revenue=amount and Decimal(amount), currency=currency)
    rows = log(given, rates={"USD": Decimal("0.915")})
    assert rows[0]["revenue"] == (expected and Decimal(expected))


def test_the_account_is_the_rows_own_then_what_traits_know_then_the_last_one_seen() -> None:
    own = log(
        event("a", "x", 0), event("a", "y", 1, account_id="acme"), event("a", "z", 2, account_id="blue")
    )
    assert column(own, "account") == ["blue", "acme", "blue"]
    known = {"known_account": "crm"}
    told = log(event("a", "x", 0, **known), event("a", "y", 1, account_id="acme", **known))
    assert column(told, "account") == ["crm", "acme"]


def test_the_previous_same_transition_is_the_same_two_own_events_in_a_row() -> None:
    names = ["x", "y", "x", "y", "y", "x", "y"]
    rows = log(*(event("a", name, n, event_id=str(n)) for n, name in enumerate(names)))
    found = [
        None if t is None else (t - START).seconds // 60 for t in column(rows, "prev_same_transition_time")
    ]
    assert found == [None, None, None, 1, None, 2, 3]


def test_no_events_make_an_empty_log_with_all_columns() -> None:
    table = journey_log(as_rows([]), 0, LogRules(keep=()))
    assert table.num_rows == 0
    assert table.schema.names == LogRules().schema.names

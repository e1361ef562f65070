"""What is not on a map yet, and where it would stand."""

from __future__ import annotations

from desirepath.domain.map import Match
from desirepath.domain.offmap import Alike, OffMap, off_map


def seen(
    event: str,
    touchpoint: str | None,
    before: str | None,
    step: str | None,
    events: int,
    channel: str = "web",
) -> Alike:
    return Alike(event, touchpoint, channel, before, step, events)


def only(rows: list[Alike], **met: set[str]) -> OffMap:
    (found,) = off_map(rows, {}, {**met, None: set()})
    return found


def test_it_stands_after_the_step_that_most_often_comes_right_before() -> None:
    rows = [
        seen("Visit", None, None, "visit", 90),
        seen("Paid", None, "Visit", "pay", 40),
        seen("Paid", None, "Visit", "again", 3),
        seen("Invoice", "mails", "Paid", None, 30),
        seen("Invoice", "mails", "Visit", None, 8),
        seen("Invoice", "mails", "Invoice", None, 99),
    ]
    found = only(rows)
    assert (found.after, found.events, found.match) == ("pay", 137, Match(event=["Invoice"]))


def test_what_nothing_on_the_map_comes_before_stands_first() -> None:
    assert only([seen("Ad seen", None, None, None, 5)]).after is None


def test_most_customers_come_first_and_what_is_met_already_last() -> None:
    rows = [
        seen("Paid", None, None, "pay", 9),
        seen("Mail", "mails", "Paid", None, 50),
        seen("Call", None, "Paid", None, 2),
        seen("Chat", None, "Paid", None, 1),
    ]
    people = {("Mail", "mails"): 40, ("Call", None): 1, ("Chat", None): 2}
    found = off_map(rows, people, {"pay": {"mails"}})
    assert [(one.event, one.met) for one in found] == [("Chat", False), ("Call", False), ("Mail", True)]


def test_a_rule_takes_no_more_than_what_is_not_on_the_map() -> None:
    rows = [
        seen("View", "shop", None, "look", 9),
        seen("View", "shop", None, None, 4, channel="app"),
        seen("View", "stall", None, None, 2),
    ]
    rules = [one.match for one in off_map(rows, {}, {})]
    assert rules == [
        Match(event=["View"], touchpoint=["shop"], channel=["app"]),
        Match(event=["View"], touchpoint=["stall"]),
    ]

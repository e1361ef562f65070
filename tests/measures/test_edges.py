"""First and last moments, ties, and windows that end to the second."""

from datetime import date, datetime, timedelta
from typing import Any

from reference_tables import Happened, journeys_of, view_of
from worlds import PLAN

from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.ask import ask
from desirepath.measures.result import Result

MADRID = "Europe/Madrid"
MIDNIGHT = datetime(2024, 3, 9, 23)
"""Midnight before 10 March 2024 in Madrid."""
SECOND = timedelta(seconds=1)


def asked(engine: DuckDBEngine, events: list[Happened], name: str, now: datetime, **question: Any) -> Result:
    view = view_of(engine, journeys_of(events, MADRID), PLAN, now=now, zone=MADRID)
    return ask(view, name, question.pop("params", None), **question)


def visits(*moments: datetime, event: str = "A") -> list[Happened]:
    return [Happened("ana", moment, event) for moment in moments]


def test_the_first_moment_of_the_first_day_counts_and_the_one_before_does_not(engine: DuckDBEngine) -> None:
    for moment, people in ((MIDNIGHT, 1), (MIDNIGHT - SECOND, 0)):
        result = asked(engine, visits(moment), "reach", MIDNIGHT, start=date(2024, 3, 10))
        assert [row.number.value for row in result.rows] == [people]


def test_the_last_moment_of_the_last_day_counts_and_the_one_after_does_not(engine: DuckDBEngine) -> None:
    for moment, people in ((MIDNIGHT - SECOND, 1), (MIDNIGHT, 0)):
        result = asked(engine, visits(moment), "reach", MIDNIGHT, end=date(2024, 3, 9))
        assert [row.number.value for row in result.rows] == [people]


def test_somebody_who_came_at_the_very_first_moment_is_not_counted_again_later(engine: DuckDBEngine) -> None:
    events = visits(MIDNIGHT, MIDNIGHT + timedelta(hours=1))
    result = asked(engine, events, "reach", MIDNIGHT, start=date(2024, 3, 10))
    assert [row.number.value for row in result.rows] == [1]


def test_events_of_one_moment_are_one_customer(engine: DuckDBEngine) -> None:
    result = asked(engine, visits(MIDNIGHT, MIDNIGHT, MIDNIGHT), "reach", MIDNIGHT, by=["step"])
    assert [row.number.value for row in result.rows] == [1, 0, 0, 0]
    assert result.rows[0].more["visits"] == 3


def test_a_day_ends_at_local_midnight(engine: DuckDBEngine) -> None:
    events = visits(MIDNIGHT - SECOND, MIDNIGHT)
    result = asked(engine, events, "active", MIDNIGHT, by=["day"])
    days = {row.keys["day"]: (row.number.value, row.more["new"], row.complete) for row in result.rows}
    assert days == {date(2024, 3, 9): (1, 1, True), date(2024, 3, 10): (1, 0, False)}


def test_a_day_of_23_hours_is_one_day(engine: DuckDBEngine) -> None:
    # 31 March 2024 lasts from 23:00 UTC the day before to 22:00 UTC.
    events = visits(*(datetime(2024, 3, 30, 23) + timedelta(hours=h) for h in range(24)))
    result = asked(engine, events, "active", datetime(2024, 4, 2), by=["day"])
    assert [(str(row.keys["day"]), row.number.value) for row in result.rows][:2] == [
        ("2024-03-31", 1),
        ("2024-04-01", 1),
    ]


def test_going_on_after_exactly_the_time_given_counts_and_a_second_later_does_not(
    engine: DuckDBEngine,
) -> None:
    for late, went_on in ((timedelta(), 1), (SECOND, 0)):
        events = [*visits(MIDNIGHT), *visits(MIDNIGHT + timedelta(days=2) + late, event="B")]
        result = asked(engine, events, "conversion", MIDNIGHT + timedelta(days=9), params={"from": "a"})
        assert (result.rows[0].more["went_on"], result.rows[0].more["lost"]) == (went_on, 1 - went_on)


def test_time_is_over_when_the_data_reach_exactly_its_end(engine: DuckDBEngine) -> None:
    for short, lost in ((timedelta(), 1), (SECOND, 0)):
        now = MIDNIGHT + timedelta(days=2) - short
        result = asked(engine, visits(MIDNIGHT), "conversion", now, params={"from": "a"})
        assert (result.rows[0].more["lost"], result.rows[0].more["still_open"]) == (lost, 1 - lost)


def test_who_went_on_before_their_time_was_over_is_in_no_rate_yet(engine: DuckDBEngine) -> None:
    # Everybody still has time. Counting those who already went on would say: all of them do.
    events = [*visits(MIDNIGHT), *visits(MIDNIGHT + SECOND, event="B"), Happened("ben", MIDNIGHT, "A")]
    row = asked(engine, events, "conversion", MIDNIGHT + timedelta(days=1), params={"from": "a"}).rows[0]
    assert (row.more["entered"], row.more["went_on"], row.more["still_open"], row.more["lost"]) == (
        2,
        1,
        1,
        0,
    )
    assert (row.number.value, row.number.n, row.number.show) == (None, 0, "hidden")


def test_nobody_entered_is_null_and_not_zero(engine: DuckDBEngine) -> None:
    row = asked(engine, visits(MIDNIGHT, event="Page"), "conversion", MIDNIGHT, params={"from": "a"}).rows[0]
    assert row.more["entered"] == 0
    assert row.number.value is None


def test_a_period_that_the_dates_cut_is_not_complete(engine: DuckDBEngine) -> None:
    events = visits(datetime(2024, 3, 5, 12), datetime(2024, 4, 10, 12))
    result = asked(
        engine,
        events,
        "active",
        datetime(2024, 6, 1),
        by=["month"],
        start=date(2024, 3, 2),
        end=date(2024, 4, 30),
    )
    assert [row.complete for row in result.rows] == [False, True]


def test_a_month_without_anybody_has_a_row(engine: DuckDBEngine) -> None:
    events = visits(datetime(2024, 1, 5, 12), datetime(2024, 3, 5, 12))
    result = asked(engine, events, "active", datetime(2024, 3, 20), by=["month"])
    assert [(row.keys["month"].month, row.number.value) for row in result.rows] == [(1, 1), (2, 0), (3, 1)]


def test_a_second_row_of_the_same_order_is_no_second_order(engine: DuckDBEngine) -> None:
    def bought(day: int, order: str | None) -> Happened:
        return Happened("ana", MIDNIGHT + timedelta(days=day), "Order Completed", of={"order_id": order})

    later = MIDNIGHT + timedelta(days=90)
    once = asked(engine, [bought(0, "1"), bought(1, "1")], "repeat_within", later)
    twice = asked(engine, [bought(0, "1"), bought(1, "1"), bought(2, "2")], "repeat_within", later)
    unnumbered = asked(engine, [bought(0, None), bought(1, None)], "repeat_within", later)
    assert [result.rows[0].number.value for result in (once, twice, unnumbered)] == [0, 1, 1]


def test_an_empty_workspace_answers_with_nobody(engine: DuckDBEngine) -> None:
    view = view_of(engine, [], PLAN)
    assert [row.number.value for row in ask(view, "reach").rows] == [0]
    assert [row.more["entered"] for row in ask(view, "conversion").rows] == [0, 0, 0]
    assert ask(view, "active", by=["month"]).rows == []


def test_without_a_time_given_who_has_not_repeated_is_still_open_and_counts_in_the_rate(
    engine: DuckDBEngine,
) -> None:
    events = [
        *visits(MIDNIGHT, MIDNIGHT + SECOND, event="Order Completed"),
        Happened("ben", MIDNIGHT, "Order Completed"),
    ]
    row = asked(engine, events, "repeat_within", MIDNIGHT + timedelta(days=9)).rows[0]
    assert (row.number.value, row.number.n) == (0.5, 2)
    assert (row.more["entered"], row.more["went_on"], row.more["still_open"], row.more["lost"]) == (
        2,
        1,
        1,
        0,
    )

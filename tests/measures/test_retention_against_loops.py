"""Retention says what loops over lists say, whatever its rule, clock, events, unit and question."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_tables import Happened
from retention_loops import Asked, retention
from worlds import Question, World, examples, questions, worlds

from desirepath.errors import InputError
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.ask import ask
from desirepath.measures.behind import customers_behind
from desirepath.measures.result import Result
from desirepath.measures.view import View
from desirepath.science import intervals

EVENTS = st.sampled_from([None, None, ["A"], ["Order Completed"], ["A", "B", "Order Completed"]])
STEPS = st.sampled_from([None, None, None, ["a"], ["a", "c"]])


@st.composite
def asked(draw: st.DrawFn, unit: str = "customer") -> Asked:
    kind = draw(st.sampled_from(["periods", "periods", "brackets", "within"]))
    return Asked(
        start=draw(EVENTS),
        back=draw(EVENTS),
        start_step=draw(STEPS),
        back_step=draw(STEPS),
        join=draw(st.sampled_from(["first", "every"])),
        period=draw(st.sampled_from(["day", "week", "month"])),
        clock=draw(st.sampled_from(["calendar", "rolling"])),
        when="on"
        if kind == "within"
        else draw(st.sampled_from(["on", "or later", "or earlier", "in a row"])),
        periods=draw(st.integers(1, 5)),
        brackets=draw(st.sampled_from([[1, 2, 4], [2, 3, 5, 6]])) if kind == "brackets" else None,
        within=draw(st.sampled_from([["24h"], ["12h", "2d", "9d"]])) if kind == "within" else None,
        unit=unit,
    )


def ask_it(view: View, name: str, question: Question, asked: Asked, **more: Any) -> Result:
    by = [] if asked.unit == "customer" else [asked.unit]
    return ask(view, name, asked.params() | more, **question.asked() | {"by": [*by, *question.by]})


def said(result: Result) -> dict[tuple[Any, ...], Any]:
    """Rows of cohorts that somebody is in."""
    return {
        tuple(row.keys.values()): (row.more["size"], row.more["went_on"], row.complete)
        for row in result.rows
        if row.more["size"]
    }


def agrees(view: View, world: World, question: Question, asked: Asked) -> None:
    expected = retention(world, question, asked)
    result = ask_it(view, "retention", question, asked)
    if question.period:  # such a row is complete only when that period is over too
        found = {key: row[:2] for key, row in said(result).items()}
        assert found == {key: row[:2] for key, row in expected.items()}
    else:
        assert said(result) == expected


@examples
@given(worlds, questions(), asked())
def test_retention_of_customers(engine: DuckDBEngine, world: World, question: Question, asked: Asked) -> None:
    agrees(world.view(engine), world, question, asked)


@examples
@given(worlds, questions(columns=("country",)), asked())
def test_retention_by_what_the_log_stores_is_the_same(
    engine: DuckDBEngine, world: World, question: Question, asked: Asked
) -> None:
    """Anything they do, first time ever, whole customers: no join is made."""
    plain = Asked(
        **{name: getattr(asked, name) for name in ("period", "clock", "when", "periods", "brackets")}
    )
    whole = Question(segment=question.segment, start=question.start, end=question.end, by=("country",))
    agrees(world.view(engine), world, whole, plain)


@examples
@given(worlds, questions(), asked(unit="account"))
def test_retention_of_accounts(engine: DuckDBEngine, world: World, question: Question, asked: Asked) -> None:
    agrees(world.view(engine), world, question, asked)


@examples
@given(worlds, questions(), asked(), st.sampled_from(["weighted", "simple"]))
def test_the_curve_is_the_mean_of_mature_cells(
    engine: DuckDBEngine, world: World, question: Question, asked: Asked, mean: str
) -> None:
    cells: dict[tuple[Any, ...], list[tuple[int, int]]] = defaultdict(list)
    for (_, period, *keys), (size, back, over) in retention(world, question, asked).items():
        if over:
            cells[(period, *keys)].append((size, back))
    result = ask_it(world.view(engine), "retention_curve", question, asked, mean=mean)
    for row in result.rows:
        mine = cells.pop(tuple(row.keys.values()), [])
        sizes, back = sum(size for size, _ in mine), sum(back for _, back in mine)
        value = back / sizes if sizes else None
        if mean == "simple" and mine:
            value = sum(back / size for size, back in mine) / len(mine)
        assert row.number.value == pytest.approx(value)
        assert (row.number.n, row.more["went_on"], row.more["size"]) == (sizes, back, sizes)
        if value is not None and row.number.low is not None and row.number.high is not None:
            assert row.number.low <= value + 1e-9
            assert value - 1e-9 <= row.number.high
    assert not cells


@examples
@given(
    worlds, questions(), asked(), st.sampled_from([None, "went_on", "still_open", "lost"]), st.integers(0, 99)
)
def test_the_list_behind_a_cell_holds_its_people(
    engine: DuckDBEngine, world: World, question: Question, asked: Asked, outcome: str | None, at: int
) -> None:
    view = world.view(engine)
    rows = ask_it(view, "retention", question, asked).rows
    if rows:
        row = rows[at % len(rows)]
        told = question.asked() | {"keys": row.keys, "outcome": outcome, "limit": 100}
        behind = customers_behind(view, "retention", asked.params(), **told)
        assert behind.total == len(behind.rows) == row.more[outcome or "size"]


@examples
@given(worlds, asked())
def test_people_are_conserved(engine: DuckDBEngine, world: World, asked: Asked) -> None:
    view, question = world.view(engine), Question()
    rows = {tuple(row.keys.values()): row for row in ask_it(view, "retention", question, asked).rows}
    for (cohort, period), row in rows.items():
        more = row.more
        assert more["went_on"] + more["still_open"] + more["lost"] == more["size"]
        assert more["size"] == rows[(cohort, 0)].more["went_on"]
        before = rows.get((cohort, period - 1))
        if before and asked.when in ("or later", "in a row") and not asked.within:
            assert more["went_on"] <= before.more["went_on"]
        if before and period > 1 and (asked.within or asked.when == "or earlier"):
            assert more["went_on"] >= before.more["went_on"]


def shop(cohorts: dict[date, tuple[int, int]]) -> World:
    """For each day: how many people start, and how many of them come back the day after."""
    events = []
    for day, (people, back) in cohorts.items():
        noon = datetime(day.year, day.month, day.day, 12)
        for i in range(people):
            events.append(Happened(f"{day}-{i}", noon, "A"))
            if i < back:
                events.append(Happened(f"{day}-{i}", noon + timedelta(days=1), "A"))
    return World(events, datetime(2024, 5, 1))


def test_the_simple_mean_counts_cohorts_alike_and_the_weighted_mean_people(engine: DuckDBEngine) -> None:
    """Ten people at 20 % and a hundred at 0 %: 10 % and 1.82 %."""
    view = shop({date(2024, 4, 1): (10, 2), date(2024, 4, 2): (100, 0)}).view(engine)
    params = {"period": "day", "periods": 1}
    value = {
        mean: ask(view, "retention_curve", params | {"mean": mean}).rows[1].number.value
        for mean in ("simple", "weighted")
    }
    assert value == {"simple": pytest.approx(0.1), "weighted": pytest.approx(2 / 110)}
    assert round(100 * value["weighted"], 2) == 1.82


def test_the_curve_says_whether_newer_cohorts_come_back_more(engine: DuckDBEngine) -> None:
    days = {
        date(2024, 4, 1): (50, 5),
        date(2024, 4, 2): (50, 7),
        date(2024, 4, 3): (60, 30),
        date(2024, 4, 4): (40, 30),
    }
    start, day_one = ask(shop(days).view(engine), "retention_curve", {"period": "day", "periods": 1}).rows
    assert (day_one.more["newer"], day_one.more["older"]) == (0.6, 0.12)
    assert day_one.more["gap"] == pytest.approx(0.48)
    assert day_one.more["gap_low"] == pytest.approx(intervals.difference_of_shares(60, 100, 12, 100).low)
    assert (day_one.more["newer_since"], day_one.more["certainty"]) == (date(2024, 4, 3), "clear")
    assert start.more["gap"] is None


def test_against_the_period_before_is_the_quotient_of_two_cells(engine: DuckDBEngine) -> None:
    events = [Happened(c, datetime(2024, 4, 1, 12), "A") for c in "pqrs"]
    events += [Happened(c, datetime(2024, 4, 2, 12), "A") for c in "pq"]
    events += [Happened(c, datetime(2024, 4, 3, 12), "A") for c in "prs"]
    view = World(events, datetime(2024, 5, 1)).view(engine)

    def shares(**params: Any) -> list[float | None]:
        asked = {"period": "day", "periods": 2, "against": "previous"} | params
        return [row.number.value for row in ask(view, "retention", asked).rows]

    assert shares() == [1, 2 / 4, 3 / 2]  # others came back: more than before, so no share and no interval
    assert shares(when="in a row") == [1, 2 / 4, 1 / 2]
    assert (
        ask(view, "retention", {"period": "day", "periods": 2, "against": "previous"}).rows[2].number.low
        is None
    )


def test_retention_is_no_funnel_who_returns_on_a_later_day_need_not_have_returned_before(
    engine: DuckDBEngine,
) -> None:
    """Mixpanel's example: ten begin, nine return in hours 0 to 24, seven in 24 to 48, six after those."""
    begun = datetime(2024, 4, 1, 9)
    came = {"abcdefghi": 3, "defghij": 30, "cdefgj": 60}  # who, after how many hours
    events = [Happened(c, begun, "A") for c in "abcdefghij"]
    events += [Happened(c, begun + timedelta(hours=hours), "B") for who, hours in came.items() for c in who]
    view = World(events, datetime(2024, 5, 1)).view(engine)

    def returned(**params: Any) -> list[int]:
        asked = {"start": ["A"], "return": ["B"], "period": "day", "clock": "rolling"} | params
        return [row.more["went_on"] for row in ask(view, "retention", asked).rows[1:]]

    assert returned(within=["24h"]) == [9]
    assert returned(periods=2) == [7, 6]
    assert returned(periods=2, when="in a row") == [7, 5]  # c was away in between


def test_a_return_at_23_hours_over_the_change_of_the_clock_is_the_next_day_but_no_rolling_day(
    engine: DuckDBEngine,
) -> None:
    """The night to 31 March 2024 has 23 hours in Madrid."""
    noon = datetime(2024, 3, 30, 11)  # 12 o'clock in Madrid
    events = [Happened("p", noon, "A"), Happened("p", noon + timedelta(hours=23), "A")]
    view = World(events, datetime(2024, 5, 1)).view(engine)
    came = {
        clock: [
            row.more["went_on"]
            for row in ask(view, "retention", {"period": "day", "periods": 1, "clock": clock}).rows
        ]
        for clock in ("calendar", "rolling")
    }
    assert came == {"calendar": [1, 1], "rolling": [1, 0]}


def test_a_cohort_that_nobody_is_in_has_its_rows(engine: DuckDBEngine) -> None:
    view = shop({date(2024, 4, 1): (3, 1), date(2024, 4, 3): (2, 0)}).view(engine)
    rows = ask(view, "retention", {"period": "day", "periods": 1}).rows
    assert [
        (row.keys["cohort"].day, row.more["size"], row.number.value) for row in rows if row.keys["period"]
    ] == [
        (1, 3, pytest.approx(1 / 3)),
        (2, 0, None),
        (3, 2, 0),
    ]


def test_the_list_behind_a_cell_is_found_by_keys_as_an_address_tells_them(engine: DuckDBEngine) -> None:
    view = shop({date(2024, 4, 1): (12, 5)}).view(engine)
    params, keys = {"period": "day"}, {"cohort": "2024-04-01", "period": "1"}
    assert customers_behind(view, "retention", params, keys=keys, outcome="went_on").total == 5


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"brackets": [3, 2]}, "larger than the one before"),
        ({"brackets": [1, 4], "within": ["3d"]}, "stands alone"),
        ({"within": ["3d", "1d"]}, "longer than the one before"),
        ({"period": "fortnight"}, "period"),
    ],
)
def test_rules_that_contradict_are_errors(engine: DuckDBEngine, params: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        ask(shop({date(2024, 4, 1): (1, 0)}).view(engine), "retention", params)

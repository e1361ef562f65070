"""Whatever counts customers counts accounts, sessions, orders or answers too, by the same words.

The oracle of what a unit *does* is the one for customers, over a world in which each unit is a customer.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import brute
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_tables import Happened, Record
from test_against_brute_force import compare, outcomes
from worlds import PLAN, Question, World, examples, questions, worlds

from desirepath.lake.engines import DuckDBEngine
from desirepath.measures import registry
from desirepath.measures.ask import ask
from desirepath.measures.behind import customers_behind
from desirepath.science.kaplan_meier import survival

UNIT_COLUMNS = {
    "customer": ["customer"],
    "account": ["account"],
    "session": ["customer", "session"],
    "order": ["order_id"],
}
MOST = 1000


def unit_of(row: Record, unit: str) -> str | None:
    """The name of a row's unit; null where it belongs to none."""
    found = [row.get(column) for column in UNIT_COLUMNS[unit]]
    return None if None in found else "/".join(map(str, found))


def as_customers(world: World, unit: str) -> World:
    """The same world, lived by units: what belongs to none is gone."""
    rows = sorted(world.journeys, key=lambda r: (r["time"], r["customer"], r["seq"]))
    events = [
        Happened(
            name,
            row["time"],
            row["event"],
            row["actor"],
            {c: row.get(c) for c in ("channel", "order_id", "revenue")},
            {"size": row["prop_size"]},
        )
        for row in rows
        if (name := unit_of(row, unit))
    ]
    return World(events, world.now)


@st.composite
def plain_questions(draw: st.DrawFn) -> Question:
    """Questions about rows alone: a unit has no traits."""
    asked = draw(questions(columns=("channel", "size")))
    where = None if asked.where and "country" in asked.where else asked.where
    return Question(where, None, asked.start, asked.end, asked.by)


def with_unit(question: Question, unit: str) -> dict[str, Any]:
    return question.asked() | {"by": [unit, *question.by]}


@pytest.mark.parametrize("unit", ["account", "session", "order"])
@examples
@given(worlds, plain_questions())
def test_conversion_judges_each_unit_once(
    engine: DuckDBEngine, unit: str, world: World, question: Question
) -> None:
    result = ask(world.view(engine), "conversion", **with_unit(question, unit))
    compare(result, brute.conversion(as_customers(world, unit), question), outcomes, (0, 0, 0, 0, 0, 0))


@pytest.mark.parametrize("unit", ["account", "session", "order"])
@examples
@given(worlds, plain_questions())
def test_what_next_follows_the_unit(
    engine: DuckDBEngine, unit: str, world: World, question: Question
) -> None:
    result = ask(world.view(engine), "what_next", **with_unit(question, unit))
    compare(result, brute.what_next(as_customers(world, unit), question), lambda row: row.number.value, None)


@pytest.mark.parametrize("unit", ["account", "order"])
@examples
@given(worlds, plain_questions())
def test_time_to_next_is_the_time_of_the_unit(
    engine: DuckDBEngine, unit: str, world: World, question: Question
) -> None:
    result = ask(world.view(engine), "time_to_next", **with_unit(question, unit))
    expected = {}
    for key, times in brute.waiting_times(as_customers(world, unit), question).items():
        curve = survival([t for t, _ in times], [e for _, e in times], [not e for _, e in times])
        expected[key] = (curve.quantile(0.5).value, len(times), sum(e for _, e in times))
    compare(result, expected, lambda row: (row.number.value, row.number.n, row.more["went_on"]), (None, 0, 0))


@examples
@given(worlds)
def test_time_to_a_named_step_counts_that_step_alone(engine: DuckDBEngine, world: World) -> None:
    result = ask(world.view(engine), "time_to_next", {"step": "a", "to": "d"}, by=["account"])
    lived = as_customers(world, "account")
    first = brute.first_visits(lived.steps, Question(), lambda r: r["step"])
    expected = [
        entry
        for (_, step, _), entry in first.items()
        if step == "a" and any(r["step"] == "d" for r in brute.later(lived, entry))
    ]
    assert [row.more["went_on"] for row in result.rows] == [len(expected)]


@pytest.mark.parametrize("unit", ["account", "session"])
@examples
@given(worlds, plain_questions())
def test_a_unit_is_new_at_its_first_own_event_by_whoever_acted(
    engine: DuckDBEngine, unit: str, world: World, question: Question
) -> None:
    result = ask(world.view(engine), "active", **with_unit(question, unit))
    expected = brute.active(as_customers(world, unit), question)
    compare(result, expected, lambda row: (row.number.value, row.more["new"]), (0, 0))


@pytest.mark.parametrize(("within", "window"), [(None, None), ("3d", timedelta(days=3))])
@examples
@given(worlds, plain_questions())
def test_an_account_does_it_again_whoever_of_it_does(
    engine: DuckDBEngine, within: str | None, window: timedelta | None, world: World, question: Question
) -> None:
    params = {"event": "Order Completed", "within": within}
    result = ask(world.view(engine), "repeat_within", params, **with_unit(question, "account"))
    lived = as_customers(world, "account")
    expected = brute.repeat_within(lived, question, "Order Completed", window)
    compare(result, expected, outcomes, (0, 0, 0, 0, 0, 0))


@pytest.mark.parametrize("unit", ["customer", "account", "session"])
@examples
@given(worlds, questions())
def test_orders_are_added_up_by_unit_and_no_money_is_lost(
    engine: DuckDBEngine, unit: str, world: World, question: Question
) -> None:
    totals: dict[tuple[Any, ...], dict[str, list[tuple[Decimal, bool]]]] = {}
    for row, amount, stands in brute.orders(world, question):
        if name := unit_of(row, unit):
            of_unit = totals.setdefault(question.keys(row), {})
            of_unit.setdefault(name, []).append((amount, stands))
    view = world.view(engine)
    revenue = ask(view, "revenue", **with_unit(question, unit))
    compare(
        revenue,
        {
            key: (len(units), sum(a for orders in units.values() for a, _ in orders))
            for key, units in totals.items()
        },
        lambda row: (row.number.n, Decimal(row.more["exact"])),
        (0, Decimal()),
    )
    average = ask(view, "average_order", **with_unit(question, unit))
    expected = {}
    for key, units in totals.items():
        brought = [sum(a for a, s in o if s) for o in units.values() if any(s for _, s in o)]
        expected[key] = (
            len(brought),
            pytest.approx(float(sum(brought) / len(brought))) if brought else None,
        )
    compare(average, expected, lambda row: (row.number.n, row.number.value), (0, None))


def latest_of_each(rows: Iterable[Record], key: Callable[[Record], Any]) -> list[Record]:
    found = {key(row): row for row in sorted(rows, key=lambda r: (r["time"], r["event_id"]))}
    return list(found.values())


@pytest.mark.parametrize("unit", ["customer", "account"])
@examples
@given(worlds, questions(columns=("size",)))
def test_who_answers_often_counts_once_by_the_latest_answer(
    engine: DuckDBEngine, unit: str, world: World, question: Question
) -> None:
    question = Question(None, question.segment, question.start, question.end, question.by)
    answers = [
        row
        for row in world.answers
        if question.keeps(row) and row[unit] and (row["customer"] or question.segment is None)
    ]
    stars: dict[tuple[Any, ...], list[float]] = {}
    of_scale = [row for row in answers if row["scale"] == "stars"]
    for row in latest_of_each(of_scale, lambda r: (r[unit], question.keys(r))):
        stars.setdefault(question.keys(row), []).append(row["score"])
    compare(
        ask(world.view(engine), "stars", **with_unit(question, unit)),
        {key: (len(s), pytest.approx(sum(s) / len(s))) for key, s in stars.items()},
        lambda row: (row.number.n, row.number.value),
        (0, None),
    )
    felt: dict[tuple[Any, ...], list[float]] = {}
    about = [row for row in answers if row["step"] and row["feeling"] is not None]
    for row in latest_of_each(about, lambda r: (r[unit], r["step"], r["scale"], question.keys(r))):
        felt.setdefault((row["step"], row["scale"], *question.keys(row)), []).append(row["feeling"])
    compare(
        ask(world.view(engine), "feeling", **with_unit(question, unit)),
        {key: (len(s), pytest.approx(sum(s) / len(s))) for key, s in felt.items()},
        lambda row: (row.number.n, row.number.value),
        None,
    )
    spoke: dict[tuple[Any, ...], set[str]] = {}
    for row in answers:
        if row["kind"] in ("mention", "review"):
            spoke.setdefault((row["channel"], *question.keys(row)), set()).add(row[unit])
    compare(
        ask(world.view(engine), "mentions", **with_unit(question, unit)),
        {key: len(who) for key, who in spoke.items()},
        lambda row: row.number.value,
        0,
    )


@examples
@given(worlds)
def test_referrals_by_account_are_a_mean_over_active_accounts(engine: DuckDBEngine, world: World) -> None:
    own = [r for r in world.journeys if r["actor"] == "customer" and r.get("account")]
    sent = [r for r in own if r["event"] == "Page"]
    params = {"event": "Page"}
    result = ask(world.view(engine), "referrals", params, by=["account"], where="actor = 'customer'")
    active = {r["account"] for r in own}
    expected = pytest.approx(100 * len(sent) / len(active)) if active else None
    assert [(row.more["referrals"], row.number.value) for row in result.rows] == [(len(sent), expected)]


@examples
@given(worlds)
def test_an_account_is_found_the_way_its_first_customer_found_us(engine: DuckDBEngine, world: World) -> None:
    first: dict[str, Record] = {}
    for row in sorted(world.customers, key=lambda r: (str(r["first_time"]), r["customer"])):
        if row["account"] and row["first_time"]:
            first.setdefault(row["account"], row)
    expected: dict[tuple[Any, ...], int] = {}
    for row in first.values():
        expected[(row["first_channel"],)] = expected.get((row["first_channel"],), 0) + 1
    result = ask(world.view(engine), "first_touch", by=["account"])
    compare(result, expected, lambda row: row.number.value, 0)


UNITS_ASKED = [
    (name, unit)
    for name in registry.names()
    for unit in registry.describe(name)["by"]["units"]
    if unit != registry.get(name).counts
]


@pytest.mark.slow  # every measure by every unit, on drawn worlds
@pytest.mark.parametrize(("name", "unit"), UNITS_ASKED)
@examples
@given(world=worlds)
def test_the_list_behind_a_unit_s_number_is_as_long_as_the_number(
    engine: DuckDBEngine, name: str, unit: str, world: World
) -> None:
    view = world.view(engine, PLAN)
    for row in ask(view, name, by=[unit]).rows:
        behind = customers_behind(view, name, keys=row.keys, by=[unit], limit=MOST)
        if name == "referrals":
            assert behind.total == row.more["referrals"]
        else:
            assert behind.total == row.more.get("entered", row.number.n)
        assert len(behind.rows) == behind.total


def test_rows_of_no_unit_are_told(engine: DuckDBEngine) -> None:
    from test_contract import little_world

    view = little_world().view(engine)
    assert ask(view, "stars", by=["customer"]).notes == ["5 of 15 rows belong to no customer."]
    assert ask(view, "stars").notes == []

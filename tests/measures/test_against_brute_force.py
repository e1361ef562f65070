"""Every measure says what loops over lists say, for any little world and any question."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import brute
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from worlds import Question, World, examples, questions, worlds

from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.ask import ask
from desirepath.measures.result import Result, Row
from desirepath.science import intervals
from desirepath.science.kaplan_meier import survival


def compare(result: Result, expected: brute.Answer, said: Callable[[Row], Any], nobody: Any) -> None:
    """Every expected row is there and as expected; those that were not expected say nobody.

    A world may well hold nothing; that others do is the first test below.
    """
    got = {tuple(row.keys.values()): said(row) for row in result.rows}
    assert len(got) == len(result.rows)
    assert {key: value for key, value in got.items() if key in expected} == expected
    assert all(value == nobody for key, value in got.items() if key not in expected)


def outcomes(row: Row) -> tuple[Any, ...]:
    more, number = row.more, row.number
    return (
        more["entered"],
        more["went_on"],
        more["still_open"],
        more["lost"],
        number.numerator or 0,
        number.n,
    )


EXPECTED: dict[str, Callable[[World, Question], Any]] = {
    "reach": brute.reach,
    "conversion": brute.conversion,
    "stage conversion": brute.stage_conversion,
    "what next": brute.what_next,
    "waiting times": brute.waiting_times,
    "active": brute.active,
    "repeat": lambda world, question: brute.repeat_within(world, question, "Order Completed", None),
    "orders": brute.orders,
    "scores": lambda world, question: brute.scores(world, question, "csat", True),
    "first touch": brute.first_touch,
}


@pytest.mark.parametrize("expected", EXPECTED.values(), ids=EXPECTED)
def test_there_are_worlds_with_something_to_compare(expected: Callable[[World, Question], Any]) -> None:
    looking = settings(examples, max_examples=300, phases=[Phase.generate])
    find(st.tuples(worlds, questions()), lambda drawn: len(expected(*drawn)) > 0, settings=looking)


@examples
@given(worlds, questions())
def test_reach_counts_different_customers_who_acted(
    engine: DuckDBEngine, world: World, question: Question
) -> None:
    result = ask(world.view(engine), "reach", **question.asked())
    compare(
        result,
        brute.reach(world, question),
        lambda row: (row.number.value, row.more["visits"]),
        (0, 0),
    )


@examples
@given(worlds, questions(), st.sampled_from(["step", "stage"]))
def test_reach_of_steps_counts_different_customers_there(
    engine: DuckDBEngine, world: World, question: Question, column: str
) -> None:
    asked = question.asked() | {"by": [column, *question.by]}
    result = ask(world.view(engine), "reach", **asked)
    compare(
        result,
        brute.reach_of_steps(world, question, column),
        lambda row: (row.number.value, row.more["visits"]),
        (0, 0),
    )


@examples
@given(worlds, st.sampled_from(["account", "session", "order"]))
def test_other_units_are_counted_once_each(engine: DuckDBEngine, world: World, unit: str) -> None:
    result = ask(world.view(engine), "reach", by=[unit])
    assert [row.number.value for row in result.rows] == [brute.units(world, unit)]


@examples
@given(worlds, questions())
def test_conversion_judges_each_customer_once(engine: DuckDBEngine, world: World, question: Question) -> None:
    result = ask(world.view(engine), "conversion", **question.asked())
    compare(result, brute.conversion(world, question), outcomes, (0, 0, 0, 0, 0, 0))


@examples
@given(worlds, questions())
def test_conversion_of_stages_goes_to_any_later_stage(
    engine: DuckDBEngine, world: World, question: Question
) -> None:
    result = ask(world.view(engine), "conversion", {"to": "later stage"}, **question.asked())
    compare(result, brute.stage_conversion(world, question), outcomes, (0, 0, 0, 0, 0, 0))


@examples
@given(worlds, questions())
def test_conversion_between_steps_that_were_never_planned_is_the_same_kind_of_number(
    engine: DuckDBEngine, world: World, question: Question
) -> None:
    params = {"from": "d", "to": "a", "within": "5d"}
    result = ask(world.view(engine), "conversion", params, **question.asked())
    expected = brute.conversion(world, question, targets={"d": {"a"}}, window=timedelta(days=5))
    compare(result, expected, outcomes, (0, 0, 0, 0, 0, 0))


@examples
@given(worlds, questions())
def test_what_next_tells_the_next_different_step(
    engine: DuckDBEngine, world: World, question: Question
) -> None:
    result = ask(world.view(engine), "what_next", **question.asked())
    compare(result, brute.what_next(world, question), lambda row: row.number.value, None)


@examples
@given(worlds, questions())
def test_time_to_next_respects_who_is_still_open(
    engine: DuckDBEngine, world: World, question: Question
) -> None:
    result = ask(world.view(engine), "time_to_next", **question.asked())
    expected = {}
    for key, times in brute.waiting_times(world, question).items():
        curve = survival([t for t, _ in times], [e for _, e in times], [not e for _, e in times])
        expected[key] = (curve.quantile(0.5).value, len(times), sum(e for _, e in times))
    compare(
        result,
        expected,
        lambda row: (row.number.value, row.number.n, row.more["went_on"]),
        (None, 0, 0),
    )


@examples
@given(worlds, questions())
def test_active_counts_own_events_and_tells_new_from_returning(
    engine: DuckDBEngine, world: World, question: Question
) -> None:
    result = ask(world.view(engine), "active", **question.asked())
    compare(
        result,
        brute.active(world, question),
        lambda row: (row.number.value, row.more["new"]),
        (0, 0),
    )


@pytest.mark.parametrize(("within", "window"), [(None, None), ("3d", timedelta(days=3))])
@examples
@given(worlds, questions())
def test_repeat_within_starts_at_the_first_time_ever(
    engine: DuckDBEngine, within: str | None, window: timedelta | None, world: World, question: Question
) -> None:
    params = {"event": "Order Completed", "within": within}
    result = ask(world.view(engine), "repeat_within", params, **question.asked())
    expected = brute.repeat_within(world, question, "Order Completed", window)
    compare(result, expected, outcomes, (0, 0, 0, 0, 0, 0))


@examples
@given(worlds, questions())
def test_revenue_folds_each_order_and_stays_exact(
    engine: DuckDBEngine, world: World, question: Question
) -> None:
    totals: dict[tuple[Any, ...], Decimal] = {}
    standing: dict[tuple[Any, ...], list[Decimal]] = {}
    for row, amount, stands in brute.orders(world, question):
        key = question.keys(row)
        totals[key] = totals.get(key, Decimal()) + amount
        standing.setdefault(key, [])
        if stands:
            standing[key].append(amount)
    view = world.view(engine)
    result = ask(view, "revenue", **question.asked())
    compare(result, totals, lambda row: Decimal(row.more["exact"]), Decimal())
    average = ask(view, "average_order", **question.asked())
    compare(
        average,
        {key: (len(a), pytest.approx(float(sum(a) / len(a))) if a else None) for key, a in standing.items()},
        lambda row: (row.number.n, row.number.value),
        (0, None),
    )


@pytest.mark.parametrize("scale", ["nps", "csat", "ces", "stars"])
@examples
@given(worlds, questions(columns=("channel", "size", "step")))
def test_scores_count_answers_also_of_unknown_people(
    engine: DuckDBEngine, scale: str, world: World, question: Question
) -> None:
    versions = scale in ("csat", "ces")
    if question.where and "country" in question.where:
        question = Question(None, question.segment, question.start, question.end, question.by)
    expected = {}
    for key, given_scores in brute.scores(world, question, scale, versions).items():
        n = len(given_scores)
        mean = sum(given_scores) / n
        if scale == "nps":
            value = 100 * (sum(s >= 9 for s in given_scores) - sum(s <= 6 for s in given_scores)) / n
        elif scale == "csat":
            value = sum(s >= int(key[0]) - 1 for s in given_scores) / n
        else:
            value = mean
        expected[key] = (n, pytest.approx(value))
    result = ask(world.view(engine), scale, **question.asked())
    compare(result, expected, lambda row: (row.number.n, row.number.value), (0, None))


@examples
@given(worlds, questions(columns=("channel", "size")))
def test_feeling_keeps_scales_apart_and_measures_the_gap(
    engine: DuckDBEngine, world: World, question: Question
) -> None:
    question = Question(None, question.segment, question.start, question.end, question.by)
    feelings: dict[tuple[Any, ...], list[float]] = {}
    for row in world.answers:
        known = row["customer"] or question.segment is None
        if row["step"] and row["feeling"] is not None and question.keeps(row) and known:
            key = (row["step"], row["scale"], *question.keys(row))
            feelings.setdefault(key, []).append(row["feeling"])
    expected = {}
    for key, felt in feelings.items():
        estimate = intervals.mean(len(felt), sum(felt), sum(f * f for f in felt))
        believed = {"a": 1.0}.get(key[0])
        gap = None if believed is None or len(felt) < 10 else pytest.approx(sum(felt) / len(felt) - believed)
        expected[key] = (pytest.approx(estimate.value), len(felt), believed, gap)
    result = ask(world.view(engine), "feeling", **question.asked())
    compare(
        result,
        expected,
        lambda row: (row.number.value, row.number.n, row.more["believed"], row.more["gap"]),
        None,
    )


@examples
@given(worlds, questions(columns=("country",)))
def test_referrals_are_a_mean_over_all_active_customers(
    engine: DuckDBEngine, world: World, question: Question
) -> None:
    question = Question(None, question.segment, question.start, question.end, question.by)
    base = brute.reach(world, question)
    sent: dict[tuple[Any, ...], int] = dict.fromkeys(base, 0)
    for row in world.journeys:
        if row["event"] == "Page" and row["actor"] == "customer" and question.keeps(row):
            sent[question.keys(row)] += 1
    result = ask(
        world.view(engine),
        "referrals",
        {"event": "Page"},
        **question.asked() | {"where": "actor = 'customer'"},
    )
    got = {tuple(row.keys.values()): (row.more["referrals"], row.number.value) for row in result.rows}
    for key, count in sent.items():
        if key in got:
            assert got[key] == (count, pytest.approx(100 * count / base[key][0]))
        else:
            assert count == 0  # which countries nobody referred from, nobody can know


@examples
@given(worlds, questions(columns=("size",)))
def test_mentions_count_by_channel_also_of_unknown_people(
    engine: DuckDBEngine, world: World, question: Question
) -> None:
    question = Question(None, None, question.start, question.end, question.by)
    expected: dict[tuple[Any, ...], int] = {}
    for row in world.answers:
        if row["kind"] in ("mention", "review") and question.keeps(row):
            key = (row["channel"], *question.keys(row))
            expected[key] = expected.get(key, 0) + 1
    result = ask(world.view(engine), "mentions", **question.asked())
    compare(result, expected, lambda row: row.number.value, 0)


@examples
@given(worlds, questions(columns=("country",)))
def test_first_touch_counts_customers_by_how_they_came(
    engine: DuckDBEngine, world: World, question: Question
) -> None:
    question = Question(None, question.segment, question.start, question.end, question.by)
    result = ask(world.view(engine), "first_touch", **question.asked())
    compare(result, brute.first_touch(world, question), lambda row: row.number.value, 0)

"""What customers will bring: counted by hand, held against CDNOW, and in made-up worlds whose truth is known."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdnow import END, cdnow_orders, view_of_orders
from desirepath.domain.settings import ForecastSettings
from desirepath.errors import DataQualityError
from desirepath.insights.forecast.ahead import buyers, expected, likelier, luck
from desirepath.insights.forecast.backtest import backtest
from desirepath.insights.forecast.forecast import foretell
from desirepath.insights.forecast.purchases import calendar_of, cells, purchases, repeats_by_week, spending
from desirepath.insights.forecast.value import value_of, value_of_each
from desirepath.lake.engines import DuckDBEngine
from desirepath.science.clv.bg_nbd import BgNbd, fit_bg_nbd
from desirepath.science.clv.histories import Histories
from desirepath.services.forecast import forecast_of
from desirepath.services.workspace import open_workspace

Order = tuple[str, date, float]
DAY_ONE = date(2025, 1, 6)


def by_hand(
    orders: list[Order], end: date, until: int
) -> tuple[dict[tuple[int, ...], list[float]], list[int]]:
    """Cells and repeats by week, with loops over each customer's days."""
    weeks = -(-(end - min(day for _, day, _ in orders)).days // 7)
    origin = end - timedelta(weeks=weeks)
    cut = origin + timedelta(weeks=until)
    worth: dict[str, dict[date, float]] = defaultdict(lambda: defaultdict(float))
    for customer, day, amount in orders:
        if day < end:
            worth[customer][day] += amount
    found: dict[tuple[int, ...], list[float]] = defaultdict(lambda: [0, 0.0, 0])
    week_of = {day: (day - origin).days // 7 for _, day, _ in orders}
    repeats = [0] * weeks
    for days in worth.values():
        before = sorted(day for day in days if day < cut)
        if not before:
            continue
        first, last = week_of[before[0]], week_of[before[-1]]
        cell = found[len(before) - 1, first, last - first]
        cell[0] += 1
        cell[1] += sum(days[day] for day in before[1:])
        cell[2] += len(days) - len(before)
        for day in sorted(days)[1:]:
            repeats[week_of[day]] += 1
    return dict(found), repeats


orders_of_few = st.lists(
    st.tuples(
        st.sampled_from(["ana", "ben", "eva", "ivo"]),
        st.integers(0, 90).map(lambda day: DAY_ONE + timedelta(days=day)),
        st.integers(0, 90).map(float),
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=6)
@given(orders_of_few, st.integers(1, 13), st.randoms())
def test_cells_are_those_of_plain_loops_in_any_order_of_the_rows(
    engine: DuckDBEngine, orders: list[Order], until: int, chance: random.Random
) -> None:
    end = DAY_ONE + timedelta(days=85)
    if min(day for _, day, _ in orders) >= end:
        return
    shuffled = orders.copy()
    chance.shuffle(shuffled)
    view = view_of_orders(engine, shuffled, end)
    days = purchases(view)
    calendar = calendar_of(view, days)
    until = min(until, calendar.weeks)
    wanted, repeats = by_hand(orders, end, until)
    found = cells(view, days, calendar, until)
    told = {
        key: list(values)
        for *key, people, worth, later in zip(
            *(column.tolist() for column in (found.x, found.first, found.tx)),
            *(column.tolist() for column in (found.people, found.repeats_worth, found.later)),
            strict=True,
        )
        for key, values in [(tuple(map(int, key)), (people, worth, later))]
    }
    assert told.keys() == wanted.keys()
    for key, values in wanted.items():
        assert told[key] == pytest.approx(values)
    assert repeats_by_week(view, days, calendar, until).tolist() == repeats


def test_on_cdnow_the_rest_is_expected_from_the_first_39_weeks_as_published(engine: DuckDBEngine) -> None:
    view = view_of_orders(engine, cdnow_orders(), END)
    days = purchases(view)
    calendar = calendar_of(view, days)
    assert calendar.weeks == 78
    known = cells(view, days, calendar, 39)
    # In whole weeks of the calendar, not in days: within a standard error of .243 4.414 .793 2.426.
    told = fit_bg_nbd(known.histories)
    errors = [told.standard_errors[name] for name in told.names]
    assert (abs(told.values - [0.243, 4.414, 0.793, 2.426]) < errors).all()
    # Day by day, the published parameters expect 1,653 purchases of the next 39 weeks.
    ahead = expected(told.model, known.histories, np.array([39.0]))[0]
    assert ahead == pytest.approx(1_653, rel=0.01)
    tested = backtest(view, days, calendar, split=39)
    assert tested.people == 2_357
    assert tested.observed == 1_882
    assert tested.off is not None
    assert -0.25 < tested.off < -0.10
    assert tested.verdict == "rough"
    assert sum(one.people for one in tested.classes) == 2_357
    assert sum(week.observed for week in tested.weeks if week.held_out) == tested.observed
    assert sum(week.expected for week in tested.weeks if week.held_out) == pytest.approx(
        tested.expected.value
    )
    paid = spending(view, days, calendar, 39)
    assert paid.people.sum() == pytest.approx(946, abs=10)


@pytest.fixture(scope="module")
def world(engine: DuckDBEngine) -> list[Order]:
    """3,000 customers who buy as the model says, over two years, and 25 a purchase on average."""
    chance = np.random.default_rng(3)
    orders: list[Order] = []
    for at in range(3_000):
        rate, drop = chance.gamma(1.2, 1 / 12.0), chance.beta(1.0, 3.0)
        mean, clock = 6.0 / chance.gamma(5.0, 1 / 16.0), chance.uniform(0, 60)
        while clock < 104:
            day = DAY_ONE + timedelta(days=int(clock * 7))
            orders.append((f"c{at}", day, round(float(chance.gamma(6.0, mean / 6.0)), 2)))
            if chance.random() < drop:
                break
            clock += chance.exponential(1 / rate)
    return orders


def test_a_world_that_buys_as_the_model_says_passes_its_test(
    engine: DuckDBEngine, world: list[Order]
) -> None:
    split, end = DAY_ONE + timedelta(weeks=78), DAY_ONE + timedelta(weeks=104)
    known = [order for order in world if order[1] < split]
    view = view_of_orders(engine, known, split)
    told, models = value_of(view, discount=0.0)
    assert told.model == "MBG/NBD"
    assert told.backtest.verdict == "holds"
    assert told.correlation is not None
    assert abs(told.correlation) < 0.1
    # What half a year really brought, of those who were known.
    people = {customer for customer, _, _ in known}
    days = {(customer, day) for customer, day, _ in world if split <= day < end and customer in people}
    later = np.array([26.0])
    all_known = cells(view, purchases(view), models.calendar, models.calendar.weeks)
    number = float(expected(models.purchases.model, all_known.histories, later)[0])
    spread = luck(models.purchases.model, all_known.histories, 26.0) ** 0.5
    assert abs(number - len(days)) < 3 * spread + 0.1 * len(days)
    assert told.orders
    assert told.revenue
    assert told.revenue.value
    assert told.orders.value
    assert told.revenue.value / told.orders.value == pytest.approx(told.average.value, rel=0.1)


def test_money_of_single_customers_adds_up_to_that_of_all(engine: DuckDBEngine, world: list[Order]) -> None:
    end = DAY_ONE + timedelta(weeks=104)
    view = view_of_orders(engine, world, end)
    told, models = value_of(view, discount=0.1)
    worth: dict[str, dict[date, float]] = defaultdict(lambda: defaultdict(float))
    for customer, day, amount in world:
        worth[customer][day] += amount
    calendar = models.calendar
    total = []
    for days in worth.values():
        first, *more = sorted(days)
        week = [((day - date(1970, 1, 1)).days - calendar.origin) // 7 for day in (first, max(days))]
        mean = sum(days[day] for day in more) / len(more) if more else 0.0
        total.append((len(more), week[1] - week[0], calendar.weeks - week[0] - 0.5, mean))
    x, tx, age, z = map(np.array, zip(*total, strict=True))
    alive, worth_if = value_of_each(models, x.astype(float), tx.astype(float), age, z)
    assert told.revenue is not None
    assert float(alive @ worth_if) == pytest.approx(told.revenue.value, rel=1e-9)


def test_the_chances_of_so_many_purchases_add_up_to_the_number_expected() -> None:
    for model in (BgNbd(0.243, 4.414, 0.793, 2.426), BgNbd(0.525, 6.183, 0.891, 1.614, modified=True)):
        some = Histories.of([0, 2, 7], [0, 30.43, 20], 38.86, [5, 2, 1])
        n = np.arange(1, 4_000)[:, None]
        chances = model.at_least(n, 39, some.x, some.tx, some.age)
        assert chances.sum(axis=0) == pytest.approx(
            model.expected_after(39, some.x, some.tx, some.age), rel=1e-6
        )
        assert buyers(model, some, 39) == pytest.approx(float(chances[0] @ some.weight))
        assert expected(model, some, np.array([39.0]))[0] == pytest.approx(
            float(chances.sum(axis=0) @ some.weight), rel=1e-6
        )
        square = ((2 * n - 1) * chances).sum(axis=0)
        each = square - chances.sum(axis=0) ** 2
        assert luck(model, some, 39) == pytest.approx(float(each @ some.weight), rel=1e-3)


def test_few_data_are_told_as_such(engine: DuckDBEngine) -> None:
    short = [("ana", DAY_ONE, 20.0), ("ana", DAY_ONE + timedelta(days=9), 20.0)]
    view = view_of_orders(engine, short, DAY_ONE + timedelta(weeks=4))
    with pytest.raises(DataQualityError, match="4 weeks are too short"):
        value_of(view, 0.1)
    told = foretell(view_of_orders(engine, short, DAY_ONE + timedelta(weeks=40)), ForecastSettings()).forecast
    assert told.value is None
    assert told.value_why is not None
    assert "had bought again" in told.value_why


def test_people_who_stop_all_at_once_make_the_test_fail_and_no_figure_is_given(engine: DuckDBEngine) -> None:
    chance = np.random.default_rng(5)
    orders = [
        (f"c{at}", DAY_ONE + timedelta(days=int(day)), 10.0)
        for at in range(300)
        for day in chance.uniform(0, 200, chance.integers(2, 9))
    ]
    told, _ = value_of(view_of_orders(engine, orders, DAY_ONE + timedelta(days=364)), 0.1)
    assert told.backtest.verdict == "fails"
    assert told.revenue is None
    assert told.orders is None
    assert "no figure is given" in told.warnings[0]


def test_the_likelier_of_both_models_is_taken() -> None:
    some = Histories.of([0, 1, 2, 4, 7], [0, 12, 40, 70, 80], 90, [500, 120, 60, 40, 10])
    told = likelier(some)
    assert told.log_likelihood == max(fit_bg_nbd(some, modified).log_likelihood for modified in (False, True))


def test_a_forecast_is_kept_by_build(loam: Path) -> None:
    workspace = open_workspace(loam)
    once, again = forecast_of(workspace), forecast_of(workspace)
    assert once == again
    assert once.last_day < date(2027, 1, 1)

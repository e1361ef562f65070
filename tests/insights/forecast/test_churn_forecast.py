"""Who may stay away: counted by hand, in worlds whose truth is known, and never from the future."""

from __future__ import annotations

import builtins
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cdnow import view_of_orders
from desirepath.domain.settings import ForecastSettings
from desirepath.errors import DataQualityError
from desirepath.insights.forecast.at_risk import at_risk
from desirepath.insights.forecast.forecast import foretell
from desirepath.insights.forecast.gap import gap
from desirepath.insights.forecast.inactivity import Inactivity, inactivity
from desirepath.insights.forecast.later import split_of
from desirepath.insights.forecast.learn import Learned, learn
from desirepath.insights.forecast.learner import fit_table, grow
from desirepath.insights.forecast.moments import FEATURES, Moments, firsts_of_months, moments
from desirepath.insights.forecast.reasons import WORDS, reasons
from desirepath.insights.forecast.value import value_of
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.view import View
from desirepath.services.reading import Reader
from desirepath.services.workspace import open_workspace

Order = tuple[str, date, float]
EPOCH = date(1970, 1, 1)
DAY_ONE = date(2025, 1, 6)


def number(day: date) -> int:
    return (day - EPOCH).days


def people(size: int, weeks: int, seed: int = 1) -> list[Order]:
    """Buyers with a rate of their own, who leave for ever after a purchase with one chance in five."""
    chance = np.random.default_rng(seed)
    orders: list[Order] = []
    for at in range(size):
        pause, clock = chance.gamma(4.0, 0.9), chance.uniform(0, weeks * 0.9)
        while clock < weeks:
            orders.append((f"c{at:05d}", DAY_ONE + timedelta(days=int(clock * 7)), 20.0 + at % 30))
            if chance.random() < 0.2:
                break
            clock += chance.exponential(pause)
    return orders


def test_the_gap_is_the_shortest_silence_after_which_under_a_twentieth_return(engine: DuckDBEngine) -> None:
    orders, end = people(300, 120), DAY_ONE + timedelta(weeks=120)
    found = gap(view_of_orders(engine, orders, end), "orders", number(end))
    days: dict[str, set[int]] = defaultdict(set)
    for customer, day, _ in orders:
        days[customer].add(number(day))
    silences = []
    for mine in days.values():
        line = sorted(mine)
        silences += [(then - now, True) for now, then in pairwise(line)]
        silences.append((number(end) - line[-1], False))

    def stays(until: float) -> float:
        """Kaplan and Meier, one silence after the other."""
        share = 1.0
        for length in sorted({length for length, ended in silences if ended and length <= until}):
            at_risk = sum(1 for other, _ in silences if other >= length)
            share *= 1 - sum(1 for other, ended in silences if ended and other == length) / at_risk
        return share

    assert found is not None
    watched = max(length for length, _ in silences if sum(other >= length for other, _ in silences) >= 100)
    assert found.watched == watched
    rule = next(g for g in range(1, 400) if 1 - stays(watched) / stays(g) < 0.05)
    assert found.rule() == rule
    told = found.returns(rule)
    assert told.value == pytest.approx(1 - stays(watched) / stays(rule))
    assert told.low is not None and told.high is not None  # noqa: PT018
    assert told.low <= told.value <= told.high


def learned_of(view: View, days: int, end: date) -> Learned:
    told = inactivity(view, number(end), ForecastSettings(inactive_after=f"{days}d"))
    return learn(view, told, number(end))


@pytest.fixture(scope="module")
def shop(loam: Path) -> Iterator[tuple[View, int]]:
    workspace = open_workspace(loam)
    with Reader(workspace) as reader:
        view = reader.view()
        assert view.now is not None
        yield view, number(view.now.date()) + 1


def test_what_is_known_is_what_plain_loops_find_before_the_day(shop: tuple[View, int]) -> None:
    view, end = shop
    index, width = end - 200, 90
    found = moments(view, Inactivity("orders", width), [index], end)
    rows = view.engine.to_arrow(
        view.tables["journeys"].select(
            "customer", "event", "kind", "actor", "local", "order_id", "revenue", "score", "scale"
        )
    ).to_pylist()
    cancelled = {row["order_id"] for row in rows if row["event"] == "Order Cancelled"}
    orders: dict[str, dict[str, int]] = defaultdict(dict)
    seen: dict[str, set[int]] = defaultdict(set)
    support: dict[str, set[int]] = defaultdict(set)
    answers: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        day, who = number(row["local"].date()), row["customer"]
        if (
            row["revenue"] is not None
            and row["event"] == "Order Completed"
            and row["order_id"] not in cancelled
        ):
            orders[who].setdefault(row["order_id"], day)
        if row["actor"] == "customer" and row["kind"] != "message" and day < index:
            seen[who].add(day)
        if row["actor"] == "customer" and row["kind"] == "support" and index - 90 <= day < index:
            support[who].add(day)
        if index - 90 <= day < index and row["score"] is not None and row["scale"] in ("stars", "nps"):
            answers[who].append(row["score"] - 3 if row["scale"] == "stars" else (row["score"] - 5) / 2.5)
    wanted = {}
    for who, mine in orders.items():
        before = sorted({day for day in mine.values() if day < index})
        if before and before[-1] >= index - width:
            came = any(index <= day < index + width for day in mine.values())
            wanted[who] = (before, came)
    assert found.customers.tolist() == sorted(wanted)
    for at, who in enumerate(found.customers):
        before, came = wanted[who]
        row = dict(zip(FEATURES, found.x[at], strict=True))
        assert (row["silent"], row["known"], row["acts"]) == (
            index - before[-1],
            index - before[0],
            len(before),
        )
        assert row["unseen"] == index - max(seen[who])
        assert row["seen_90"] == len([day for day in seen[who] if day >= index - 90])
        assert row["support_90"] == len(support[who])
        assert found.left[at] == (not came)
        if answers[who]:
            assert row["feeling_90"] == pytest.approx(np.mean(answers[who]))
        else:
            assert np.isnan(row["feeling_90"])


def test_nothing_of_the_day_itself_or_later_is_known(engine: DuckDBEngine) -> None:
    orders, end = people(200, 52), DAY_ONE + timedelta(weeks=52)
    index = DAY_ONE + timedelta(weeks=30)
    whole = moments(
        view_of_orders(engine, orders, end), Inactivity("orders", 60), [number(index)], number(end)
    )
    known = [order for order in orders if order[1] < index]
    alone = moments(
        view_of_orders(engine, known[::-1], end), Inactivity("orders", 60), [number(index)], number(end)
    )
    assert whole.customers.tolist() == alone.customers.tolist()
    np.testing.assert_array_equal(whole.x, alone.x)
    assert whole.left.sum() < alone.left.sum() == len(alone)


def test_a_day_later_only_those_are_asked_about_who_did_nothing_on_it(engine: DuckDBEngine) -> None:
    index = number(DAY_ONE) + 30
    orders = [("early", DAY_ONE, 9.0), ("same", DAY_ONE, 9.0), ("same", EPOCH + timedelta(days=index), 9.0)]
    view = view_of_orders(engine, orders, DAY_ONE + timedelta(days=90))
    now, then = (
        moments(view, Inactivity("orders", 40), [index], index + 60, later=later) for later in (0, 1)
    )
    assert now.customers.tolist() == ["early", "same"]
    assert now.left.tolist() == [1, 0]
    assert then.customers.tolist() == ["early"]
    assert (now.x[0, 0], then.x[0, 0]) == (30, 31)


def test_months_are_split_so_that_no_outcome_learned_from_lies_in_the_tested_time() -> None:
    days = firsts_of_months(number(date(2025, 1, 6)), number(date(2026, 1, 20)))
    assert [EPOCH + timedelta(days=day) for day in days][:2] == [date(2025, 2, 1), date(2025, 3, 1)]
    split = split_of(days, 60, number(date(2026, 1, 20)))
    assert max(split.learned) + 60 <= min(split.tested)
    assert max(split.tested) + 60 <= number(date(2026, 1, 20))
    with pytest.raises(DataQualityError, match="too short to learn"):
        split_of(days[:3], 60, days[2])


def test_few_customers_make_a_plain_table_and_it_says_so(engine: DuckDBEngine) -> None:
    end = DAY_ONE + timedelta(weeks=90)
    view = view_of_orders(engine, people(150, 90), end)
    learned = learned_of(view, 70, end)
    assert learned.churn.model == "Plain table"
    assert "data are few" in learned.churn.why
    assert learned.churn.chosen == "settings"


def test_the_table_is_the_share_of_each_cell_drawn_towards_that_of_all() -> None:
    size = 90
    x = np.zeros((size, len(FEATURES)))
    x[:, 0], x[:, 2] = np.arange(size), 1 + np.arange(size) % 2
    left = (np.arange(size) % 3 == 0).astype(float)
    nothing = np.zeros(size)
    rows = Moments(
        np.array([str(i) for i in range(size)], object), nothing.astype(np.int64), x, left, *[nothing] * 4
    )
    told = fit_table(rows).chances(x)
    cell = (x[:, 0] <= np.quantile(x[:, 0], 1 / 3)) & (x[:, 2] == 1)
    assert told[cell] == pytest.approx((left[cell].sum() + 10 * left.mean()) / (cell.sum() + 10))


def test_a_silence_said_in_the_settings_goes_before_the_rule(engine: DuckDBEngine) -> None:
    end = DAY_ONE + timedelta(weeks=90)
    view = view_of_orders(engine, people(150, 90), end)
    told = foretell(view, ForecastSettings(inactive_after="45d")).forecast
    assert told.churn is not None
    assert (told.churn.gap, told.churn.chosen) == (45, "settings")


def test_without_a_silence_that_tells_the_reason_is_said(engine: DuckDBEngine) -> None:
    orders = [
        (f"c{at}", DAY_ONE + timedelta(days=at % 7 + day * 7), 5.0) for at in range(60) for day in range(20)
    ]
    told = foretell(
        view_of_orders(engine, orders, DAY_ONE + timedelta(weeks=20)), ForecastSettings()
    ).forecast
    assert told.churn is None
    assert told.churn_why is not None


def test_where_hardly_anybody_comes_back_no_silence_is_made_up(engine: DuckDBEngine) -> None:
    orders = [(f"c{at}", DAY_ONE + timedelta(days=at % 300), 5.0 + at % 3) for at in range(900)]
    orders += [(f"c{at}", DAY_ONE + timedelta(days=at % 300 + 9), 5.0 + at % 4) for at in range(20)]
    told = foretell(
        view_of_orders(engine, orders, DAY_ONE + timedelta(days=400)), ForecastSettings()
    ).forecast
    assert told.churn is None
    assert told.churn_why is not None
    assert "2.2 % of all silences" in told.churn_why


def test_lightgbm_that_cannot_be_loaded_gives_way_to_scikit_learn(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("lightgbm"):
            raise OSError("libgomp.so.1: cannot open shared object file")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", missing)
    name, make = grow()
    assert name == "scikit-learn's boosted trees"
    assert type(make()).__name__ == "HistGradientBoostingClassifier"


def test_reasons_are_what_raises_the_chance_most_in_words() -> None:
    assert set(WORDS) == set(FEATURES)
    x = np.full((1, len(FEATURES)), np.nan)
    x[0, [0, 2, 7]] = [41, 1, 0]
    pushes = np.zeros((1, len(FEATURES)))
    pushes[0, [0, 2, 7, 3]] = [0.9, 0.2, 0.4, -2]
    assert reasons(x, pushes) == [["silent for 41 days", "not seen in 30 days", "active only once so far"]]


@pytest.mark.slow
def test_in_a_world_of_known_leavers_chances_are_right_and_nothing_leaks(
    engine: DuckDBEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    end, now = DAY_ONE + timedelta(weeks=104), DAY_ONE + timedelta(weeks=92)
    world = people(3_000, 104)
    known = [order for order in world if order[1] < now]
    view = view_of_orders(engine, known, now)
    learned = learned_of(view, 70, now)
    churn = learned.churn
    assert churn.slope.low is not None and churn.slope.high is not None  # noqa: PT018
    assert churn.slope.low < 1.05
    assert churn.slope.high > 0.9
    assert abs(churn.intercept.value or 0) < 0.3
    assert (churn.skill.low or 0) > 0.05
    assert not churn.leaks
    value, models = value_of(view, 0.1)
    told, listed = at_risk(view, learned, models, value)
    later = {customer for customer, day, _ in world if now <= day < now + timedelta(days=70)}
    active = {customer for customer, day, _ in known if day >= now - timedelta(days=70)}
    assert told.active == len(active)
    away = told.staying_away
    assert away is not None and away.low is not None and away.high is not None  # noqa: PT018
    assert away.low <= len(active - later) <= away.high
    assert end > now
    stakes = [one.at_stake for one in listed]
    assert stakes == sorted(stakes, key=lambda stake: -(stake or 0))
    assert all(one.value and one.at_stake == pytest.approx(one.chance * one.value) for one in listed)
    monkeypatch.setattr("desirepath.insights.forecast.at_risk.AT_ONCE", 1_000)
    apart, in_parts = at_risk(view, learned, models, value)
    assert apart.active == told.active
    assert [one.customer for one in in_parts] == [one.customer for one in listed]

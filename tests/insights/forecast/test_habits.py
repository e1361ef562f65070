"""Channel, products and time of what comes next: counted with loops, told by three ways, honest where none helps."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta

import numpy as np
import pyarrow as pa
import pytest

from cdnow import view_of_orders
from desirepath.insights.forecast.habits import counts
from desirepath.insights.forecast.habits.aspect import CHANNEL, DAYS, PARTS, TIME, product, slot
from desirepath.insights.forecast.habits.habit import habits
from desirepath.insights.forecast.habits.result import Way
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.view import View

DAY_ONE = date(2025, 1, 6)


def world(engine: DuckDBEngine, chance_of_own: float, *, sticky: bool = False) -> View:
    """300 people on 20 days each, who come over a channel of their own with a chance, else over any.

    A sticky one takes the channel of the day before instead of an own one.
    """
    random = np.random.default_rng(8)
    channels = np.array(["web", "email", "store"])
    orders, over = [], []
    for at in range(300):
        own = last = random.choice(channels, p=[0.5, 0.3, 0.2])
        for turn in range(20):
            if random.random() >= chance_of_own:
                last = random.choice(channels, p=[0.5, 0.3, 0.2])
            elif not sticky:
                last = own
            orders.append((f"c{at:03d}", DAY_ONE + timedelta(days=turn * 10 + at % 7), 9.0))
            over.append(last)
    view = view_of_orders(engine, orders, DAY_ONE + timedelta(days=220))
    rows = engine.to_arrow(view.tables["journeys"])
    of = {(who, day): channel for (who, day, _), channel in zip(orders, over, strict=True)}
    channel = pa.array([of[row["customer"], row["local"].date()] for row in rows.to_pylist()])
    rows = rows.set_column(rows.column_names.index("channel"), "channel", channel)
    rows = rows.set_column(rows.column_names.index("actor"), "actor", pa.array(["customer"] * len(rows)))
    view.tables["journeys"] = engine.view(rows)
    return view


def used(view: View) -> Way:
    told = habits(view, None, [])[0][0]
    assert told.test is not None
    return told.test.used


def test_people_of_habit_are_told_by_their_habits_and_who_sticks_by_the_last(engine: DuckDBEngine) -> None:
    assert used(world(engine, 0.7)) == "own"
    assert used(world(engine, 0.8, sticky=True)) == "last"


def test_where_nobody_has_a_habit_nothing_is_said_of_single_customers(engine: DuckDBEngine) -> None:
    view = world(engine, 0.0)
    found, likely = habits(view, None, ["c000", "c001"])
    assert found[0].test is not None
    assert found[0].test.used == "all"
    assert found[0].strength is not None
    assert found[0].strength > 20
    assert likely == {"c000": [], "c001": []}


def test_likely_next_is_what_one_does_most_drawn_towards_all(engine: DuckDBEngine) -> None:
    view = world(engine, 0.7)
    found, likely = habits(view, None, ["c007"])
    mine = Counter(
        row["channel"]
        for row in engine.to_arrow(view.tables["journeys"]).to_pylist()
        if row["customer"] == "c007"
    )
    channel = found[0]
    shares = {one.value: one.share.value or 0 for one in channel.shares}
    assert channel.strength is not None
    wanted = {
        value: (mine[value] + channel.strength * share) / (mine.total() + channel.strength)
        for value, share in shares.items()
    }
    told = likely["c007"][0]
    assert told.value == max(wanted, key=lambda value: wanted[value])
    assert told.chance == pytest.approx(wanted[told.value], abs=1e-3)


def test_the_test_asks_as_plain_loops_do(view: View) -> None:
    """Each customer known before the split, by the first occasion from it on."""
    assert view.now is not None
    split = view.now - timedelta(days=120)
    rows = view.engine.to_arrow(
        view.tables["journeys"].select("customer", "seq", "channel", "time", "local", "actor")
    ).to_pylist()
    met: dict[str, dict[tuple[str, date], tuple[int, datetime]]] = defaultdict(dict)
    for row in sorted(rows, key=lambda row: (row["customer"], row["seq"])):
        if row["actor"] == "customer" and row["channel"] and row["time"] < view.now:
            met[row["customer"]].setdefault((row["channel"], row["local"].date()), (row["seq"], row["time"]))
    totals = Counter(channel for mine in met.values() for channel, _ in mine)
    order = sorted(totals, key=lambda name: (-totals[name], name))
    with counts.occasions(view, CHANNEL) as days:
        assert counts.totals(view, days) == [(name, totals[name]) for name in order]
        coded = counts.coded(view, days, order)
        fitted = counts.fit(view, coded.filter(coded.time < split), order)
        assert fitted is not None
        cells = counts.asked(view, coded, fitted, split)
    wanted: Counter[tuple[int, ...]] = Counter()
    for mine in met.values():
        line = sorted((seq, time, order.index(channel)) for (channel, _), (seq, time) in mine.items())
        before = [what for _, time, what in line if time < split]
        after = [what for _, time, what in line if time >= split]
        if not before or not after:
            continue
        often, then = Counter(before), after[0]
        scores = [often[what] + fitted.strength * fitted.shares[what] for what in range(len(order))]
        own = int(np.argmax(scores)) == then
        wanted[then, often[then], len(before), own, before[-1] == then] += 1
    keys = zip(*(cells[name].astype(int) for name in ("next", "times", "total", "own", "last")), strict=True)
    assert dict(zip(keys, cells["people"].astype(int), strict=True)) == wanted


def test_chances_of_all_things_add_up_to_one(view: View) -> None:
    with counts.occasions(view, TIME) as days:
        values = [value for value, _ in counts.totals(view, days)]
        fitted = counts.fit(view, counts.coded(view, days, values), values)
    assert fitted is not None
    times = np.zeros(len(values))
    times[3] = 4
    assert fitted.by_own(times, 4).sum() == pytest.approx(1)
    assert fitted.by_last((times > 0).astype(float)).sum() == pytest.approx(1)


def test_parts_of_the_week_are_those_of_the_clock_on_the_wall(view: View) -> None:
    rows = view.tables["journeys"]
    found = view.engine.to_arrow(rows.mutate(slot=TIME.value(rows)).select("slot", "local").limit(500))
    for row in found.to_pylist():
        local = row["local"]
        assert slot(row["slot"]) == f"{DAYS[local.weekday()]} {PARTS[local.hour // 6]}"


def test_the_group_of_products_is_the_setting_else_a_property_called_like_one(view: View) -> None:
    by_rule, by_name = product(view, None), product(view, "brand")
    assert by_rule is not None
    assert by_name is not None
    assert (by_rule.by, by_name.by) == ("category", "brand")
    assert product(view, "nowhere") is None
    assert by_rule.said("coats") == "about coats"

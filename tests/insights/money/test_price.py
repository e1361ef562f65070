"""Prices in simulated worlds whose truth is known: bias, doubt, checks, and totals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from desirepath.insights.money.before import Before
from desirepath.insights.money.joint import joint
from desirepath.insights.money.price import Moments, Priced, price
from desirepath.insights.pains.conditions import Condition, Split
from desirepath.science.stake import fit_stake

SPENDS = 100.0


def world(
    seed: int, n: int = 6_000, effect: float = 0.2, hidden: bool = False
) -> tuple[Split, Moments, float]:
    """Keen customers meet the pain less often and order more; `hidden` leaves keenness out of what is known.

    Returns the truth too: what those it happened to would have spent more.
    """
    random = np.random.default_rng(seed)
    keen = random.normal(size=n)
    happened = random.random(n) < 1 / (1 + np.exp(1 + 0.8 * keen))
    chance = 1 / (1 + np.exp(-0.3 - 0.7 * keen))
    luck = random.random(n)
    ordered, would = luck < chance * (1 - effect * happened), luck < chance
    spends = np.round(np.exp(random.normal(np.log(SPENDS), 0.4, n)), 2)
    noise = random.normal(size=n)
    known = np.column_stack([noise if hidden else keen, random.normal(size=n)])
    before = Before(known, ("keen", "other"), np.array([False, True]))
    customers = np.array([f"c{at:05}" for at in range(n)], dtype=object)
    split = Split("told", (Condition("late"),), frozenset({"prop_late"}), np.ones(n, bool), happened, True)
    moments = Moments(customers, ordered.astype(float), spends * ordered, np.ones(n), before)
    return split, moments, float((spends * (would & ~ordered))[happened].sum())


def priced(split: Split, moments: Moments) -> Priced:
    found = price(split, moments)
    assert found is not None
    return found


def holds(one: Priced, truth: float) -> bool:
    return (one.money.low or 0.0) <= truth <= (one.money.high or 0.0)


def test_the_price_is_right_where_the_plain_difference_is_far_too_high() -> None:
    found = [(priced(split, moments), truth) for split, moments, truth in map(world, range(30))]
    assert sum(holds(one, truth) for one, truth in found) >= 26
    bias = np.mean([(one.money.value or 0.0) / truth for one, truth in found])
    naive = np.mean([(one.naive.value or 0.0) / truth for one, truth in found])
    assert bias == pytest.approx(1.0, abs=0.1)
    assert naive > 1.5


def test_without_an_effect_the_interval_holds_nothing() -> None:
    found = [priced(*world(seed, effect=0.0)[:2]) for seed in range(30)]
    assert sum(holds(one, 0.0) for one in found) >= 26


def test_all_checks_pass_where_all_that_matters_is_known() -> None:
    one = priced(*world(1)[:2])
    assert [gate.name for gate in one.gates if not gate.passed] == []
    assert one.evalue is not None
    assert one.evalue.value > 1


def test_a_past_that_differs_after_adjusting_is_caught() -> None:
    split, moments, _ = world(2, hidden=True)
    lately = split.exposed * 0.5 + np.random.default_rng(3).normal(size=len(split.exposed))
    values = np.column_stack([moments.before.values[:, 0], lately])
    one = priced(split, replace(moments, before=replace(moments.before, values=values)))
    assert [gate.name for gate in one.gates if not gate.passed] == ["past untouched"]


def test_too_few_who_met_it_have_no_price() -> None:
    split, moments, _ = world(4)
    few = np.zeros(len(split.exposed), bool)
    few[:20] = True
    assert price(replace(split, exposed=few), moments) is None


def test_rows_of_unknown_condition_count_for_nothing() -> None:
    split, moments, _ = world(5)
    told = np.random.default_rng(6).random(len(split.told)) < 0.8
    kept = Moments(
        moments.customers[told],
        moments.orders[told],
        moments.spent[told],
        moments.years[told],
        Before(moments.before.values[told], moments.before.names, moments.before.lately),
    )
    some = priced(replace(split, told=told, exposed=split.exposed & told), moments)
    alone = priced(split.at(told), kept)
    assert some.money.value == pytest.approx(alone.money.value)
    assert some.exposures == alone.exposures


def test_several_pains_of_other_customers_add_up() -> None:
    one, other = priced(*world(7)[:2]), priced(*world(8)[:2])
    renamed = replace(
        other,
        customers=np.array([f"d{name}" for name in other.customers], dtype=object),
        influence={f"d{name}": moved for name, moved in other.influence.items()},
    )
    both = joint([one, renamed], [1.0, 1.0])
    single = [joint([each], [1.0]).total.value or 0.0 for each in (one, renamed)]
    assert both.total.value == pytest.approx(sum(single))
    assert both.parts == pytest.approx(single)
    assert single[0] == pytest.approx(one.money.value, rel=0.01)


def test_pains_of_the_same_customers_cost_less_together_and_parts_sum_to_the_total() -> None:
    one, other = priced(*world(9)[:2]), priced(*world(9, effect=0.4)[:2])
    both, turned = joint([one, other], [1.0, 1.0]), joint([other, one], [1.0, 1.0])
    apart = (one.money.value or 0.0) + (other.money.value or 0.0)
    assert both.total.value is not None
    assert max(one.money.value or 0.0, other.money.value or 0.0) < both.total.value < apart
    assert sum(both.parts) == pytest.approx(both.total.value)
    assert turned.parts == pytest.approx(both.parts[::-1])
    assert both.total.value <= float(np.maximum(one.worth, other.worth).sum())


def test_the_doubt_of_a_prediction_is_that_of_drawing_customers_again() -> None:
    random = np.random.default_rng(10)
    n = 800
    x, weights = random.normal(size=(n, 2)), random.random(n)
    y = 50 + 5 * x[:, 0] + random.normal(0, 10 + 4 * np.abs(x[:, 1]), n)
    learnt = (random.random(n) < 0.5).astype(float)
    moved = fit_stake(y, x, learnt).doubt(weights)
    # The second way: a bootstrap by weights.
    draws = [float(weights @ fit_stake(y, x, learnt * random.poisson(1.0, n)).value) for _ in range(300)]
    assert np.sqrt(moved @ moved) == pytest.approx(np.std(draws), rel=0.15)

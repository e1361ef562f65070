"""First days in made-up worlds whose truth is known: immortal time, a common cause, and a real harm."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from made_lives import FAILS_EVERY, GAP, Lives, lives, view_of

from desirepath.insights.early.design import Asked
from desirepath.insights.early.found import found_early
from desirepath.insights.early.result import EarlyFound
from desirepath.insights.early.weighed import weigh
from desirepath.insights.money.before import Before
from desirepath.insights.pains.conditions import Condition, Split
from desirepath.lake.engines import DuckDBEngine
from desirepath.services.demo import make_demo
from desirepath.services.early import early_of
from desirepath.services.workspace import open_workspace

ASKED = Asked("first_event", days=14, horizon=60)


def looked_at(world: Lives, engine: DuckDBEngine) -> EarlyFound:
    return found_early(view_of(world, engine), ASKED, GAP)


def stayed(world: Lives, who: np.ndarray) -> float:
    return float((world.lived[who] > ASKED.days + ASKED.horizon).mean())


def test_those_who_ever_met_it_live_longer_but_meeting_it_early_changes_nothing(engine: DuckDBEngine) -> None:
    world = lives(1)
    # The trap: only who lives long can ever meet much.
    assert stayed(world, world.met) - stayed(world, ~world.met) > 0.2
    found = looked_at(world, engine)
    assert found.gap == GAP
    assert found.left_before > 100
    assert found.tests >= 2
    assert found.items == []


def test_a_harm_of_the_first_days_is_found_and_as_large_as_it_is(engine: DuckDBEngine) -> None:
    found = looked_at(lives(2, n=4_000, harm=2.5), engine)
    harm = next(one for one in found.items if one.step == "pay" or one.detector == "failed")
    # Who lives at the landmark lives on for h days with chance exp(-h / 80), or with 2.5 times the pace.
    until = ASKED.horizon
    assert harm.word == "clear"
    assert harm.effect.low is not None
    assert harm.effect.high is not None
    # Of the unexposed many meet it later, which makes the difference smaller than that of a pace for good.
    random = np.random.default_rng(3)
    later = random.exponential(FAILS_EVERY, 200_000)
    alone = random.exponential(80.0, 200_000)
    others = np.where(alone > later, later + (alone - later) / 2.5, alone)
    truth = float(np.exp(-until * 2.5 / 80) - (others > until).mean())
    assert harm.effect.low - 0.03 <= truth <= harm.effect.high + 0.03
    assert harm.grade == "D"  # nobody has said that it is done to them
    last = harm.horizons[0]
    assert last.with_it is not None
    assert last.without is not None
    assert (last.with_it.value or 0) < (last.without.value or 0)


def test_a_common_cause_is_taken_out_where_it_is_known(engine: DuckDBEngine) -> None:
    world = lives(4, n=3_000, ads=3.0)
    lived, met = world.lived > ASKED.days, world.failed < ASKED.days
    assert stayed(world, lived & met) - stayed(world, lived & ~met) < -0.1
    found = looked_at(world, engine)
    assert "first channel “ads”" in found.adjusted_for
    assert found.items == []


def test_the_adjusted_difference_is_right_over_many_worlds_and_the_plain_one_is_not() -> None:
    def world(seed: int) -> tuple[float, float, float]:
        random = np.random.default_rng(seed)
        n = 1_500
        keen = random.normal(size=n)
        met = random.random(n) < 1 / (1 + np.exp(1 + keen))
        kept = (random.random(n) < 1 / (1 + np.exp(0.2 - keen))).astype(float)
        known = Before(keen[:, None], ("keen",), np.array([False]))
        split = Split("told", (Condition("it"),), frozenset(), np.ones(n, bool), met)
        found = weigh(split, kept, known, np.arange(n).astype(str).astype(object))
        assert found is not None
        estimate = found.effect.estimate
        assert estimate.low is not None
        assert estimate.high is not None
        return estimate.low, estimate.high, found.effect.naive.value or 0.0

    worlds = [world(seed) for seed in range(20)]
    assert sum(low <= 0 <= high for low, high, _ in worlds) >= 17
    assert all(naive < -0.1 for *_, naive in worlds)


@pytest.mark.slow  # makes and builds two shops of 8,000 people
def test_the_planted_late_first_parcel_is_found_and_vanishes_with_its_effect(tmp_path: Path) -> None:
    found = {}
    for effects in (True, False):
        folder = tmp_path / str(effects)
        make_demo(folder, customers=8_000, seed=5, effects=effects)
        found[effects] = early_of(open_workspace(folder), "main")
    effects_found = [one for one in found[True].items if one.grade == "C"]
    # Late by the promise, or long on its way: about the same parcels, told once.
    assert [one.step for one in effects_found] == ["unpack"]
    assert effects_found[0].effect.high is not None
    assert effects_found[0].effect.high < 0
    # The confounded ones are no effects: who buys rarely chooses the slow delivery, and engaged people book repairs.
    assert [one.condition for one in found[False].items if one.grade == "C"] == []

"""Which design is proposed, and what each finds in made-up worlds whose truth is known."""

from __future__ import annotations

import doctest
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm
from actions_made_up import START, Visit, World, action, world

from desirepath.insights.effects import designs
from desirepath.insights.effects.designs import DESIGNS, propose
from desirepath.insights.effects.designs.before_after import BEFORE_AFTER
from desirepath.insights.effects.designs.did import DID
from desirepath.insights.effects.designs.randomised import RANDOMISED
from desirepath.science.intervals import CLEAR


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_the_examples_in_the_registry_hold() -> None:
    assert doctest.testmod(designs).failed == 0
    assert len({design.name for design in DESIGNS}) == len(DESIGNS)


@pytest.mark.parametrize(
    ("told", "design"),
    [
        ({"chosen": "randomised"}, "randomised"),
        ({"chosen": "randomised", "control": None}, "before_after"),
        ({"chosen": "by rule"}, "did"),
        ({"chosen": "not said"}, "did"),
        ({"chosen": "not said", "control": None}, "before_after"),
        ({"chosen": "for being bad"}, "did"),
        ({"chosen": "for being bad", "control": None}, "before_after"),
        ({"chosen": "by rule", "target": None}, "series"),
    ],
)
def test_the_design_follows_who_was_chosen_how(told: dict[str, Any], design: str) -> None:
    assert propose(action(**told))[0].name == design


def test_no_effect_is_told_of_a_group_chosen_for_being_bad_without_a_control() -> None:
    bad = action(chosen="for being bad", control=None)
    found = BEFORE_AFTER.find(world(rng(), 600, 0.2).outcome, bad)
    assert found.interval is None
    assert found.grade == "D"
    assert "regression to the mean" in str(found.why_not)
    assert [group.title for group in found.groups] == ["with it"]


def test_differences_in_differences_are_those_of_a_regression_on_periods_and_groups() -> None:
    given = world(rng(2), 1_500, 0.15, back=0.0)
    found = DID.find(given.outcome, action())
    assert found.interval is not None
    assert found.grade == "B"
    periods = found.periods
    rows = []
    for visit in given.visits:
        place = (visit.day - START).days // periods.days + periods.before
        if 0 <= place < len(periods):
            treated = visit.group == "treated"
            dummies = [float(place == one) for one in range(len(periods))]
            rows.append([*dummies, treated, treated and place >= periods.before, visit.did])
    table = np.array(rows, float)
    fitted = sm.OLS(table[:, -1], table[:, :-1]).fit(cov_type="HC1")
    estimate = found.interval(CLEAR)
    assert estimate.value == pytest.approx(fitted.params[-1])
    # Spreads are those of each cell here and those about the regression there.
    assert [estimate.low, estimate.high] == pytest.approx(fitted.conf_int()[-1], abs=0.004)


def test_the_interval_holds_the_truth_nineteen_times_in_twenty_also_when_customers_come_twice() -> None:
    held = 0
    for seed in range(40):
        found = DID.find(world(rng(seed), 500, 0.1, back=0.6).outcome, action())
        if found.interval is None:
            continue
        estimate = found.interval(CLEAR)
        assert estimate.low is not None
        assert estimate.high is not None
        held += estimate.low <= 0.1 <= estimate.high
    assert 34 <= held <= 40


def test_groups_that_moved_apart_before_the_start_give_no_effect() -> None:
    found = DID.find(world(rng(), 3_000, 0.0, drift=0.35).outcome, action())
    assert found.interval is None
    assert "already moved apart" in str(found.why_not)


def test_a_group_that_was_not_there_before_has_to_be_named_otherwise() -> None:
    given = world(rng(), 400, 0.1)
    after_only = World([v for v in given.visits if v.group == "control" or v.day >= START])
    found = DID.find(after_only.outcome, action())
    assert found.interval is None
    assert "Nobody of those with it was there before" in str(found.why_not)


def test_the_bad_are_only_compared_with_others_as_bad() -> None:
    better = DID.find(world(rng(), 1_500, 0.0).outcome, action(chosen="for being bad"))
    assert better.interval is None
    assert "not as bad" in str(better.why_not)


def test_an_experiment_is_two_shares_and_whoever_met_both_is_left_out() -> None:
    visits = [Visit(f"a{i}", START + timedelta(days=i % 60), "treated", i % 4 == 0) for i in range(400)]
    visits += [Visit(f"b{i}", START + timedelta(days=i % 60), "control", i % 5 == 0) for i in range(400)]
    visits += [Visit("both", START, "treated", True), Visit("both", START, "control", True)]
    found = RANDOMISED.find(World(visits).outcome, action(chosen="randomised"))
    assert found.interval is not None
    assert found.interval(CLEAR).value == pytest.approx(100 / 400 - 80 / 400)
    assert found.grade == "A"
    assert found.notes == ("Left out, since they were in both groups: 1.",)
    assert found.checks[0].passed


def test_a_lot_whose_parts_change_over_time_is_no_lot() -> None:
    days = [(i % 60) for i in range(600)]
    visits = [
        Visit(
            f"c{i}",
            START + timedelta(days=day),
            "treated" if (day < 30) == (i % 5 > 0) else "control",
            i % 3 == 0,
        )
        for i, day in enumerate(days)
    ]
    found = RANDOMISED.find(World(visits).outcome, action(chosen="randomised"))
    assert found.interval is None
    assert "Was it drawn by lot?" in str(found.why_not)

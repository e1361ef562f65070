"""An interrupted series: when it is asked, what it refuses, and what it finds where the truth is known."""

from __future__ import annotations

import doctest
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from actions_made_up import START, Shop, together
from actions_made_up import action as compared

from desirepath.domain.action import Action
from desirepath.insights.effects.designs import propose, trends
from desirepath.insights.effects.designs.series import SERIES
from desirepath.science.intervals import CLEAR, Estimate, certainty
from desirepath.science.its import interrupted


def action(**told: Any) -> Action:
    """For everybody but one group, which should not have moved."""
    return Action.model_validate({"title": "A shorter form", "started": START, "control": "de", **told})


def shop(seed: int, n: int, effect: float, **more: Any) -> Shop:
    return together(np.random.default_rng(seed), n, effect, **more)


def test_the_examples_hold() -> None:
    assert doctest.testmod(trends).failed == 0


@pytest.mark.parametrize(
    ("told", "design"),
    [
        ({"target": None}, "series"),
        ({"target": None, "control": None, "chosen": "not said"}, "series"),
        ({"control": None}, "series"),
        ({"control": None, "unmoved": {"name": "conversion"}}, "series"),
        ({"control": None, "unmoved": {"name": "conversion"}, "chosen": "for being bad"}, "before_after"),
        ({"target": None, "control": None, "chosen": "for being bad"}, "before_after"),
        ({"control": None, "unmoved": {"name": "conversion"}, "chosen": "not said"}, "before_after"),
        ({"target": None, "control": None, "started": None}, "before_after"),
        ({"unmoved": {"name": "conversion"}}, "did"),
    ],
)
def test_a_series_is_asked_where_all_began_at_once_and_nobody_was_picked(
    told: dict[str, Any], design: str
) -> None:
    assert propose(compared(**told))[0].name == design


def test_both_forms_are_those_of_the_kernel_with_the_wider_error() -> None:
    found = SERIES.find(shop(3, 2_000, 0.15).outcome, action())
    own, beside = (group.shares.group.means for group in found.groups)
    place = found.periods.before
    assert (found.grade, found.periods.days, place) == ("B", 7, 52)
    for at, name in enumerate(("straight", "may_bend")):
        asked = [
            getattr(interrupted(own, place, "gaussian", control=beside, errors=errors), name)
            for errors in ("hac", "quasi")
        ]
        form = found.forms[at]
        assert form.effect.value == pytest.approx(asked[0].net.value)
        assert form.effect.low == pytest.approx(min(one.net.low for one in asked))
        assert form.expected == pytest.approx(asked[0].expected)
    assert found.interval is not None
    whole = found.interval(CLEAR)
    assert whole.low == min(form.effect.low or 0 for form in found.forms)
    assert whole.high == max(form.effect.high or 0 for form in found.forms)


def test_without_something_it_should_not_move_there_are_figures_and_no_effect() -> None:
    found = SERIES.find(shop(3, 2_000, 0.15).outcome, action(control=None))
    assert (found.grade, found.interval) == ("D", None)
    assert "nothing is named that it should not have moved" in str(found.why_not)
    assert [form.beside for form in found.forms] == [None, None]
    assert certain(found.forms[0].moved)


def test_what_moves_both_is_no_effect() -> None:
    found = SERIES.find(shop(1, 2_000, 0.0, shock=0.15).outcome, action())
    assert found.interval is None
    assert "something else happened then" in str(found.why_not)


def test_what_began_since_it_was_bad_just_then_is_no_effect() -> None:
    found = SERIES.find(shop(1, 2_000, 0.0, dip=-0.25).outcome, action())
    assert found.interval is None
    assert "may only have come back" in str(found.why_not)


@pytest.mark.parametrize(
    ("told", "early", "said"),
    [
        ({"on": 20}, True, "20 from it on"),
        ({"back": 70}, False, "70 days before"),
        ({"n": 30}, False, "with 30 customers"),
    ],
)
def test_too_few_periods_or_customers_are_told(told: dict[str, Any], early: bool, said: str) -> None:
    found = SERIES.find(shop(1, told.pop("n", 2_000), 0.1, **told).outcome, action())
    assert (found.interval, found.early) == (None, early)
    assert said in str(found.why_not)


def test_a_year_is_only_told_from_a_trend_where_two_are_there() -> None:
    short = SERIES.find(shop(1, 1_500, 0.1).outcome, action())
    long = SERIES.find(shop(1, 3_000, 0.1, back=700, on=56).outcome, action())
    assert any("Under two years" in note for note in short.notes)
    assert not any("Under two years" in note for note in long.notes)


def test_the_bad_are_refused_also_with_something_that_should_not_move() -> None:
    bad = compared(chosen="for being bad", control=None, unmoved={"name": "conversion"})
    design, why = propose(bad)
    assert design.grade == "D"
    assert "regression to the mean" in why


def certain(one: Estimate) -> bool:
    return (one.low or 0) > 0 or (one.high or 0) < 0


@pytest.mark.slow  # 200 made-up shops, four times
@pytest.mark.parametrize("wobble", [0.0, 0.02])
@pytest.mark.parametrize("effect", [0.0, 0.1])
def test_the_interval_holds_the_truth_and_finds_nothing_where_nothing_is(
    effect: float, wobble: float
) -> None:
    told, held, clear, sizes = 0, 0, 0, []
    for seed in range(200):
        found = SERIES.find(shop(seed, 2_000, effect, wobble=wobble).outcome, action())
        if found.interval is None:
            continue
        estimate = found.interval(CLEAR)
        told += 1
        held += (estimate.low or 0) <= effect <= (estimate.high or 0)
        clear += certainty(found.interval) == "clear"
        sizes.append(estimate.value or 0)
    assert told >= 140
    assert held / told >= 0.95
    assert abs(np.mean(sizes) - effect) < 0.01
    if not effect:
        assert clear / told <= 0.05


@pytest.mark.slow  # 100 made-up shops
def test_a_trend_that_bends_is_not_taken_for_an_effect() -> None:
    found = [SERIES.find(shop(seed, 2_000, 0.0, bend=0.3).outcome, action()) for seed in range(100)]
    told = [one.interval for one in found if one.interval]
    assert sum(certainty(one) == "clear" for one in told) <= 0.05 * len(told)


def test_the_start_is_the_first_day_of_a_period() -> None:
    found = SERIES.find(shop(1, 1_000, 0.1).outcome, action())
    edges = found.periods.edges
    assert edges[found.periods.before] == START
    assert edges[-1] <= START + timedelta(days=90)

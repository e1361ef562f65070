"""A roll-out in waves: what an action says, and what is found in made-up worlds whose truth is known."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from actions_made_up import START, Shop, rollout

from desirepath.domain.action import Action
from desirepath.insights.effects.designs import propose
from desirepath.insights.effects.designs.waves import WAVES
from desirepath.science.att_average import by_event_time, by_group
from desirepath.science.att_gt import NEVER, Cohort, group_time
from desirepath.science.did import Group
from desirepath.science.intervals import CLEAR, Estimate, certainty

STARTS = {"es": 0, "fr": 40, "it": 75, "de": None}


def action(**told: Any) -> Action:
    later = [
        {"started": START + timedelta(days=40), "target": "fr"},
        {"started": START + timedelta(days=75), "target": "it"},
    ]
    given = {"title": "Lockers", "started": START, "target": "es", "waves": later, "control": "de"}
    return Action.model_validate({**given, **told})


def shop(seed: int, n: int, effect: float, **more: Any) -> Shop:
    return rollout(np.random.default_rng(seed), n, effect, STARTS, **more)


def test_an_action_of_before_there_were_waves_has_none() -> None:
    old = Action.model_validate(
        {"title": "Show the fee", "started": "2026-03-02", "target": "country = 'ES'"}
    )
    assert old.waves == []


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"target": None}, "say who gets it first"),
        ({"started": None}, "from which day on"),
        ({"started": START + timedelta(days=40)}, "starts after the one before"),
        ({"ended": START + timedelta(days=50)}, "before its last wave"),
    ],
)
def test_waves_follow_a_first_one_in_turn(told: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        action(**told)


@pytest.mark.parametrize("chosen", ["not said", "by rule", "randomised", "for being bad"])
def test_an_action_with_waves_is_measured_by_them(chosen: str) -> None:
    assert propose(action(chosen=chosen))[0].name == "waves"
    assert propose(action(chosen=chosen, control=None))[0].name == "waves"


def test_every_wave_begins_with_a_period() -> None:
    found = WAVES.find(shop(1, 400, 0.1).outcome, action())
    edges = found.periods.edges
    assert [edges[group.begins] for group in found.groups[:3]] == [
        START,
        START + timedelta(days=40),
        START + timedelta(days=75),
    ]
    assert [(later - one).days for one, later in pairwise(edges)] == ([28] * 6 + [40] + [35] + [28] * 3)


def test_the_effect_is_that_of_the_kernel_on_shares_counted_by_hand() -> None:
    given = shop(2, 800, 0.1)
    found = WAVES.find(given.outcome, action())
    edges = np.array([(day - START).days for day in found.periods.edges])
    place = np.searchsorted(edges, given.days, side="right") - 1
    cohorts = []
    for name, start in STARTS.items():
        counts = np.zeros((len(edges) - 1, 2))
        for period in range(len(edges) - 1):
            rows = np.flatnonzero((given.groups == name) & (place == period))
            first: dict[int, int] = {}
            for row in sorted(rows, key=lambda row: given.days[row]):
                first.setdefault(int(given.customers[row]), int(row))
            did = given.did[list(first.values())]
            counts[period] = len(did), did.mean()
        n, means = counts.T
        assert found.groups[list(STARTS).index(name)].shares.n.tolist() == n.tolist()
        group = Group.of_waves(n, means, means * (1 - means) * n / (n - 1))
        begins = NEVER if start is None else float(np.flatnonzero(edges == start)[0])
        customers = np.unique(
            given.customers[(given.groups == name) & (place >= 0) & (place < len(edges) - 1)]
        )
        cohorts.append(Cohort(begins, Group(float(customers.size), group.means, group.covariance)))
    wanted = group_time(cohorts, np.arange(len(edges) - 1), "not yet")
    assert found.interval is not None
    mine, theirs = found.interval(CLEAR), by_group(wanted).overall.effect
    assert mine.value == pytest.approx(theirs.value)
    # The kernel is told of other people in each period here; those who come again hang together there.
    assert width(mine) == pytest.approx(width(theirs), rel=0.1)
    since = {one.label: one.effect.value for one in by_event_time(wanted).each}
    assert {one.periods: one.interval(CLEAR).value for one in found.since} == pytest.approx(since)


def width(estimate: Estimate) -> float:
    assert estimate.low is not None
    assert estimate.high is not None
    return estimate.high - estimate.low


def test_without_anybody_who_never_gets_it_later_waves_are_the_others() -> None:
    found = WAVES.find(shop(3, 1_500, 0.15).outcome, action(control=None))
    assert found.grade == "B"
    assert found.interval is not None
    assert found.interval(CLEAR).value == pytest.approx(0.15, abs=0.09)
    assert any("wave 3 has nobody left" in note for note in found.notes)


def test_waves_yet_to_come_are_compared_with() -> None:
    early = shop(4, 1_500, 0.15, on=60)
    found = WAVES.find(early.outcome, action(control=None))
    assert found.interval is not None
    assert found.fewest > 100
    assert max(one.periods for one in found.since) <= 2


def test_an_effect_that_grows_is_seen_by_time_since_the_start() -> None:
    found = WAVES.find(shop(5, 6_000, 0.0, grows=0.3).outcome, action())
    later = {one.periods: one.interval(CLEAR).value or 0 for one in found.since}
    assert later[3] > later[0] + 0.1
    assert all(abs(size) < 0.08 for periods, size in later.items() if periods < 0)


def test_waves_that_moved_apart_before_their_start_give_no_effect() -> None:
    found = WAVES.find(shop(6, 6_000, 0.0, drift=0.6).outcome, action())
    assert (found.interval, found.grade) == (None, "D")
    assert "already moved apart" in str(found.why_not)
    assert found.since


def test_the_bad_are_only_compared_with_others_as_bad() -> None:
    better = WAVES.find(shop(1, 1_500, 0.0).outcome, action(chosen="for being bad"))
    assert better.interval is None
    assert "not as bad" in str(better.why_not)


def test_without_a_time_before_there_is_nothing_to_compare() -> None:
    found = WAVES.find(shop(1, 400, 0.1, back=0, on=30).outcome, action())
    assert found.interval is None
    assert "no period in which a wave had begun" in str(found.why_not)


def test_whoever_is_in_two_groups_is_left_out() -> None:
    given = shop(1, 400, 0.1)
    moved = given.groups.copy()
    moved[np.flatnonzero(given.customers == 5)[:1]] = "de"
    both = np.unique(moved[given.customers == 5]).size == 2
    found = WAVES.find(
        Shop(given.customers, given.days, moved, given.did, given.first_day, given.last_day).outcome, action()
    )
    assert both
    assert "Left out, since they were in two groups: 1." in found.notes


@pytest.mark.slow  # 200 made-up shops, twice
def test_the_interval_holds_the_truth_and_finds_nothing_where_nothing_is() -> None:
    for effect in (0.0, 0.1):
        told, held, clear, sizes = 0, 0, 0, []
        for seed in range(200):
            found = WAVES.find(shop(seed, 800, effect).outcome, action())
            if found.interval is None:
                continue
            estimate = found.interval(CLEAR)
            told += 1
            held += (estimate.low or 0) <= effect <= (estimate.high or 0)
            clear += certainty(found.interval) == "clear"
            sizes.append(estimate.value or 0)
        assert told >= 170
        assert 0.90 <= held / told <= 0.99
        assert abs(np.mean(sizes) - effect) < 0.01
        if not effect:
            assert clear / told <= 0.08

"""What stands out: differences that are unlikely to be luck."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from statsmodels.stats.proportion import proportions_ztest

from desirepath.insights.pains.detectors.told import of_column
from desirepath.insights.pains.landmarks import Landmarks
from desirepath.insights.pains.place import Place
from desirepath.insights.pains.suspects import suspects

SIZE = Place("size", "Fit Guide Opened")


def world(
    random: np.random.Generator, n: int = 4_000, fall: float = 0.0, place: Place = SIZE, **both: float
) -> Landmarks:
    """People at one place who meet brands and delays at random; brand "t" takes `fall` from the share going on.

    `together` is taken from those who meet brand "t" and a delay of 8 or more besides.
    """
    brand = random.choice(["a", "b", "t"], n)
    days = random.integers(1, 15, n)
    share = 0.6 - fall * (brand == "t") - both.get("together", 0.0) * ((brand == "t") & (days >= 8))
    return Landmarks(
        place=place,
        splits=tuple(
            split
            for name, values in (("prop_brand", brand), ("prop_days", days))
            for split in of_column(name, pa.chunked_array([pa.array(values.astype(str))]))
        ),
        customers=np.array([f"c{i}" for i in range(n)], dtype=object),
        seqs=np.arange(n),
        times=np.full(n, np.datetime64("2026-01-01", "us")),
        outcomes={
            "went_on": (random.random(n) < share).astype(float),
            "ordered": (random.random(n) < 0.3).astype(float),
        },
    )


def test_a_planted_fall_is_found_first_with_its_size() -> None:
    found, tests = suspects([world(np.random.default_rng(1), fall=0.2)])
    first = found[0]
    assert (first.tested.split.rule, first.tested.outcome) == ("prop_brand = 't'", "went_on")
    low, high = first.tested.difference.low, first.tested.difference.high
    assert low is not None
    assert high is not None
    assert low < -0.2 < high
    assert len(first.people) == first.tested.n
    assert tests >= len(found)


def test_without_an_effect_hardly_a_world_has_a_find() -> None:
    random = np.random.default_rng(2)
    worlds = [suspects([world(random)])[0] for _ in range(100)]
    # The procedure lets one of ten worlds with nothing in them have a find; over 15 of 100 would be more than luck.
    assert sum(bool(found) for found in worlds) <= 15


def test_p_values_are_those_of_another_library() -> None:
    one = suspects([world(np.random.default_rng(3), fall=0.15)])[0][0].tested
    _, p = proportions_ztest([one.hit, one.others_hit], [one.n, one.others], alternative="smaller")
    assert one.p == pytest.approx(p, rel=1e-9)


def test_the_missing_are_those_who_would_have_gone_on_like_the_others() -> None:
    one = suspects([world(np.random.default_rng(4), fall=0.25)])[0][0]
    found = one.tested
    assert one.missing == pytest.approx(found.n * found.others_hit / found.others - found.hit)


def test_a_pair_is_told_when_it_is_clearly_worse_than_either_alone() -> None:
    rules = [
        one.tested.split.rule for one in suspects([world(np.random.default_rng(5), n=8_000, together=0.4)])[0]
    ]
    assert any(rule and "prop_brand = 't'" in rule and "days >= " in rule for rule in rules)
    alone = [
        one.tested.split.rule for one in suspects([world(np.random.default_rng(6), n=8_000, fall=0.3)])[0]
    ]
    assert not any(rule and " AND " in rule for rule in alone)


def test_one_story_at_a_step_is_told_once() -> None:
    marks = [
        world(np.random.default_rng(7), fall=0.2, place=Place("size", event)) for event in ("one", "other")
    ]
    elsewhere = world(np.random.default_rng(7), fall=0.2, place=Place("pay", "one"))
    assert [one.tested.split.rule for one in suspects(marks)[0]].count("prop_brand = 't'") == 1
    assert [one.tested.split.rule for one in suspects([*marks, elsewhere])[0]].count("prop_brand = 't'") == 2


def test_outcomes_that_are_not_over_yet_do_not_count() -> None:
    marks = world(np.random.default_rng(8), fall=0.2)
    marks.outcomes["went_on"][: len(marks) // 2] = np.nan
    one = suspects([marks])[0][0].tested
    assert one.n + one.others == len(marks) - len(marks) // 2


def test_nothing_to_look_at_finds_nothing() -> None:
    assert suspects([]) == ([], 0)


def test_where_nearly_everybody_goes_on_a_few_failures_are_not_compared() -> None:
    marks = world(np.random.default_rng(9), n=150)
    marks.outcomes["went_on"][:] = 1.0
    marks.outcomes["went_on"][:3] = 0.0
    assert all(one.tested.outcome != "went_on" for one in suspects([marks])[0])


def test_of_two_that_are_beyond_doubt_the_clearer_one_stays() -> None:
    weaker = world(np.random.default_rng(10), n=60_000, fall=0.4, place=Place("size", "a"))
    clearer = world(np.random.default_rng(10), n=60_000, fall=0.5, place=Place("size", "b"))
    found = [one for one in suspects([weaker, clearer])[0] if one.tested.split.rule == "prop_brand = 't'"]
    assert [one.place.event for one in found] == ["b"]

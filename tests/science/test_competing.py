"""Cumulative incidence against statsmodels, a loop, Kaplan-Meier and plain shares."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import CumIncidenceRight

from desirepath.errors import InputError
from desirepath.science.competing import Incidence, incidence
from desirepath.science.kaplan_meier import survival

# how long, and why they left: 0 still there, 1 or 2 a reason
people = st.lists(st.tuples(st.integers(1, 12), st.integers(0, 2)), min_size=1, max_size=50)


def of(watched: list[tuple[int, int]], reasons: int = 2) -> Incidence:
    return incidence(
        [t for t, _ in watched],
        [[why == k + 1 for k in range(reasons)] for _, why in watched],
        [why == 0 for _, why in watched],
    )


@given(people)
def test_the_incidence_agrees_with_a_loop_over_people(watched: list[tuple[int, int]]) -> None:
    found, staying, left = of(watched), 1.0, [0.0, 0.0]
    for row, time in enumerate(sorted({t for t, why in watched if why})):
        at_risk = sum(t >= time for t, _ in watched)
        gone = [sum((t, why) == (time, k) for t, why in watched) for k in (1, 2)]
        left = [share + staying * d / at_risk for share, d in zip(left, gone, strict=True)]
        staying *= 1 - sum(gone) / at_risk
        assert found.share[row].tolist() == pytest.approx(left)
        assert found.staying[row] == pytest.approx(staying, abs=1e-12)


@given(people)
def test_shares_and_errors_agree_with_statsmodels(watched: list[tuple[int, int]]) -> None:
    # It divides by 0 where all who are left leave at once; somebody who stays on keeps it from that.
    watched = [*watched, (13, 0), (1, 1), (1, 2)]
    found, oracle = of(watched), CumIncidenceRight(*(np.array(x) for x in zip(*watched, strict=True)))
    rows = np.isin(oracle.times, found.durations)
    for k in range(2):
        assert np.allclose(found.share[:, k], oracle.cinc[k][rows])
        assert np.allclose(found.error[:, k], oracle.cinc_se[k][rows])


@given(people)
def test_those_who_left_and_those_who_stay_are_all(watched: list[tuple[int, int]]) -> None:
    found = of(watched)
    assert np.allclose(found.share.sum(axis=1) + found.staying, 1)
    shown = found.share > 0
    assert (found.low[shown] <= found.share[shown] + 1e-12).all()
    assert (found.high[shown] >= found.share[shown] - 1e-12).all()


@given(people)
def test_with_one_reason_it_is_kaplan_and_meier(watched: list[tuple[int, int]]) -> None:
    found = of([(t, min(why, 1)) for t, why in watched], reasons=1)
    curve = survival(
        [t for t, _ in watched], [why > 0 for _, why in watched], [why == 0 for _, why in watched]
    )
    assert np.allclose(found.share[:, 0], 1 - curve.share)
    assert np.allclose(found.low[:, 0], 1 - curve.high)
    assert np.allclose(found.high[:, 0], 1 - np.where(curve.share > 0, curve.low, 0))


@given(people)
def test_without_anybody_still_open_it_is_a_plain_share(watched: list[tuple[int, int]]) -> None:
    watched = [(t, max(why, 1)) for t, why in watched]
    found, n = of(watched), len(watched)
    for row, time in enumerate(found.durations):
        share = sum(t <= time and why == 1 for t, why in watched) / n
        assert found.share[row, 0] == pytest.approx(share)
        assert found.error[row, 0] == pytest.approx(math.sqrt(share * (1 - share) / n), abs=1e-7)


@given(people, st.randoms(use_true_random=False))
def test_order_and_grouping_do_not_matter(watched: list[tuple[int, int]], random) -> None:  # type: ignore[no-untyped-def]
    one, kinds = of(watched), sorted(set(watched), key=lambda _: random.random())
    counted = incidence(
        [t for t, _ in kinds],
        [[watched.count((t, why)) * (why == k) for k in (1, 2)] for t, why in kinds],
        [watched.count((t, why)) * (why == 0) for t, why in kinds],
    )
    for field in ("durations", "share", "error", "low", "high"):
        assert np.allclose(getattr(one, field), getattr(counted, field), equal_nan=True)


def test_one_minus_kaplan_meier_would_say_too_much() -> None:
    watched = [(t, 1 + t % 2) for t in range(1, 9)]
    naive = 1 - survival(
        [t for t, _ in watched], [w == 1 for _, w in watched], [w != 1 for _, w in watched]
    ).at(8)
    assert of(watched).at(8, 0).value == pytest.approx(0.5)
    assert naive == pytest.approx(1.0)


def test_late_entry_is_the_same_as_for_survival() -> None:
    found = incidence([0, 2, 3, 4], [[0], [1], [0], [1]], [0, 0, 0, 1], entered=[2, 0, 1, 0])
    assert found.share[:, 0].tolist() == pytest.approx([0.5, 0.75])


def test_the_interval_covers_what_it_promises() -> None:
    random = np.random.default_rng(8)
    truth, held = 0.6 * (1 - math.exp(-1)), []
    for _ in range(1000):
        time, last = random.exponential(1, 100), random.uniform(0.5, 2.5, 100)
        why = np.where(time <= last, 1 + (random.random(100) > 0.6), 0)
        at = of(list(zip(np.minimum(time, last), why, strict=True))).at(1, 0)
        held.append((at.low or 0) <= truth <= (at.high or 0))
    assert 0.93 <= np.mean(held) <= 0.97


def test_what_is_not_known_has_no_number() -> None:
    found = of([(2, 1), (5, 0)])
    assert (found.at(1, 0).value, found.at(3, 1).value, found.at(3, 1).high) == (0.0, 0.0, None)
    assert found.at(6, 0).value is None
    assert of([(2, 1)]).at(6, 0).value == 1.0
    assert incidence([], np.zeros((0, 2)), []).at(1, 0).value is None


@pytest.mark.parametrize("events", [[1, 0], [[1], [-1]], [[1]], np.zeros((2, 0))])
def test_counts_that_cannot_be_are_refused(events: object) -> None:
    with pytest.raises(InputError) as told:
        incidence([1, 2], events, [0, 0])
    assert told.value.code == "bad_counts"

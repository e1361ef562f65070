"""Many at once: against statsmodels, closed forms, and what luck does to a ranking."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.meta_analysis import combine_effects
from statsmodels.stats.multitest import multipletests

from desirepath.science.multiple import benjamini_hochberg, rank_intervals, shrink

chances = st.lists(st.floats(0, 1), min_size=1, max_size=40)
lists = st.lists(st.tuples(st.floats(-50, 50), st.floats(0.5, 10)), min_size=2, max_size=30)


@given(chances)
def test_benjamini_hochberg_agrees_with_statsmodels(p: list[float]) -> None:
    assert benjamini_hochberg(p) == pytest.approx(multipletests(p, method="fdr_bh")[1])


@given(chances, st.data())
def test_a_smaller_p_never_gets_a_larger_adjusted_one(p: list[float], data: st.DataObject) -> None:
    adjusted = benjamini_hochberg(p)
    assert (np.diff(adjusted[np.argsort(p)]) >= -1e-12).all()
    assert (adjusted >= np.array(p) - 1e-12).all()
    place = data.draw(st.integers(0, len(p) - 1))
    smaller = p.copy()
    smaller[place] = p[place] / 2
    assert (benjamini_hochberg(smaller) <= adjusted + 1e-12).all()


def test_no_more_than_a_tenth_of_the_discoveries_are_false() -> None:
    random = np.random.default_rng(1)
    false = []
    for _ in range(500):
        z = random.normal(size=40) + np.where(np.arange(40) < 10, 3.0, 0.0)
        found = benjamini_hochberg(2 * norm_tail(np.abs(z))) <= 0.1
        false.append(found[10:].sum() / max(found.sum(), 1))
    assert np.mean(false) < 0.1


def norm_tail(z: np.ndarray) -> np.ndarray:
    from scipy.stats import norm

    return norm.sf(z)


@given(lists)
def test_the_variance_between_agrees_with_statsmodels(rows: list[tuple[float, float]]) -> None:
    values, errors = (np.array(column) for column in zip(*rows, strict=True))
    found = shrink(values, errors)
    if found.variance > 0:
        oracle = combine_effects(values, errors**2, method_re="dl")
        assert found.variance == pytest.approx(oracle.tau2)
        assert found.mean == pytest.approx(oracle.mean_effect_re)
    else:
        mean = np.average(values, weights=errors**-2)
        assert errors**-2 @ (values - mean) ** 2 <= len(values) - 1 + 1e-9
        assert found.values == pytest.approx(np.full(len(values), mean))


@given(lists)
def test_shrinking_keeps_each_value_between_itself_and_the_mean(rows: list[tuple[float, float]]) -> None:
    values, errors = (np.array(column) for column in zip(*rows, strict=True))
    found = shrink(values, errors)
    low, high = np.minimum(values, found.mean), np.maximum(values, found.mean)
    assert ((low - 1e-9 <= found.values) & (found.values <= high + 1e-9)).all()
    assert (found.errors <= errors).all()


def test_the_winner_is_overstated_and_shrinking_makes_up_for_it() -> None:
    random = np.random.default_rng(2)
    raw, shrunk = [], []
    for _ in range(400):
        truth, errors = random.normal(10, 2, 40), np.full(40, 3.0)
        seen = truth + random.normal(0, errors)
        found, top = shrink(seen, errors), int(np.argmax(seen))
        raw.append(seen[top] - truth[top])
        shrunk.append(found.values[top] - truth[top])
    assert np.mean(raw) > 4
    assert abs(np.mean(shrunk)) < 0.5


def test_one_value_is_left_and_values_without_error_are_refused() -> None:
    assert shrink([3.0], [1.0]).values.tolist() == [3.0]
    with pytest.raises(ValueError, match="above 0"):
        shrink([1.0, 2.0], [1.0, 0.0])
    with pytest.raises(ValueError, match="between 0 and 1"):
        benjamini_hochberg([1.2])


@given(lists)
def test_a_rank_interval_holds_the_rank_that_was_seen(rows: list[tuple[float, float]]) -> None:
    values, errors = (np.array(column) for column in zip(*rows, strict=True))
    for value, (best, worst) in zip(values, rank_intervals(values, errors), strict=True):
        assert best <= 1 + (values > value).sum()
        assert worst >= len(values) - (values < value).sum()


def test_rank_intervals_hold_the_true_rank() -> None:
    random = np.random.default_rng(3)
    truth = np.linspace(0, 6, 12)[::-1]
    held = []
    for _ in range(300):
        found = rank_intervals(truth + random.normal(size=12), np.ones(12))
        held.append([best <= rank <= worst for rank, (best, worst) in enumerate(found, 1)])
    assert (np.mean(held, axis=0) >= 0.93).all()
    assert rank_intervals([1.0], [1.0]) == ((1, 1),)

"""The largest difference between groups: published values, another library, and how often its interval holds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.meta_analysis import combine_effects

from desirepath.errors import InputError
from desirepath.science.heterogeneity import spread

BCG = [
    (4, 119, 11, 128),
    (6, 300, 29, 274),
    (3, 228, 11, 209),
    (62, 13536, 248, 12619),
    (33, 5036, 47, 5761),
    (180, 1361, 372, 1079),
    (8, 2537, 10, 619),
    (505, 87886, 499, 87892),
    (29, 7470, 45, 7232),
    (17, 1699, 65, 1600),
    (186, 50448, 141, 27197),
    (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
]
"""Thirteen trials of a vaccine: ill and well of the treated and of the others. Colditz et al. (1994), JAMA 271."""


def test_thirteen_trials_agree_with_the_published_heterogeneity() -> None:
    """Q 152.2330 with 12 degrees of freedom and tau^2 .3088, as metafor 4 tells for dat.bcg."""
    a, b, c, d = np.array(BCG, float).T
    ratio = np.log(a / (a + b)) - np.log(c / (c + d))
    error = np.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))
    found = spread(ratio, error)
    assert round(found.q, 4) == 152.2330
    assert round(found.deviation**2, 4) == 0.3088
    assert found.p < 1e-20
    assert found.observed == pytest.approx(np.ptp(ratio))


lists = st.lists(st.tuples(st.floats(-50, 50), st.floats(0.1, 10)), min_size=2, max_size=8)


@given(lists)
def test_cochrans_q_agrees_with_statsmodels(rows: list[tuple[float, float]]) -> None:
    values, errors = (np.array(column) for column in zip(*rows, strict=True))
    # Its other answers need a variance above 0, and divide by a Q that may be next to nothing.
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        oracle = combine_effects(values, errors**2, method_re="dl")
    found = spread(values, errors)
    assert found.q == pytest.approx(oracle.q, abs=1e-9)
    assert found.p == pytest.approx(oracle.test_homogeneity().pvalue, abs=1e-4)


@given(lists)
def test_the_interval_holds_the_difference_seen_and_chance_is_taken_off(
    rows: list[tuple[float, float]],
) -> None:
    values, errors = (np.array(column) for column in zip(*rows, strict=True))
    found = spread(values, errors)
    value, low, high = found.gap.value or 0.0, found.gap.low or 0.0, found.gap.high or 0.0
    assert 0 <= low <= found.observed + 1e-9 <= high + 2e-9
    assert value <= found.observed + 1e-9
    assert found.observed == pytest.approx(values[found.largest] - values[found.smallest])
    assert spread(values + 7, errors).gap.value == pytest.approx(found.gap.value, abs=1e-6)


@pytest.mark.parametrize("truth", [[0, 0], [0, 0, 0, 0, 0], [0, 1, 1.5], [0, 0, 0, 3]])
def test_the_interval_holds_the_true_difference_at_least_as_often_as_it_says(truth: list[float]) -> None:
    random = np.random.default_rng(3)
    errors = np.linspace(0.3, 1.0, len(truth))
    held, clear = 0, 0
    for _ in range(600):
        found = spread(truth + random.normal(0, errors), errors).gap
        low, high = found.low or 0.0, found.high or 0.0
        held += low <= np.ptp(truth) <= high
        clear += low > 0
    assert held / 600 > 0.93
    if not np.ptp(truth):
        assert clear / 600 < 0.07


def test_one_group_and_no_doubt_are_refused() -> None:
    with pytest.raises(InputError, match="two groups"):
        spread([1.0], [1.0])
    with pytest.raises(InputError, match="error above 0"):
        spread([1.0, 2.0], [1.0, 0.0])

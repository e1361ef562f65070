"""The quality of chances is what scikit-learn says, and weights are rows repeated."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score

from desirepath.errors import InputError
from desirepath.science.scores import intervals, quality, ranks_above

rows = st.lists(
    st.tuples(st.integers(0, 1), st.integers(1, 9).map(lambda tenth: tenth / 10), st.integers(0, 3)),
    min_size=6,
    max_size=40,
).filter(lambda found: len({came for came, _, weight in found if weight}) == 2)


@settings(max_examples=60)
@given(rows)
def test_measures_agree_with_scikit_learn_and_weights_are_repeated_rows(
    found: list[tuple[int, float, int]],
) -> None:
    came, chance, weight = (np.array(column) for column in zip(*found, strict=True))
    told = quality(came, chance, weight)
    repeated, said = np.repeat(came, weight), np.repeat(chance, weight)
    assert told.precision == pytest.approx(average_precision_score(repeated, said))
    assert told.brier == pytest.approx(brier_score_loss(repeated, said))
    assert ranks_above(repeated, said) == pytest.approx(roc_auc_score(repeated, said))
    alone = quality(repeated, said)
    for name, value in vars(told).items():
        assert getattr(alone, name) == pytest.approx(value, rel=1e-6, abs=1e-6), name


def test_calibration_is_the_logistic_regression_on_log_odds() -> None:
    chance = np.random.default_rng(1)
    odds = chance.normal(0, 1.5, 20_000)
    came = chance.random(20_000) < 1 / (1 + np.exp(-(0.4 + 0.6 * odds)))
    told = quality(came, 1 / (1 + np.exp(-odds)))
    fitted = LogisticRegression(C=np.inf).fit(odds[:, None], came)
    assert told.slope == pytest.approx(float(fitted.coef_[0, 0]), abs=1e-3)
    assert told.slope == pytest.approx(0.6, abs=0.05)


def test_right_chances_are_calm_and_skilful() -> None:
    random = np.random.default_rng(2)
    chance = random.beta(2, 2, 4_000)
    came = random.random(4_000) < chance
    found = intervals(came, chance, np.arange(4_000) // 2, draws=60)
    for name, right in (("intercept", 0.0), ("slope", 1.0)):
        low, high = found[name].low, found[name].high
        assert low is not None and high is not None  # noqa: PT018
        assert low - 0.02 < right < high + 0.02
    assert found["skill"].low is not None
    assert found["skill"].low > 0.1


def test_the_lift_of_the_top_tenth_is_counted() -> None:
    came = [1] * 5 + [0] * 5 + [1] * 15 + [0] * 75
    chance = [0.9] * 10 + [0.1] * 90
    assert quality(came, chance).lift == pytest.approx((5 / 10) / (20 / 100))


def test_nothing_can_be_judged_when_everybody_left() -> None:
    with pytest.raises(InputError, match="something came and something did not"):
        quality([1, 1], [0.5, 0.6])

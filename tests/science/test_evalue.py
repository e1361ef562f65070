"""E-values against the published ones and what they mean."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desirepath.science.evalue import EValue, evalue, ratio_of_difference, ratio_of_shares, words
from desirepath.science.intervals import Estimate


def test_the_evalue_agrees_with_the_published_example() -> None:
    found = evalue(Estimate(3.9, 1.8, 8.7))
    assert (round(found.value, 2), round(found.limit or 0, 1)) == (7.26, 3.0)


@given(st.floats(1.001, 50))
def test_a_protective_ratio_counts_like_its_inverse(ratio: float) -> None:
    assert evalue(Estimate(1 / ratio)).value == pytest.approx(evalue(Estimate(ratio)).value)


@given(st.floats(1.01, 50))
def test_a_hidden_factor_of_that_strength_explains_all_of_it(ratio: float) -> None:
    """The largest bias of a factor tied by RR to both is RR^2 / (2 RR - 1): at the E-value it is the ratio itself."""
    strength = evalue(Estimate(ratio)).value
    assert strength**2 / (2 * strength - 1) == pytest.approx(ratio)


def test_an_interval_that_holds_1_needs_no_hidden_factor() -> None:
    assert evalue(Estimate(1.4, 0.9, 2.0)).limit == 1.0
    assert evalue(Estimate(0.5, 0.3, 0.8)).limit == pytest.approx(1.25 + math.sqrt(1.25 * 0.25))
    assert "no hidden cause" in words(evalue(Estimate(1.4, 0.9, 2.0)))
    assert words(EValue(2.0, None)).endswith("to explain it away.")


def test_no_effect_is_explained_by_nothing() -> None:
    assert evalue(Estimate(1.0)).value == 1.0
    assert ratio_of_difference(Estimate(0.0), 2.0).value == 1.0


@pytest.mark.parametrize("ratio", [None, 0.0, -1.0])
def test_what_is_no_ratio_is_refused(ratio: float | None) -> None:
    with pytest.raises(ValueError, match="above 0"):
        evalue(Estimate(ratio))


def test_a_share_of_nobody_makes_no_ratio() -> None:
    with pytest.raises(ValueError, match="Shares"):
        ratio_of_shares(0.2, 0.0)

"""The curve: monotone between its points, cut without a seam, tinted where it parts from the plan."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import CubicHermiteSpline

from desirepath.export.layout.curve import curves, lenses, slopes

feelings = st.floats(-2, 2)


@given(st.lists(feelings, min_size=2, max_size=25))
def test_the_curve_never_overshoots_into_feelings_nobody_had(values: list[float]) -> None:
    (curve,) = curves(values)
    for left, (a, b) in enumerate(pairwise(values)):
        inside = [curve.at(left + t / 20) for t in range(21)]
        assert min(a, b) - 1e-6 <= min(inside)
        assert max(inside) <= max(a, b) + 1e-6
        rises = [d - c for c, d in pairwise(inside)]
        assert all(rise >= -1e-6 for rise in rises) if b >= a else all(rise <= 1e-6 for rise in rises)


@given(st.lists(feelings, min_size=2, max_size=12))
def test_bezier_pieces_are_the_cubic_hermite_spline(values: list[float]) -> None:
    (curve,) = curves(values)
    spline = CubicHermiteSpline(range(len(values)), values, slopes(values))
    for (x0, y0), (_, y1), (_, y2), (x3, y3) in curve.segments(-1, 30):
        for t in np.linspace(0, 1, 7):
            y = (1 - t) ** 3 * y0 + 3 * (1 - t) ** 2 * t * y1 + 3 * (1 - t) * t**2 * y2 + t**3 * y3
            assert y == pytest.approx(float(spline(x0 + (x3 - x0) * t)), abs=1e-9)
            assert curve.at(x0 + (x3 - x0) * t) == pytest.approx(y, abs=1e-9)


def test_a_curve_cut_between_two_sheets_meets_itself() -> None:
    (curve,) = curves([0.9, 0.7, -0.9, 0.2, 1.7])
    before, after = curve.segments(-0.5, 2.5), curve.segments(2.5, 6)
    assert before[-1][3] == pytest.approx((2.5, curve.at(2.5)))
    assert after[0][0] == pytest.approx(before[-1][3])


def test_a_step_without_a_value_parts_the_curve_in_two() -> None:
    assert [(curve.first, curve.last) for curve in curves([1, None, 0, 0.5, None])] == [(0, 0), (2, 3)]


def test_a_lens_runs_from_crossing_to_crossing_when_its_widest_point_exceeds_one() -> None:
    measured, believed = curves([0.5, -1.5, 0.5]), curves([0.0, 0.0, 0.0])
    (lens,) = lenses(measured, believed)
    assert lens.below
    assert 0 < lens.low < 1 < lens.high < 2


def test_a_gap_of_exactly_one_point_is_not_tinted() -> None:
    assert lenses(curves([0, -1, 0]), curves([0, 0, 0])) == []
    assert len(lenses(curves([0, -1.01, 0]), curves([0, 0, 0]))) == 1


def test_gaps_on_both_sides_are_two_lenses() -> None:
    found = lenses(curves([0, -1.5, 0, 1.5, 0]), curves([0.0] * 5))
    assert [lens.below for lens in found] == [True, False]


def test_no_lens_where_nothing_was_believed() -> None:
    assert lenses(curves([-2, -2]), curves([None, 2, None])) == []

"""Landmarks are the same on Spark as on DuckDB."""

from __future__ import annotations

import numpy as np
import pytest

from desirepath.insights.pains.landmarks import landmarks
from desirepath.insights.pains.place import Place
from desirepath.measures.view import View

pytestmark = [
    pytest.mark.spark,
    # pyspark 4.0 on pandas 3
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
]


@pytest.mark.parametrize("place", [Place("size", "Fit Guide Opened"), Place("unpack", "Order Delivered")])
def test_a_place_has_the_same_landmarks_on_both_engines(views: tuple[View, View], place: Place) -> None:
    expected, found = (landmarks(view, place) for view in views)
    assert found.customers.tolist() == expected.customers.tolist()
    assert found.times.tolist() == expected.times.tolist()
    for name, did in expected.outcomes.items():
        np.testing.assert_array_equal(found.outcomes[name], did)
    assert [split.words for split in found.splits] == [split.words for split in expected.splits]
    for one, other in zip(found.splits, expected.splits, strict=True):
        assert one.told.tolist() == other.told.tolist()
        assert one.exposed.tolist() == other.exposed.tolist()

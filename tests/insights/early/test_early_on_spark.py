"""Who is compared, and what they met, is the same on Spark as on DuckDB."""

from __future__ import annotations

import numpy as np
import pytest

from desirepath.insights.early.design import Asked, begun
from desirepath.insights.early.exposures import Exposure, exposures
from desirepath.measures.view import View
from desirepath.progress import silent

pytestmark = [
    pytest.mark.spark,
    # pyspark 4.0 on pandas 3
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
]


@pytest.mark.parametrize(("start", "gap"), [("first_order", None), ("first_event", 40)])
def test_first_days_are_the_same_on_both_engines(
    views: tuple[View, View], start: str, gap: int | None
) -> None:
    def counted(view: View) -> tuple[list[dict[str, object]], tuple[int, ...], list[Exposure]]:
        with begun(view, Asked(start), gap) as who:  # type: ignore[arg-type]
            people = view.engine.to_arrow(who.starts).sort_by("customer").to_pylist()
            names = np.array([row["customer"] for row in people], dtype=object)
            return people, (who.began, who.too_recent, who.left_before), list(exposures(who, names, silent))

    (people, counts, expected), (others, other_counts, found) = (counted(view) for view in views)
    assert others == people
    assert other_counts == counts
    key = lambda one: (one.step or "", one.event or "", one.split.words)  # noqa: E731
    expected, found = sorted(expected, key=key), sorted(found, key=key)
    assert [key(one) for one in found] == [key(one) for one in expected]
    for one, other in zip(found, expected, strict=True):
        assert one.split.told.tolist() == other.split.told.tolist()
        assert one.split.exposed.tolist() == other.split.exposed.tolist()

"""What a forecast counts is the same on Spark as on DuckDB."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from desirepath.domain.settings import Contract as Terms
from desirepath.insights.forecast.contract import Contract
from desirepath.insights.forecast.definition import Definition
from desirepath.insights.forecast.habits import counts
from desirepath.insights.forecast.habits.aspect import CHANNEL, TIME, Aspect
from desirepath.insights.forecast.inactivity import Inactivity
from desirepath.insights.forecast.moments import moments
from desirepath.insights.forecast.purchases import calendar_of, cells, purchases, whole_days
from desirepath.measures.view import View

pytestmark = [
    pytest.mark.spark,
    # pyspark 4.0 on pandas 3
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
]


def end_of(view: View) -> int:
    assert view.now is not None
    return whole_days(view.now)


@pytest.mark.parametrize(
    "told",
    [
        Inactivity("orders", 90),
        Contract(
            Terms(start=["Order Completed"], renew=["Order Delivered"], end=["Return Started"], period="60d")
        ),
    ],
)
def test_customers_and_what_is_known_of_them(views: tuple[View, View], told: Definition) -> None:
    expected, found = (
        moments(view, told, [end_of(view) - 150, end_of(view) - 100], end_of(view), later=1) for view in views
    )
    assert len(expected) > 20
    assert found.customers.tolist() == expected.customers.tolist()
    np.testing.assert_allclose(found.x, expected.x, rtol=1e-9)
    np.testing.assert_array_equal(found.left, expected.left)


@pytest.mark.parametrize("aspect", [CHANNEL, TIME])
def test_habits_and_the_test_of_them(views: tuple[View, View], aspect: Aspect) -> None:
    told = []
    for view in views:
        assert view.now is not None
        split = view.now - timedelta(days=120)
        with counts.occasions(view, aspect) as days:
            totals = counts.totals(view, days)
            values = [value for value, _ in totals]
            with view.engine.kept(counts.coded(view, days, values)) as coded:
                fitted = counts.fit(view, coded.filter(coded.time < split), values)
                assert fitted is not None
                told.append((totals, fitted, counts.asked(view, coded, fitted, split)))
    (totals, fitted, cells_of), (others, other, other_cells) = told
    assert totals == others
    assert other.strength == pytest.approx(fitted.strength)
    assert other.repeat == pytest.approx(fitted.repeat)
    for name, column in cells_of.items():
        np.testing.assert_array_equal(column, other_cells[name])


def test_cells_of_purchases(views: tuple[View, View]) -> None:
    found = []
    for view in views:
        days = purchases(view)
        calendar = calendar_of(view, days)
        found.append(cells(view, days, calendar, calendar.weeks))
    for name in ("x", "first", "tx", "people", "repeats_worth"):
        np.testing.assert_allclose(getattr(found[1], name), getattr(found[0], name), rtol=1e-9)

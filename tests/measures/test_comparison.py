"""Two groups under one question: every row's difference, whatever kind of number it is."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from reference_tables import Happened
from scipy import stats
from statsmodels.stats.multitest import multipletests
from test_contract import little_world
from worlds import DAY_ONE, World, examples, worlds

from desirepath.errors import ConflictError, InputError, NotFoundError
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures import estimators, registry
from desirepath.measures.ask import ask
from desirepath.measures.comparing.compare import compare
from desirepath.measures.comparing.comparison import Against, compared, word
from desirepath.measures.comparing.result import Comparison
from desirepath.measures.result import Number, Row
from desirepath.measures.view import View
from desirepath.science.differences import of_shares
from desirepath.services.comparing import compare_reader
from desirepath.services.reading import Reader
from desirepath.services.workspace import open_workspace

SEGMENTS = {"es": "country = 'es'", "de": "country = 'de'", "all": "events > 0"}


def view_of(world: World, engine: DuckDBEngine) -> View:
    return dataclasses.replace(world.view(engine), segments=SEGMENTS)


def rows_of(*numbers: Number, key: str = "step") -> list[Row]:
    return [Row(keys={key: str(at)}, number=number) for at, number in enumerate(numbers)]


def shop(people: int = 90) -> World:
    """Customers who come, and most of whom order: those of Spain oftener and for more."""
    events = []
    for i in range(people):
        who, start = ["ana", "ben", "eva"][i % 3] + str(i), DAY_ONE + timedelta(hours=i)
        of = {"channel": ["web", "app"][i % 2], "account": None}
        events.append(Happened(who, start, "A", of=of))
        if i % 3 != 1 or i % 4 == 0:
            money = {"order_id": f"o{i}", "revenue": Decimal(40 + (i * 37) % 50 + 20 * (i % 3 == 0))}
            events.append(Happened(who, start + timedelta(hours=2), "Order Completed", of={**of, **money}))
    return World(events, DAY_ONE + timedelta(days=60))


@pytest.fixture(scope="module")
def view(engine: DuckDBEngine) -> View:
    return dataclasses.replace(
        shop().view(engine), segments={"ana": "customer < 'b'", "ben": "customer > 'b' and customer < 'c'"}
    )


CONVERSION: dict[str, Any] = {"from": "a", "to": "c", "within": "1d"}


def test_the_difference_of_two_segments_is_that_of_their_own_answers(view: View) -> None:
    found = compare(view, "conversion", CONVERSION, segment="ana", versus="ben")
    (row,) = found.rows
    one, two = (ask(view, "conversion", CONVERSION, segment=name).rows[0].number for name in ("ana", "ben"))
    assert (row.a, row.b) == (one, two)
    counts = (number for side in (one, two) for number in (side.numerator, side.denominator))
    expected = of_shares(*(number or 0.0 for number in counts))
    assert (row.difference.value, row.difference.low, row.difference.high) == dataclasses.astuple(
        expected.estimate
    )
    assert row.p == row.q == expected.p
    assert (row.certainty, row.wanted) == ("clear", True)


def test_the_share_that_goes_on_from_step_to_step_is_compared_by_name(view: View) -> None:
    asked = {"steps": "a -> c", "within": "1d"}
    rows = compare(view, "funnel", asked, segment="ana", versus="ben", share="next").rows
    own = ask(view, "funnel", asked, segment="ana").rows[0].more
    assert rows[0].a
    assert (rows[0].a.value, rows[0].a.n) == (own["next_share"], own["next_n"])
    assert rows[0].certainty == "clear"
    assert (rows[1].difference.value, rows[1].p) == (None, None), "nobody goes on from the last step"


def test_the_rest_is_everybody_who_is_not_in_the_segment(view: View) -> None:
    found = compare(view, "reach", segment="ana", versus="rest").rows[0]
    everybody = ask(view, "reach").rows[0].number.value
    assert found.a
    assert found.b
    assert (found.a.value or 0) + (found.b.value or 0) == everybody == 90


@examples
@given(worlds)
def test_segment_and_rest_are_everybody_also_where_the_rule_cannot_be_told(world: World) -> None:
    engine = DuckDBEngine(threads=1)
    try:
        view = view_of(world, engine)
        row = compare(view, "active", segment="es", versus="rest").rows[0]
        assert row.a
        assert row.b
        acting = {e.customer for e in world.events if e.actor == "customer"}
        assert (row.a.value or 0) + (row.b.value or 0) == len(acting)
    finally:
        engine.close()


def test_two_values_of_a_breakdown_are_compared_like_the_groups_they_make(view: View) -> None:
    found = compare(view, "conversion", CONVERSION, group="channel=web", versus="channel=app").rows[0]
    for number, channel in ((found.a, "web"), (found.b, "app")):
        own = ask(view, "conversion", CONVERSION, where=f"channel = '{channel}'").rows[0].number
        assert number == own


def test_a_period_is_compared_with_as_many_days_before_it(view: View) -> None:
    found = compare(view, "active", start="2024-03-27", end="2024-03-28", versus="before")
    assert (found.b.start, found.b.end) == (datetime(2024, 3, 25), datetime(2024, 3, 27))
    (row,) = found.rows
    assert row.kind == "count"
    assert row.difference.unit == "people"
    assert row.a
    assert row.b
    assert row.difference.value == (row.a.value or 0) - (row.b.value or 0)


def test_counts_over_longer_days_are_brought_to_the_same_length(view: View) -> None:
    found = compare(
        view, "active", start="2024-03-28", end="2024-03-28", versus="2024-03-26..2024-03-27"
    ).rows[0]
    assert found.a
    assert found.b
    assert found.difference.value == pytest.approx((found.a.value or 0) - (found.b.value or 0) / 2)


def test_who_stands_in_both_is_counted_and_told(engine: DuckDBEngine) -> None:
    world = little_world()
    found = compare(world.view(engine), "active", start="2024-04-01", end="2024-04-07", versus="before")
    assert any(note.startswith("4 customers stand in both groups.") for note in found.notes)


def test_counts_of_customers_differ_by_their_share_of_the_group(view: View) -> None:
    found = compare(view, "active", segment="ana", versus="ben")
    (row,) = found.rows
    assert (found.a.customers, found.b.customers) == (30, 30)
    assert (row.kind, row.difference.unit, row.difference.value) == ("count_of", "share", 0.0)
    assert row.p is None, "all of both groups: there is nothing to test"


def test_money_of_segments_differs_by_what_each_of_their_customers_brought(view: View) -> None:
    (row,) = compare(view, "revenue", segment="ana", versus="ben").rows
    world = shop()
    brought = {
        name: [
            sum(
                float(e.of["revenue"])
                for e in world.events
                if e.customer == customer and e.event == "Order Completed"
            )
            for customer in sorted({e.customer for e in world.events if e.customer.startswith(name)})
        ]
        for name in ("ana", "ben")
    }
    theirs = stats.ttest_ind(brought["ana"], brought["ben"], equal_var=False)
    assert row.difference.value == pytest.approx(np.mean(brought["ana"]) - np.mean(brought["ben"]))
    assert (row.difference.low, row.difference.high) == pytest.approx(tuple(theirs.confidence_interval(0.95)))
    assert row.p == pytest.approx(theirs.pvalue)


def test_a_mean_is_compared_by_welch_from_its_own_interval(view: View) -> None:
    (row,) = compare(view, "average_order", segment="ana", versus="ben").rows
    amounts = {
        name: [
            float(e.of["revenue"])
            for e in shop().events
            if e.customer.startswith(name) and e.event == "Order Completed"
        ]
        for name in ("ana", "ben")
    }
    theirs = stats.ttest_ind(amounts["ana"], amounts["ben"], equal_var=False)
    assert row.difference.n == min(len(one) for one in amounts.values())
    assert row.difference.show == "hidden", "under ten orders in a group"
    assert (row.difference.low, row.difference.high) == pytest.approx(tuple(theirs.confidence_interval(0.95)))


def test_many_rows_are_tested_together() -> None:
    chance = np.random.default_rng(1)
    a = [estimators.rate(float(x), 300) for x in chance.binomial(300, 0.4, 20)]
    b = [estimators.rate(float(x), 280) for x in chance.binomial(280, 0.3, 20)]
    rows, _, tested = compared(rows_of(*a), rows_of(*b), Against())
    assert tested == 20
    ps = [row.p for row in rows]
    theirs = multipletests(ps, method="fdr_bh")[1]
    assert [row.q for row in rows] == pytest.approx(list(theirs))
    assert [row.certainty for row in rows] == [word(q) for q in theirs]


def test_one_difference_among_many_must_be_larger_to_be_clear() -> None:
    near = (estimators.rate(56, 100), estimators.rate(41, 100))
    equal = [estimators.rate(50, 100)] * 9
    alone, _, _ = compared(rows_of(near[0]), rows_of(near[1]), Against())
    among, _, _ = compared(rows_of(near[0], *equal), rows_of(near[1], *equal), Against())
    assert (alone[0].certainty, among[0].certainty) == ("clear", "cannot tell")
    assert alone[0].difference == among[0].difference


def test_under_ten_nothing_is_tested_and_the_value_stays() -> None:
    (row,), _, tested = compared(rows_of(estimators.rate(9, 9)), rows_of(estimators.rate(10, 300)), Against())
    assert (row.difference.show, row.p, row.certainty, tested) == ("hidden", None, None, 0)
    assert row.difference.value == pytest.approx(1 - 10 / 300)


def test_an_edge_that_a_group_never_goes_is_zero_of_its_customers() -> None:
    a = rows_of(estimators.count(30, of=100), estimators.count(80, of=100))
    b = rows_of(estimators.count(70, of=120))
    rows, _, _ = compared(a, b, Against())
    assert rows[1].b
    assert (rows[1].b.value, rows[1].b.denominator) == (0, 120)
    assert rows[1].difference.value == pytest.approx(0.8)


def test_a_rate_that_a_group_has_no_row_for_is_not_known() -> None:
    rows, _, _ = compared(
        rows_of(estimators.rate(3, 30), estimators.rate(3, 40)), rows_of(estimators.rate(3, 30)), Against()
    )
    assert (rows[1].b, rows[1].difference.value, rows[1].p) == (None, None, None)


def test_less_is_better_where_people_wish_less() -> None:
    many, few = estimators.rate(80, 100), estimators.rate(40, 100)
    said = [
        compared(rows_of(many), rows_of(few), Against(better=better))[0][0].wanted
        for better in ("high", "low", None)
    ]
    assert said == [True, False, None]


def test_segments_with_customers_in_common_are_refused(engine: DuckDBEngine) -> None:
    with pytest.raises(ConflictError) as error:
        compare(view_of(little_world(), engine), "active", segment="es", versus="all")
    assert error.value.code == "shared_customers"
    assert error.value.message.startswith("2 customers are in")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"versus": "ess", "segment": "es"}, "unknown_segment"),
        ({"versus": "es", "segment": "es"}, "same_group"),
        ({"versus": "rest"}, "same_group"),
        ({"versus": "es"}, "same_group"),
        ({"versus": "before"}, "no_first_day"),
        ({"versus": "rest", "segment": "es", "share": "next"}, "unknown_share"),
        ({"versus": "channel=web"}, "bad_group"),
        ({"versus": "channel=web", "group": "size=l"}, "bad_group"),
        ({"versus": "channel=web", "group": "channel=web"}, "same_group"),
        ({"versus": "channel=tv", "group": "channel=web"}, "unknown_value"),
        ({"versus": "2024-04-01..2024-04-03", "start": "2024-04-02"}, "days_overlap"),
        ({"versus": "2024-04-01..soon", "start": "2024-05-02"}, "bad_date"),
        ({"versus": "before", "start": "2024-04-02", "by": ["week"]}, "period_twice"),
    ],
)
def test_groups_that_cannot_be_compared_are_refused_with_what_can(
    asked: dict[str, Any], code: str, engine: DuckDBEngine
) -> None:
    with pytest.raises((InputError, NotFoundError)) as error:
        compare(view_of(little_world(), engine), "reach", **asked)
    assert error.value.code == code
    assert error.value.remedy


def in_loam(name: str, loam: Path) -> Comparison | None:
    """The measure's own example in the sample shop; None where the shop knows no such event."""
    with Reader(open_workspace(loam)) as reader:
        try:
            asked = dict(registry.get(name).example)
            return compare_reader(reader, name, asked, versus="rest", segment="promoters")
        except NotFoundError:
            return None


@pytest.mark.parametrize("name", registry.names())
def test_every_measure_of_the_registry_can_be_compared(name: str, loam: Path, engine: DuckDBEngine) -> None:
    found = in_loam(name, loam)
    if found is None:  # its example names events of the little world
        example = registry.get(name).example
        found = compare(view_of(little_world(), engine), name, example, segment="es", versus="rest")
    assert found.rows
    for row in found.rows:
        if row.p is None:
            assert (row.q, row.certainty) == (None, None)
            continue
        assert row.q is not None
        assert row.p <= row.q + 1e-12
        low, high = row.difference.low, row.difference.high
        assert low is not None
        assert high is not None
        assert row.difference.value is not None
        assert low <= row.difference.value <= high
        if abs(row.p - 0.05) > 1e-6:
            assert (row.p < 0.05) == (low > 0 or high < 0)
        if row.certainty == "clear":
            assert row.p < 0.05

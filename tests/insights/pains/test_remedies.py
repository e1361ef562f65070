"""The data file of remedies, and which of them a find carries."""

from __future__ import annotations

from collections import Counter

import pytest
from pydantic import ValidationError

from desirepath.domain.action import ActionKind
from desirepath.insights.pains.detectors import DETECTORS
from desirepath.insights.pains.detectors.told import is_word
from desirepath.insights.pains.remedies import MOST, Listed, listed, remedies_for
from desirepath.insights.pains.to_move import measure_to_move, order_steps
from desirepath.measures.ask import ask
from desirepath.measures.view import View

DELIVERY = is_word("event", "Checkout Started").rule


def test_every_detector_has_remedies_that_fit_anything_and_none_is_of_nobody() -> None:
    assert set(listed()) == {one.name for one in DETECTORS}
    for detector in DETECTORS:
        for outcome in ("went_on", "ordered", "kept_it", "felt_fine"):
            assert 2 <= len(remedies_for([detector.name], [], outcome)) <= MOST


def test_titles_are_short_and_each_stands_once() -> None:
    titles = Counter(one.title for many in listed().values() for one in many)
    assert max(titles.values()) == 1
    assert all(len(title) <= 60 and not title.endswith(".") for title in titles)
    assert all(one.how.endswith(".") for many in listed().values() for one in many)


def test_an_offer_without_a_hold_out_is_refused() -> None:
    given = {"kind": "offer", "title": "Give 10 %", "how": "By mail.", "effort": "small"}
    with pytest.raises(ValidationError, match="without a hold-out"):
        Listed.model_validate(given)
    assert Listed.model_validate({**given, "hold_out": True}).kind is ActionKind.OFFER


def test_what_is_about_a_column_stands_first_and_elsewhere_not_at_all() -> None:
    fee, brand = (remedies_for(["told"], [f"prop_{name}"], "went_on") for name in ("delivery_fee", "brand"))
    assert fee[0].title == "Show the whole price before the last step"
    assert not {one.title for one in fee[:3]} & {one.title for one in brand}
    assert brand[0].title == "Correct what the product page says"


def test_a_pair_of_two_detectors_carries_remedies_of_both() -> None:
    pair = {one.title for one in remedies_for(["told", "slow"], ["prop_voucher", "slow_took"], "ordered")}
    assert pair & {one.title for one in remedies_for(["slow"], ["slow_took"], "ordered")}
    assert pair & {one.title for one in remedies_for(["told"], ["prop_voucher"], "ordered")}


def test_orders_stand_at_the_steps_that_plain_python_finds(view: View) -> None:
    events = view.engine.to_arrow(view.tables["journeys"].select("customer", "seq", "event")).to_pylist()
    orders = {(row["customer"], row["seq"]) for row in events if row["event"] == "Order Completed"}
    rows = view.engine.to_arrow(view.tables["steps"].select("customer", "seq", "step")).to_pylist()
    assert set(order_steps(view)) == {row["step"] for row in rows if (row["customer"], row["seq"]) in orders}
    assert order_steps(view)[:2] == ["pay", "reorder"]


@pytest.mark.parametrize("outcome", ["went_on", "ordered"])
def test_the_measure_to_move_can_be_asked(view: View, outcome: str) -> None:
    assert view.map is not None
    assert DELIVERY is not None
    orders = order_steps(view)
    measure = measure_to_move(view.map, "delivery", outcome, DELIVERY, "all", orders)
    assert measure is not None
    (row,) = ask(view, measure.name, measure.params, where=measure.where).rows
    assert row.number.value is not None
    assert 0 < row.number.value < 1


def test_after_the_last_step_with_orders_no_measure_is_made_up(view: View) -> None:
    assert view.map is not None
    assert measure_to_move(view.map, "reorder", "ordered", "event = 'x'", "all", order_steps(view)) is None

"""One find looked at more closely, against plain loops over rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest

from desirepath.insights.pains.again import again
from desirepath.insights.pains.examples import STOPS, examples
from desirepath.insights.pains.found import FoundPain, FoundPains
from desirepath.insights.pains.segments import Fall, apart, as_of_segment, in_segments
from desirepath.measures.view import View

Row = dict[str, Any]
WITHIN = timedelta(days=7)


@pytest.fixture(scope="module")
def tejo(pains: FoundPains) -> FoundPain:
    """The planted brand: fewer go on within 7 days."""
    return next(one for one in pains.items if "“Tejo”" in one.condition and one.outcome == "went_on")


@pytest.fixture(scope="module")
def firsts(view: View, tejo: FoundPain) -> dict[str, Row]:
    """Each customer's first row at the place of the find, by plain Python."""
    rows = view.engine.to_arrow(view.tables["steps"]).to_pylist()
    found: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: (row["customer"], row["seq"])):
        if (row["step"], row["event"]) == (tejo.step, tejo.event):
            found.setdefault(row["customer"], row)
    return found


def went_on(view: View, row: Row) -> bool | None:
    assert view.now is not None
    if view.now - row["time"] < WITHIN:
        return None
    return row["next_planned_time"] is not None and row["next_planned_time"] - row["time"] <= WITHIN


def test_a_find_is_looked_at_again_with_the_same_counts(view: View, pains: FoundPains) -> None:
    for pain in pains.items:
        found = again(view, pain)
        assert int((found.over & found.happened).sum()) == pain.with_it.n
        assert int(found.lost.sum()) == pain.with_it.n - (pain.with_it.numerator or 0)


def test_examples_are_the_middle_and_the_quartiles_of_those_who_were_lost(
    view: View, tejo: FoundPain, firsts: dict[str, Row]
) -> None:
    events: dict[str, list[datetime]] = {}
    for row in view.engine.to_arrow(view.tables["journeys"].select("customer", "time")).to_pylist():
        events.setdefault(row["customer"], []).append(row["time"])
    lost = []
    for customer, row in firsts.items():
        if row["prop_brand"] == "Tejo" and went_on(view, row) is False:
            near = [time for time in events[customer] if -timedelta(days=30) <= time - row["time"] <= WITHIN]
            lost.append((len(near), -row["time"].timestamp(), customer))
    lost.sort()
    wanted = [lost[round(at * (len(lost) - 1))] for at in (0.5, 0.25, 0.75)]
    found = examples(view, tejo)
    assert found.lost == len(lost)
    assert [(one.events, one.customer) for one in found.items] == [(many, who) for many, _, who in wanted]
    assert examples(view, tejo) == found


def test_a_time_line_holds_what_lies_around_the_moment_and_nothing_else(
    view: View, tejo: FoundPain, firsts: dict[str, Row]
) -> None:
    for journey in examples(view, tejo).items:
        moment = firsts[journey.customer]["local"]
        assert journey.until[-1].time == moment
        assert (journey.until[-1].step, journey.until[-1].times) == (tejo.step, 1)
        assert all(moment - timedelta(days=31) <= stop.time <= moment for stop in journey.until)
        assert all(moment <= stop.time <= moment + WITHIN + timedelta(hours=1) for stop in journey.after)
        assert len(journey.until) <= STOPS + 1
        told = sum(stop.times for stop in (*journey.until, *journey.after))
        assert told == journey.events or journey.more or journey.more_after


def test_segments_compare_within_themselves_and_leave_out_whom_nobody_knows(
    view: View, tejo: FoundPain, firsts: dict[str, Row]
) -> None:
    customers = view.engine.to_arrow(view.tables["customers"]).to_pylist()
    mail = {row["customer"]: row["trait_mail_choice"] for row in customers}
    counts = {True: [0, 0, 0, 0], False: [0, 0, 0, 0]}
    for customer, row in firsts.items():
        done = went_on(view, row)
        if done is None or row["prop_brand"] is None or mail[customer] is None:
            continue
        at = 0 if row["prop_brand"] == "Tejo" else 2
        counts[mail[customer] == "care"][at] += done
        counts[mail[customer] == "care"][at + 1] += 1
    found = {one.segment: one for one in in_segments(view, tejo, {"buys-better": "Buys less"}).items}
    one = found["buys-better"]
    told = [one.with_it.numerator, one.with_it.n, one.without.numerator, one.without.n]
    assert (one.label, one.as_of, told) == ("Buys less", "now", counts[True])
    hit, n, others_hit, others = counts[False]
    assert one.elsewhere.value == pytest.approx(hit / n - others_hit / others)
    assert set(found) == set(view.segments)


def test_a_segment_that_counts_later_days_gets_no_verdict(view: View, tejo: FoundPain) -> None:
    kinds = {name: as_of_segment(view, name) for name in view.segments}
    assert kinds["from-the-stall"] == "then"
    assert kinds["buys-better"] == "now"
    assert kinds["repeat-buyers"] == kinds["loyal-es"] == kinds["detractors"] == "later"
    planted = replace(view, segments={"all": "orders >= 0", "stall": "first_channel = 'store'"})
    assert all(one.stands_out is None for one in in_segments(planted, tejo, {}).items if one.as_of == "later")


def test_without_segments_nothing_is_asked(view: View, tejo: FoundPain) -> None:
    assert in_segments(replace(view, segments={}), tejo, {}).items == []


def test_falls_that_differ_are_told_apart_and_equal_ones_are_not() -> None:
    random = np.random.default_rng(3)

    def group(fall: float) -> Fall:
        n, others = 400, 600
        return Fall(int(random.binomial(n, 0.6 - fall)), n, int(random.binomial(others, 0.6)), others)

    equal = [apart(group(0.1), group(0.1)) for _ in range(400)]
    assert 0.02 <= np.mean([p is not None and p < 0.05 for p in equal]) <= 0.09
    differ = [apart(group(0.3), group(0.1)) for _ in range(100)]
    assert np.mean([p is not None and p < 0.05 for p in differ]) > 0.9
    assert apart(Fall(5, 29, 50, 100), group(0.1)) is None

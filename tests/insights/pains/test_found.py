"""Pains found in the sample shop, whose truths are known, and landmarks counted by hand."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desirepath.insights.pains.found import FoundPains
from desirepath.insights.pains.landmarks import landmarks
from desirepath.insights.pains.outcomes import HORIZON_DAYS
from desirepath.insights.pains.place import FEWEST, Place, places
from desirepath.measures.view import View
from desirepath.services.bringing import build_journeys
from desirepath.services.demo import make_demo
from desirepath.services.pains import pains_of
from desirepath.services.reading import Reader
from desirepath.services.workspace import open_workspace

TEJO = "event = 'Fit Guide Opened' AND prop_brand = 'Tejo'"


def test_every_place_is_an_event_of_a_step_that_is_frequent_enough(view: View) -> None:
    rows = view.engine.to_arrow(view.tables["steps"].select("step", "event")).to_pylist()
    counts: dict[Place, int] = {}
    for row in rows:
        place = Place(row["step"], row["event"])
        counts[place] = counts.get(place, 0) + 1
    assert set(places(view)) == {place for place, n in counts.items() if n >= FEWEST}


@pytest.mark.slow
def test_of_a_large_place_whole_customers_are_read_as_a_sample(loam_copy: Path) -> None:
    settings = loam_copy / "workspace.yaml"
    settings.write_text(f"{settings.read_text()}\nbuckets: 4\n")
    workspace = open_workspace(loam_copy)
    build_journeys(workspace)
    with Reader(workspace) as reader:
        view = reader.view(workspace.published("main"))
        part, whole = (
            next(place for place in places(view, most=most) if place.event == "Fit Guide Opened")
            for most in (200, 1_000_000)
        )
        assert whole.share == 1
        assert part.share in (0.25, 0.5, 0.75)
        some, everybody = landmarks(view, part), landmarks(view, whole)
    chosen = set(some.customers)
    assert [customer for customer in everybody.customers if customer in chosen] == list(some.customers)
    assert len(chosen) == pytest.approx(part.share * len(set(everybody.customers)), rel=0.2)


def test_landmarks_are_what_plain_python_finds(view: View) -> None:
    place = Place("size", "Fit Guide Opened")
    marks = landmarks(view, place).first_times()
    tejo = next(split for split in marks.splits if split.rule == "prop_brand = 'Tejo'")
    assert view.now is not None
    steps = view.engine.to_arrow(view.tables["steps"]).to_pylist()
    events = view.engine.to_arrow(
        view.tables["journeys"].select("customer", "seq", "event", "order_id", "time")
    )
    refunded = {row["order_id"] for row in events.to_pylist() if row["event"] == "Order Cancelled"}
    orders: dict[str, dict[str, tuple[int, object]]] = {}
    for row in events.to_pylist():
        if row["event"] == "Order Completed" and row["order_id"] not in refunded:
            kept = orders.setdefault(row["customer"], {})
            known = kept.get(row["order_id"])
            kept[row["order_id"]] = min(filter(None, [known, (row["seq"], row["time"])]))
    first: dict[str, dict[str, object]] = {}
    for row in sorted(steps, key=lambda row: (row["customer"], row["seq"])):
        if (row["step"], row["event"]) == (place.step, place.event):
            first.setdefault(row["customer"], row)
    wanted = []
    for row in first.values():
        left = view.now - row["time"]  # type: ignore[operator]
        soon = [
            time - row["time"] <= timedelta(days=HORIZON_DAYS)  # type: ignore[operator]
            for seq, time in orders.get(str(row["customer"]), {}).values()
            if seq > row["seq"]  # type: ignore[operator]
        ]
        planned = row["next_planned_time"]
        reached = planned is not None and planned - row["time"] <= timedelta(days=7)  # type: ignore[operator]
        wanted.append(
            (
                row["customer"],
                row["prop_brand"] == "Tejo",
                float(reached) if left >= timedelta(days=7) else None,
                float(any(soon)) if left >= timedelta(days=HORIZON_DAYS) else None,
            )
        )
    told = [
        tuple(None if isinstance(part, float) and np.isnan(part) else part for part in row)
        for row in zip(
            marks.customers,
            tejo.exposed.tolist(),
            marks.outcomes["went_on"].tolist(),
            marks.outcomes["ordered"].tolist(),
            strict=True,
        )
    ]
    assert sorted(told, key=str) == sorted(wanted, key=str)


def test_people_whose_time_is_not_over_count_neither_way(view: View) -> None:
    place = Place("size", "Fit Guide Opened")
    marks = landmarks(view, place)
    assert view.now is not None
    young = marks.times > np.datetime64(view.now, "us") - np.timedelta64(7, "D")
    assert young.any()
    assert np.isnan(marks.outcomes["went_on"][young]).all()
    assert not np.isnan(marks.outcomes["went_on"][~young]).any()


def test_the_planted_brand_is_found_in_a_small_shop(pains: FoundPains) -> None:
    tejo = next(pain for pain in pains.items if pain.where == TEJO and pain.outcome == "went_on")
    assert tejo.step == "size"
    assert tejo.outcome_words == "go on within 7 days"
    assert tejo.difference.high is not None
    assert tejo.difference.high < 0
    assert tejo.customers >= tejo.lately >= 0
    assert [pain.missing for pain in pains.items] == sorted((p.missing for p in pains.items), reverse=True)
    assert len({pain.id for pain in pains.items}) == len(pains.items)


def test_it_is_looked_for_once_for_each_build(
    loam_copy: Path, pains: FoundPains, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(loam_copy / "cache", ignore_errors=True)
    workspace = open_workspace(loam_copy)
    looked = []

    def look(view: View, *_: Any) -> FoundPains:
        looked.append(view.data_version)
        return pains

    monkeypatch.setattr("desirepath.services.pains.found_pains", look)
    assert [pains_of(workspace, "main") for _ in range(3)] == [pains] * 3
    assert len(looked) == 1


@pytest.mark.slow  # makes and builds two shops of 8,000 people
def test_planted_pains_are_found_and_vanish_with_their_effects(tmp_path: Path) -> None:
    rules = {}
    for effects in (True, False):
        folder = tmp_path / str(effects)
        make_demo(folder, customers=8_000, seed=5, effects=effects)
        rules[effects] = {
            (pain.step, str(pain.where)) for pain in pains_of(open_workspace(folder), "main").items
        }
    planted = {
        ("size", TEJO),
        ("delivery", "event = 'Checkout Started' AND prop_fee >= 4.9"),
    }
    assert planted <= rules[True]
    assert not planted & rules[False]

"""Effects in a built shop: outcomes counted by hand, and what is said where nothing can be measured."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desirepath.domain.action import Action, KeptAction
from desirepath.domain.map import MeasureRef
from desirepath.domain.templates import template
from desirepath.ingest.sample.trade import trade
from desirepath.insights.effects.effect import Effect, effect_of
from desirepath.insights.effects.outcome import outcome_of
from desirepath.measures.view import View
from desirepath.services.demo import make_demo
from desirepath.services.effects import effects_in
from desirepath.services.workspace import open_workspace

PAYS = {"name": "conversion", "params": {"from": "delivery", "to": "pay", "within": "7d"}}
FEE = {
    "measure": PAYS,
    "started": "2026-06-02",
    "ended": "2026-09-02",
    "target": "variant = 'fee in basket'",
    "control": "variant = 'fee late'",
    "chosen": "randomised",
    "forecast": 0.06,
}


def told(view: View, **given: Any) -> Effect:
    at = datetime(2026, 5, 1, tzinfo=UTC)
    action = Action.model_validate({"title": "The fee in the basket", "step": "delivery", **given})
    return effect_of(view, KeptAction(1, "main", action, "Ana", at, at))


def test_outcomes_are_what_plain_python_counts(view: View) -> None:
    rows = view.engine.to_arrow(view.tables["steps"]).to_pylist()
    assert view.now is not None
    start, wanted = date(2026, 6, 2), {}
    for row in sorted(rows, key=lambda row: (row["customer"], row["seq"])):
        at_start = row["step"] == "delivery" and row["prop_variant"] == "fee late"
        if at_start and row["local"].date() >= start and row["customer"] not in wanted:
            in_time = row["to_pay"] is not None and row["to_pay"] <= row["time"] + timedelta(days=7)
            over = row["time"] <= view.now - timedelta(days=7)
            wanted[row["customer"]] = (row["local"].date(), float(in_time) if over else None)
    found = outcome_of(view, MeasureRef(**PAYS), None).people("variant = 'fee late'", start=start)
    assert len(found) == len(wanted) > 0
    for name, day, did in zip(found.customers, found.days.tolist(), found.outcome, strict=True):
        assert wanted[name] == (day, None if np.isnan(did) else did)


def test_an_experiment_is_measured_beside_its_forecast(view: View) -> None:
    found = told(view, **FEE)
    assert found.status == "measured"
    assert found.grade == "A"
    assert found.effect is not None
    one, two = found.groups
    assert found.effect.value == pytest.approx((one.after.value or 0) - (two.after.value or 0))
    assert found.expected == pytest.approx(two.after.value)
    assert sum(p.number.n for p in one.periods) == one.after.n
    assert found.last_day == date(2026, 9, 2)
    assert not found.groups[0].periods[-1].complete


def test_before_the_start_it_says_how_many_are_needed(view: View) -> None:
    found = told(view, **{**FEE, "started": None, "ended": None})
    assert found.status == "planned"
    assert found.sizing is not None
    assert found.sizing.base.value is not None
    share = found.sizing.base.value
    # the textbook's formula, without the pooling
    rough = (1.96 + 0.84) ** 2 * (share * (1 - share) + (share + 0.06) * (0.94 - share)) / 0.06**2
    assert found.sizing.each == pytest.approx(rough, rel=0.03)
    assert found.sizing.weeks == -(-2 * found.sizing.each // found.sizing.weekly)


def test_without_anybody_to_compare_a_plan_asks_for_a_lot(view: View) -> None:
    found = told(view, measure=PAYS)
    assert found.status == "planned"
    assert found.design is None
    assert "Draw by lot" in found.said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "names no measure"),
        ({"measure": {"name": "nps"}}, "does not say yes or no of each customer"),
        ({"measure": {"name": "repeat_within"}}, "one start and one length of time"),
        ({**FEE, "target": "colour ="}, "This is not a condition"),
        ({**FEE, "measure": {"name": "conversion", "params": {"from": "delivry"}}}, "delivry"),
    ],
)
def test_what_cannot_be_asked_is_told_in_words(view: View, given: dict[str, Any], said: str) -> None:
    found = told(view, **given)
    assert found.status == "unasked"
    assert said in found.said


def test_nobody_is_counted_before_their_time_is_over(view: View) -> None:
    found = told(view, **{**FEE, "started": "2026-09-28", "ended": None})
    assert found.status == "too early"
    assert "2026-10-05" in found.said


def test_nobody_to_compare_with_gives_no_effect(view: View) -> None:
    found = told(view, **{**FEE, "target": None, "control": None, "chosen": "not said"})
    assert found.status == "refused"
    assert found.grade == "D"
    assert found.effect is None
    assert found.groups[0].before.n > 0


def test_a_series_stands_beside_a_measure_that_it_should_not_move(view: View) -> None:
    goes_on = {"name": "conversion", "params": {"from": "visit", "within": "7d"}}
    steady = {"name": "conversion", "params": {"from": "compare", "within": "7d"}, "label": "On"}
    alone = {"measure": goes_on, "started": "2026-05-04"}
    found = told(view, **alone, unmoved=steady)
    assert found.design is not None
    assert found.design.name == "series"
    assert [group.title for group in found.groups] == ["with it", "On"]
    assert [form.trend for form in found.forms] == ["straight", "may bend"]
    assert all(len(form.expected) == len(found.groups[0].periods) for form in found.forms)
    assert all(form.beside is not None for form in found.forms)
    assert all(period.complete for period in found.groups[0].periods)
    assert min(period.number.n for group in found.groups for period in group.periods) >= 30
    nothing = told(view, **alone)
    assert (nothing.status, nothing.grade, nothing.effect) == ("refused", "D", None)
    assert [form.beside for form in nothing.forms] == [None, None]


def test_a_measure_that_cannot_be_asked_beside_it_is_told_in_words(view: View) -> None:
    found = told(view, measure=PAYS, started="2026-05-04", unmoved={"name": "nps"})
    assert found.status == "unasked"
    assert "does not say yes or no" in found.said


def test_waves_of_countries_are_told_one_by_one(view: View) -> None:
    later = [{"started": "2026-05-04", "target": "trait_country IN ('FR', 'IT', 'PT')"}]
    first = {"started": "2026-03-02", "target": "trait_country = 'ES'", "waves": later}
    found = told(view, measure=PAYS, **first, control="trait_country IN ('DE', 'CH')")
    assert [group.title for group in found.groups] == ["wave 1", "wave 2", "without it"]
    assert [group.started for group in found.groups] == [None, date(2026, 5, 4), None]
    assert [one.periods >= 0 for one in found.since] == sorted(one.periods >= 0 for one in found.since)
    assert found.expected is None


def test_an_action_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        Action(title="Late", started=date(2026, 5, 2), ended=date(2026, 5, 1))


@pytest.mark.slow  # makes and builds three samples of 2,400 people
@pytest.mark.parametrize("name", ["hop", "relay", "wavelength"])
def test_the_experiment_of_each_template_finds_what_was_planted(tmp_path: Path, name: str) -> None:
    make_demo(tmp_path, name=name, told=True)
    found = effects_in(open_workspace(tmp_path), "main", 1)[0]
    planted = trade(template(name).name).walk
    assert planted is not None
    assert found.effect is not None
    assert (found.grade, found.words) == ("A", "clear")
    assert (found.effect.low or 1) <= planted.trial.adds <= (found.effect.high or 0)


@pytest.mark.slow  # makes and builds five shops of 5,000 people
def test_what_was_planted_lies_within_the_intervals_of_five_shops(tmp_path: Path) -> None:
    held = {"pilot": 0, "fee": 0}
    away = []
    for seed in range(1, 6):
        folder = tmp_path / str(seed)
        make_demo(folder, customers=5_000, seed=seed, told=True)
        truth = {one["id"]: one for one in json.loads((folder / "truth.json").read_text())["actions"]}
        fee, pilot, *_ = effects_in(open_workspace(folder), "main")
        known = truth["label-free-pilot"]["second_order_within_120_days"]["effect"]
        for name, found, planted in (("pilot", pilot, known), ("fee", fee, 0.0)):
            assert found.effect is not None, found.said
            assert found.effect.low is not None
            assert found.effect.high is not None
            held[name] += found.effect.low <= planted <= found.effect.high
        away.append((pilot.effect.value or 0) - known if pilot.effect else 0.0)
        assert fee.words != "clear"
    assert held["pilot"] >= 4
    assert held["fee"] == 5
    assert abs(np.mean(away)) < 0.08

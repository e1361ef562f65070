"""The made-up customers of templates, and what their teams said: checked by loops over the files they write."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from desirepath.domain.map import Map
from desirepath.domain.mapfile import load
from desirepath.domain.records import records_of
from desirepath.domain.templates import TITLES, template_text
from desirepath.ingest.sample.trade import Outcome, make_trade, trade
from desirepath.ingest.sample.trade.sheet import Walk
from desirepath.ingest.sample.trade.walking import walk

END = date(2026, 9, 30)
MADE = [name for name in TITLES if trade(name).walk]
ENDS = {"csat": (1, 5), "ces": (1, 7), "stars": (1, 5)}


def plan_of(name: str) -> Map:
    return load(template_text(name), f"{name}.yaml")


def walk_of(name: str) -> Walk:
    found = trade(name).walk
    assert found is not None
    return found


def made(folder: Path, name: str, seed: int = 1) -> Outcome:
    (folder / "recipes").mkdir(parents=True)
    return make_trade(folder, name, trade(name), customers=2_400, seed=seed, end=END)


def rows(folder: Path, file: str) -> list[dict[str, str]]:
    with (folder / "data" / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("name", MADE)
class TestEach:
    def test_the_same_seed_gives_the_same_bytes_and_another_one_others(
        self, name: str, tmp_path: Path
    ) -> None:
        for folder, seed in (("a", 1), ("b", 1), ("c", 2)):
            made(tmp_path / folder, name, seed)
        texts = [(tmp_path / folder / "data/events.csv").read_bytes() for folder in "abc"]
        assert texts[0] == texts[1] != texts[2]

    def test_its_steps_and_events_are_those_of_the_map(self, name: str) -> None:
        known = {step.id: set(step.match.event if step.match else ()) for step in plan_of(name).steps()}
        for step, stop in walk_of(name).stops.items():
            assert set(stop.events) <= known[step], step
            assert set(stop.next) <= set(walk_of(name).stops), step

    def test_nobody_goes_two_ways_at_once(self, name: str) -> None:
        plan = walk_of(name)
        for step, stop in plan.stops.items():
            assert (
                sum(way.share for way in stop.next.values())
                + (plan.trial.adds if step == plan.trial.at else 0)
                <= 1
            )

    def test_two_steps_feel_otherwise_than_believed_by_more_than_a_point(self, name: str) -> None:
        plan = walk_of(name)
        apart = []
        for step in plan_of(name).steps():
            felt = plan.stops[step.id].felt if step.id in plan.stops else None
            if isinstance(felt, dict):
                felt = sum(felt[kind] * share for kind, share in plan.kinds.items())
            if felt is not None and step.feels.believed is not None and abs(felt - step.feels.believed) > 1:
                apart.append(step.id)
        assert len(apart) == 2

    def test_answers_tell_the_planted_feelings(self, name: str, tmp_path: Path) -> None:
        made(tmp_path, name)
        kinds = {
            row["person"]: next(v for k, v in row.items() if k != "person")
            for row in rows(tmp_path, "people.csv")
        }
        told: dict[str, list[float]] = defaultdict(list)
        for row in rows(tmp_path, "answers.csv"):
            if row["step"]:
                low, high = ENDS[row["scale"]]
                felt = walk_of(name).stops[row["step"]].felt
                planted = felt[kinds[row["person"]]] if isinstance(felt, dict) else felt
                assert planted is not None
                told[row["step"]].append((int(row["score"]) - low) / (high - low) * 4 - 2 - planted)
        for step, misses in told.items():
            if len(misses) > 100:
                assert abs(np.mean(misses)) < 4 * np.std(misses) / np.sqrt(len(misses)), step

    def test_the_experiment_is_counted_right_and_helped(self, name: str, tmp_path: Path) -> None:
        outcome = made(tmp_path, name)
        plan = walk_of(name)
        seen: dict[str, tuple[str, bool]] = {}
        journeys: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in rows(tmp_path, "events.csv"):
            journeys[row["person"]].append(row)
        for person, events in journeys.items():
            for row, following in zip(events, [*events[1:], None], strict=True):
                if row["variant"] and person not in seen:
                    on = following is not None and following["event"] in plan.stops[plan.trial.to].events
                    seen[person] = (row["variant"], on)
        treated = [on for variant, on in seen.values() if variant == plan.trial.name]
        others = [on for variant, on in seen.values() if variant != plan.trial.name]
        assert outcome == Outcome(len(treated), sum(treated), len(others), sum(others))
        assert sum(treated) / len(treated) > sum(others) / len(others)

    def test_without_the_experiment_the_same_people_go_the_same_ways(self, name: str) -> None:
        plan = walk_of(name)
        off = plan.model_copy(update={"trial": plan.trial.model_copy(update={"adds": 0.0})})
        a, b = (walk(one, 300, np.random.default_rng(5)) for one in (plan, off))
        before = plan.trial.day * 86_400
        first = [visits.time < before for visits in (a.visits, b.visits)]
        assert (a.visits.person[first[0]] == b.visits.person[first[1]]).all()
        assert (a.visits.stop[first[0]] == b.visits.stop[first[1]]).all()

    def test_people_come_in_the_thousands(self, name: str, tmp_path: Path) -> None:
        made(tmp_path, name)
        assert len({row["person"] for row in rows(tmp_path, "events.csv")}) >= 2_000


@pytest.mark.parametrize("name", TITLES)
def test_a_story_speaks_of_parts_of_its_map(name: str) -> None:
    text = (
        (Path(__file__).parents[2] / "src/desirepath/ingest/sample/loam/maps/main.yaml").read_text("utf-8")
        if name == "fashion"
        else template_text(name)
    )
    records = records_of(load(text))
    story = trade(name).story
    assert (len(story.comments), len(story.earlier), len(story.efforts)) == (4, 2, 3)
    assert all(comment.at.split("/")[1] in records[comment.at.split("/")[0]] for comment in story.comments)
    for one in story.earlier:
        assert set(one.without) <= set(records["cards"])
        assert set(one.believed) | set(one.titles) <= set(records["steps"])
    assert {records["cards"][card]["lane"] for card in story.efforts} == {"opportunity"}
    for doing in story.actions:
        assert doing.action.step in records["steps"]
        assert {doing.action.pain, doing.action.opportunity} <= {None, *records["cards"]}
    assert [one.action.note.startswith("Experiment") for one in story.actions].count(True) == 1

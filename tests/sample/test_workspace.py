"""Do the workspace files of Loam fit the models, each other and the data?"""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from ruamel.yaml import YAML

from desirepath.domain.map import Lane, Map
from desirepath.domain.references import broken
from desirepath.domain.settings import Settings
from desirepath.ingest.recipe import load_recipe
from desirepath.ingest.sample import write_workspace
from desirepath.ingest.sample.feelings import BELIEVED
from desirepath.ingest.sample.words import TICKETS, WORDS


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("workspace")
    write_workspace(place)
    return place


@pytest.fixture(scope="module")
def plan(folder) -> Map:
    return Map.model_validate(YAML(typ="safe").load((folder / "maps" / "main.yaml").read_text("utf-8")))


@pytest.fixture(scope="module")
def settings(folder) -> Settings:
    return Settings.model_validate(YAML(typ="safe").load((folder / "workspace.yaml").read_text("utf-8")))


def test_what_is_written_is_told(tmp_path):
    written = write_workspace(tmp_path)
    assert sorted(written) == sorted(p for p in tmp_path.rglob("*") if p.is_file())


def test_the_map_is_six_stages_and_fifteen_steps_whose_ids_fit(plan):
    assert (len(plan.stages), len(plan.steps())) == (6, 15)
    assert broken(plan) == []


def test_believed_feelings_are_those_the_truths_are_told_against(plan):
    assert {step.id: step.feels.believed for step in plan.steps()} == BELIEVED


def test_the_data_say_that_they_are_made_up(settings):
    assert settings.synthetic
    assert (settings.name, settings.timezone, settings.currency) == (
        "Loam",
        "Europe/Madrid",
        "EUR",
    )


def test_personas_are_segments_of_the_workspace(plan, settings):
    assert {persona.segment for persona in plan.personas} <= set(settings.segments)


def test_every_quote_can_be_found_in_the_feedback(plan):
    said = {text for step in WORDS.values() for band in step for text in band}
    said |= {text for texts in TICKETS.values() for text in texts}
    quotes = [card.text for step in plan.steps() for card in step.cards if card.lane == Lane.THOUGHT]
    quotes += [quote.text for persona in plan.personas for quote in persona.quotes]
    assert len(quotes) == 19
    assert set(quotes) <= said


def test_every_pain_of_weight_has_an_owner_and_every_stage_has_kpis(plan):
    pains = [card for step in plan.steps() for card in step.cards if card.lane == Lane.PAIN]
    assert len(pains) >= 10
    assert all(pain.owner for pain in pains)
    assert all(2 <= len(stage.kpis) <= 4 for stage in plan.stages)


def test_every_event_of_a_step_occurs_in_the_files(plan, shop):
    columns = {"web": "event", "campaigns": "contact", "shipping": "status", "orders": "type"}
    columns |= dict.fromkeys(("returns", "email", "resale", "referrals"), "event")
    seen = {
        row[0]
        for name, column in columns.items()
        for row in shop.ask(f"select distinct {column} from {{{name}}}")
    }
    wanted = {event for step in plan.steps() for event in (step.match.event if step.match else [])}
    assert wanted - seen == {"Repair Booked", "Repair Completed"}  # made from columns of one row


def test_recipes_read_every_file_and_only_columns_that_are_there(folder, shop):
    read = set()
    for path in sorted((folder / "recipes").glob("*.yaml")):
        recipe = load_recipe(path)
        (name,) = [glob for globs in recipe.files.values() for glob in globs]
        read.add(name)
        header = _columns(shop.data / name)
        for rule in [*recipe.events, *recipe.traits]:
            used = {ref.column for ref in vars(rule).values() if getattr(ref, "column", None)}
            kept = getattr(rule, "properties", None) or rule.columns
            assert used | set(kept.columns.values()) <= header, path.name
    assert read == {path.name for path in shop.data.iterdir()}


def test_kept_properties_come_from_some_recipe(folder, settings):
    told = {
        name
        for path in (folder / "recipes").glob("*.yaml")
        for rule in load_recipe(path).events
        for name in rule.properties.columns
    }
    assert set(settings.keep) == told - {"step"}  # `step` is read by the answers, and no column of its own


def _columns(path) -> set[str]:
    if path.suffix == ".jsonl":
        return {key for line in path.read_text("utf-8").splitlines() for key in json.loads(line)}
    import gzip

    text = gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text("utf-8")
    return set(text.partition("\n")[0].replace('"', "").split(","))


def test_sources_are_complete_until_the_midnight_after_the_last_day(tmp_path):
    write_workspace(tmp_path / "summer")
    write_workspace(tmp_path / "winter", end=date(2026, 12, 31))
    told = [
        load_recipe(tmp_path / name / "recipes" / "web.yaml").complete_through
        for name in ("summer", "winter")
    ]
    assert told == [datetime(2026, 9, 30, 22), datetime(2026, 12, 31, 23)]

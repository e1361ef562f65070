"""The page's fixtures are what the server really answers."""

from __future__ import annotations

import pytest

from desirepath.insights.measured_map import MeasuredMap
from desirepath.insights.text.found import TextFound
from desirepath.services.people import CustomerPage, Timeline
from desirepath.services.status import WorkspaceCard

from .conftest import FIXTURES, fixture


@pytest.mark.parametrize("name", ["map-main", "map-plan"])
def test_the_maps_fit_the_contract(name: str) -> None:
    document = MeasuredMap.model_validate_json((FIXTURES / f"{name}.json").read_text())
    assert MeasuredMap.model_validate(document.model_dump()) == document


def test_the_other_answers_fit_the_contract() -> None:
    assert WorkspaceCard.model_validate(fixture("workspace")).maps
    assert CustomerPage.model_validate(fixture("customers")).rows
    assert Timeline.model_validate(fixture("timeline")).events
    assert TextFound.model_validate(fixture("text")).topics


def test_people_are_conserved_at_every_step() -> None:
    document = MeasuredMap.model_validate(fixture("map-main"))
    for step in document.steps:
        if step.outcome:
            out = step.outcome
            assert out.entered == out.went_on + out.still_open + out.lost == step.people.value
            assert sum(line.customers for line in step.next) == out.entered

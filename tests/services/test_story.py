"""A sample as somebody finds it: made, measured, and with what its team said and decided."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from desirepath.domain.map import Evidence
from desirepath.services import story
from desirepath.services.demo import make_demo
from desirepath.services.editing import open_desk
from desirepath.services.mapping import measured_map


def test_the_examples_in_the_code_hold() -> None:
    assert doctest.testmod(story).failed == 0


@pytest.mark.slow
def test_a_template_comes_with_customers_versions_comments_actions_and_a_review(tmp_path: Path) -> None:
    workspace = make_demo(tmp_path / "hop", name="hop", customers=500, told=True).workspace
    assert workspace.settings.synthetic
    desk = open_desk(workspace)
    assert [one.name for one in desk.shelf.all("main")] == [
        None,
        "After twenty ride-alongs",
        "Drawn in the workshop",
    ]
    assert len(desk.comments.threads("main")) == 4
    (done, *_) = desk.actions.all("main")
    assert "of people" not in done.action.note
    assert "points (95 % interval" in done.action.note
    (review,) = desk.reviews.all("main")
    assert review.closed
    assert len(review.decisions) == 2
    document = measured_map(workspace)
    assert document.people.n == 500
    cards = [
        card for stage in workspace.published("main").map.stages for s in stage.steps for card in s.cards
    ]
    assert {card.evidence for card in cards} == {Evidence.ASSUMED, Evidence.REPORTED}

"""All maps at one glance."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from desirepath.domain.action import Action, ActionStatus
from desirepath.domain.review import Cadence, Rhythm
from desirepath.domain.templates import template_text
from desirepath.services import home as home_service
from desirepath.services import mapping
from desirepath.services.bringing import build_journeys
from desirepath.services.editing import begin_map, open_desk
from desirepath.services.home import DraftName, home
from desirepath.services.mapping import measure_map
from desirepath.services.reading import Reader
from desirepath.services.starting import start_workspace
from desirepath.services.workspace import open_workspace


@pytest.fixture(autouse=True)
def _at(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which everybody looks."""
    for module in (home_service, mapping):
        monkeypatch.setattr(module, "today", lambda timezone: date(2026, 10, 2))


def test_a_measured_map_is_told_as_its_own_page_tells_it(loam: Path) -> None:
    with Reader(open_workspace(loam)) as reader:
        told, whole = home(reader), measure_map(reader, "main")
    brief = told.maps[0]
    assert (brief.id, brief.title) == ("main", whole.title)
    assert sum(brief.stages) == len(brief.points) == len(whole.steps)
    assert [point.believed for point in brief.points] == [step.believed for step in whole.steps]
    assert brief.confidence == whole.confidence
    assert whole.finding.startswith(brief.finding)
    assert any(point.measured is not None for point in brief.points)
    assert brief.days_old == 2
    assert not brief.old
    assert told.synthetic


def test_late_actions_are_those_whose_day_has_passed(loam: Path) -> None:
    with Reader(open_workspace(loam)) as reader:
        told, whole = home(reader), measure_map(reader, "main")
    late = [
        card.text
        for step in whole.steps
        for card in step.cards
        if card.lane == "action_item" and card.due and card.due < date(2026, 10, 2) and card.status != "done"
    ]
    assert sorted(action.text for action in told.overdue) == sorted(late)
    assert told.maps[0].overdue == len(late)
    assert [action.days for action in told.overdue] == sorted((a.days for a in told.overdue), reverse=True)


def test_a_map_that_changed_shows_what_was_believed_and_says_so(loam_copy: Path) -> None:
    path = loam_copy / "maps" / "main.yaml"
    path.write_text(path.read_text("utf-8") + "\n# a word\n", "utf-8")
    with Reader(open_workspace(loam_copy)) as reader:
        told = home(reader)
    brief = told.maps[0]
    assert brief.changed
    assert all(point.measured is None for point in brief.points)
    assert any(point.believed is not None for point in brief.points)
    assert "changed since the last build" in told.sentences


def test_a_map_without_any_data_is_belief_alone(tmp_path: Path) -> None:
    shop = start_workspace(tmp_path / "shop", name="shop", template="software")
    with Reader(shop) as reader:
        told = home(reader)
    assert told.heading == "The map asks for attention"
    assert "all belief" in told.sentences
    assert told.maps[0].days_old is None
    assert not told.maps[0].pain


@pytest.mark.slow
def test_a_map_of_another_trade_is_belief_alone_although_there_are_data(loam_copy: Path) -> None:
    (loam_copy / "maps" / "rides.yaml").write_text(template_text("rides"), "utf-8")
    build_journeys(open_workspace(loam_copy))
    with Reader(open_workspace(loam_copy)) as reader:
        main, rides = home(reader).maps
    assert main.pain
    assert main.days_old == 2
    assert rides.days_old is None


def test_a_map_that_nobody_published_is_listed_with_its_title(tmp_path: Path) -> None:
    shop = start_workspace(tmp_path / "shop", name="shop")
    desk = open_desk(shop)
    made = begin_map(desk, "Sending it back", None, author="Ana", at=datetime(2026, 1, 1))
    with Reader(shop) as reader:
        assert home(reader, desk).drafts == [DraftName(id=made, title="Sending it back")]
    desk.database.dispose()


def test_a_map_that_cannot_be_read_does_not_hide_the_others(loam_copy: Path) -> None:
    (loam_copy / "maps" / "broken.yaml").write_text("desirepath: 1\ntitle: [\n", "utf-8")
    with Reader(open_workspace(loam_copy)) as reader:
        told = home(reader)
    assert [one.id for one in told.maps] == ["broken", "main"]
    assert told.maps[0].broken
    assert told.maps[1].points


def test_an_empty_workspace_has_no_map_yet(tmp_path: Path) -> None:
    with Reader(start_workspace(tmp_path / "shop", name="shop")) as reader:
        told = home(reader)
    assert (told.heading, told.maps, told.overdue) == ("No map yet", [], [])


def test_late_actions_of_the_board_and_reviews_past_their_day_ask_for_attention(loam_copy: Path) -> None:
    desk = open_desk(open_workspace(loam_copy))
    at = datetime.fromisoformat("2026-09-01T12:00")
    desk.actions.add("main", Action(title="Ask them", due=date(2026, 9, 30)), author="ana", at=at)
    desk.actions.add(
        "main", Action(title="Done", status=ActionStatus.DONE, due=date(2026, 9, 1)), author="ana", at=at
    )
    desk.reviews.set_rhythm(Rhythm("main", Cadence.MONTHLY, date(2026, 10, 1), []))
    with Reader(desk.workspace) as reader:
        told = home(reader, desk)
    assert ("Ask them", 2) in [(one.text, one.days) for one in told.overdue]
    assert "Done" not in [one.text for one in told.overdue]
    assert [(one.map, one.day, one.late) for one in told.reviews] == [("main", date(2026, 10, 1), True)]
    assert "is past its review." in told.sentences
    assert (told.maps[0].review, told.maps[0].review_late) == (date(2026, 10, 1), True)
    desk.database.dispose()

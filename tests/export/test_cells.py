"""What stands in a cell, and what does not stand there twice."""

from __future__ import annotations

from datetime import datetime

from desirepath.domain.map import Evidence, Lane
from desirepath.export.layout.footer import facts
from desirepath.export.layout.icons import ICONS, icon_for
from desirepath.export.layout.sheet import poster
from desirepath.export.scene import Text, walk
from desirepath.insights.measured_map import CardView, MeasuredMap, Source, Tile

from .sample import loam


def with_measure_card(tile: Tile | None) -> MeasuredMap:
    document = loam()
    card = CardView(
        id="m", lane=Lane.MEASURE, text="Visits that count", evidence=Evidence.MEASURED, tile=tile
    )
    first = document.steps[0].model_copy(update={"cards": [card]})
    return document.model_copy(update={"steps": [first, *document.steps[1:]]})


def labels(document: MeasuredMap) -> list[str]:
    nodes = walk(poster(document).nodes)
    return [node.plain for node, _, _ in nodes if isinstance(node, Text) and node.role == "tile-label"]


def test_a_number_that_a_card_tells_is_not_told_again_by_the_step() -> None:
    document = with_measure_card(loam().steps[0].tiles[0])
    assert "Visits that count" in labels(document)
    assert "Qualified visits" not in labels(document)


def test_another_number_of_the_step_stays_beside_the_card() -> None:
    document = with_measure_card(loam().steps[1].tiles[0])
    assert {"Visits that count", "Qualified visits"} <= set(labels(document))


def test_a_measure_card_without_a_number_is_an_ordinary_card() -> None:
    nodes = walk(poster(with_measure_card(None)).nodes)
    texts = [node.plain for node, _, _ in nodes if isinstance(node, Text) and node.role == "card-text"]
    assert "Visits that count" in texts


def test_sources_that_end_on_one_day_are_named_together() -> None:
    ends = [("orders", 30), ("web", 30), ("mentions", 24)]
    sources = [Source(name=name, complete_through=datetime(2026, 9, day, 12)) for name, day in ends]
    assert facts(loam().model_copy(update={"sources": sources}))[0] == (
        "Sources: orders, web complete through 30 Sep 2026; mentions complete through 24 Sep 2026."
    )


def test_a_channel_says_more_than_a_name_and_an_unknown_one_gets_a_screen() -> None:
    assert icon_for("email", "Live chat") == ICONS["email"]
    assert icon_for(None, "Live chat") == ICONS["chat"]
    assert icon_for(None, None) == ICONS["web"]

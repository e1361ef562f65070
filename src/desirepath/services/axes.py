"""Measures that a board compares by: asked once per build and question, as the map itself is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from hashlib import sha256

from desirepath import __version__
from desirepath.insights.asker import Asker
from desirepath.insights.axes import AXES, Axis
from desirepath.insights.board import LANES
from desirepath.insights.measure_axis import (
    AxisAnswer,
    AxisRef,
    ask_axis,
    condition_of,
    measure_axis,
    read_axis,
)
from desirepath.insights.measured_map import MeasuredMap
from desirepath.services.cache import Cache
from desirepath.services.reading import Reader
from desirepath.services.workspace import PublishedMap

NOTHING = AxisAnswer(which=None, choices=[], numbers={})


def asked_axes(reader: Reader, document: MeasuredMap, names: Iterable[str]) -> list[Axis]:
    """The axes that names mean, each once, without those that every map holds; raises as `read_axis` and `ask` do."""
    refs = [read_axis(name) for name in dict.fromkeys(names) if name not in AXES]
    published = reader.workspace.published(document.id)
    return [measure_axis(ref, _answer(reader, published, document, ref), published.map) for ref in refs]


def _answer(reader: Reader, published: PublishedMap, document: MeasuredMap, ref: AxisRef) -> AxisAnswer:
    build = reader.build()
    if build is None or document.first_day is None or document.last_day is None:
        return NOTHING
    places = sorted(
        {
            (step.id, condition_of(card))
            for step in document.steps
            for card in step.cards
            if card.lane in LANES
        }
    )
    question = {
        "axis": ref.name,
        "map": published.sha,
        "settings": reader.workspace.settings.model_dump(mode="json"),
        "asked": document.asked.model_dump(mode="json"),
        "places": places,
        "code": __version__,
        "shape": _shape(),
    }
    answers = Cache(reader.workspace.root / "cache")
    with reader.lock:
        kept = answers.get(build.id, question)
        if kept is not None:
            return AxisAnswer.model_validate_json(kept)
        ask = Asker(reader.view(published), document.asked, document.first_day, document.last_day)
        found = ask_axis(ask, published.map, ref, places)
        answers.put(build.id, question, found.model_dump_json().encode())
        return found


@cache
def _shape() -> str:
    return sha256(json.dumps(AxisAnswer.model_json_schema()).encode()).hexdigest()[:12]

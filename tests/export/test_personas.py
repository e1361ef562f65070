"""The curves of single personas on paper."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree as ET

from desirepath.export.layout.footer import signs
from desirepath.export.layout.personas import persona_curves
from desirepath.export.layout.sheet import poster
from desirepath.export.scene import Text, walk
from desirepath.export.svg import svg
from desirepath.insights.measured_map import Belief, MeasuredMap, PersonaView

from .sample import loam


def voiced(*names: str) -> MeasuredMap:
    """Loam with a curve over its first four steps for each name, all beginning at one feeling."""
    document = loam()
    personas = [PersonaView(id=name.lower(), name=name) for name in names]
    steps = [
        step.model_copy(
            update={
                "believed_for": [
                    Belief(persona=one.id, name=one.name, value=1 - at * place / 2)
                    for place, one in enumerate(personas)
                ]
            }
        )
        if at < 4
        else step
        for at, step in enumerate(document.steps)
    ]
    return document.model_copy(update={"personas": personas, "steps": steps})


def test_a_map_without_curves_of_personas_is_drawn_as_before() -> None:
    assert persona_curves(loam()) == []
    assert not any("believed for" in word for word, _ in signs(loam()))


def test_personas_differ_in_dash_and_in_colour() -> None:
    found = persona_curves(voiced("Ana", "Ben", "Cleo", "Dan"))
    assert len({one.dash for one in found}) == len({one.colour for one in found}) == 4


def test_a_persona_keeps_its_look_when_another_has_no_curve() -> None:
    document = voiced("Ana", "Ben")
    steps = [step.model_copy(update={"believed_for": step.believed_for[1:]}) for step in document.steps]
    (alone,) = persona_curves(document.model_copy(update={"steps": steps}))
    assert alone == persona_curves(document)[1]


def test_names_that_begin_at_one_height_stand_under_each_other() -> None:
    scene = poster(voiced("Ana", "Ben", "Cleo"))
    heights = [
        y + node.y
        for node, _, y in walk(scene.nodes)
        if isinstance(node, Text) and node.role == "persona-name"
    ]
    assert len(heights) == 3
    assert all(later - earlier >= 15 for earlier, later in pairwise(heights))


def test_whoever_listens_hears_each_persona() -> None:
    root = ET.fromstring(svg(voiced("Ana", "Ben")))
    titles = [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}title")]
    assert any(title.startswith("Step 2, ") and title.endswith("Ana +1.0, Ben +0.5") for title in titles)

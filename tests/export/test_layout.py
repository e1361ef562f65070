"""Properties every picture of every map has: nothing overlaps, nothing leaves the sheet, nothing is lost."""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from desirepath.domain.map import Evidence, Lane
from desirepath.export.layout.frame import ordered
from desirepath.export.layout.pages import (
    HIGH,
    LEAST_POINTS,
    MOST,
    POINTS_A_MM,
    SCALE,
    WIDE,
    balanced,
    sheets,
)
from desirepath.export.layout.sheet import poster
from desirepath.export.scene import Group, Scene, Text, walk
from desirepath.export.svg import write
from desirepath.insights.measured_map import CardView, Felt, LaneView, MeasuredMap
from desirepath.measures.result import Number, show

from .bounds import outside, overlaps, shapes, text_lines, texts
from .sample import loam
from .strategies import maps

quick = (Phase.explicit, Phase.reuse, Phase.generate)
"""Shrinking a whole map takes minutes and helps little."""

few = settings(
    phases=quick,
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def said(scene: Scene, role: str) -> list[str]:
    return [node.plain for node, _, _ in walk(scene.nodes) if isinstance(node, Text) and node.role == role]


def points(scene: Scene) -> list[float]:
    """The sizes of all text on paper."""
    return [
        run.style.size * SCALE * POINTS_A_MM
        for node, _, _ in walk(scene.nodes)
        if isinstance(node, Text)
        for line in node.lines
        for run in line
    ]


def with_feelings(felt: list[tuple[int | None, int | None, int, int]]) -> MeasuredMap:
    """Loam with other feelings: believed, measured, half an interval (all in tenths), and n."""
    document = loam()
    steps = []
    for step, (believed, value, half, n) in zip(document.steps, felt, strict=True):
        known = value is not None and n > 0
        number = Number(
            value=value / 10 if known and value is not None else None,
            low=(value - half) / 10 if known and value is not None else None,
            high=(value + half) / 10 if known and value is not None else None,
            n=n,
            unit="feeling",
            show=show(n),
        )
        gap = None
        if known and value is not None and believed is not None and show(n) == "full":
            gap = (value - believed) / 10
        plan = None if believed is None else believed / 10
        steps.append(
            step.model_copy(update={"believed": plan, "felt": Felt(scale="stars", number=number), "gap": gap})
        )
    return document.model_copy(update={"steps": steps})


def numbers_of_steps(scene: Scene) -> list[str]:
    return said(scene, "step-number")


def test_no_two_texts_overlap_on_the_map_of_loam() -> None:
    assert overlaps(texts(poster(loam()))) == []
    assert [overlaps(texts(sheet)) for sheet in sheets(loam())] == [[], []]


@few
@given(maps())
def test_on_any_poster_nothing_overlaps_and_nothing_leaves_it(document: MeasuredMap) -> None:
    scene = poster(document)
    ElementTree.fromstring(write(scene, "light"))
    assert numbers_of_steps(scene) == [str(step.number) for step in ordered(document)]
    assert overlaps(texts(scene)) == []
    assert outside(scene, texts(scene)) == []
    assert outside(scene, shapes(scene)) == []


@few
@given(maps())
def test_on_any_sheet_of_a3_nothing_overlaps_leaves_it_or_is_under_eight_points(
    document: MeasuredMap,
) -> None:
    for page in sheets(document):
        assert (page.width, page.height) == (WIDE, HIGH)
        assert overlaps(texts(page)) == []
        assert outside(page, texts(page)) == []
        assert min(points(page)) >= LEAST_POINTS - 1e-9


@few
@given(maps())
def test_sheets_hold_every_step_in_order_and_all_that_the_poster_says_of_them(document: MeasuredMap) -> None:
    pages, whole = sheets(document), poster(document)
    seen = list(dict.fromkeys(number for page in pages for number in numbers_of_steps(page)))
    assert seen == [str(step.number) for step in ordered(document)]
    for role in ("tile-label", "card-text", "answers", "more"):
        # a word too long for a column is cut elsewhere where columns are wider
        there = Counter(text.replace(" ", "") for page in pages for text in said(page, role))
        assert there == Counter(text.replace(" ", "") for text in said(whole, role))


@settings(max_examples=60, deadline=None, phases=quick)
@given(
    st.lists(
        st.tuples(
            st.none() | st.integers(-20, 20),
            st.none() | st.integers(-20, 20),
            st.integers(0, 10),
            st.sampled_from([0, 6, 24, 58, 1_204]),
        ),
        min_size=15,
        max_size=15,
    )
)
def test_no_label_of_the_curves_overlaps_another_whatever_people_felt(
    felt: list[tuple[int | None, int | None, int, int]],
) -> None:
    scene = poster(with_feelings(felt))
    assert overlaps(texts(scene)) == []
    assert outside(scene, texts(scene) + shapes(scene)) == []
    marks = [rect for rect in shapes(scene) if rect.what in ("circle measured-point", "box believed-point")]
    labels = [rect for node, x, y in walk(scene.nodes) if isinstance(node, Text) and node.role == "feeling"
              for rect in text_lines(node, x, y)]  # fmt: skip
    assert [(mark, label) for mark in marks for label in labels if mark.meets(label, 1.0)] == []


def test_the_curve_stands_on_the_first_sheet_however_many_lanes_come_before_it() -> None:
    document = loam()
    goal = CardView(id="g", lane=Lane.GOAL, text="Find clothes that last, " * 8, evidence=Evidence.REPORTED)
    steps = [step.model_copy(update={"cards": [goal] * 4 + step.cards}) for step in document.steps]
    lanes = [LaneView(id=Lane.GOAL, title="Goals"), *document.lanes]
    first, *_ = sheets(document.model_copy(update={"steps": steps, "lanes": lanes}))
    assert "Emotion" in said(first, "lane-title")


def test_stages_stay_whole_on_a_sheet_while_they_fit() -> None:
    assert balanced([2, 2, 3, 3, 3, 2], 8) == [7, 8]
    assert balanced([4, 4, 4], 8) == [8, 4]
    assert balanced([1], 8) == [1]
    assert sum(balanced([20, 5], MOST)) == 25


def test_a_stage_cut_over_two_sheets_says_that_it_continues() -> None:
    document = loam()
    one = document.stages[0].model_copy(update={"steps": [step.id for step in document.steps]})
    steps = [step.model_copy(update={"stage": one.id}) for step in document.steps]
    pages = sheets(document.model_copy(update={"stages": [one], "steps": steps}))
    assert said(pages[0], "stage-title") == ["Awareness"]
    assert said(pages[1], "stage-title") == ["Awareness, continued"]


def test_lane_labels_and_step_heads_stand_on_every_sheet() -> None:
    pages = sheets(loam())
    lanes = [lane.title for lane in loam().lanes if not lane.folded]
    assert [sorted(said(page, "lane-title")) for page in pages] == [sorted(lanes)] * 2


def test_a_lane_with_nothing_on_it_takes_no_room_on_paper() -> None:
    document = loam()
    bare = [step.model_copy(update={"cards": []}) for step in document.steps]
    titles = said(poster(document.model_copy(update={"steps": bare})), "lane-title")
    assert titles == ["Touchpoints", "Emotion", "Measures"]


def test_groups_carry_the_ids_of_stages_and_steps() -> None:
    ids = {node.id for node, _, _ in walk(poster(loam()).nodes) if isinstance(node, Group) and node.id}
    assert {"awareness", "returns-or-exchanges"} <= ids

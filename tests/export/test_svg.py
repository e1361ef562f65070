"""What the picture says: every mark of the map by its meaning, not by its pixels."""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from desirepath.domain.map import Evidence, Lane
from desirepath.errors import InputError
from desirepath.export.svg import svg
from desirepath.export.tokens import COLOURS, colour, theme
from desirepath.insights.measured_map import CardView, MeasuredMap

from .sample import feeling, loam

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def picture() -> Element:
    return ElementTree.fromstring(svg(loam()))


def by_role(root: Element, name: str) -> list[Element]:
    return [element for element in root.iter() if name in (element.get("data-role") or "").split()]


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def said(root: Element) -> list[str]:
    return [words(element) for element in root.iter(f"{SVG}text")]


def with_step(index: int, **changes: object) -> MeasuredMap:
    document = loam()
    steps = list(document.steps)
    steps[index] = steps[index].model_copy(update=changes)
    return document.model_copy(update={"steps": steps})


def group(root: Element, name: str, starts: str) -> Element:
    return next(g for g in by_role(root, name) if (g.findtext(f"{SVG}title") or "").startswith(starts))


def test_every_step_title_is_text(picture: Element) -> None:
    titles = [words(element) for element in by_role(picture, "step-title")]
    assert titles == [step.title for step in loam().steps]
    assert {element.tag for element in by_role(picture, "step-title")} == {f"{SVG}text"}


def test_the_picture_has_a_name_a_description_and_the_role_of_a_picture(picture: Element) -> None:
    assert picture.get("role") == "img"
    name, description = picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")
    assert name is not None
    assert description is not None
    assert picture.get("aria-labelledby") == f"{name.get('id')} {description.get('id')}"
    assert "15 steps in 6 stages" in (description.text or "")
    assert "1.6 points" in (description.text or "")


def test_nothing_in_it_is_foreign_scripted_or_loaded(picture: Element) -> None:
    tags = {element.tag.removeprefix(SVG) for element in picture.iter()}
    assert tags & {"foreignObject", "script", "image", "use", "style"} == set()
    assert "http" not in svg(loam()).replace("http://www.w3.org/2000/svg", "")


def test_believed_is_dashed_and_measured_is_solid(picture: Element) -> None:
    believed, measured = by_role(picture, "believed"), by_role(picture, "measured")
    curves = [element for element in measured if element.tag == f"{SVG}path"]
    assert believed
    assert all(element.get("stroke-dasharray") for element in believed)
    assert curves
    assert not any(element.get("stroke-dasharray") for element in curves)
    assert {element.get("stroke-width") for element in curves} == {"3.5"}


def test_hatching_means_still_open_and_nothing_else(picture: Element) -> None:
    hatched = [e for e in picture.iter() if "hatch" in (e.get("fill") or "") + (e.get("stroke") or "")]
    entries = [g for g in by_role(picture, "legend-entry") if "still open" in words(g)]
    in_legend = {id(child) for entry in entries for child in entry.iter()}
    assert hatched
    assert all(e.get("data-role") == "still-open" or id(e) in in_legend for e in hatched)


def test_the_three_outcomes_of_a_stage_are_drawn_in_proportion(picture: Element) -> None:
    stage = group(picture, "stage", "Stage Retention")
    wide = {
        name: float(by_role(stage, name)[0].get("width") or 0) for name in ("went-on", "still-open", "lost")
    }
    total = sum(wide.values())
    assert wide["went-on"] / total == pytest.approx(555 / 2_592, abs=0.01)
    assert wide["still-open"] / total == pytest.approx(814 / 2_592, abs=0.01)


def test_a_gap_over_one_point_has_its_lens_and_its_words(picture: Element) -> None:
    assert [words(element) for element in by_role(picture, "gap")] == [
        "1.4 below plan",
        "1.6 below plan",
        "1.5 above plan",
    ]
    assert (len(by_role(picture, "gap-below")), len(by_role(picture, "gap-above"))) == (2, 1)


def test_peak_trough_and_last_point_carry_their_number(picture: Element) -> None:
    labels = [words(element) for element in by_role(picture, "feeling")]
    assert labels == ["−0.9", "+1.7 peak", "−1.6 trough", "+1.5", "+1.2 last"]
    assert len(by_role(picture, "face")) == 4


def test_ten_to_twenty_nine_answers_show_the_interval_alone(picture: Element) -> None:
    assert "n 24, interval only" in said(picture)
    grey = [e for e in by_role(picture, "whisker") if e.get("stroke") == colour("control", "light")]
    assert len(grey) == 1
    assert len(by_role(picture, "bridge")) == 1


def test_fewer_than_ten_answers_leave_no_mark() -> None:
    few = ElementTree.fromstring(svg(with_step(13, felt=feeling(-0.7, 0.5, 6), gap=None)))
    assert "n 6, too few" in said(few)
    assert not [e for e in by_role(few, "whisker") if e.get("stroke") == colour("control", "light")]
    title = next(e for e in few.iter(f"{SVG}title") if (e.text or "").startswith("Step 14, Resells"))
    assert title.text == "Step 14, Resells a piece: measured too few, n 6, believed +1.0"


def test_an_interval_alone_is_not_told_as_a_value(picture: Element) -> None:
    title = next(e for e in picture.iter(f"{SVG}title") if (e.text or "").startswith("Step 14, Resells"))
    assert title.text == "Step 14, Resells a piece: measured −1.2 to −0.2, n 24, believed +1.0"


def test_a_card_border_says_how_we_know(picture: Element) -> None:
    styles = {
        kind: {e.get("stroke-dasharray") for e in by_role(picture, f"card-{kind.value}")} for kind in Evidence
    }
    assert styles == {Evidence.MEASURED: {None}, Evidence.REPORTED: {"5 3"}, Evidence.ASSUMED: {"0.1 4"}}


def test_the_number_of_an_opportunity_stands_on_card_and_curve(picture: Element) -> None:
    marks = [words(element) for element in by_role(picture, "mark")]
    assert sorted(marks) == sorted(["1", "2", "3", "4", "5"] * 2)


def test_made_up_numbers_are_called_so_and_real_ones_are_not(picture: Element) -> None:
    assert "Synthetic numbers" in said(picture)
    real = ElementTree.fromstring(svg(loam().model_copy(update={"synthetic": False})))
    assert "Synthetic numbers" not in said(real)
    assert "made up" not in " ".join(said(real))


def test_money_whose_interval_holds_zero_cannot_be_told(picture: Element) -> None:
    carrier = group(picture, "pain", "pain, measured: A slow green parcel")
    assert "cannot tell" in words(carrier)
    refund = group(picture, "pain", "pain, measured: Too small")
    assert "cannot tell" not in words(refund)


def test_late_actions_stand_out_in_the_colour_of_pain(picture: Element) -> None:
    late = by_role(picture, "late")
    assert [words(element) for element in late] == ["12 days late"]
    assert late[0].get("fill") == colour("pain-text", "light")


def test_stale_evidence_says_how_old_it_is() -> None:
    old = CardView(
        id="g",
        lane=Lane.GOAL,
        text="Wants to know the mill",
        evidence=Evidence.ASSUMED,
        age_days=261,
        stale=True,
    )
    document = with_step(0, cards=[old])
    goal = loam().lanes[0].model_copy(update={"id": Lane.GOAL, "title": "Goals"})
    root = ElementTree.fromstring(svg(document.model_copy(update={"lanes": [goal, *loam().lanes]})))
    assert [words(e) for e in by_role(root, "late")] == ["261 days old", "12 days late"]


def test_people_cannot_write_markup_into_the_picture() -> None:
    evil = '<script>alert("1")</script> & "quotes" \'single\''
    document = with_step(0, title=evil).model_copy(update={"title": evil, "finding": f"**{evil}**"})
    root = ElementTree.fromstring(svg(document))
    assert not list(root.iter(f"{SVG}script"))
    assert words(by_role(root, "title")[0]).startswith('<script>alert("1")')


def test_a_map_without_data_shows_what_was_believed_and_promises_nothing() -> None:
    document = loam()
    nobody = document.people.model_copy(update={"value": 0, "n": 0, "show": "hidden"})
    steps = [
        step.model_copy(
            update={
                "people": nobody,
                "outcome": None,
                "time_to_next": None,
                "felt": None,
                "gap": None,
                "tiles": [],
            }
        )
        for step in document.steps
    ]
    stages = [stage.model_copy(update={"people": nobody, "outcome": None}) for stage in document.stages]
    bare = {"steps": steps, "stages": stages, "people": nobody, "data_version": None, "sources": []}
    root = ElementTree.fromstring(svg(document.model_copy(update=bare)))
    curves = [e for e in by_role(root, "measured") if e.tag == f"{SVG}path"]
    assert curves == []
    assert len(by_role(root, "believed")) == 1
    assert "No data imported yet." in " ".join(said(root))
    assert by_role(root, "stage-rate") == []
    assert {words(e) for e in by_role(root, "answers")} == {"no answers"}


def test_light_and_dark_differ_in_colours_only() -> None:
    light, dark = svg(loam()), svg(loam(), "dark")
    assert light != dark
    assert re.sub(r"#[0-9A-F]{6}", "", light) == re.sub(r"#[0-9A-F]{6}", "", dark)
    assert set(re.findall(r"#[0-9A-F]{6}", dark)) <= {values[1] for values in COLOURS.values()}


def test_fonts_are_in_the_file_only_when_asked_for() -> None:
    plain, whole = svg(loam()), svg(loam(), embed_fonts=True)
    assert "@font-face" not in plain
    assert whole.count("@font-face") == 5
    assert len(whole) > len(plain) + 200_000


def test_the_same_document_gives_the_same_picture() -> None:
    assert svg(loam()) == svg(loam())


def test_an_unknown_theme_is_an_error_that_names_the_two() -> None:
    with pytest.raises(InputError, match="drak") as caught:
        theme("drak")
    assert "dark" in caught.value.remedy

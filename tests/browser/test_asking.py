"""Any measure, asked on the page of journeys: found by its question, asked by its own form, kept in the address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from desirepath.services.workspace import open_workspace
from desirepath.web.app import create_app

from .conftest import running
from .test_access import violations

pytestmark = pytest.mark.slow  # `make test-slow` runs it


@pytest.fixture(scope="module")
def shop(loam: Path, built: Path) -> Iterator[str]:
    """The address of the sample shop; nothing is written in it."""
    with running(create_app(open_workspace(loam), token="t")) as address:
        yield address


@pytest.fixture
def journeys(page: Page, shop: str) -> Page:
    """The page with its key."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{shop}?token=t")
    expect(page.get_by_role("grid")).to_be_visible(timeout=30_000)
    return page


def sound(page: Page) -> list[str]:
    """What hinders people once every answer is there: until then the old ones are faded."""
    expect(page.locator("[aria-busy=true]")).to_have_count(0, timeout=60_000)
    page.wait_for_timeout(600)
    return violations(page)


def asked(page: Page, question: str) -> Locator:
    return page.get_by_role("region", name=question)


REPEAT = "How many customers order again (or do anything else again) within a time after their first?"
REACH = "How many customers get here?"


def test_over_time_a_measure_tells_when_its_level_changed(journeys: Page, shop: str) -> None:
    journeys.goto(f"{shop}?view=journeys&measure=sessions")
    sessions = asked(journeys, "How many sessions do customers have?")
    sessions.get_by_role("button", name="over time as a whole").click(timeout=30_000)
    sessions.get_by_role("menuitemradio", name=re.compile("by month")).click()
    expect(journeys).to_have_url(re.compile("by=month"))
    change = sessions.get_by_role("listitem").filter(has_text="→").first
    expect(change).to_have_text(re.compile(r"[+−][\d.]+ \([+−][\d.]+ to [+−][\d.]+\)"), timeout=30_000)
    expect(sessions).to_contain_text(re.compile(r"since \w{3} 202\d, from [\d.,]+ to [\d.,]+\."))
    assert not sound(journeys)


def test_a_measure_is_found_by_its_question_and_asked_by_its_own_form(journeys: Page, shop: str) -> None:
    journeys.goto(f"{shop}?view=journeys")
    bar = journeys.get_by_role("region", name="What the pictures show")
    bar.get_by_role("button", name="Ask a measure").click(timeout=30_000)
    journeys.get_by_role("searchbox").fill("order again")
    journeys.get_by_role("button", name=re.compile("^How many customers order again")).click()
    expect(journeys).to_have_url(re.compile("measure=repeat_within"))
    form = asked(journeys, REPEAT).get_by_role("form")
    form.get_by_label(re.compile("^within")).fill("120d")
    form.get_by_label(re.compile("^within")).press("Tab")
    expect(journeys).to_have_url(re.compile("120d"))
    expect(asked(journeys, REPEAT).get_by_role("img")).to_have_attribute(
        "aria-label", re.compile(r"% of [\d,]+ \("), timeout=30_000
    )


def test_what_is_wrong_stands_at_its_field(journeys: Page, shop: str) -> None:
    journeys.goto(f"{shop}?view=journeys&measure=reach&by=weather&where=chanel+%3D+'web'")
    form = asked(journeys, REACH).get_by_role("form")
    where = form.get_by_label(re.compile("^only where"))
    expect(where).to_have_attribute("aria-invalid", "true", timeout=30_000)
    expect(form.get_by_role("alert")).to_contain_text("channel")
    where.fill("")
    where.press("Tab")
    cut = form.get_by_label(re.compile("^cut by"))
    expect(cut).to_have_attribute("aria-invalid", "true", timeout=30_000)
    cut.fill("step")
    cut.press("Tab")
    expect(form.get_by_role("alert")).to_have_count(0)
    expect(asked(journeys, REACH).get_by_role("img")).to_be_visible(timeout=30_000)


def test_the_picture_fits_the_answer_and_can_be_another(journeys: Page, shop: str) -> None:
    journeys.goto(f"{shop}?view=journeys&measure=reach&by=step,month")
    asked(journeys, REACH).get_by_role("button", name=re.compile("as heatmap")).click(timeout=30_000)
    journeys.get_by_role("menuitemradio", name="bars").click()
    expect(journeys).to_have_url(re.compile("picture=bars"))
    expect(asked(journeys, REACH).get_by_text("more rows stand in the table")).to_be_visible()


def test_a_row_of_the_table_opens_to_exactly_its_customers(journeys: Page, shop: str) -> None:
    journeys.goto(f"{shop}?view=journeys&measure=reach&by=step")
    asked(journeys, REACH).get_by_text("All numbers as a table").click(timeout=30_000)
    row = asked(journeys, REACH).get_by_role("row").filter(has_text="Pays")
    many = row.get_by_role("cell").first.inner_text()
    row.get_by_role("button").click()
    listed = asked(journeys, REACH).get_by_role("heading", name=re.compile("^Pays"))
    expect(listed.locator(".num")).to_have_text(many, timeout=30_000)


def test_nothing_hinders_who_cannot_see_and_nothing_hangs_over_on_a_phone(journeys: Page, shop: str) -> None:
    journeys.goto(f"{shop}?view=journeys&measure=reach&by=step,month")
    expect(asked(journeys, REACH).get_by_role("img")).to_be_visible(timeout=30_000)
    assert sound(journeys) == []
    journeys.set_viewport_size({"width": 390, "height": 844})
    expect(asked(journeys, REACH).get_by_role("img")).to_be_visible(timeout=30_000)
    assert journeys.evaluate("document.documentElement.scrollWidth") <= 390
    bar = journeys.get_by_role("region", name="What the pictures show")
    bar.get_by_role("button", name="Ask a measure").click()
    assert sound(journeys) == []


def test_a_question_is_saved_opened_by_its_address_renamed_and_removed_with_a_way_back(
    page: Page, loam_copy: Path, built: Path
) -> None:
    page.emulate_media(reduced_motion="reduce")
    with running(create_app(open_workspace(loam_copy), token="t")) as shop:
        page.goto(f"{shop}?token=t")
        expect(page.get_by_role("grid")).to_be_visible(timeout=30_000)
        page.goto(f"{shop}?view=journeys")
        saved = page.get_by_role("region", name="Saved questions")
        expect(saved).to_contain_text("No question is saved yet", timeout=30_000)
        page.goto(f"{shop}?view=journeys&measure=reach&by=month&picture=bars")
        expect(asked(page, REACH).get_by_role("img")).to_be_visible(timeout=60_000)
        page.get_by_role("button", name="Save question").click()
        page.get_by_label("What it is called").fill("People by month")
        page.get_by_role("dialog").get_by_role("button", name="Save", exact=True).click()
        expect(page).to_have_url(re.compile("question=1"))
        expect(page).not_to_have_url(re.compile("measure="))
        assert sound(page) == []

        page.goto(f"{shop}?view=journeys&question=1")
        figure = asked(page, "People by month")
        expect(figure.get_by_role("button", name=re.compile("as bars"))).to_be_visible(timeout=60_000)
        figure.get_by_label(re.compile("^cut by")).fill("quarter")
        figure.get_by_label(re.compile("^cut by")).press("Tab")
        expect(figure).to_contain_text("changed since it was saved")

        saved.get_by_role("button", name=re.compile("^Rename")).click()
        page.keyboard.type("Months")
        page.keyboard.press("Enter")
        expect(saved.get_by_role("link", name="Months", exact=True)).to_be_visible()
        saved.get_by_role("button", name="Copy “Months”").click()
        expect(saved.get_by_role("link")).to_have_count(2)
        saved.get_by_role("button", name="Remove “Months”").click()
        expect(saved.get_by_role("link")).to_have_count(1)
        expect(page.get_by_text("There is no saved question")).to_have_count(0)
        saved.get_by_role("button", name="Take it back").click()
        expect(saved.get_by_role("link")).to_have_count(2)
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert sound(page) == []


def test_a_figure_saves_whole_as_picture_and_its_numbers_as_workbook(journeys: Page, shop: str) -> None:
    journeys.emulate_media(color_scheme="dark")
    journeys.goto(f"{shop}?view=journeys&measure=reach&by=step")
    figure = asked(journeys, REACH)
    expect(figure.get_by_role("img")).to_be_visible(timeout=60_000)
    saved = {}
    for kind in ("SVG", "PNG", "XLSX"):
        with journeys.expect_download(timeout=60_000) as download:
            figure.get_by_role("button", name=kind, exact=True).click()
        saved[kind] = Path(download.value.path()).read_bytes()
    drawing = saved["SVG"].decode()
    assert "How many customers get here?" in drawing
    assert "Visits the shop" in drawing
    assert "Another question" not in drawing
    assert 'fill="rgb(250, 250, 247)"' in drawing  # light paper, though the page is dark
    assert "var(--" not in drawing
    assert "oklab" not in drawing
    assert saved["PNG"].startswith(b"\x89PNG")
    assert saved["XLSX"].startswith(b"PK")
    assert journeys.evaluate("document.documentElement.dataset.theme ?? null") is None

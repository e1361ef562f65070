"""What comes after a place of the journey, in a real browser: asked by menus and patterns, opened to people."""

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
def paths(page: Page, shop: str) -> Iterator[Locator]:
    """The figure on its page; whatever the page complains about in the end is an error."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{shop}?token=t")
    expect(page.get_by_role("grid")).to_be_visible(timeout=30_000)
    page.goto(f"{shop}?view=journeys")
    figure = page.locator("section[aria-labelledby=sankey]")
    expect(figure.locator("svg .ribbon").first).to_be_visible(timeout=30_000)
    yield figure
    assert said == []


def choose(paths: Locator, menu: str, option: str) -> None:
    paths.get_by_role("button", name=re.compile(f"^{menu}")).click()
    paths.page.get_by_role("menuitemradio", name=re.compile(option)).click()


def test_another_place_to_begin_stays_in_the_address(paths: Locator) -> None:
    choose(paths, "from", "^Pays")
    expect(paths.get_by_role("heading", level=2)).to_have_text("What comes after “Pays”?")
    choose(paths, "show", "what led there")
    expect(paths.get_by_role("heading", level=2)).to_have_text("What leads to “Pays”?")
    expect(paths.page).to_have_url(re.compile("anchor=pay.*led=1"))
    paths.page.reload()
    expect(paths.get_by_text("1st step before")).to_be_visible(timeout=30_000)


def test_a_ribbon_opens_to_as_many_customers_as_it_says(paths: Locator) -> None:
    ribbon = paths.locator(".ribbon").first
    said = re.search(r": ([\d,]+) customers", ribbon.get_attribute("aria-label") or "")
    assert said
    ribbon.focus()
    paths.page.keyboard.press("Enter")
    expect(paths.locator(".behind h3 .num")).to_have_text(said[1], timeout=30_000)
    expect(paths.locator(".behind li").first).to_be_visible()


def test_a_pattern_can_be_asked_and_what_is_wrong_with_it_is_said(paths: Locator) -> None:
    paths.get_by_text("From a pattern").click()
    field = paths.get_by_role("textbox", name="Pattern")
    field.fill("basket->[^pay]*->basket")
    field.press("Enter")
    expect(paths.get_by_role("heading", level=2)).to_contain_text("basket->[^pay]*->basket", timeout=30_000)
    expect(paths.get_by_text("2nd next step")).to_be_visible(timeout=30_000)


def test_the_matrix_says_the_same_as_the_ribbons(paths: Locator) -> None:
    paths.get_by_text("As a matrix").click()
    table = paths.get_by_role("region", name="Step matrix").get_by_role("table")
    expect(table).to_be_visible(timeout=30_000)
    first = table.get_by_role("row").nth(1).get_by_role("cell").first
    assert re.fullmatch(r"\d+\s%", first.inner_text())
    below = paths.locator("details").filter(has_text="As a matrix")
    with paths.page.expect_download(timeout=60_000) as download:
        below.get_by_role("button", name="XLSX").click()
    assert download.value.suggested_filename == "step_matrix.xlsx"


def test_nothing_hinders_and_nothing_hangs_over_on_a_phone(paths: Locator) -> None:
    assert violations(paths.page) == []
    paths.page.set_viewport_size({"width": 390, "height": 844})
    expect(paths.locator("svg .ribbon").first).to_be_visible()
    assert paths.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(paths.page) == []

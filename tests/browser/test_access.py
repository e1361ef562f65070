"""Nobody is kept out: axe-core, targets, small screens, keys."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import AXE, Site, refusal

WIDE, PHONE = {"width": 1440, "height": 1000}, {"width": 390, "height": 844}
PAGES = ["?view=home", "?view=data"]
STATES = ["", "?step=returns", "?preset=data&objective=repeat", "?preset=all", "?map=plan", "?layout=outline"]


Size = dict[str, int]
BOTH = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1440", "390"])


def open_page(browser: Browser, site: Site, address: str, size: Size) -> Page:
    context = browser.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        color_scheme="light",
        has_touch=size is PHONE,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(site.url + address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.evaluate("document.fonts.ready.then(() => 0)")
    return page


def violations(page: Page) -> list[str]:
    """What axe-core finds in light, and what of the colours it finds in dark, once all is there that was asked."""
    expect(page.locator("section[aria-busy=true]")).to_have_count(0, timeout=60_000)
    page.evaluate(AXE.read_text())
    found: list[dict[str, Any]] = page.evaluate(
        "axe.run({resultTypes: ['violations']}).then(r => r.violations)"
    )
    page.emulate_media(color_scheme="dark")
    found += page.evaluate("axe.run({runOnly: ['color-contrast']}).then(r => r.violations)")
    return [
        f"{rule['id']}: {node['target']} {node.get('failureSummary', '')}"
        for rule in found
        for node in rule["nodes"]
    ]


@BOTH
@pytest.mark.parametrize("address", STATES)
def test_axe_finds_nothing_in_either_theme(browser: Browser, site: Site, address: str, size: Size) -> None:
    page = open_page(browser, site, address, size)
    if "step=" in address:
        expect(page.get_by_text("Customers behind the number 812")).to_be_visible()
    assert violations(page) == []
    page.context.close()


@BOTH
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_on_the_other_pages(browser: Browser, site: Site, address: str, size: Size) -> None:
    page = open_page(browser, site, address, size)
    assert violations(page) == []
    if size is PHONE:
        assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.context.close()


@BOTH
@pytest.mark.parametrize("state", ["empty", "error"])
def test_axe_finds_nothing_without_a_map(browser: Browser, site: Site, state: str, size: Size) -> None:
    card = {"name": "Loam", "synthetic": False, "currency": "EUR", "timezone": "UTC", "data_version": None}
    empty = {**card, "maps": [], "segments": [], "events": 0, "customers": 0}
    locked = (500, refusal("x", "The lake is locked.", "Wait a moment."))
    site.answer = lambda path, query: (
        None
        if path == "me"
        else locked
        if state == "error"
        else (200, empty)
        if path == "workspace"
        else None
    )
    page = open_page(browser, site, "", size)
    assert violations(page) == []
    page.context.close()


@BOTH
def test_targets_are_24_pixels_or_more(browser: Browser, site: Site, size: Size) -> None:
    page = open_page(browser, site, "?step=returns", size)
    small = page.evaluate(
        """[...document.querySelectorAll('button, a[href], input, summary')]
             .map(e => [e.textContent.trim().slice(0, 40), e.getBoundingClientRect()])
             .filter(([, box]) => box.width > 1 && (box.width < 24 || box.height < 16))
             .map(([words, box]) => `${words} ${box.width}x${box.height}`)"""
    )
    assert small == []
    page.context.close()


def test_a_phone_never_scrolls_sideways(browser: Browser, site: Site) -> None:
    page = open_page(browser, site, "", PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.context.close()


def test_the_sheet_of_a_phone_closes_by_its_button(browser: Browser, site: Site) -> None:
    page = open_page(browser, site, "", PHONE)
    page.get_by_role("button", name="Returns or exchanges").click()
    sheet = page.get_by_role("dialog", name="Step 10, Returns or exchanges")
    expect(sheet).to_be_visible()
    sheet.get_by_role("button", name="Close panel").click()
    expect(sheet).to_be_hidden()
    expect(page.get_by_role("button", name="Returns or exchanges")).to_be_focused()
    page.context.close()


def test_the_map_is_one_tab_stop_and_arrows_move_inside(page: Page, site: Site) -> None:
    page.goto(site.url)
    grid = page.get_by_role("grid")
    expect(grid).to_be_visible()
    assert grid.locator("[tabindex='0']").count() == 1
    grid.locator("[tabindex='0']").focus()
    for key, cell in [
        ("ArrowRight", "1:1"),
        ("ArrowDown", "2:1"),
        ("]", "2:2"),
        ("]", "2:4"),
        ("End", "2:14"),
        ("Control+Home", "0:0"),
        ("ArrowDown", "1:0"),
        ("[", "1:0"),
    ]:
        page.keyboard.press(key)
        expect(page.locator(":focus")).to_have_attribute("data-cell", cell)
    assert grid.locator("[tabindex='0']").count() == 1


def test_enter_opens_a_step_and_escape_gives_the_focus_back(page: Page, site: Site) -> None:
    page.goto(site.url)
    page.get_by_role("grid").locator("[tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    panel = page.get_by_role("complementary", name="Step 1, Hears of Loam")
    expect(panel).to_be_visible()
    expect(panel.get_by_role("heading", name="Hears of Loam")).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator(":focus")).to_have_attribute("data-cell", "1:0")


def test_the_skip_link_leads_into_the_map(page: Page, site: Site) -> None:
    page.goto(site.url)
    expect(page.get_by_role("grid")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the map")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_attribute("data-cell", "1:0")


def test_a_question_mark_shows_the_keys(page: Page, site: Site) -> None:
    page.goto(site.url)
    expect(page.get_by_role("grid")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()

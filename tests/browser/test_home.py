"""The page of all maps."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from .conftest import Site, fixture


def test_several_maps_open_at_home_and_one_opens_itself(page: Page, site: Site) -> None:
    page.goto(site.url)
    expect(page.get_by_role("grid")).to_be_visible()
    site.answer = lambda path, query: (200, fixture("workspace")) if path == "workspace" else None
    page.goto(site.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Three maps ask for attention")
    page.goto(f"{site.url}?map=main")
    expect(page.get_by_role("grid")).to_be_visible()


def test_a_map_opens_by_key_and_the_mark_leads_back(page: Page, site: Site) -> None:
    page.goto(f"{site.url}?view=home")
    link = page.get_by_role("link", name="From first visit to second order", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("grid")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?map=main$"))
    page.get_by_role("link", name="Desire Path, all maps").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Three maps ask for attention")
    page.go_back()
    expect(page.get_by_role("grid")).to_be_visible()


def test_each_map_says_how_sure_how_fresh_and_how_late_it_is(page: Page, site: Site) -> None:
    page.goto(f"{site.url}?view=home")
    cards = page.get_by_role("article")
    expect(cards).to_have_count(4)
    expect(cards.nth(0)).to_contain_text("87 %")
    expect(cards.nth(0)).to_contain_text("1 overdue")
    expect(cards.nth(0).get_by_role("img")).to_have_accessible_name(
        "4 of 5 steps measured. 1 gap is wider than a point."
    )
    expect(cards.nth(1)).to_contain_text("no data yet")
    expect(cards.nth(2)).to_contain_text("cannot be read")
    expect(cards.nth(3)).to_contain_text("build it anew")


def test_an_overdue_action_leads_to_its_step(page: Page, site: Site) -> None:
    page.goto(f"{site.url}?view=home")
    page.get_by_role("link", name="Print labels").click()
    expect(page).to_have_url(re.compile(r"map=main&step=returns"))
    expect(page.get_by_role("complementary")).to_be_visible()


def test_a_new_map_that_is_refused_says_why(page: Page, site: Site) -> None:
    page.goto(f"{site.url}?view=home")
    page.get_by_role("button", name="New map").click()
    dialog = page.get_by_role("dialog", name="New map")
    expect(dialog.get_by_label("Title")).to_be_focused()
    expect(dialog.get_by_role("radio")).to_have_count(3)
    page.keyboard.type("Sending it back")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()

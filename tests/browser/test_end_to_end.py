"""The sample shop, served by the real server, looked at in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from desirepath.services.workspace import open_workspace
from desirepath.web.app import create_app

from .conftest import running


@pytest.fixture(scope="module")
def shop(loam: Path, built: Path) -> Iterator[str]:
    """The address of the sample shop's map, with its token."""
    with running(create_app(open_workspace(loam), token="t")) as address:
        yield f"{address}?token=t"


def test_the_way_from_the_map_to_one_customer(page: Page, shop: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(shop)
    grid = page.get_by_role("grid")
    expect(grid).to_be_visible(timeout=30_000)
    expect(page).not_to_have_url(re.compile("token="))
    expect(page.get_by_text("Synthetic numbers")).to_be_visible()

    page.get_by_role("button", name=re.compile("^9 ?Unpacks")).click()
    panel = page.get_by_role("complementary")
    caption = panel.get_by_text(re.compile(r"^[\d,]+ \+ [\d,]+ \+ [\d,]+ = [\d,]+\."))
    expect(caption).to_be_visible()
    went_on, still_open, lost, entered = (
        int(part.replace(",", ""))
        for part in re.findall(r"[\d,]+(?= [+=])|(?<== )[\d,]+", caption.inner_text())
    )
    assert went_on + still_open + lost == entered > 0

    heading = panel.get_by_role("heading", name=re.compile("Customers behind the number"))
    expect(heading).to_contain_text(f"{entered:,}")
    panel.get_by_role("button", name="Lost", exact=True).click()
    expect(heading).to_have_text(re.compile(rf"number {lost:,}$"))
    panel.locator("ul.fresh > li > button").first.click()
    expect(panel.get_by_role("heading", name=re.compile("One journey"))).to_be_visible()
    expect(panel.locator("ol > li").first).to_be_visible()
    assert said == []


def test_a_segment_recomputes_the_whole_map(page: Page, shop: str) -> None:
    page.goto(shop)
    corner = page.get_by_role("grid").locator("td.corner b")
    expect(corner).to_be_visible(timeout=30_000)
    everybody = corner.inner_text()
    page.get_by_role("button", name="Segment").click()
    page.get_by_role("menuitemradio").nth(1).click()
    expect(page).to_have_url(re.compile("segment="))
    expect(corner).not_to_have_text(everybody, timeout=30_000)
    page.go_back()
    expect(corner).to_have_text(everybody)

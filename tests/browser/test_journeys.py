"""The journeys of the sample shop in a real browser: what is asked stays in the address, numbers open to people."""

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
def journeys(page: Page, shop: str) -> Iterator[Page]:
    """The page with its key; whatever it complains about in the end is an error."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{shop}?token=t")
    expect(page.get_by_role("grid")).to_be_visible(timeout=30_000)
    page.goto(f"{shop}?view=journeys")
    expect(funnel(page).get_by_role("table")).to_be_visible(timeout=30_000)
    yield page
    assert said == []


def funnel(page: Page) -> Locator:
    return page.get_by_role("region", name="How many get how far?")


def number(text: str) -> int:
    found = re.search(r"[\d,]+", text)
    assert found
    return int(found[0].replace(",", ""))


def test_leaving_a_step_out_stays_in_the_address_and_can_be_undone(journeys: Page) -> None:
    rows = funnel(journeys).get_by_role("rowheader")
    before = rows.count()
    funnel(journeys).get_by_text("Checks the size", exact=True).first.click()
    expect(journeys).to_have_url(re.compile("steps="))
    expect(rows).to_have_count(before - 1)
    journeys.reload()
    expect(rows).to_have_count(before - 1, timeout=30_000)
    funnel(journeys).locator("label", has_text="Checks the size").click()
    expect(rows).to_have_count(before)
    expect(journeys).not_to_have_url(re.compile("steps="))


def test_whose_rules_count_is_told_below_the_picture(journeys: Page) -> None:
    funnel(journeys).get_by_role("button", name=re.compile("counted like")).click()
    journeys.get_by_role("menuitemradio", name=re.compile("PostHog")).click()
    expect(funnel(journeys)).to_contain_text("Latest attempt that got furthest")


def test_behind_the_lost_stand_exactly_as_many_customers(journeys: Page) -> None:
    lost = funnel(journeys).get_by_role("button", name=re.compile(r"^[\d,]+ lost$")).first
    many = number(lost.inner_text())
    lost.click()
    heading = funnel(journeys).get_by_role("heading", name=re.compile("^Lost at"))
    expect(heading).to_contain_text(f"{many:,}", timeout=30_000)
    funnel(journeys).locator(".behind li button").first.click()
    expect(funnel(journeys).get_by_text("One journey")).to_be_visible()


def test_nothing_hinders_who_cannot_see_and_nothing_hangs_over_on_a_phone(journeys: Page) -> None:
    assert violations(journeys) == []
    journeys.set_viewport_size({"width": 390, "height": 844})
    expect(funnel(journeys).get_by_role("table")).to_be_visible()
    assert journeys.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(journeys) == []


def test_a_cell_of_a_cohort_opens_to_as_many_customers_as_came_back(journeys: Page) -> None:
    cohorts = journeys.get_by_role("region", name="Do newer customers come back sooner?")
    cell = cohorts.get_by_role("row").nth(1).get_by_role("button").nth(2)
    expect(cell).to_be_visible(timeout=30_000)
    asked = "param=start=Order+Completed&param=return=Order+Completed&param=within=30d,60d,90d"
    rows = journeys.evaluate(f"fetch('api/v1/measures/retention?{asked}').then((a) => a.json())")["rows"]
    came = next(row["more"]["went_on"] for row in rows if row["keys"]["period"] == 3)
    cell.click()
    listed = cohorts.get_by_role("heading", name=re.compile("who ordered again within 90 days"))
    expect(listed.locator(".num")).to_have_text(str(came), timeout=30_000)
    cohorts.get_by_role("button", name="Close").click()
    expect(listed).to_have_count(0)


def test_a_deviation_opens_to_as_many_customers_as_it_says(journeys: Page) -> None:
    plan = journeys.get_by_role("region", name="How do they part from the plan, step by step?")
    cell = plan.get_by_role("row", name=re.compile("Chooses delivery")).get_by_title(
        re.compile("came or should")
    )
    expect(cell.first).to_be_visible(timeout=30_000)
    asked = "param=step=delivery"
    rows = journeys.evaluate(f"fetch('api/v1/measures/deviations?{asked}').then((a) => a.json())")["rows"]
    assert [number(text) for text in cell.all_inner_texts()] == [row["number"]["value"] for row in rows]
    cell.first.click()
    listed = plan.get_by_role("heading", name=re.compile("Chooses delivery: skipped"))
    expect(listed.locator(".num")).to_have_text(f"{int(rows[0]['number']['value']):,}", timeout=30_000)
    plan.get_by_role("button", name="Close").click()
    expect(listed).to_have_count(0)


def test_the_panel_of_a_step_lists_what_parts_from_the_plan_there(journeys: Page, shop: str) -> None:
    journeys.goto(f"{shop}?step=basket")
    panel = journeys.get_by_role("complementary", name=re.compile("Fills the basket"))
    listed = panel.locator("section", has_text="Beside the plan")
    expect(listed.get_by_role("button", name="skipped", exact=True)).to_be_visible(timeout=30_000)
    asked = "param=step=basket"
    rows = journeys.evaluate(f"fetch('api/v1/measures/deviations?{asked}').then((a) => a.json())")["rows"]
    assert [number(text) for text in listed.locator("li > b").all_inner_texts()] == [
        row["number"]["value"] for row in rows
    ]

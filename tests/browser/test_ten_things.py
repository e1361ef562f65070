"""The ten things people do most, one after the other: from an empty workspace and a file to a map that is shared,
discussed, approved, acted on and reviewed. In the browser alone, on the real server.

Each leaves a picture of its end in `artefacts/`, numbered in this order.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from desirepath.services.starting import start_workspace
from desirepath.web.app import create_app

from .conftest import ROOT, running
from .test_bringing import drop
from .test_together import link_told, says

pytestmark = pytest.mark.slow  # a journey of many pages; `make test-slow` runs it

WAY = ["Visit", "Product viewed", "Basket filled", "Order completed", "Order delivered", "Review written"]


def orders() -> bytes:
    """400 customers who walk the way as far as chance lets them; what they write at the end has stars."""
    chance = random.Random(7)
    lines = ["customer,event,time,channel,amount,stars"]
    for n in range(400):
        at = datetime(2026, 3, 1, 8) + timedelta(minutes=chance.randrange(180 * 24 * 60))
        for event in WAY:
            amount = f"{chance.uniform(20, 90):.2f}" if event == "Order completed" else ""
            stars = str(chance.choice([1, 2, 4, 5, 5])) if event == "Review written" else ""
            lines.append(
                f"c{n},{event},{at:%Y-%m-%d %H:%M:%S},{chance.choice(['web', 'app'])},{amount},{stars}"
            )
            if chance.random() < 0.28:
                break
            at += timedelta(minutes=chance.randrange(5, 4_000))
    return "\n".join(lines).encode()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Iterator[str]:
    """One shop for all ten, empty at first."""
    workspace = start_workspace(tmp_path_factory.mktemp("ten") / "corner-shop", name="Corner shop")
    with running(create_app(workspace, token="t"), live=True) as address:
        yield address


@pytest.fixture(scope="module")
def desk(browser: Browser, shop: str) -> Iterator[Page]:
    """The browser of the one who owns the shop."""
    page = browser.new_context(viewport={"width": 1440, "height": 1000}, reduced_motion="reduce").new_page()
    page.goto(f"{shop}?token=t")
    page.evaluate("localStorage.setItem('desirepath-name', 'Olga Owner')")
    page.goto(shop)
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def ben(browser: Browser) -> Iterator[Page]:
    """A colleague's browser, on a phone."""
    page = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce").new_page()
    yield page
    page.context.close()


@pytest.fixture(autouse=True)
def picture(request: pytest.FixtureRequest, desk: Page) -> Iterator[None]:
    """What the screen shows when the thing is done."""
    yield
    folder = ROOT / "artefacts"
    folder.mkdir(exist_ok=True)
    desk.screenshot(path=folder / f"{request.node.name.removeprefix('test_').split('[')[0]}.png")


def test_01_bring_a_file_and_get_a_map(desk: Page) -> None:
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Draw the path you planned", timeout=20_000)
    drop(desk, "orders.csv", orders())
    ready = desk.get_by_role("button", name="Import and build")
    expect(ready).to_be_enabled(timeout=20_000)
    ready.click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("new events", timeout=60_000)
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("grid")).to_be_visible(timeout=30_000)


def test_02_read_what_happens_at_a_step(desk: Page) -> None:
    desk.get_by_role("grid").get_by_role("button", name=re.compile("Basket filled")).first.click()
    panel = desk.get_by_role("complementary")
    expect(panel).to_contain_text("Basket filled")
    expect(panel).to_contain_text("Order completed")


def test_03_ask_about_some_dates(desk: Page) -> None:
    people = desk.get_by_role("grid").get_by_text("400", exact=True).first
    expect(people).to_be_visible()
    desk.get_by_role("button", name=re.compile("^Dates")).click()
    desk.get_by_label("First day").fill("2026-05-01")
    desk.get_by_label("Last day").fill("2026-06-30")
    desk.get_by_role("button", name="Show these days").click()
    expect(people).to_have_count(0, timeout=30_000)
    expect(desk).to_have_url(re.compile("start=2026-05-01&end=2026-06-30"))


def test_04_write_a_card(desk: Page, shop: str) -> None:
    desk.goto(f"{shop}?map=main&view=edit")
    expect(desk.locator(".sign")).to_have_text("Saved", timeout=30_000)
    desk.get_by_role("button", name=re.compile("^Add a .*pain", re.I)).first.click()
    desk.keyboard.type("The fee is shown late")
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-card]").filter(has_text="The fee is shown late")).to_be_visible()
    expect(desk.locator(".sign")).to_have_text("Saved")


def test_05_draw_what_is_believed(desk: Page) -> None:
    handle = desk.get_by_role("slider", name=re.compile("Order delivered"))
    handle.focus()
    desk.keyboard.press("Home")
    expect(handle).to_have_attribute("aria-valuenow", "-2")
    desk.keyboard.type("1.5")
    desk.keyboard.press("Enter")
    expect(handle).to_have_attribute("aria-valuenow", "1.5")
    expect(desk.locator(".sign")).to_have_text("Saved")


def test_06_invite_a_colleague(desk: Page, ben: Page, shop: str) -> None:
    desk.goto(f"{shop}?view=team")
    desk.get_by_label("E-mail").fill("ben@corner.shop")
    desk.get_by_label("Role", exact=True).select_option("commenter")
    desk.get_by_role("button", name="Invite").click()
    ben.goto(link_told(desk))
    ben.get_by_label("Your name").fill("Ben Ode")
    ben.get_by_label("Password", exact=True).fill("correct horse battery")
    ben.get_by_role("button", name="Join").click()
    expect(ben.get_by_role("navigation", name="Pages")).to_be_visible(timeout=30_000)


def test_07_discuss_a_step(desk: Page, shop: str) -> None:
    desk.goto(f"{shop}?map=main&view=edit&comments=1")
    expect(desk.locator(".sign")).to_have_text("Saved", timeout=30_000)
    desk.locator("[data-card]").filter(has_text="The fee is shown late").click()
    says(desk, "Since when is that so?")


def test_08_approve_and_publish(desk: Page, ben: Page, shop: str) -> None:
    ben.set_viewport_size({"width": 1440, "height": 1000})
    ben.goto(f"{shop}?map=main&view=edit")
    ben.get_by_role("button", name="Approve…").click(timeout=30_000)
    ben.get_by_role("dialog").get_by_role("button", name="Approve", exact=True).click()
    expect(ben.get_by_role("dialog")).to_contain_text("You approve of it.")
    desk.goto(f"{shop}?map=main&view=edit")
    desk.get_by_role("button", name=re.compile("^Publish")).click(timeout=30_000)
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_contain_text("Approved by Ben Ode.")
    dialog.get_by_role("button", name="Publish and measure").click()
    expect(dialog.get_by_role("heading", name="Published")).to_be_visible(timeout=60_000)


def test_09_decide_what_to_do(desk: Page, shop: str) -> None:
    desk.goto(f"{shop}?map=main&view=board")
    desk.get_by_role("button", name=re.compile("^Make it an action: The fee")).first.click(timeout=30_000)
    dialog = desk.get_by_role("dialog", name="New action")
    dialog.get_by_label("Title").fill("Show the fee in the basket")
    dialog.get_by_label("Owner").fill("Ben Ode")
    dialog.get_by_label("Due").fill("2027-01-15")
    dialog.get_by_label("Title").press("Enter")
    expect(dialog).to_have_count(0)
    expect(desk.get_by_role("table", name="Actions of this map")).to_contain_text(
        "Show the fee in the basket"
    )


def test_10_share_it_and_set_the_next_review(desk: Page, browser: Browser, shop: str) -> None:
    desk.goto(f"{shop}?map=main")
    desk.get_by_role("button", name=re.compile("^Share")).click(timeout=30_000)
    dialog = desk.get_by_role("dialog")
    dialog.get_by_role("button", name="Look", exact=True).click()
    dialog.get_by_label("For whom").fill("The bank")
    dialog.get_by_role("button", name="Make a link").click()
    guest = browser.new_context().new_page()
    guest.goto(link_told(desk))
    expect(guest.get_by_role("grid")).to_be_visible(timeout=30_000)
    expect(guest.get_by_text("The fee is shown late").first).to_be_visible()
    guest.context.close()
    desk.goto(f"{shop}?map=main&view=review")
    desk.get_by_role("button", name="Keep this rhythm").click(timeout=30_000)
    expect(desk.get_by_role("link", name="Calendar feed")).to_be_visible()

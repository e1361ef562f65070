"""The board, the review and the story, on the sample shop, served by the real server, in a real browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from desirepath.services.workspace import open_workspace
from desirepath.web.app import create_app

from .conftest import running
from .test_access import violations

pytestmark = pytest.mark.slow  # a journey of many pages; `make test-slow` runs it

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def shop(loam: Path, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a copy of the sample shop, which these tests write in one after the other."""
    folder = Path(shutil.copytree(loam, tmp_path_factory.mktemp("board") / "loam"))
    with running(create_app(open_workspace(folder), token="t")) as address:
        yield address


@pytest.fixture
def look(page: Page, shop: str) -> Iterator[Page]:
    """A page that has its key; whatever it complains about in the end is an error."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{shop}?token=t")
    expect(page.get_by_role("grid")).to_be_visible(timeout=30_000)
    yield page
    assert said == []


def go(page: Page, shop: str, view: str) -> None:
    page.goto(f"{shop}?map=main&view={view}")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=30_000)


def opportunities(page: Page) -> list[str]:
    return (
        page.get_by_role("table", name="Opportunities of this map").get_by_role("rowheader").all_inner_texts()
    )


def test_the_pages_of_a_map_lead_to_each_other(look: Page, shop: str) -> None:
    nav = look.get_by_role("navigation", name="Pages")
    expect(nav.get_by_role("link", name="Map", exact=True)).to_have_attribute("aria-current", "page")
    nav.get_by_role("link", name="Board").click()
    expect(look.get_by_role("heading", name=re.compile("^Pains"))).to_be_visible(timeout=30_000)
    expect(nav.get_by_role("link", name="Board")).to_have_attribute("aria-current", "page")
    nav.get_by_role("link", name="Review").click()
    expect(look.get_by_role("heading", level=1)).to_contain_text("Reviews")
    look.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    box = nav.bounding_box()
    assert box
    assert box["y"] + box["height"] >= PHONE["height"] - 1


def test_an_action_is_written_by_keyboard_and_removed_with_undo(look: Page, shop: str) -> None:
    go(look, shop, "board")
    expect(look.get_by_text("Nothing is being done yet")).to_be_visible()
    begin = look.get_by_role("button", name=re.compile("^Make it an action: The delivery fee")).first
    begin.focus()
    look.keyboard.press("Enter")
    dialog = look.get_by_role("dialog", name="New action")
    expect(dialog.get_by_label("Title")).to_be_focused()
    look.keyboard.type("Show the fee in the basket")
    expect(dialog.get_by_label("Answers the pain")).to_have_value("late-fee")
    expect(dialog.locator("#action-people option").first).to_be_attached()
    dialog.get_by_label("Owner").focus()
    look.keyboard.type("Jonas")
    dialog.get_by_label("Due").fill("2026-01-15")
    dialog.get_by_label("Should move").select_option(label="Second order within 120 days")
    dialog.get_by_label(re.compile("By how much")).fill("2")
    dialog.get_by_label("Title").focus()
    look.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    row = look.get_by_role("table", name="Actions of this map").get_by_role("row").nth(1)
    expect(row).to_contain_text("Show the fee in the basket")
    expect(row).to_contain_text(re.compile(r"\d+ days late"))
    expect(row).to_contain_text("+2\u00a0pts")
    expect(look.locator("header .q")).to_contain_text("one late")

    row.get_by_role("button", name=re.compile("^Remove")).click()
    expect(look.get_by_text("Nothing is being done yet", exact=True)).to_be_visible()
    look.get_by_role("button", name="Undo").click()
    expect(row).to_contain_text("Show the fee in the basket")

    row.get_by_role("button", name=re.compile("^What came of")).click()
    told = look.get_by_role("dialog", name="Show the fee in the basket")
    expect(told).to_contain_text("customers are needed with it and as many without")
    assert violations(look) == []
    told.get_by_role("button", name="Change the action").click()
    dialog = look.get_by_role("dialog", name="Action")
    dialog.get_by_label("Started on").fill("2026-03-02")
    dialog.get_by_label("How those who get it were chosen").select_option("picked for being bad")
    dialog.get_by_label("Who gets it").fill("country IN ('ES', 'PT')")
    assert violations(look) == []
    dialog.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("no effect told", timeout=30_000)
    row.get_by_role("button", name=re.compile("^What came of")).click()
    expect(look.get_by_role("dialog")).to_contain_text("regression to the mean")
    look.keyboard.press("Escape")

    row.get_by_role("button", name=re.compile("Status")).click()
    look.get_by_role("menuitemradio", name="done").click()
    expect(row).not_to_contain_text("late")
    look.reload()
    expect(row).to_contain_text("done", timeout=30_000)


def test_an_effort_is_judged_in_the_list_and_along_the_axis(look: Page, shop: str) -> None:
    go(look, shop, "board")
    before = opportunities(look)
    best = look.get_by_role("table", name="Opportunities of this map").get_by_role("row").nth(1)
    score = int(best.locator("td.score").inner_text())
    best.get_by_role("radio", name="5").check(force=True)
    first = look.get_by_role("row", name=re.compile(re.escape(before[0].split("\n")[0])))
    effort = first.last.get_by_role("radio", name="5")
    expect(effort).to_be_checked()
    expect(first.last.locator("td.score")).not_to_have_text(str(score))

    diamond = look.get_by_role("slider", name=re.compile(re.escape(before[0].split("\n")[0])))
    expect(diamond).to_have_attribute("aria-valuenow", "5")
    diamond.focus()
    look.keyboard.press("ArrowLeft")
    expect(diamond).to_have_attribute("aria-valuenow", "4")
    expect(first.last.get_by_role("radio", name="4")).to_be_checked()
    look.reload()
    expect(diamond).to_have_attribute("aria-valuenow", "4", timeout=30_000)


def test_weights_change_the_order_and_stay_in_the_address(look: Page, shop: str) -> None:
    go(look, shop, "board")
    pains = look.get_by_role("table", name="Pains of this map").get_by_role("rowheader")
    expect(pains.first).to_be_visible()
    before = pains.all_inner_texts()
    look.get_by_text("Weights and formula").click()
    for name, asked in (("Customers reached", "reach%3A0"), ("Customers lost there", "lost%3A0")):
        with look.expect_response(lambda response, asked=asked: asked in response.url):  # each has an order
            look.get_by_role("slider", name=name).fill("0")
    expect(look).to_have_url(re.compile(r"weights=reach%3A0%2Clost%3A0"))
    expect(pains.first).not_to_have_text(before[0], use_inner_text=True)
    after = pains.all_inner_texts()
    look.reload()
    expect(pains.first).to_be_visible(timeout=30_000)
    assert pains.all_inner_texts() == after
    look.get_by_role("button", name="All equal again").click()
    expect(pains.first).to_have_text(before[0], use_inner_text=True)


def test_any_measure_is_added_to_the_order_and_asked_otherwise(look: Page, shop: str) -> None:
    go(look, shop, "board")
    pains = look.get_by_role("table", name="Pains of this map")
    expect(pains.get_by_role("rowheader").first).to_be_visible()
    look.get_by_role("button", name="Add to the score").click()
    expect(look.get_by_role("option").first).to_contain_text("Below plan")  # plain words before measures
    look.keyboard.type("go on")
    # Enter takes what is marked, and that is marked only when the list has been narrowed down.
    expect(look.get_by_role("option", selected=True)).to_contain_text("Share who go on")
    look.keyboard.press("Enter")
    expect(look).to_have_url(re.compile(r"weights=conversion%3A1"))
    head = pains.get_by_role("button", name="Change what is asked: Share who go on")
    expect(head).to_be_visible(timeout=30_000)
    expect(pains.locator("td.more").filter(has_text="%").first).to_be_visible()
    expect(pains.locator("td.more").filter(has_text="not measured here").first).to_be_visible()
    expect(look.get_by_text(re.compile("and low share who go on"))).to_be_visible()

    head.click()
    look.get_by_role("dialog").get_by_label("over").select_option("90d")
    look.get_by_role("button", name="Compare so").click()
    expect(look).to_have_url(re.compile(r"weights=conversion%3Blast%3D90d%3A1"))
    expect(pains.get_by_role("button", name="Share who go on (last 90 days)")).to_be_visible(timeout=30_000)
    look.get_by_role("button", name="show opportunities").click()
    look.get_by_role("menuitemradio", name="pains").click()
    expect(look).to_have_url(re.compile("show=pains"))
    expect(look.get_by_role("group", name=re.compile("^Pains by effort"))).to_be_visible()
    assert violations(look) == []


def test_what_the_data_found_becomes_an_action(look: Page, shop: str) -> None:
    go(look, shop, "board")
    found = look.get_by_role("table", name=re.compile("^Pains found in the data"))
    tejo = found.get_by_role("row").filter(has_text="brand “Tejo”").first
    expect(tejo).to_contain_text("go on within 7 days", timeout=60_000)
    expect(tejo).to_contain_text("pts")
    assert violations(look) == []
    tejo.get_by_role("button", name="brand “Tejo”", exact=True).click()
    expect(found.get_by_text(re.compile("^What it looked like, for 3 of"))).to_be_visible(timeout=30_000)
    expect(found.get_by_text(re.compile("so nothing is said of more or less"))).to_be_visible()
    found.get_by_role("button", name="Draft an action: Take it up with the maker").click()
    form = look.get_by_role("dialog")
    expect(form.get_by_label("Title")).to_have_value("Take it up with the maker: brand “Tejo”")
    expect(form.get_by_label(re.compile("^Step"))).to_have_value("size")
    expect(form.get_by_label("Should move")).to_have_value("any:conversion")
    look.keyboard.press("Escape")
    assert violations(look) == []
    tejo.get_by_role("button", name=re.compile("^Plan an action against brand “Tejo”")).click()
    form = look.get_by_role("dialog")
    expect(form.get_by_label("Title")).to_have_value("Find out why: brand “Tejo”")
    look.keyboard.press("Escape")
    expect(form).to_have_count(0)


def test_an_objective_dims_what_does_not_belong(look: Page, shop: str) -> None:
    go(look, shop, "board")
    look.get_by_role("button", name=re.compile("^Second order")).click()
    dim = look.get_by_role("table", name="Pains of this map").locator("tr.dim")
    expect(dim.first).to_be_visible()
    assert 0 < dim.count() < 12


def test_a_review_is_begun_decided_found_again_and_closed(look: Page, shop: str) -> None:
    go(look, shop, "review")
    expect(look.get_by_text("No review yet")).to_be_visible()
    look.get_by_role("button", name="Keep this rhythm").click()
    expect(look.get_by_role("link", name="Calendar feed")).to_be_visible()
    look.get_by_role("button", name=re.compile("^Begin the review of")).click()
    expect(look).to_have_url(re.compile("review=1"))
    expect(look.get_by_role("heading", name="What moved")).to_be_visible(timeout=30_000)

    look.get_by_role("button", name="Write a decision").click()
    look.keyboard.type("Roll it out in all countries")
    look.get_by_label("Owner").fill("Noor")
    look.get_by_label("Due", exact=True).fill("2026-12-24")
    look.get_by_label("Note").fill("Short meeting.")
    expect(look.get_by_role("status").filter(has_text="Saved")).to_be_visible(timeout=10_000)
    look.reload()
    expect(look.get_by_role("textbox", name="Decision 1")).to_have_value(
        "Roll it out in all countries", timeout=30_000
    )
    expect(look.get_by_label("Note")).to_have_value("Short meeting.")

    look.get_by_role("button", name="Close review").click()
    look.get_by_role("button", name="Close and keep it").click()
    expect(look.get_by_text(re.compile("^Closed and kept on"))).to_be_visible(timeout=30_000)
    expect(look.get_by_role("button", name="Write a decision")).to_have_count(0)
    expect(look.get_by_text("Noor, by 24 Dec")).to_be_visible()
    look.get_by_role("link", name="All reviews").click()
    expect(look.get_by_text("1 decision", exact=False)).to_be_visible(timeout=30_000)


def test_the_story_is_told_by_keys(look: Page, shop: str) -> None:
    look.get_by_role("link", name="Present").first.click()
    title = look.get_by_role("heading", level=1)
    expect(title).to_have_text("Awareness", timeout=30_000)
    look.keyboard.press("ArrowRight")
    expect(title).to_have_text("Consideration")
    look.keyboard.press("n")
    expect(look.get_by_role("complementary", name="Speaker notes")).to_be_visible()
    look.keyboard.press("End")
    expect(title).to_have_text("What we do now")
    look.keyboard.press("Home")
    look.keyboard.press("Space")
    expect(title).to_have_text("Consideration")
    look.keyboard.press("Escape")
    expect(look.get_by_role("grid")).to_be_visible(timeout=30_000)


@pytest.mark.parametrize("size", [{"width": 1440, "height": 1000}, PHONE], ids=["1440", "390"])
@pytest.mark.parametrize("view", ["board", "forecast", "review", "review&review=1", "story"])
def test_axe_finds_nothing_on_the_new_pages(look: Page, shop: str, view: str, size: dict[str, int]) -> None:
    look.set_viewport_size({"width": size["width"], "height": size["height"]})
    go(look, shop, view)
    if view == "forecast":
        expect(look.get_by_role("heading", name="Would it have held before?")).to_be_visible(timeout=60_000)
    if view == "review":
        expect(look.get_by_role("heading", name="All reviews")).to_be_visible()
    assert violations(look) == []
    assert look.evaluate("document.documentElement.scrollWidth") <= size["width"]

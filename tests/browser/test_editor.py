"""The editor in a real browser, on a real server with a copy of the sample shop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from desirepath.services.workspace import open_workspace
from desirepath.web.app import create_app

from .conftest import AXE, running

pytestmark = pytest.mark.slow  # `make test-slow` runs it

EDIT = "?map=main&view=edit"


@pytest.fixture
def shop(loam_copy: Path, built: Path) -> Iterator[str]:
    """The address of a sample shop that may be changed."""
    with running(create_app(open_workspace(loam_copy), token="t"), live=True) as address:
        yield address


def enter(page: Page, shop: str, **size: Any) -> None:
    """Open the editor as somebody who may."""
    if size:
        page.set_viewport_size(size)  # type: ignore[arg-type]
    page.goto(f"{shop}?token=t")
    page.goto(f"{shop}{EDIT}")
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible(timeout=30_000)


def card(page: Page, words: str) -> Locator:
    return page.locator("[data-card]").filter(has_text=words)


def many_cards(page: Page) -> int:
    """How many cards there are, once the last row is drawn."""
    expect(page.locator("td.end").first).to_be_attached()
    return page.locator("[data-card]").count()


def saved(page: Page) -> None:
    expect(page.locator(".sign")).to_have_text("Saved")


def test_the_way_from_the_map_into_the_editor_and_back(page: Page, shop: str) -> None:
    page.goto(f"{shop}?token=t")
    page.get_by_role("link", name="Edit").click()
    expect(page).to_have_url(re.compile("view=edit"))
    expect(page.get_by_role("grid")).to_be_visible(timeout=30_000)
    page.get_by_role("link", name="Done").click()
    expect(page).not_to_have_url(re.compile("view="))
    expect(page.get_by_role("grid", name=re.compile("15 steps in 6 stages$"))).to_be_visible(timeout=30_000)


def test_cards_are_written_moved_and_brought_back_without_a_mouse(page: Page, shop: str) -> None:
    enter(page, shop)
    before = many_cards(page)
    card(page, "Every photo shows one body").focus()
    page.keyboard.press("n")
    page.keyboard.type("Sleeves are never shown")
    page.keyboard.press("Enter")
    new = card(page, "Sleeves are never shown")
    expect(new).to_be_focused()
    expect(new).to_have_class(re.compile("chosen"))
    expect(page.locator("[data-card].chosen")).to_have_count(1)
    expect(page.locator("[data-spot][tabindex='0']")).to_have_count(1)
    expect(new).to_have_attribute("tabindex", "0")
    page.keyboard.press("e")
    expect(new).to_have_attribute("data-evidence", "reported")
    page.keyboard.press("Alt+ArrowRight")
    expect(new).to_be_focused()
    expect(page.locator("td").filter(has=card(page, "Sizes differ"))).to_contain_text(
        "Sleeves are never shown"
    )
    saved(page)
    page.reload()
    expect(card(page, "Sleeves are never shown")).to_be_visible(timeout=30_000)
    card(page, "Sleeves are never shown").focus()
    page.keyboard.press("Delete")
    expect(page.locator("[data-card]")).to_have_count(before)
    page.keyboard.press("Control+z")
    expect(card(page, "Sleeves are never shown")).to_be_visible()


def test_a_slash_puts_a_live_number_on_a_card_without_a_mouse(page: Page, shop: str) -> None:
    enter(page, shop, width=1440, height=1000)
    card(page, "Every photo shows one body").focus()
    page.keyboard.press("n")
    page.keyboard.type("Sleeves are never shown /custom")
    field = page.get_by_label("pain point", exact=True)
    options = page.get_by_role("listbox", name="Measures").get_by_role("option")
    expect(options.nth(0)).to_have_attribute("aria-selected", "true", timeout=60_000)
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", str(options.nth(1).get_attribute("id")))
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    page.keyboard.type("ers reach")
    assert field.input_value() == "Sleeves are never shown /customers reach"
    for _ in "/customers reach":
        page.keyboard.press("Backspace")
    page.keyboard.type("/customers rea")
    page.evaluate(AXE.read_text())
    expect(options.nth(0)).to_contain_text("Customers reached")
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog", name="Number: Customers reached")
    expect(sheet.get_by_label("only where")).to_be_focused()
    page.keyboard.type("channel = 'web'")
    page.keyboard.press("Tab")
    sheet.get_by_label("over").select_option("90d")
    expect(sheet.locator(".number")).to_contain_text(re.compile(r"\d"), timeout=30_000)
    told = page.evaluate("axe.run('[role=dialog]').then(r => r.violations.map(v => v.id))")
    assert told == []
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    page.keyboard.press("Enter")
    new = card(page, "Sleeves are never shown")
    expect(new).to_be_focused()
    expect(new.locator(".number")).to_have_text(
        re.compile(r"^\s*[\d,]+\s+Customers reached, last 90 days, channel = 'web'")
    )
    saved(page)
    page.keyboard.press("Control+z")
    expect(new.locator(".number")).to_have_count(0)


def test_a_card_is_dragged_into_another_cell(page: Page, shop: str) -> None:
    enter(page, shop, width=1440, height=1000)
    moved, target = card(page, "Every photo shows one body"), card(page, "Claims say")
    start, end = moved.bounding_box(), target.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 60, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(end["x"] + 60, end["y"] + end["height"] + 12, steps=10)
    page.mouse.up()
    home = page.locator("td").filter(has=card(page, "Claims say"))
    expect(home.locator("[data-card]")).to_have_text([re.compile("Claims say"), re.compile("Every photo")])


def test_a_belief_is_drawn_by_hand_by_keys_and_by_number(page: Page, shop: str) -> None:
    enter(page, shop, width=1440, height=1000)
    handle = page.get_by_role("slider", name=re.compile("Checks the size"))
    box = handle.bounding_box()
    assert box
    page.mouse.move(box["x"] + 14, box["y"] + 14)
    page.mouse.down()
    page.mouse.move(box["x"] + 14, box["y"] - 60, steps=5)
    page.mouse.up()
    expect(handle).to_have_attribute("aria-valuenow", "2")
    page.keyboard.press("ArrowDown")
    expect(handle).to_have_attribute("aria-valuenow", "1.5")
    page.keyboard.type("-0.7")
    page.keyboard.press("Enter")
    expect(handle).to_have_attribute("aria-valuenow", "-0.7")
    expect(handle).to_have_attribute("aria-valuetext", re.compile("between annoyed and neutral"))
    page.keyboard.press("Control+z")
    expect(handle).not_to_have_attribute("aria-valuenow", "-0.7")


def test_the_curve_of_a_persona_is_drawn_beside_that_of_everyone(page: Page, shop: str) -> None:
    enter(page, shop, width=1440, height=1000)
    everyone = page.get_by_role("slider", name=re.compile("^Believed emotion at Pays"))
    before = everyone.get_attribute("aria-valuenow") or ""
    page.locator("fieldset label", has_text="Marc").click()
    handle = page.get_by_role("slider", name=re.compile("^Believed emotion for Marc at Pays"))
    handle.focus()
    page.keyboard.press("Home")
    expect(handle).to_have_attribute("aria-valuenow", "-2")
    page.locator("fieldset label", has_text="Everyone").click()
    expect(everyone).to_have_attribute("aria-valuenow", before)


def test_two_people_write_in_one_text_and_see_each_other(browser: Browser, shop: str) -> None:
    people = [browser.new_context().new_page() for _ in range(2)]
    for page, name in zip(people, ("Ana Ruiz", "Ben Ode"), strict=True):
        page.goto(f"{shop}?token=t")
        page.evaluate("name => localStorage.setItem('desirepath-name', name)", name)
        enter(page, shop)
    ana, ben = people
    for page, place in ((ana, "Control+End"), (ben, "Control+Home")):
        card(page, "Every photo shows one body").focus()
        page.keyboard.press("Enter")
        page.keyboard.press(place)
    for letter in "really":
        ben.keyboard.type(letter)
        ana.keyboard.type(letter.upper())
    for page in people:
        page.keyboard.press("Escape")
        expect(card(page, "reallyEvery photo shows one bodyREALLY")).to_be_visible()
    expect(ana.get_by_role("button", name="Ben Ode is here. Go there.")).to_be_visible()
    ana.keyboard.press("Control+z")
    expect(card(ben, "reallyEvery photo shows one body")).not_to_contain_text("REALLY")


def test_what_was_written_offline_arrives_when_the_connection_is_back(browser: Browser, shop: str) -> None:
    here, there = browser.new_context().new_page(), browser.new_context().new_page()
    for page in (here, there):
        enter(page, shop)
    here.context.set_offline(True)
    expect(here.locator(".sign")).to_have_text("Offline, kept in this browser")
    card(here, "Every photo shows one body").focus()
    here.keyboard.press("n")
    here.keyboard.type("Written on the train")
    here.keyboard.press("Enter")
    here.context.set_offline(False)
    saved(here)
    expect(card(there, "Written on the train")).to_be_visible()


def test_a_rule_tells_at_once_what_it_finds(page: Page, shop: str) -> None:
    enter(page, shop)
    page.locator("[data-head]").filter(has_text="Checks the size").click()
    panel = page.get_by_role("complementary")
    expect(panel.get_by_text(re.compile(r"^[\d,]+ events of"))).to_be_visible(timeout=60_000)
    panel.get_by_label("And where").fill("no_such_column = 1")
    expect(panel.get_by_text(re.compile("no_such_column")).last).to_be_visible(timeout=60_000)


def test_what_the_data_hold_and_the_map_does_not_is_put_on_it(page: Page, shop: str) -> None:
    enter(page, shop)
    panel = page.get_by_role("complementary")
    expect(panel.get_by_text("Everything that customers meet in the data is on the map.")).to_be_visible(
        timeout=60_000
    )
    heads = page.locator("[data-head]")
    heads.filter(has_text="Checks the size").focus()
    page.keyboard.press("Delete")
    panel.get_by_role("button", name="The map").click()
    news = panel.get_by_role("list", name="Not on the map yet")
    expect(news).to_contain_text(re.compile(r"[\d,]+ customers also meet Fit guide opened"), timeout=60_000)
    news.get_by_role("button", name="Add Fit guide opened as a step after “Compares products”").click()
    expect(heads.nth(3)).to_contain_text("Fit guide opened")
    expect(panel.get_by_text(re.compile(r"^[\d,]+ events of"))).to_be_visible(timeout=60_000)
    page.keyboard.press("Control+z")
    expect(heads.filter(has_text="Fit guide opened")).to_have_count(0)


def test_forms_keep_what_is_known_of_a_persona_and_of_the_answers_about_a_step(page: Page, shop: str) -> None:
    enter(page, shop)
    panel = page.get_by_role("complementary")
    page.get_by_role("button", name="Persona Inés").click()
    expect(panel.get_by_label("Demographics, new name")).to_be_visible()  # forms come when they are opened
    before = panel.get_by_label(re.compile("^Demographics, name")).count()
    panel.get_by_label("Demographics, new name").fill("Devices")
    panel.get_by_label("Demographics, what is said").fill("an old phone")
    panel.get_by_label("Face 4").check()
    expect(panel.get_by_label(re.compile("^Demographics, name"))).to_have_count(before + 1)
    panel.get_by_role("button", name="Add a quote").click()
    page.keyboard.type("Show me the mill.")
    page.keyboard.press("Tab")
    panel.get_by_role("group", name="Quote").last.get_by_label("Where it was said").fill("interview 9")
    panel.get_by_label("Look again every").fill("90d")
    page.locator("[data-head]").filter(has_text="Checks the size").click()
    panel.get_by_label("They are about").select_option(label="this step")
    panel.get_by_label("Given within").fill("7d")
    saved(page)
    page.reload()
    page.get_by_role("button", name="Persona Inés").click()
    expect(panel.get_by_label("Devices")).to_have_value("an old phone", timeout=30_000)
    expect(panel.get_by_label("Where it was said").last).to_have_value("interview 9")
    expect(panel.get_by_label("Look again every")).to_have_value("90d")
    expect(panel.get_by_label("Face 4")).to_be_checked()
    page.evaluate(AXE.read_text())
    told = page.evaluate("axe.run('.panel').then(r => r.violations.map(v => v.id))")
    assert told == []
    page.locator("[data-head]").filter(has_text="Checks the size").click()
    expect(panel.get_by_label("They are about")).to_have_value("this step")


def test_a_touchpoint_tells_how_far_it_lies_apart_over_channels_and_devices(page: Page, shop: str) -> None:
    enter(page, shop)
    panel = page.get_by_role("complementary")

    def show(name: str) -> None:
        page.get_by_role("button", name="Personas, objectives, touchpoints").click()
        panel.get_by_role("button", name=name).click()

    show("Web shop")
    told = panel.get_by_role("region", name="Over its channels and devices")
    expect(told.get_by_text("Time to go on from “Compares products”, by device")).to_be_visible(
        timeout=60_000
    )
    expect(told.get_by_text(re.compile("best phone .+, worst laptop")).first).to_be_visible()
    show("Market stall")  # one channel: nothing to compare
    expect(panel.get_by_text("Met at: Hears of Loam.")).to_be_visible()
    expect(told).to_have_count(0)


def test_publishing_says_what_changed(page: Page, shop: str, loam_copy: Path) -> None:
    enter(page, shop)
    page.locator("[data-head]").filter(has_text="Checks the size").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.type("Looks up the size")
    page.keyboard.press("Enter")
    saved(page)
    page.get_by_role("button", name=re.compile("^Publish")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text('Renamed the step "Checks the size" to "Looks up the size".')).to_be_visible(
        timeout=30_000
    )
    dialog.get_by_role("button", name="Publish and measure").click()
    expect(dialog.get_by_role("heading", name="Published")).to_be_visible(timeout=60_000)
    assert "Looks up the size" in (loam_copy / "maps" / "main.yaml").read_text()


def test_the_table_is_sorted_found_in_and_written_by_keys(page: Page, shop: str) -> None:
    enter(page, shop)
    page.get_by_role("button", name="Table").click()
    page.get_by_label("Find in the table").fill("every photo")
    page.locator("td.text").filter(has_text="Every photo shows one body").focus()
    page.keyboard.press("Enter")
    page.keyboard.type(", never mine")
    page.keyboard.press("Enter")
    expect(page.locator("td.text").filter(has_text="one body, never mine")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+A")
    page.keyboard.type("Ana")
    page.keyboard.press("Enter")
    page.get_by_label("Find in the table").fill("")
    page.get_by_role("button", name="Owner").click()
    expect(page.get_by_role("row").nth(1)).to_contain_text("Every photo shows one body, never mine")
    saved(page)


@pytest.mark.slow  # axe-core reads eight pages
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("layout", ["grid", "table"])
def test_axe_finds_nothing_in_the_editor(
    browser: Browser, shop: str, width: int, scheme: Any, layout: str
) -> None:
    page = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}).new_page()
    enter(page, shop)
    if layout == "table":
        page.get_by_role("button", name="Table").click()
        page.get_by_role("gridcell", name="Sizes differ").first.click()
    elif width > 760:
        card(page, "Sizes differ").click(position={"x": 60, "y": 20})
    else:
        page.locator("summary").first.click()
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run({resultTypes: ['violations']}).then(r => r.violations)")
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []


def test_a_dropped_picture_becomes_a_card_and_a_drawing_with_scripts_does_not(page: Page, shop: str) -> None:
    enter(page, shop, width=1440, height=1000)
    page.get_by_role("button", name="All", exact=True).first.click()
    cell = page.locator('td[data-lane="image"][data-step="visit"]')
    file = """([name, type, bytes]) => {
      const dropped = new DataTransfer()
      dropped.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name, { type }))
      return dropped
    }"""
    dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    dropped = page.evaluate_handle(file, ["dot.png", "image/png", dot])
    cell.dispatch_event("drop", {"dataTransfer": dropped})
    expect(page.locator(":focus")).to_have_attribute("placeholder", re.compile("picture"), timeout=10_000)
    page.keyboard.type("A dot")
    page.keyboard.press("Escape")
    picture = cell.get_by_role("img", name="A dot")
    expect(picture).to_be_visible()
    assert picture.evaluate("(img) => img.decode().then(() => img.naturalWidth)") == 1
    drawing = page.evaluate_handle(file, ["a.svg", "image/svg+xml", "PHN2Zy8+"])
    cell.dispatch_event("drop", {"dataTransfer": drawing})
    expect(page.locator("span", has_text="Bring a PNG, JPEG or WebP.")).to_be_visible()
    expect(cell.locator("[data-card]")).to_have_count(1)

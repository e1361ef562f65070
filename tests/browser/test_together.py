"""People who work together: joining, editing at once, comments, links for guests, approval; in real browsers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import AXE
from .test_editor import card, many_cards, saved
from .test_editor import shop as shop

pytestmark = pytest.mark.slow  # a journey of many pages; `make test-slow` runs it

PASSWORD = "correct horse battery"
EVIL = "<img src=x onerror=alert(1)>"

Visitor = Callable[[], Page]


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Visitor]:
    """Somebody with a browser of their own; no script that was typed may ever speak."""
    alerts: list[str] = []
    contexts = []

    def make() -> Page:
        context = browser.new_context(viewport={"width": 1440, "height": 1000})
        contexts.append(context)
        page = context.new_page()
        page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
        return page

    yield make
    for context in contexts:
        context.close()
    assert alerts == []


@pytest.fixture
def owner(visitor: Visitor, shop: str) -> Page:
    page = visitor()
    page.goto(f"{shop}?token=t")
    page.evaluate("localStorage.setItem('desirepath-name', 'Olga Owner')")
    page.goto(shop)
    expect(page.get_by_role("grid")).to_be_visible(timeout=30_000)
    return page


def link_told(page: Page) -> str:
    return page.get_by_label("told once").input_value()


def invited(owner: Page, shop: str, email: str, role: str) -> str:
    owner.goto(f"{shop}?view=team")
    owner.get_by_label("E-mail").fill(email)
    owner.get_by_label("Role", exact=True).select_option(role)
    owner.get_by_role("button", name="Invite").click()
    return link_told(owner)


def joins(page: Page, link: str, name: str) -> None:
    page.goto(link)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("grid")).to_be_visible(timeout=30_000)
    assert "invite" not in page.url


def shared(owner: Page, shop: str, *, may: str = "Look", password: str = "") -> str:
    owner.goto(shop)
    owner.get_by_role("button", name=re.compile("^Share")).click()
    dialog = owner.get_by_role("dialog")
    dialog.get_by_role("button", name=may, exact=True).click()
    dialog.get_by_label("For whom").fill("The board")
    dialog.get_by_label("Password", exact=True).fill(password)
    dialog.get_by_role("button", name="Make a link").click()
    return link_told(owner)


def says(page: Page, words: str) -> None:
    page.get_by_label(re.compile("^Comment on")).fill(words)
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator("[data-thread]").filter(has_text=words)).to_be_visible()


def test_somebody_joins_signs_out_and_in_and_both_write_on_one_map(
    owner: Page, visitor: Visitor, shop: str
) -> None:
    ben = visitor()
    joins(ben, invited(owner, shop, "ben@shop.com", "editor"), "Ben Ode")
    ben.get_by_role("button", name="You: Ben Ode").click()
    ben.get_by_role("menuitem", name="Sign out").click()
    ben.get_by_label("E-mail").fill("ben@shop.com")
    ben.get_by_label("Password", exact=True).fill("not this one")
    ben.get_by_role("button", name="Sign in").click()
    expect(ben.get_by_role("alert")).to_have_text("The address or the password is wrong. Try again.")
    ben.get_by_label("Password", exact=True).fill(PASSWORD)
    ben.get_by_role("button", name="Sign in").click()
    expect(ben.get_by_role("grid")).to_be_visible(timeout=30_000)
    for page in (owner, ben):
        page.goto(f"{shop}?view=edit")
        expect(page.locator(".sign")).to_have_text("Saved", timeout=30_000)
    expect(owner.get_by_role("button", name="Ben Ode is here. Go there.")).to_be_visible()
    card(ben, "Every photo shows one body").focus()
    ben.keyboard.press("n")
    ben.keyboard.type(f"From Ben {EVIL}")
    ben.keyboard.press("Enter")
    saved(ben)
    expect(card(owner, f"From Ben {EVIL}")).to_be_visible()
    assert owner.locator("img").count() == 0


def test_a_mention_arrives_in_the_inbox_and_is_answered_and_settled(
    owner: Page, visitor: Visitor, shop: str
) -> None:
    ben = visitor()
    joins(ben, invited(owner, shop, "ben@shop.com", "commenter"), "Ben Ode")
    owner.goto(f"{shop}?step=size&comments=1")
    box = owner.get_by_label(re.compile("^Comment on Checks the size"))
    box.click()
    owner.keyboard.type(f"{EVIL} @be")
    expect(owner.get_by_role("option", name="Ben Ode")).to_be_visible()
    owner.keyboard.press("Enter")
    expect(box).to_have_value(f"{EVIL} @Ben.Ode ")
    owner.get_by_role("button", name="Comment", exact=True).click()
    expect(owner.locator("[data-thread]")).to_contain_text(f"{EVIL} @Ben Ode")
    assert owner.locator("img").count() == 0
    ben.reload()
    button = ben.get_by_role("button", name=re.compile("^Comments, 1 open, 1 for you"))
    button.click()
    expect(ben.get_by_role("button", name=re.compile("^Comments, 1 open$"))).to_be_visible()
    thread = ben.locator("[data-thread]")
    thread.get_by_role("button", name="Step 4").click()
    expect(ben.locator("th.sel")).to_contain_text("Checks the size")
    thread.get_by_role("button", name="Answer").click()
    thread.get_by_label("Answer", exact=True).fill("I have seen it too.")
    thread.get_by_role("button", name="Answer").click()
    expect(thread).to_contain_text("I have seen it too.")
    expect(thread.get_by_role("button", name="Delete")).to_have_count(0)
    thread.get_by_role("button", name="Settle").click()
    expect(ben.get_by_text("Nothing is open.")).to_be_visible()
    owner.goto(shop)
    expect(owner.get_by_role("button", name=re.compile("Comments, 0 open, 1 for you"))).to_be_visible()


def test_a_comment_on_a_card_stands_on_it_on_the_map_and_in_the_editor(owner: Page, shop: str) -> None:
    owner.goto(f"{shop}?comments=1")
    owner.locator("[data-card]").filter(has_text="Every photo shows one body").click()
    says(owner, "Since when?")
    for address in (shop, f"{shop}?view=edit"):
        owner.goto(address)
        bubble = card(owner, "Every photo shows one body").get_by_role("button", name="1 open comment")
        expect(bubble).to_be_visible(timeout=30_000)
        bubble.click()
        expect(owner.locator("[data-thread].chosen")).to_contain_text("Since when?")


def test_a_link_with_a_password_shows_the_map_until_it_is_ended(
    owner: Page, visitor: Visitor, shop: str
) -> None:
    guest = visitor()
    link = shared(owner, shop, may="Look and comment", password=PASSWORD)
    guest.goto(link)
    guest.get_by_label("Password", exact=True).fill("a wrong password")
    guest.get_by_role("button", name="Open the map").click()
    expect(guest.get_by_role("alert")).to_contain_text("The password is wrong.")
    guest.get_by_label("Password", exact=True).fill(PASSWORD)
    guest.get_by_role("button", name="Open the map").click()
    expect(guest.get_by_role("grid")).to_be_visible(timeout=30_000)
    assert "link=" not in guest.url
    expect(guest.get_by_text("look and comment")).to_be_visible()
    for name in ("Edit", "Share", "Segment", "You:"):
        expect(guest.get_by_text(name, exact=True)).to_have_count(0)
    guest.goto(f"{shop}?step=size&segment=newcomers")
    expect(guest.get_by_role("complementary")).to_contain_text("Checks the size")
    expect(guest.get_by_text("Customers behind the number")).to_have_count(0)
    guest.goto(f"{shop}?view=edit")
    expect(guest.get_by_role("grid", name=re.compile("15 steps in 6 stages$"))).to_be_visible()
    guest.goto(f"{shop}?step=size&comments=1")
    guest.get_by_label("Your name, as others see it").fill(EVIL)
    says(guest, "What I would have bought.")
    expect(guest.locator("[data-thread]")).to_contain_text(f"{EVIL} (guest)")
    assert guest.locator("img").count() == 0
    owner.goto(shop)
    owner.get_by_role("button", name="Shared 1: a link leads here").click()
    owner.get_by_role("button", name="End the link The board").click()
    expect(owner.get_by_text("only your team sees this map")).to_be_visible()
    invited(owner, shop, "somebody@shop.com", "viewer")
    guest.reload()
    expect(guest.get_by_role("heading", name="Sign in")).to_be_visible()
    guest.goto(link)
    expect(guest.get_by_role("heading", name="This link does not open")).to_be_visible()


def test_a_draft_is_read_and_approved_by_who_may_not_write(
    loam_copy: Path, visitor: Visitor, shop: str, owner: Page
) -> None:
    ben = visitor()
    joins(ben, invited(owner, shop, "ben@shop.com", "commenter"), "Ben Ode")
    ben.get_by_role("link", name="Draft").click()
    expect(ben.get_by_role("note")).to_contain_text("You may comment on it", timeout=30_000)
    card(ben, "Every photo shows one body").focus()
    before = many_cards(ben)
    for key in ("n", "Delete", "e"):
        ben.keyboard.press(key)
    expect(ben.locator("[data-card]")).to_have_count(before)
    assert ben.get_by_role("button", name=re.compile("^(Actions of|Add a|Take )")).count() == 0
    ben.get_by_role("button", name="Approve…").click()
    dialog = ben.get_by_role("dialog")
    dialog.get_by_role("button", name="Approve", exact=True).click()
    expect(dialog).to_contain_text("You approve of it.")
    owner.goto(f"{shop}?view=edit")
    owner.get_by_role("button", name=re.compile("^Publish")).click(timeout=30_000)
    expect(owner.get_by_role("dialog")).to_contain_text("Approved by Ben Ode.")


def test_who_may_not_write_suggests_and_an_editor_accepts_it_on_the_map(
    loam_copy: Path, visitor: Visitor, shop: str, owner: Page
) -> None:
    ben = visitor()
    joins(ben, invited(owner, shop, "ben@shop.com", "commenter"), "Ben Ode")
    ben.get_by_role("link", name="Draft").click()
    ben.get_by_role("button", name="suggest changes").click(timeout=30_000)
    expect(ben.get_by_role("note")).to_contain_text("You are suggesting.")
    card(ben, "Every photo shows one body").focus()
    ben.keyboard.press("e")
    ben.get_by_role("button", name="1 change, send…").click()
    ben.get_by_role("button", name="Send for review").click()
    expect(ben.locator(".panel ol")).to_contain_text("Changed the evidence of the pain")
    owner.goto(f"{shop}?view=edit&map=main")
    expect(owner.get_by_role("button", name="Suggestions, 1 open")).to_be_visible(timeout=30_000)
    card(owner, "Every photo shows one body").get_by_role("button", name="1 open suggestion").click()
    expect(owner.locator("[data-suggestion]:focus")).to_contain_text("Changed the evidence of the pain")
    owner.get_by_role("link", name="Show on the map").click()
    expect(owner.locator("[data-stop]").first).to_be_visible(timeout=30_000)
    owner.keyboard.press("n")
    expect(owner.locator("[data-stop]:focus")).to_contain_text("Evidence", timeout=30_000)
    owner.get_by_role("button", name="Accept").click()
    expect(card(owner, "Every photo shows one body")).to_have_attribute(
        "data-evidence", "reported", timeout=30_000
    )


def compared(page: Page, shop: str) -> None:
    """The page of changes, with a card of each kind of change and a stage that is called otherwise."""
    page.goto(f"{shop}?view=edit")
    for words, key in (("Every photo", "e"), ("Sizes differ", "Delete"), ("Claims say", "Alt+ArrowRight")):
        card(page, words).focus(timeout=30_000)
        page.keyboard.press(key)
    card(page, "Every photo").focus()
    page.keyboard.press("n")
    page.keyboard.type("Sleeves are never shown")
    page.keyboard.press("Enter")
    page.locator("[data-ribbon]").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.type(" of it")
    page.keyboard.press("Enter")
    saved(page)
    page.goto(f"{shop}?view=changes&map=main")
    expect(page.locator("[data-stop]").first).to_be_visible(timeout=30_000)
    page.keyboard.press("n")


STATES = ["sign-in", "join", "link", "team", "share", "comments", "changes"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(browser: Browser, shop: str, state: str, scheme: Any) -> None:
    page = browser.new_context(color_scheme=scheme, viewport={"width": 1440, "height": 1000}).new_page()
    page.goto(f"{shop}?token=t")
    expect(page.get_by_role("grid")).to_be_visible(timeout=30_000)
    invited(page, shop, "ana@shop.com", "editor")
    if state == "share":
        shared(page, shop)
    elif state == "comments":
        page.goto(f"{shop}?step=size&comments=1")
        page.get_by_label("Your name, as others see it").fill("Olga Owner")
        says(page, "Is it so?")
        page.get_by_role("button", name="Answer").click()
    elif state == "changes":
        compared(page, shop)
    elif state != "team":
        page.context.clear_cookies()
        page.goto(shop + {"sign-in": "", "join": "?invite=x", "link": "?link=x"}[state])
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run({resultTypes: ['violations']}).then(r => r.violations)")
    assert [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found] == []
    page.context.close()

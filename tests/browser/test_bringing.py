"""From a file that nobody has seen to a drafted map, in a real browser with the real server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from desirepath.services.starting import start_workspace
from desirepath.web.app import create_app

from .conftest import running
from .test_access import PHONE, violations

pytestmark = pytest.mark.slow  # a journey of many pages; `make test-slow` runs it

STEPS = ["Besuch", "Warenkorb", "Bestellung", "Lieferung"]


def rows() -> bytes:
    """A German export: semicolons, Windows letters, days first; every twentieth time is no time."""
    lines = ["Kundennummer;Ereignis;Zeitpunkt;Größe;Betrag"]
    for n in range(240):
        at = datetime(2025, 3, 1, 9) + timedelta(hours=7 * n)
        when = "bald" if n % 20 == 19 else f"{at:%d.%m.%Y %H:%M}"
        lines.append(f"K{n % 60};{STEPS[(n // 60) % 4]};{when};M;{n},50")
    return "\n".join(lines).encode("cp1252")


@pytest.fixture
def shop(tmp_path: Path, built: Path) -> Iterator[str]:
    workspace = start_workspace(tmp_path / "shop", name="shop", timezone="Europe/Berlin")
    with running(create_app(workspace, token="t")) as address:
        yield address


@pytest.fixture
def said(page: Page) -> list[str]:
    """What the browser complains of."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def begin(page: Page, shop: str) -> None:
    page.goto(f"{shop}?token=t")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Draw the path you planned", timeout=20_000)


def drop(page: Page, name: str, content: bytes) -> None:
    """Let a file fall onto the page, as from the desktop."""
    page.evaluate(
        """([name, bytes]) => {
             const held = new DataTransfer()
             held.items.add(new File([new Uint8Array(bytes)], name))
             for (const type of ["dragenter", "dragover", "drop"])
               document.querySelector(".zone").dispatchEvent(
                 new DragEvent(type, { dataTransfer: held, bubbles: true, cancelable: true }))
           }""",
        [name, list(content)],
    )


def test_a_file_dropped_into_an_empty_workspace_ends_on_a_drafted_map(
    page: Page, shop: str, said: list[str]
) -> None:
    begin(page, shop)
    drop(page, "Verkäufe.csv", rows())
    expect(page.get_by_role("heading", level=1)).to_have_text("Verkäufe.csv", timeout=20_000)
    ready = page.get_by_role("button", name="Import and build")
    expect(ready).to_be_enabled(timeout=20_000)
    expect(page.get_by_label("Ereignis is read as")).to_have_value("event")
    expect(page.get_by_label("Zeitpunkt is read as")).to_have_value("time")
    expect(page.get_by_label("Größe is read as")).to_have_value("property")
    expect(page.get_by_label("Decimal sign")).to_have_value(",")
    expect(page.get_by_role("region", name="Rejected rows")).to_contain_text("time cannot be read")
    assert violations(page) == []
    page.emulate_media(color_scheme="light")

    # from here on by keys alone
    ready.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("228 new events", timeout=60_000)
    expect(page.get_by_text("Download them with file and line")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Enter")
    grid = page.get_by_role("grid")
    expect(grid).to_be_visible(timeout=30_000)
    expect(page).to_have_url(re.compile(r"map=main"))
    for step in STEPS:
        expect(grid.get_by_role("button", name=re.compile(step))).to_be_visible()
    page.keyboard.press("Tab")
    assert said == []


def test_a_choice_is_named_when_it_is_missing_and_the_preview_follows(page: Page, shop: str) -> None:
    begin(page, shop)
    drop(page, "sales.csv", rows())
    bar = page.locator(".bar")
    expect(bar).to_contain_text("228 events, 12 rejected", timeout=20_000)
    page.get_by_label("Zeitpunkt is read as").select_option("ignore")
    expect(bar).to_contain_text("No column is the time.")
    expect(page.get_by_role("button", name="Import and build")).to_be_disabled()
    page.get_by_label("Zeitpunkt is read as").select_option("time")
    page.get_by_label("Dates are written").fill("month first")
    page.get_by_label("Dates are written").press("Tab")
    expect(page.get_by_role("region", name="Rejected rows")).to_contain_text("time cannot be read")
    expect(bar).not_to_contain_text("228 events")


def test_files_of_other_kinds_are_refused_in_words_and_leave_the_page_as_it_was(
    page: Page, shop: str
) -> None:
    begin(page, shop)
    drop(page, "photo.csv", b"\x89PNG\r\n\x1a\n")
    expect(page.get_by_role("alert")).to_contain_text("does not hold what its ending says", timeout=20_000)
    drop(page, "photo.png", b"\x89PNG")
    expect(page.get_by_role("alert")).to_contain_text("not a kind of file", timeout=20_000)
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Draw the path you planned")


def test_text_of_a_file_stays_text(page: Page, shop: str, said: list[str]) -> None:
    begin(page, shop)
    mark = "<img src=x onerror=alert(1)>"
    lines = "".join(f"u{n},2025-01-{n:02},{mark}\n" for n in range(1, 20))
    drop(page, "evil.csv", f"user id,time,<b>event</b>\n{lines}".encode())
    expect(page.get_by_label("<b>event</b> is read as")).to_be_visible(timeout=20_000)
    expect(page.get_by_text(mark).first).to_be_visible()
    assert page.locator("main img").count() == 0
    assert said == []


def test_the_way_fits_a_phone(page: Page, shop: str) -> None:
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    begin(page, shop)
    drop(page, "sales.csv", rows())
    expect(page.get_by_role("button", name="Import and build")).to_be_enabled(timeout=20_000)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert violations(page) == []

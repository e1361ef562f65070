"""A map of 25 steps, 12 lanes and 600 cards: how soon it can be used, and the longest task then."""

import json
import random
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, ViewportSize, sync_playwright

STAGES, STEPS, CARDS = 5, 25, 600
LANES = [
    "goal",
    "motivation",
    "action",
    "thought",
    "pain",
    "gain",
    "opportunity",
    "action_item",
    "front_stage",
    "back_stage",
    "support",
    "risk",
]
CHROMIUM = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
WATCH = """() => {
    window.longest = 0
    new PerformanceObserver((list) => {
        for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration)
    }).observe({ type: "longtask", buffered: false })
}"""

# Looked for in the page, once a frame: from outside it is only asked every half second.
PAINTED = """(there) => new Promise((done) => {
    const look = () => (document.querySelector(there) ? setTimeout(done) : requestAnimationFrame(look))
    look()
})"""


def write(folder: Path) -> None:
    """Draw the map into a workspace."""
    chance = random.Random(1)
    steps: list[dict[str, Any]] = [
        {
            "id": f"step-{n}",
            "title": f"Does thing {n}",
            "feels": {"believed": chance.choice([-1, 0, 1, 2])},
            "cards": [],
        }
        for n in range(STEPS)
    ]
    for number in range(CARDS):
        lane = LANES[number % len(LANES)]
        text = " ".join(
            chance.choices(
                ["people", "wait", "here", "for", "a", "long", "while", "and", "nobody", "says", "why"], k=8
            )
        )
        steps[number // len(LANES) % STEPS]["cards"].append({"id": f"k{number}", "lane": lane, "text": text})
    each = STEPS // STAGES
    stages = [
        {"id": f"stage-{n}", "title": f"Stage {n}", "steps": steps[n * each : (n + 1) * each]}
        for n in range(STAGES)
    ]
    plan = {"desirepath": 1, "title": "A large map", "stages": stages}
    (folder / "maps" / "large.yaml").write_text(json.dumps(plan), "utf-8")


def _scrolled(page: Page) -> float:
    """The longest task while the wheel turns over the map."""
    page.evaluate(WATCH)
    page.locator("table").first.hover()
    for _ in range(30):
        page.mouse.wheel(180, 120)
        page.wait_for_timeout(30)
    page.wait_for_timeout(300)
    return float(page.evaluate("window.longest"))


def _edited(page: Page) -> float:
    """The longest task while five cards are written, one below the other."""
    page.evaluate("window.longest = 0")
    page.keyboard.press("Escape")
    before = page.locator("[data-card]").count()
    page.locator("[data-card]").nth(CARDS // 2).click()
    for _ in range(5):
        page.keyboard.press("n")
        page.wait_for_timeout(150)
        page.keyboard.type("Somebody says why", delay=25)
        page.keyboard.press("Escape")
        page.wait_for_timeout(150)
    assert page.locator("[data-card]").count() == before + 5, "the cards were not written"
    return float(page.evaluate("window.longest"))


def _opened(page: Page, address: str, there: str) -> float:
    """Milliseconds until the map is there, was painted, and the page answers."""
    page.goto(address, wait_until="commit")
    page.evaluate(PAINTED, there)
    return float(page.evaluate("performance.now()"))


def measure(base: str, token: str) -> dict[str, float]:
    """Open the map, in the editor and as it is measured; times in milliseconds, weights in bytes as sent."""
    size = ViewportSize(width=1440, height=1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        page = browser.new_page(viewport=size)
        page.goto(f"{base}?token={token}&map=large")
        page.wait_for_load_state("networkidle")
        signed_in = page.context.storage_state()
        page = browser.new_context(storage_state=signed_in, viewport=size).new_page()
        interactive = _opened(page, f"{base}?map=large&view=edit", "[data-head]")
        weights = page.evaluate(
            "performance.getEntriesByType('resource').map((e) => [e.name, e.encodedBodySize])"
        )
        page.get_by_role("button", name="All", exact=True).click()
        page.wait_for_timeout(1_500)
        scrolling, editing = _scrolled(page), _edited(page)
        page = browser.new_context(storage_state=signed_in, viewport=size).new_page()
        living = _opened(page, f"{base}?map=large&view=map&preset=all", "table tbody td")
        page.wait_for_timeout(1_500)
        living_scrolling = _scrolled(page)
        browser.close()
    code = [size for name, size in weights if name.endswith((".js", ".css"))]
    fonts = [size for name, size in weights if name.endswith(".woff2")]
    return {
        "interactive": interactive,
        "code": sum(code),
        "fonts": sum(fonts),
        "scrolling": scrolling,
        "editing": editing,
        "living": living,
        "living_scrolling": living_scrolling,
    }


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], sys.argv[2])))

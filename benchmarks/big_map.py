"""A map of 25 steps, 12 lanes and 600 cards in the editor: how soon it can be used, and the longest task then."""

import json
import random
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

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


def measure(base: str, token: str) -> dict[str, float]:
    """Open the map in the editor, scroll through it and edit; times in milliseconds, weights in bytes as sent."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        page = browser.new_page(viewport={"width": 1440, "height": 1000})
        page.goto(f"{base}?token={token}&map=large")
        page.wait_for_load_state("networkidle")
        context = browser.new_context(
            storage_state=page.context.storage_state(), viewport={"width": 1440, "height": 1000}
        )
        page = context.new_page()
        page.goto(f"{base}?map=large&view=edit")
        page.wait_for_selector("text=Does thing 0")
        interactive = page.evaluate("performance.now()")
        weights = page.evaluate(
            "performance.getEntriesByType('resource').map((e) => [e.name, e.encodedBodySize])"
        )
        page.get_by_role("button", name="All", exact=True).click()
        page.wait_for_timeout(1_500)
        page.evaluate(WATCH)
        grid = page.locator("table").first
        grid.hover()
        for _ in range(30):
            page.mouse.wheel(180, 120)
            page.wait_for_timeout(30)
        page.wait_for_timeout(300)
        scrolling = page.evaluate("window.longest")
        page.evaluate("window.longest = 0")
        page.keyboard.press("Escape")
        grid.locator("[data-drop]").nth(3).click()
        for _ in range(5):
            page.keyboard.press("n")
            page.wait_for_timeout(150)
            page.keyboard.type("Somebody says why", delay=25)
            page.keyboard.press("Escape")
            page.wait_for_timeout(150)
        editing = page.evaluate("window.longest")
        browser.close()
    code = [size for name, size in weights if name.endswith((".js", ".css"))]
    fonts = [size for name, size in weights if name.endswith(".woff2")]
    return {
        "interactive": interactive,
        "code": sum(code),
        "fonts": sum(fonts),
        "scrolling": scrolling,
        "editing": editing,
    }


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], sys.argv[2])))

"""Take the pictures of the docs from the sample shop's real page, in Debian's Chromium.

Usage: python scripts/take_pictures.py [folder]; pictures go to docs/pictures unless another folder is named.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
DESIREPATH = [sys.executable, "-m", "desirepath.cli.main"]
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
]
WIDE, NARROW = (1440, 1000), (390, 844)
SHOTS = {
    "map-1440-light": ("map", WIDE, "light"),
    "map-1440-dark": ("map", WIDE, "dark"),
    "map-390-light": ("map", NARROW, "light"),
    "editor-1440-light": ("edit", WIDE, "light"),
    "journeys-1440-light": ("journeys", (1440, 1680), "light"),
    "board-1440-light": ("board", WIDE, "light"),
    "home-1440-light": ("home", WIDE, "light"),
}
"""Pictures by name: the view of the page, the size of the window, the theme."""


@contextmanager
def served(shop: Path) -> Iterator[str]:
    """The address of the shop's page while it is served."""
    command = [*DESIREPATH, "serve", "--workspace", str(shop), "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield next(found[0] for line in server.stdout or () if (found := re.search(r"http://\S+", line)))
        finally:
            server.terminate()


def take(page: Page, name: str, folder: Path) -> None:
    # The board's first look after a build takes a while.
    page.wait_for_load_state("networkidle", timeout=180_000)
    page.wait_for_selector("main")
    page.wait_for_timeout(1_000)  # the editor draws the measured curve once its numbers are there
    page.evaluate("document.fonts.ready")
    page.screenshot(path=folder / f"{name}.png")
    print(folder / f"{name}.png")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shop = ROOT / "demo"
    subprocess.run([*DESIREPATH, "demo", "--folder", str(shop), "--no-serve"], check=True)
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with served(shop) as url, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=[*QUIET, *as_root])
        for name, (view, (width, height), theme) in SHOTS.items():
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
            page = context.new_page()
            page.goto(f"{url}&map=main&view={view}")
            take(page, name, folder)
            context.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs/pictures")

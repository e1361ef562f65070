"""Write the pages of docs/reference that are made from the program, so that they cannot differ from it.

Usage: python scripts/make_reference.py [--check]; with --check nothing is written and a stale page exits 1.
"""

import sys
from pathlib import Path

from desirepath.domain.schema import map_schema_text
from reference import commands, designs, detectors, errors, measures, remedies, settings

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs/reference"
PAGES = {
    "cli.md": commands.page,
    "designs.md": designs.page,
    "detectors.md": detectors.page,
    "errors.md": lambda: errors.page(ROOT / "src"),
    "map.schema.json": map_schema_text,
    "measures.md": measures.page,
    "remedies.md": remedies.page,
    "settings.md": settings.page,
}


def stale() -> dict[str, str]:
    """Name and right text of each page that differs from the program."""
    made = {name: make().rstrip() + "\n" for name, make in PAGES.items()}
    return {name: text for name, text in made.items() if _text(FOLDER / name) != text}


def _text(file: Path) -> str | None:
    return file.read_text("utf-8") if file.exists() else None


def main(check: bool) -> int:
    pages = stale()
    for name, text in pages.items():
        if not check:
            (FOLDER / name).write_text(text, "utf-8")
        print(f"docs/reference/{name} {'differs from the program: run `make docs`' if check else 'written'}")
    return 1 if check and pages else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))

"""The docs hold what they promise: links lead somewhere, every page is listed, the tutorial runs as written."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
BLOCK = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```", re.M | re.S)
TUTORIAL = ROOT / "docs/tutorials/from-a-csv-to-a-map.md"


def links(page: Path) -> Iterator[str]:
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.M | re.S)
    yield from (unquote(match[1]) for match in LINK.finditer(text))


def anchors(page: Path) -> set[str]:
    """Anchors as the usual viewers make them from headings, and those that are written out."""
    text = page.read_text("utf-8")
    heads = re.findall(r"^#+ (.+)$", text, re.M)
    slugs = {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}
    return slugs | set(re.findall(r'<a id="([^"]+)"', text))


@pytest.mark.parametrize("document", PAGES, ids=lambda document: document.relative_to(ROOT).as_posix())
def test_every_link_leads_to_something_that_exists(document: Path) -> None:
    broken = []
    for link in links(document):
        if link.startswith(("http://", "https://", "mailto:")):
            continue
        name, _, anchor = link.partition("#")
        target = (document.parent / name).resolve() if name else document
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize(
    "folder", ["tutorials", "how-to", "reference", "explanation", "explanation/methods", "adr"]
)
def test_every_page_stands_in_the_index_of_its_folder(folder: str) -> None:
    index = ROOT / "docs" / folder / "index.md"
    listed = {link.partition("#")[0] for link in links(index)}
    assert {page.name for page in index.parent.glob("*.md")} - {"index.md"} - listed == set()


def output(block: str, language: str, folder: Path) -> str:
    """Run one block of a page in a folder and return what it printed."""
    command = ["bash", "-euo", "pipefail", "-c", block] if language == "sh" else [sys.executable, "-c", block]
    env = os.environ | {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "COLUMNS": "200",
        "NO_COLOR": "1",
    }
    done = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, f"{block}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.mark.slow  # every command of the page, each a program of its own
def test_the_tutorial_runs_as_written_and_prints_what_it_shows(tmp_path: Path) -> None:
    for file in TUTORIAL.parent.glob("*.csv"):
        shutil.copy(file, tmp_path)
    printed, shown = "", 0
    for language, block in BLOCK.findall(TUTORIAL.read_text("utf-8")):
        if language in ("sh", "python"):
            printed = " ".join(output(block, language, tmp_path).split())
        elif language == "text":
            for line in block.strip().splitlines():
                shown += 1
                assert " ".join(line.split()) in printed
    assert shown >= 10
    assert (tmp_path / "map.html").stat().st_size > 10_000


def test_every_test_named_in_the_methods_exists() -> None:
    named = re.findall(
        r"`(test_\w+\.py)::(\w+)`", (ROOT / "docs/explanation/methods/index.md").read_text("utf-8")
    )
    assert named
    for file, name in named:
        found = list((ROOT / "tests").rglob(file))
        assert found, file
        assert any(f"def {name}(" in path.read_text("utf-8") for path in found), f"{file} has no {name}"

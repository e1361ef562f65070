"""The docs stand beside the page, and every definition that the page names is there."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

import pytest

from build_docs import build_docs, rendered

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    page = tmp_path_factory.mktemp("page")
    (page / "assets").mkdir()
    (page / "assets" / "style-abc.css").write_text("")
    build_docs(ROOT / "docs", page)
    return page


def test_links_lead_to_rendered_pages_and_unknown_files_are_plain_words() -> None:
    text = "# A\n\n[b](../how-to/b.md#part), [code](../../src/x.py), [out](https://example.org)"
    html = rendered(text, PurePosixPath("explanation/a.md"), {"explanation/a.md", "how-to/b.md"}, "s.css")
    assert 'href="../how-to/b.html#part"' in html
    assert 'href="https://example.org"' in html
    assert "code" in html
    assert "x.py" not in html
    assert 'href="../../s.css"' in html


def test_headings_have_the_names_that_links_use() -> None:
    html = rendered("# A\n\n## What one row is, and isn't", PurePosixPath("a.md"), {"a.md"}, "s.css")
    assert 'id="what-one-row-is-and-isnt"' in html


def test_every_link_between_rendered_pages_leads_somewhere(page: Path) -> None:
    for html in page.rglob("*.html"):
        for href in re.findall(r'href="([^":]+)"', html.read_text()):
            path, _, part = href.partition("#")
            if path.endswith("icon.svg") or path.strip("./") == "":
                continue
            target = html.parent / path
            assert target.is_file(), (html.name, href)
            assert not part or target.suffix != ".html" or f'id="{part}"' in target.read_text(), (
                html.name,
                href,
            )


def test_every_definition_that_the_page_names_is_in_the_docs(page: Path) -> None:
    named = {
        at
        for source in (ROOT / "frontend" / "src").rglob("*.svelte")
        for at in re.findall(r'<Defined at="([^"]+)"', source.read_text())
    }
    assert named
    for at in named:
        path, _, part = at.partition("#")
        target = page / "docs" / path
        assert target.is_file(), at
        assert not part or f'id="{part}"' in target.read_text(), at

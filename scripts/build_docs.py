"""Render docs/ beside the page, so that the definition of a number is one click away from it, also without a network.

Links between pages stay links; those to files that are not among the docs become plain words.
"""

from __future__ import annotations

import itertools
import re
import shutil
from collections.abc import Iterator
from html import escape
from pathlib import Path, PurePosixPath

from markdown_it import MarkdownIt
from markdown_it.token import Token

CHAPTERS = ("tutorials", "how-to", "reference", "explanation", "adr")
PAGE = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>{title} · Desire Path</title>
    <link rel="icon" href="{up}../icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="{up}../{style}" />
    <link rel="stylesheet" href="{up}style.css" />
  </head>
  <body class="docs">
    <header><a class="home" href="{up}../">Desire Path</a><nav aria-label="Docs">{chapters}</nav></header>
    <main>
{body}    </main>
  </body>
</html>
"""


def build_docs(docs: Path, page: Path) -> int:
    """Write docs/**/*.md as HTML into the built page; returns how many."""
    shutil.rmtree(page / "docs", ignore_errors=True)
    sources = sorted(docs.rglob("*.md"))
    style = next((one.relative_to(page).as_posix() for one in (page / "assets").glob("style-*.css")), "")
    known = {source.relative_to(docs).as_posix() for source in sources}
    for source in sources:
        name = source.relative_to(docs)
        target = page / "docs" / name.with_suffix(".html")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(rendered(source.read_text(), PurePosixPath(name), known, style))
    if sources:
        shutil.copy(docs / "style.css", page / "docs")
    return len(sources)


def rendered(text: str, name: PurePosixPath, known: set[str], style: str) -> str:
    """One page: headings get the names by which GitHub knows them, links lead to rendered pages."""
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    tokens = reader.parse(text)
    _name_headings(tokens)
    for token in tokens:
        if token.type == "inline" and token.children:
            token.children = list(_links(token.children, name, known))
    up = "../" * (len(name.parts) - 1)
    chapters = "".join(
        f'<a href="{up}{one}/index.html"{_here(one, name)}>{one.replace("adr", "decisions").capitalize()}</a>'
        for one in CHAPTERS
    )
    title = re.search(r"^# (.+)$", text, re.MULTILINE)
    return PAGE.format(
        title=escape(title[1] if title else name.stem),
        up=up,
        style=style,
        chapters=chapters,
        body=reader.renderer.render(tokens, reader.options, {}),
    )


def _here(chapter: str, name: PurePosixPath) -> str:
    return ' aria-current="page"' if name.parts[0] == chapter else ""


def _name_headings(tokens: list[Token]) -> None:
    for opened, said in itertools.pairwise(tokens):
        if opened.type == "heading_open":
            words = re.sub(r"[^\w\- ]", "", said.content.lower())
            opened.attrSet("id", words.strip().replace(" ", "-"))


def _links(children: list[Token], name: PurePosixPath, known: set[str]) -> Iterator[Token]:
    dropped = False
    for token in children:
        if token.type == "link_open":
            href = _address(str(token.attrGet("href")), name, known)
            dropped = href is None
            if href is not None:
                token.attrSet("href", href)
        if not (dropped and token.type in ("link_open", "link_close")):
            yield token


def _address(href: str, name: PurePosixPath, known: set[str]) -> str | None:
    """Where a link leads from a rendered page; None for files that are not rendered."""
    path, mark, part = href.partition("#")
    if not path or "://" in path:
        return href
    parts: list[str] = []
    for one in (name.parent / path).parts:
        if one == ".." and parts:
            parts.pop()
        elif one != ".":
            parts.append(one)
    return f"{path.removesuffix('.md')}.html{mark}{part}" if "/".join(parts) in known else None

"""The living map as one HTML file that opens without a server and sends nothing anywhere.

The built page is written into the file with the document beside it. Its policy lets only these very scripts and styles
run, and nothing be loaded. Who has no JavaScript sees the picture.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from html import escape
from pathlib import Path
from types import MappingProxyType

from desirepath.errors import ExternalError
from desirepath.export.layout.sheet import poster
from desirepath.export.svg import write
from desirepath.export.tokens import Theme
from desirepath.insights.measured_map import MeasuredMap

PAGE = Path(__file__).parent.parent / "web" / "page"
MEDIA = {".woff2": "font/woff2", ".ttf": "font/ttf", ".svg": "image/svg+xml", ".png": "image/png"} | {
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
}

SCRIPT = re.compile(r"<script\b[^>]*\bsrc=[\"']([^\"']+)[\"'][^>]*>\s*</script>")
SHEET = re.compile(r"<link\b[^>]*\brel=[\"']stylesheet[\"'][^>]*>")
LINK = re.compile(r"<link\b[^>]*>")
HREF = re.compile(r"\bhref=[\"']([^\"']+)[\"']")
URL = re.compile(r"url\(\s*[\"']?([^\"')]+?)[\"']?\s*\)")


def _read(page: Path, address: str) -> bytes:
    """A file of the built page by the address it is used under."""
    try:
        return (page / address.split("?")[0].split("#")[0].lstrip("./")).read_bytes()
    except OSError as error:
        raise _not_built(page) from error


def _not_built(page: Path) -> ExternalError:
    return ExternalError(
        f"The page is not built: {page} is not complete.",
        code="page_not_built",
        remedy="In a source tree run: make setup. An installed Desire Path brings the page with it; install it anew.",
    )


def _data(name: str, content: bytes) -> str:
    media = MEDIA.get(Path(name).suffix, "application/octet-stream")
    return f"data:{media};base64,{base64.b64encode(content).decode()}"


def _style(page: Path, address: str) -> str:
    """A style sheet with what it refers to inside it."""
    folder = Path(address.lstrip("./")).parent

    def inside(found: re.Match[str]) -> str:
        target = found[1]
        if target.startswith(("data:", "#")):
            return found[0]
        near = target.lstrip("/") if target.startswith("/") else (folder / target).as_posix()
        parts: list[str] = []
        for part in near.split("/"):
            parts = parts[:-1] if part == ".." else parts if part == "." else [*parts, part]
        return f'url("{_data(target, _read(page, "/".join(parts)))}")'

    return URL.sub(inside, _read(page, address).decode()).replace("</style", "<\\/style")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"


def _policy(scripts: list[str], styles: list[str]) -> str:
    """What the file may do: run its own scripts and styles, and nothing else."""
    code = " ".join(map(_hash, scripts)) or "'none'"
    looks = " ".join(map(_hash, styles)) or "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {code}",
            f"style-src-elem {looks}",
            "style-src-attr 'unsafe-inline'",
            "img-src data:",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _inlined(html: str, pattern: re.Pattern[str], put: Callable[[str], str]) -> str:
    # a function, because a replacement text would read the backslashes of a script as references
    return pattern.sub(lambda found: put(found[0]), html)


def html(
    document: MeasuredMap,
    theme: Theme = "light",
    *,
    page: Path = PAGE,
    images: Mapping[str, bytes] = MappingProxyType({}),
) -> str:
    """The page with this map in it; `theme` colours the picture for readers without JavaScript.

    images : the pictures of the map by name; they are written into the file.

    The page itself follows the reader's own setting of light or dark.
    """
    try:
        text = (page / "index.html").read_text(encoding="utf-8")
    except OSError as error:
        raise _not_built(page) from error
    scripts: list[str] = []
    styles: list[str] = []

    def script(tag: str) -> str:
        found = SCRIPT.search(tag)
        code = _read(page, found[1] if found else "").decode()
        # inside script text, "<\\/" reads as "</" and ends no tag
        scripts.append(code.replace("</script", "<\\/script").replace("<!--", "<\\!--"))
        return ""

    def link(tag: str) -> str:
        href = HREF.search(tag)
        if href is None or not SHEET.match(tag):
            icon = re.search(r"\brel=[\"'][^\"']*icon[^\"']*[\"']", tag)
            return f'<link rel="icon" href="{_data(href[1], _read(page, href[1]))}">' if href and icon else ""
        styles.append(_style(page, href[1]))
        return f"<style>{styles[-1]}</style>"

    text = _inlined(text, SCRIPT, script)
    text = _inlined(text, LINK, link)
    text = re.sub(
        r"<title>.*?</title>", lambda _: f"<title>{escape(document.title)}</title>", text, flags=re.DOTALL
    )
    policy = f'<meta http-equiv="Content-Security-Policy" content="{escape(_policy(scripts, styles))}">'
    text = re.sub(
        r"(<meta\s+charset=[^>]*>)", lambda found: found[1] + policy, text, count=1, flags=re.IGNORECASE
    )
    data = document.model_dump_json().replace("<", "\\u003c")
    picture = write(poster(document), theme, prefix="paper-", styled=True)
    inside = f"<noscript>{picture}</noscript>"
    inside += f'<script type="application/json" id="measured-map">{data}</script>'
    if images:
        carried = json.dumps({name: _data(name, content) for name, content in images.items()})
        inside += f'<script type="application/json" id="map-images">{carried}</script>'
    inside += "".join(f'<script type="module">{code}</script>' for code in scripts)
    return text.replace("</body>", inside + "</body>", 1)

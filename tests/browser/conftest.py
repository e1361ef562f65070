"""The built page in a real Chromium, answered by a small server that reads the page's fixtures."""

from __future__ import annotations

import json
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "frontend" / "fixtures"
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
KINDS = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
POLICY = "; ".join(
    [
        "default-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "form-action 'none'",
        "object-src 'none'",
    ]
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def built() -> Path:
    """The folder of the built page, brought up to date."""
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        from build_page import PAGE, build
    finally:
        sys.path.pop(0)
    build(ROOT, force=not AXE.is_file())
    return ROOT / PAGE


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium where there is one, else the one that playwright brought."""
    found = shutil.which("chromium")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    return {**browser_type_launch_args, "args": flags, **({"executable_path": found} if found else {})}


@pytest.fixture(scope="session")
def base_url() -> None:
    """Each test has its own server; the fixture of pytest-base-url warns under pytest 9."""


Answer = Callable[[str, dict[str, str]], tuple[int, Any] | None]


def fixture(name: str) -> Any:
    return json.loads((FIXTURES / f"{name}.json").read_text())


def refusal(code: str, message: str, remedy: str) -> dict[str, Any]:
    return {"error": {"family": "input", "code": code, "message": message, "remedy": remedy, "place": None}}


def usual(path: str, query: dict[str, str]) -> tuple[int, Any]:
    """What the fixtures answer: two maps, one segment with other numbers, the customers of a step."""
    if path == "me":
        return 200, {
            "who": {"kind": "token", "name": "You", "role": "owner", "person": None, "map": None},
            "team": False,
        }
    if path == "team":
        return 200, {"people": [], "invitations": []}
    if path.endswith(("/comments", "/links")):
        return 200, []
    if path == "workspace":
        return 200, fixture("workspace")
    if path == "maps/main":
        document = fixture("map-main")
        if query.get("segment"):
            document["people"].update(value=4310, n=4310)
            document["asked"]["segment"] = query["segment"]
        return 200, document
    if path == "maps/plan":
        return 200, fixture("map-plan")
    if path.endswith("/customers"):
        rows = [row for row in fixture("customers")["rows"] if query.get("outcome") in (None, row["outcome"])]
        total = 812 if query.get("outcome") is None else len(rows)
        return 200, {"total": total, "rows": rows}
    if path.endswith("/timeline"):
        return 200, fixture("timeline")
    return 404, refusal("unknown_map", "There is no map with this name.", "Allowed: main, plan.")


class Site:
    """A server over the built page whose answers a test may change."""

    def __init__(self, page: Path) -> None:
        self.page = page
        self.asked: list[str] = []
        self.answer: Answer | None = None
        self.hold = threading.Event()
        self.hold.set()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                if parts.path.startswith("/api/v1/"):
                    status, kind, body = site.api(parts.path.removeprefix("/api/v1/"), parts.query)
                else:
                    status, kind, body = site.file(parts.path)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Content-Security-Policy", POLICY)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                """Keep the test's output clean."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/"

    def api(self, path: str, query: str) -> tuple[int, str, bytes]:
        self.asked.append(f"{path}?{query}" if query else path)
        given = {name: values[0] for name, values in parse_qs(query).items()}
        answer = (self.answer and self.answer(path, given)) or usual(path, given)
        if path.startswith("maps/") and given:
            self.hold.wait(10)
        return answer[0], "application/json", json.dumps(answer[1]).encode()

    def file(self, path: str) -> tuple[int, str, bytes]:
        file = self.page / (path.lstrip("/") or "index.html")
        if not file.is_file():
            return 404, "text/plain", b"not found"
        return 200, KINDS[file.suffix], file.read_bytes()


@pytest.fixture
def site(built: Path) -> Iterator[Site]:
    site = Site(built)
    thread = threading.Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield site
    site.hold.set()
    site.server.shutdown()
    site.server.server_close()
    thread.join()

"""The built page in a real Chromium, answered by a small server that reads the page's fixtures."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import expect

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "frontend" / "fixtures"
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
expect.set_options(timeout=15_000)  # how long a page takes says more of what else the machine does
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


def all_maps() -> dict[str, Any]:
    """The page of all maps, with each of its states."""
    points = [
        {"believed": believed, "measured": measured, "wide": measured == -1.2}
        for believed, measured in [(1, 0.8), (1, -1.2), (0, 0.2), (1, None), (1, 0.9)]
    ]
    usual = {
        "about": "Inés · Graphic designer in Madrid",
        "stages": [2, 3],
        "points": points,
        "confidence": {"solid": 90, "cards": 103},
        "finding": "Furthest from plan: **Returns** sits 1.6 below plan.",
        "pain": True,
        "complete_through": "2026-09-30T21:59:59",
        "days_old": 1,
        "old": False,
        "overdue": 0,
        "changed": False,
        "broken": None,
    }
    believed = [{**point, "measured": None, "wide": False} for point in points]
    nothing = {
        "pain": False,
        "finding": "This is the plan alone.",
        "days_old": None,
        "complete_through": None,
    }
    late = {
        "map": "main",
        "title": "From first visit to second order",
        "step": "returns",
        "text": "Print labels",
    }
    return {
        "workspace": "Loam",
        "synthetic": True,
        "heading": "Three maps ask for attention",
        "sentences": "“gift” cannot be read. One action is overdue.",
        "maps": [
            {**usual, "id": "main", "title": "From first visit to second order", "overdue": 1},
            {**usual, **nothing, "id": "plan", "title": "A member’s first repair", "points": believed},
            {**usual, "id": "gift", "title": "gift", "broken": "maps/gift.yaml:3: not YAML."},
            {**usual, "id": "stall", "title": "Market stall", "changed": True, "points": believed},
        ],
        "overdue": [{**late, "owner": "Ana Ruiz", "due": "2026-09-18", "days": 69}],
        "drafts": [{"id": "shops", "title": "Shops that sell Loam"}],
        "reviews": [
            {"map": "main", "title": "First visit", "day": "2026-11-06", "cadence": "monthly", "late": False}
        ],
    }


def usual(path: str, query: dict[str, str]) -> tuple[int, Any]:
    """What the fixtures answer: one map, one segment with other numbers, the customers of a step."""
    if path == "me":
        owner = {"kind": "token", "name": "You", "role": "owner", "person": None, "map": None}
        return 200, {"who": owner, "team": False}
    if path == "team":
        return 200, {"people": [], "invitations": []}
    if path.endswith(("/comments", "/links", "/names")):
        return 200, []
    if path == "workspace":
        card = fixture("workspace")
        return 200, {**card, "maps": card["maps"][:1]}
    if path == "home":
        return 200, all_maps()
    if path == "sources":
        return 200, {"sources": [], "empty": True, "limit_mb": 2000}
    if path == "jobs":
        return 200, None
    if path == "templates":
        return 200, [{"name": "fashion", "title": "Loam: a shop for clothes that last"}]
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
    if path.endswith(("/text", "/text/quotes")):
        return 200, fixture("text")
    if path.endswith("/early/kept"):
        return 200, None
    if path.endswith("/early"):
        return 200, {"days": 14, "start": "first_order", "items": []}
    if path == "measures/deviations":
        return 200, {"params": {}, "rows": []}
    if path.endswith("/timeline"):
        return 200, fixture("timeline")
    return 404, refusal("unknown_map", "There is no map with this name.", "Allowed: main, plan.")


@contextmanager
def running(app: FastAPI, *, live: bool = False) -> Iterator[str]:
    """The address of an application that runs in this process, without its token; `live`: with its web sockets."""
    sockets = "auto" if live else "none"
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", access_log=False, ws=sockets))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.05)
    yield f"http://localhost:{server.servers[0].sockets[0].getsockname()[1]}/"
    server.should_exit = True
    thread.join(10)


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

"""The files of the page, from memory."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from desirepath.web.built_page import KINDS, PAGE, BuiltPage

SCRIPT = "console.log('a path')\n" * 200


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    above = tmp_path / "assets"  # a name that says nothing of what lies under it
    (above / "page" / "assets").mkdir(parents=True)
    (above / "page" / "index.html").write_text("<h1>A page</h1>")
    (above / "page" / "assets" / "index-1.js").write_text(SCRIPT)
    (above / "secret.txt").write_text("not to be seen")
    return above / "page"


@pytest.fixture
def client(folder: Path) -> TestClient:
    app = FastAPI()
    app.get("/api/v1/thing")(lambda: "a thing")
    app.add_middleware(BuiltPage, folder=folder)
    return TestClient(app)


def test_an_address_that_is_no_file_is_the_page_itself(client: TestClient) -> None:
    for address in ("/", "/anything/at/all", "/assets", "/name%00with-nothing", "/" + "x" * 300):
        assert client.get(address).text == "<h1>A page</h1>"


def test_the_api_is_left_to_its_routes(client: TestClient) -> None:
    assert client.get("/api/v1/thing").json() == "a thing"


def test_a_script_goes_packed_and_is_kept_for_ever(client: TestClient) -> None:
    answer = client.get("/assets/index-1.js")
    assert answer.text == SCRIPT
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) < len(SCRIPT) / 10
    assert "immutable" in answer.headers["cache-control"]
    plain = client.get("/assets/index-1.js", headers={"Accept-Encoding": "identity"})
    assert plain.text == SCRIPT
    assert "content-encoding" not in plain.headers


def test_every_file_of_the_built_page_is_of_a_known_kind(built: Path) -> None:
    assert built == PAGE
    assert {path.suffix for path in built.rglob("*.*")} <= {*KINDS, ".sha256"}


def test_what_the_browser_has_already_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/")
    again = client.get("/", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["cache-control"] == "no-cache"


def test_a_page_that_was_built_anew_is_sent_anew(client: TestClient, folder: Path) -> None:
    before = client.get("/")
    (folder / "index.html").write_text("<h1>Another</h1>")
    os.utime(folder / "index.html", ns=(1, 1))
    after = client.get("/", headers={"If-None-Match": before.headers["etag"]})
    assert after.text == "<h1>Another</h1>"


def test_nothing_outside_of_the_page_is_read(client: TestClient) -> None:
    for address in ("/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt", "//secret.txt"):
        assert "not to be seen" not in client.get(address).text


def test_the_page_is_only_read(client: TestClient) -> None:
    answer = client.post("/")
    assert (answer.status_code, answer.json()["error"]["code"]) == (405, "page_only_read")


def test_a_page_that_is_not_built_says_how_to_build_it(tmp_path: Path) -> None:
    answer = TestClient(BuiltPage(FastAPI(), tmp_path)).get("/")
    assert (answer.status_code, answer.json()["error"]["code"]) == (502, "page_not_built")

"""Pictures over the API: how they are served, and which ones a map shows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from desirepath.services.backup import back_up, restore
from desirepath.services.workspace import Workspace, create_folder, open_workspace
from desirepath.web.app import create_app

PNG, OTHER = b"\x89PNG\r\n\x1a\none", b"\x89PNG\r\n\x1a\ntwo"
MAP = """desirepath: 1
title: A
stages:
  - id: a
    title: A
    steps: [{{id: b, title: B, cards: [{{lane: image, text: A shelf, image: {name}}}]}}]
"""


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    create_folder(tmp_path / "shop")
    (tmp_path / "shop/workspace.yaml").write_text("desirepath: 1\nname: Shop\n")
    return open_workspace(tmp_path / "shop")


@pytest.fixture
def api(shop: Workspace) -> TestClient:
    return TestClient(
        create_app(shop, token="t"), base_url="http://localhost", headers={"Authorization": "Bearer t"}
    )


def drawn(shop: Workspace, api: TestClient) -> str:
    """A map with a picture; returns its name."""
    name: str = api.post("/api/v1/images", content=PNG).json()["name"]
    (shop.root / "maps/main.yaml").write_text(MAP.format(name=name))
    return name


def test_a_picture_is_served_as_what_it_is_and_nothing_else(shop: Workspace, api: TestClient) -> None:
    answer = api.get(f"/api/v1/images/{drawn(shop, api)}")
    assert answer.content == PNG
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "immutable" in answer.headers["cache-control"]


def test_a_drawing_with_scripts_is_refused_whatever_it_calls_itself(api: TestClient) -> None:
    refused = api.post("/api/v1/images", content=b"<svg/>", headers={"Content-Type": "image/png"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "unknown_image")


def test_a_map_shows_its_own_pictures_and_no_others(shop: Workspace, api: TestClient) -> None:
    name, other = drawn(shop, api), api.post("/api/v1/images", content=OTHER).json()["name"]
    assert api.get(f"/api/v1/maps/main/images/{name}").content == PNG
    assert api.get(f"/api/v1/maps/main/images/{other}").status_code == 404
    assert api.get(f"/api/v1/images/{other}").content == OTHER


@pytest.mark.usefixtures("built")
def test_a_file_of_the_map_carries_its_pictures(shop: Workspace, api: TestClient) -> None:
    name = drawn(shop, api)
    page = api.get("/api/v1/maps/main/export.html").text
    carried = re.search(r'id="map-images">(.*?)</script>', page)
    assert carried
    assert json.loads(carried[1]) == {name: "data:image/png;base64,iVBORw0KGgpvbmU="}


def test_a_backup_brings_the_pictures_back(shop: Workspace, api: TestClient, tmp_path: Path) -> None:
    name = drawn(shop, api)
    back_up(shop, tmp_path / "shop.tar.gz")
    again = restore(tmp_path / "shop.tar.gz", tmp_path / "again")
    assert (again.root / "images" / name).read_bytes() == PNG

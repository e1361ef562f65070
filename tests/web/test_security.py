"""Who may look at the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from desirepath.services.editing import open_desk
from desirepath.services.starting import start_workspace
from desirepath.web.security import Gate, Guarded

TOKEN = "a-long-enough-secret"


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    app = FastAPI()
    shop = start_workspace(tmp_path / "shop", name="shop")
    app.add_middleware(Guarded, gate=Gate(TOKEN, frozenset({"localhost"}), open_desk(shop)))

    @app.get("/api/v1/thing")
    def thing() -> dict[str, str]:
        return {"it": "is"}

    @app.post("/api/v1/thing")
    def change() -> dict[str, str]:
        return {"it": "was"}

    return TestClient(app, base_url="http://localhost:8765", follow_redirects=False)


def test_without_the_token_nothing_is_shown(client: TestClient) -> None:
    answer = client.get("/api/v1/thing")
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "token_needed"


def test_a_wrong_token_is_refused(client: TestClient) -> None:
    assert client.get("/api/v1/thing?token=guess").status_code == 401
    assert client.get("/api/v1/thing", headers={"Authorization": "Bearer guess"}).status_code == 401


def test_the_link_leaves_a_cookie_and_takes_the_token_out_of_the_address(client: TestClient) -> None:
    answer = client.get(f"/?token={TOKEN}&step=returns")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/?step=returns"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert client.get("/api/v1/thing").status_code == 200


def test_two_servers_on_one_machine_keep_their_own_cookies(client: TestClient) -> None:
    assert "desirepath-8765=" in client.get(f"/?token={TOKEN}").headers["set-cookie"]


def test_scripts_may_send_the_token_in_a_header(client: TestClient) -> None:
    assert client.get("/api/v1/thing", headers={"Authorization": f"Bearer {TOKEN}"}).json() == {"it": "is"}


def test_another_name_for_this_machine_is_refused_even_with_the_token(client: TestClient) -> None:
    answer = client.get("/api/v1/thing", headers={"Host": "evil.example", "Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "bad_host"


def test_a_change_asked_for_by_another_site_is_refused(client: TestClient) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "Sec-Fetch-Site": "cross-site"}
    assert client.post("/api/v1/thing", headers=headers).status_code == 403
    assert (
        client.post("/api/v1/thing", headers=headers | {"Sec-Fetch-Site": "same-origin"}).status_code == 200
    )


def test_every_answer_forbids_foreign_content_also_refusals(client: TestClient) -> None:
    for answer in (
        client.get("/"),
        client.get("/api/v1/thing", headers={"Authorization": f"Bearer {TOKEN}"}),
    ):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "script-src" not in policy  # scripts fall back to 'self': nothing inline
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"


def test_answers_of_the_api_are_not_kept_by_browsers(client: TestClient) -> None:
    answer = client.get("/api/v1/thing", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.headers["cache-control"] == "no-store"

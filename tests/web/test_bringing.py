"""Bringing data over HTTP: a stream of bytes becomes a file, choices become a job, a job becomes a map."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from desirepath.services.starting import start_workspace
from desirepath.web.app import create_app

ROWS = "order id,customer id,ordered at,total\n" + "".join(
    f"o{n},c{n % 5},2025-01-{n:02d},{n}.5\n" for n in range(1, 29)
)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return start_workspace(tmp_path / "shop", name="shop").root


@pytest.fixture
def api(shop: Path) -> Iterator[TestClient]:
    from desirepath.services.workspace import open_workspace

    app = create_app(open_workspace(shop), token="t")
    with TestClient(app, base_url="http://localhost", headers={"Authorization": "Bearer t"}) as client:
        yield client


def ended(api: TestClient, job: dict[str, Any]) -> dict[str, Any]:
    for _ in range(600):
        told: dict[str, Any] = api.get(f"/api/v1/jobs/{job['id']}").json()
        if told["state"] != "running":
            return told
        time.sleep(0.05)
    raise AssertionError("the job did not end")


def test_a_file_becomes_a_map(api: TestClient) -> None:
    assert api.get("/api/v1/sources").json() == {"sources": [], "empty": True, "limit_mb": 2000}
    sent = api.post("/api/v1/files?name=orders.csv", content=ROWS)
    assert sent.status_code == 201
    assert sent.json() == {"name": "orders.csv", "size": len(ROWS), "known": False}
    choices = api.get("/api/v1/files/orders.csv/look").json()["choices"]
    shown = api.post("/api/v1/preview", json=choices).json()
    assert (shown["made"], shown["refused"], shown["faults"]) == (28, 0, [])
    job = api.post("/api/v1/imports", json=choices)
    assert job.status_code == 202
    done = ended(api, job.json())
    assert done["state"] == "done"
    assert (done["result"]["added"], done["result"]["map"], done["result"]["drafted"]) == (28, "main", True)
    # the reader that was open before sees the new build
    assert api.get("/api/v1/workspace").json()["events"] == 28
    assert api.get("/api/v1/maps/main").json()["people"]["value"] == 5
    assert api.get("/api/v1/jobs").json() is None


def test_a_build_alone_is_a_job_too(api: TestClient) -> None:
    failed = ended(api, api.post("/api/v1/build").json())
    assert failed["state"] == "failed"
    assert failed["error"]["code"] == "nothing_imported"


def test_a_file_that_says_to_be_too_large_is_refused_at_once(api: TestClient, shop: Path) -> None:
    settings = shop / "workspace.yaml"
    settings.write_text(settings.read_text() + "upload_limit_mb: 1\n")
    from desirepath.services.workspace import open_workspace

    app = create_app(open_workspace(shop), token="t")
    with TestClient(app, base_url="http://localhost", headers={"Authorization": "Bearer t"}) as small:
        told = small.post("/api/v1/files?name=a.csv", content=b"x" * 1_000_001)
    assert told.status_code == 422
    assert told.json()["error"]["code"] == "upload_too_large"
    assert list((shop / "data").iterdir()) == []


def test_foreign_files_and_paths_are_refused_in_words(api: TestClient, shop: Path) -> None:
    assert api.post("/api/v1/files?name=photo.png", content=b"x").json()["error"]["code"] == "unknown_format"
    assert api.get("/api/v1/files/..%2Fworkspace.yaml/look").status_code == 404
    assert api.get("/api/v1/files/nothing.csv/look").json()["error"]["code"] == "no_file"
    escaped = {"source": "x", "file": "../workspace.yaml", "columns": [], "event": "E"}
    assert api.post("/api/v1/preview", json=escaped).json()["faults"]
    columns = [{"name": "a", "role": "time"}, {"name": "b", "role": "user_id"}]
    assert (
        api.post("/api/v1/preview", json={**escaped, "columns": columns}).json()["error"]["code"] == "no_file"
    )
    assert not list((shop / "recipes").iterdir())


def test_nobody_sends_sql_by_the_browser(api: TestClient) -> None:
    told = api.post(
        "/api/v1/imports", json={"source": "x", "file": "a.csv", "columns": [], "sql": "SELECT 1"}
    )
    assert told.status_code == 422
    assert "sql" in told.json()["error"]["message"]


def test_another_site_cannot_send_files(api: TestClient) -> None:
    foreign = {"sec-fetch-site": "cross-site"}
    assert api.post("/api/v1/files?name=a.csv", content=ROWS, headers=foreign).status_code == 403


def test_rejected_rows_come_as_a_table_that_holds_no_formula(api: TestClient) -> None:
    bad = ROWS + "=1+1,c1,never,3\n"
    api.post("/api/v1/files?name=orders.csv", content=bad)
    choices = api.get("/api/v1/files/orders.csv/look").json()["choices"]
    ended(api, api.post("/api/v1/imports", json=choices).json())
    told = api.get("/api/v1/sources/orders/rejected.csv")
    assert told.headers["content-type"].startswith("text/csv")
    assert "time cannot be read" in told.text
    assert "\n=" not in told.text


def test_a_sample_that_there_is_not_is_refused_at_once_with_the_nearest_name(api: TestClient) -> None:
    told = api.post("/api/v1/sample?template=fasion")
    assert told.status_code == 404
    assert told.json()["error"]["code"] == "unknown_template"
    assert told.json()["error"]["remedy"] == 'Did you mean "fashion"?'
    assert api.get("/api/v1/workspace").json()["name"] != "Loam"


@pytest.mark.slow
@pytest.mark.parametrize("told", [False, True])
def test_the_sample_shop_fills_an_empty_workspace_and_no_other(
    api: TestClient, monkeypatch: pytest.MonkeyPatch, told: bool
) -> None:
    monkeypatch.setattr("desirepath.services.demo.CUSTOMERS", 100)
    if not told:  # its review measures three maps
        monkeypatch.setattr("desirepath.services.story._review", lambda *given: None)
    done = ended(api, api.post("/api/v1/sample").json())
    assert done["state"] == "done"
    card = api.get("/api/v1/workspace").json()
    assert (card["name"], card["synthetic"]) == ("Loam", True)
    assert api.get("/api/v1/maps/main").json()["people"]["value"] > 50
    assert len(api.get("/api/v1/maps/main/reviews").json()) == told
    assert api.get("/api/v1/maps/main/comments").json()
    again = ended(api, api.post("/api/v1/sample").json())
    assert again["error"]["code"] == "workspace_not_empty"

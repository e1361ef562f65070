"""Drafts over the API and the socket, on a real build of the sample shop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pycrdt import Map, Text
from starlette.testclient import WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from desirepath.domain.mapfile import load
from desirepath.domain.records import records_of
from desirepath.services.reading import Reader
from desirepath.services.workspace import open_workspace
from desirepath.workspace.versions import VersionShelf

from .live import HEADERS, Browser, served

LIVE = "ws://localhost/api/v1/drafts/main/live"


@contextmanager
def browser(api: TestClient, name: str = "Ana", address: str = LIVE) -> Iterator[Browser]:
    with api.websocket_connect(f"{address}?name={name}", headers=HEADERS) as socket:
        one = Browser(socket)
        one.until_saved()
        yield one


def closed_with(socket: WebSocketTestSession) -> int:
    """Read until the server closes the socket, and tell its reason."""
    try:
        while True:
            socket.receive_bytes()
    except WebSocketDisconnect as closed:
        return closed.code


def posted(api: TestClient, address: str, body: dict[str, Any] | None = None, status: int = 200) -> Any:
    answer = api.post(f"/api/v1/{address}", json=body or {}, headers={"x-desirepath-name": "Zo%C3%AB"})
    assert answer.status_code == status, answer.text
    return answer.json()


def edits_meanwhile(monkeypatch: pytest.MonkeyPatch, book: type[Any], method: str, who: Browser) -> None:
    """Let somebody edit a step, once, while a request waits for the database."""
    true = getattr(book, method)

    def slow(*args: Any, **kwargs: Any) -> Any:
        monkeypatch.undo()
        found = true(*args, **kwargs)
        who.type("steps", "compare", "title", "Meanwhile ")
        who.until_saved()
        return found

    monkeypatch.setattr(book, method, slow)


def test_a_draft_begins_as_the_published_map(api: TestClient, loam_copy: Path) -> None:
    published = load((loam_copy / "maps/main.yaml").read_text("utf-8"))
    with browser(api) as ana:
        assert ana.records == records_of(published)
    card = api.get("/api/v1/drafts/main").json()
    assert (card["title"], card["published"], card["outside"]) == (published.title, True, False)
    assert card["changes"] == []
    assert {one["level"] for one in card["problems"]} <= {"advice"}


def test_an_edit_is_on_the_other_screen_and_on_disk_when_it_is_called_saved(loam_copy: Path) -> None:
    with served(loam_copy) as api:
        with browser(api) as ana, browser(api, "Ben") as ben:
            ana.type("steps", "compare", "title", "Really ")
            title = ana.records["steps"]["compare"]["title"]
            ben.until("steps", "compare", "title", title)
            ana.until_saved()
        assert api.get("/api/v1/drafts/main").json()["changes"][0]["words"].startswith("Renamed the step")
    with served(loam_copy) as api, browser(api) as again:
        assert again.records["steps"]["compare"]["title"] == title


def test_publishing_writes_the_file_keeps_its_comments_and_is_a_version(
    api: TestClient, loam_copy: Path
) -> None:
    path = loam_copy / "maps/main.yaml"
    path.write_text("# ours\n" + path.read_text("utf-8"), "utf-8")
    with browser(api) as ana:
        ana.record("steps", "compare")["believed"] = -1
        ana.until_saved()
    made = posted(api, "drafts/main/publish", {"name": "After the workshop"})
    assert made["version"]["number"] == 2
    assert made["version"]["author"] == "Zoë"
    assert [word for word in made["version"]["words"] if "believed emotion" in word]
    text = path.read_text("utf-8")
    assert text.startswith("# ours\n")
    step = next(step for step in load(text).steps() if step.id == "compare")
    assert step.feels.believed == -1
    assert api.get("/api/v1/drafts/main").json()["changes"] == []
    names = [version["name"] for version in api.get("/api/v1/maps/main/versions").json()]
    assert names == ["After the workshop", None]


def test_what_is_no_map_yet_is_not_published_and_says_where(api: TestClient, loam_copy: Path) -> None:
    before = (loam_copy / "maps/main.yaml").read_bytes()
    with browser(api) as ana:
        ana.doc.get("stages", type=Map)["empty"] = Map({"title": Text("Empty"), "order": "zz"})
        ana.record("steps", "compare")["match"] = {"where": "chanel = 'web'"}
        ana.until_saved()
    problems = api.get("/api/v1/drafts/main").json()["problems"]
    assert [(p["kind"], p["id"]) for p in problems if p["level"] == "error"] == [("stages", "empty")]
    told = posted(api, "drafts/main/publish", status=409)
    assert told["error"]["message"] == 'This cannot be published: The stage "Empty" has no step.'
    with browser(api) as ana:
        del ana.doc.get("stages", type=Map)["empty"]
        ana.until_saved()
    (problem,) = [p for p in api.get("/api/v1/drafts/main").json()["problems"] if p["level"] == "error"]
    assert (problem["id"], problem["field"], problem["remedy"]) == (
        "compare",
        "match",
        'Did you mean "channel"?',
    )
    assert (loam_copy / "maps/main.yaml").read_bytes() == before


def test_a_file_changed_outside_is_told_and_can_be_taken_over(api: TestClient, loam_copy: Path) -> None:
    path = loam_copy / "maps/main.yaml"
    with browser(api) as ana:
        ana.until_saved()
        path.write_text(path.read_text("utf-8").replace("From first visit", "From the first visit"), "utf-8")
        assert api.get("/api/v1/drafts/main").json()["outside"] is True
        told = posted(api, "drafts/main/publish", status=409)
        assert told["error"]["code"] == "changed_outside"
        assert posted(api, "drafts/main/take-file")["changes"] == 1
        ana.until("map", "map", "title", "From the first visit to second order")
    card = api.get("/api/v1/drafts/main").json()
    assert (card["outside"], card["changes"]) == (False, [])
    assert [v["kind"] for v in api.get("/api/v1/maps/main/versions").json()] == ["outside", "published"]


def test_a_version_is_restored_whole_or_one_lane_as_an_edit_others_see(api: TestClient) -> None:
    with browser(api) as ana:
        was = ana.records
        pain = next(name for name, card in was["cards"].items() if card["lane"] == "pain")
        posted(api, "drafts/main/versions", {"name": "As it was"})
        ana.type("cards", pain, "text", "Now ")
        ana.type("steps", "compare", "title", "Now ")
        ana.until_saved()
        assert len(api.get("/api/v1/maps/main/versions/2/changes").json()) == 2
        assert posted(api, "drafts/main/restore", {"version": 2, "lane": "pain"})["changes"] == 1
        ana.until("cards", pain, "text", was["cards"][pain]["text"])
        assert ana.records["steps"]["compare"]["title"].startswith("Now ")
        assert posted(api, "drafts/main/restore", {"version": 2})["changes"] == 1
        ana.until("steps", "compare", "title", was["steps"]["compare"]["title"])
        assert ana.records == was
    assert (
        posted(api, "drafts/main/restore", {"version": 9}, status=404)["error"]["code"] == "unknown_version"
    )


def test_what_a_colleague_writes_while_a_lane_is_fetched_is_not_lost(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with browser(api) as ana:
        was = ana.records
        pain = next(name for name, card in was["cards"].items() if card["lane"] == "pain")
        posted(api, "drafts/main/versions", {"name": "As it was"})
        ana.type("cards", pain, "text", "Now ")
        ana.until_saved()
        edits_meanwhile(monkeypatch, VersionShelf, "records", ana)
        assert posted(api, "drafts/main/restore", {"version": 2, "lane": "pain"})["changes"] == 1
        ana.until("cards", pain, "text", was["cards"][pain]["text"])
        assert ana.records["steps"]["compare"]["title"].startswith("Meanwhile ")
    with browser(api, "Ben") as ben:
        assert ben.records["steps"]["compare"]["title"].startswith("Meanwhile ")
        assert ben.records["cards"] == was["cards"]


def test_a_file_taken_over_is_what_everybody_sees_and_what_is_counted(
    api: TestClient, loam_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = loam_copy / "maps/main.yaml"
    with browser(api) as ana:
        path.write_text(path.read_text("utf-8").replace("From first visit", "From the first visit"), "utf-8")
        edits_meanwhile(monkeypatch, VersionShelf, "add", ana)
        assert posted(api, "drafts/main/take-file")["changes"] == 2
        ana.until("map", "map", "title", "From the first visit to second order")
        assert ana.records == records_of(load(path.read_text("utf-8")))


def test_a_new_map_is_a_draft_until_it_is_published(api: TestClient, loam_copy: Path) -> None:
    made = posted(api, "drafts", {"title": "Sending it back"})["map"]
    twin = posted(api, "drafts", {"title": "Sending it back", "template": "software"})["map"]
    assert (made, twin) == ("sending-it-back", "sending-it-back-2")
    card = api.get(f"/api/v1/drafts/{made}").json()
    assert (card["published"], card["title"]) == (False, "Sending it back")
    posted(api, f"drafts/{made}/publish")
    assert load((loam_copy / f"maps/{made}.yaml").read_text("utf-8")).title == "Sending it back"
    assert len(api.get(f"/api/v1/drafts/{twin}").json()["changes"]) > 10
    assert posted(api, "drafts", {"title": "X", "template": "fasion"}, status=404)["error"]["remedy"] == (
        'Did you mean "fashion"?'
    )


def test_cells_are_previewed_and_then_made_a_map(api: TestClient) -> None:
    cells = {"text": "Stage\tFind\tBuy\nPain points\tNo photos\tLate fee\nWeather\t\train"}
    read = posted(api, "cells", cells)
    assert [(one["kind"], one["at"], one["text"]) for one in read["told"]] == [("lost", "C3", "rain")]
    made = posted(api, "drafts", {"title": "Ours", "cells": {**cells, "lanes": {"Weather": "risk"}}})["map"]
    with browser(api, address=f"ws://localhost/api/v1/drafts/{made}/live") as ana:
        assert sorted(card["text"] for card in ana.records["cards"].values()) == [
            "Late fee",
            "No photos",
            "rain",
        ]
    assert posted(api, "cells", {"text": "hm"}, status=422)["error"]["code"] == "no_table"


def test_a_rule_tells_what_it_catches_and_whom_it_overlaps(api: TestClient, loam_copy: Path) -> None:
    with Reader(open_workspace(loam_copy)) as reader:
        build = reader.build()
        assert build is not None
        rows = reader.engine.to_arrow(reader.table("journeys", build)).to_pylist()
    mine = [row for row in rows if row["event"] == "Product Viewed"]
    found = posted(api, "drafts/main/matches", {"match": {"event": ["Product Viewed"]}, "step": "visit"})
    assert found["events"] == len(mine) == sum(row["events"] for row in found["rows"])
    assert found["customers"] == len({row["customer"] for row in mine})
    assert [(o["step"], o["first"]) for o in found["overlaps"]] == [("compare", False)]
    own = posted(api, "drafts/main/matches", {"match": {"event": ["Product Viewed"]}, "step": "compare"})
    assert own["overlaps"] == []
    wrong = posted(api, "drafts/main/matches", {"match": {"where": "chanel = 'web'"}}, status=422)
    assert wrong["error"]["remedy"] == 'Did you mean "channel"?'


def test_words_of_the_data_can_be_chosen(api: TestClient) -> None:
    words = api.get("/api/v1/drafts/main/vocabulary").json()
    assert {"Product Viewed", "Order Completed"} <= {event["name"] for event in words["events"]}
    assert all(event["customers"] <= event["events"] for event in words["events"])
    assert "web" in words["channels"]
    assert "conversion" in {measure["name"] for measure in words["measures"]}


@pytest.mark.parametrize(
    ("address", "headers", "code"),
    [
        (LIVE, {"Authorization": "Bearer wrong"}, 4401),
        (LIVE, {**HEADERS, "Origin": "http://elsewhere.example"}, 4401),
        ("ws://localhost/api/v1/drafts/nothing/live", HEADERS, 4404),
    ],
)
def test_a_socket_that_may_not_open_is_closed_with_the_reason(
    api: TestClient, address: str, headers: dict[str, str], code: int
) -> None:
    api.headers.clear()
    with api.websocket_connect(address, headers=headers) as socket:
        assert closed_with(socket) == code


@pytest.mark.parametrize("garbage", [b"\x00\x02\x03abc", b"\x00", b"\x00\x00\x03abc", b"\x01\x02", b""])
def test_garbage_closes_its_own_socket_and_nobody_else_s(api: TestClient, garbage: bytes) -> None:
    with browser(api) as ana, api.websocket_connect(LIVE, headers=HEADERS) as socket:
        socket.send_bytes(garbage)
        assert closed_with(socket) == 1007
        ana.type("steps", "compare", "title", "Still here ")
        ana.until_saved()


def test_two_states_of_a_map_are_told_with_what_became_different(api: TestClient) -> None:
    with browser(api) as ana:
        posted(api, "drafts/main/versions", {"name": "As it was"})
        ana.doc.get("steps", type=Map)["pay"]["believed"] = -2.0
        ana.until_saved()
        told = api.get("/api/v1/maps/main/compare").json()
        kept = api.get("/api/v1/maps/main/compare?from=2&to=draft").json()
        wrong = api.get("/api/v1/maps/main/compare?from=yesterday")
    (change,) = told["changes"]
    assert (change["field"], change["now"]) == ("believed emotion", "−2")
    assert told["old"]["records"]["steps"]["pay"]["believed"] != -2
    assert told["new"]["records"]["steps"]["pay"]["believed"] == -2
    assert kept["old"]["words"] == "version 2, As it was"
    assert kept["changes"] == told["changes"]
    assert wrong.json()["error"]["code"] == "unknown_state"

"""Comments over the API."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient


def said(api: TestClient, address: str, body: dict[str, Any], name: str = "Ana") -> Any:
    answer = api.post(f"/api/v1/maps/main/comments{address}", json=body, headers={"x-desirepath-name": name})
    assert answer.status_code == 200, answer.text
    return answer.json()


CARD = {"part": "cards", "part_id": "c-1"}


def test_a_thread_is_begun_answered_settled_and_opened_by_the_next_answer(api: TestClient) -> None:
    said(api, "", {**CARD, "text": "Is this true? @Ben"})
    ((thread),) = said(api, "/1/answers", {"text": "Eleven of 23 said so."}, "Ben")
    assert (thread["first"]["text"], thread["first"]["mentions"]) == ("Is this true? @Ben", ["Ben"])
    assert [one["author"] for one in thread["answers"]] == ["Ben"]
    assert said(api, "/1/resolve", {"resolved": True})[0]["resolved_by"] == "Ana"
    assert said(api, "/1/answers", {"text": "And now?"})[0]["resolved_by"] is None


def test_with_the_first_comment_goes_the_thread(api: TestClient) -> None:
    said(api, "", {**CARD, "text": "one"})
    said(api, "", {**CARD, "text": "two"})
    threads = said(api, "/1/answers", {"text": "answer"})
    assert [thread["first"]["text"] for thread in threads] == ["two", "one"]
    left = api.delete("/api/v1/maps/main/comments/1").json()
    assert [thread["first"]["text"] for thread in left] == ["two"]


@pytest.mark.parametrize("call", ["/9/answers", "/9/resolve"])
def test_a_comment_that_is_not_there_is_told(api: TestClient, call: str) -> None:
    answer = api.post(f"/api/v1/maps/main/comments{call}", json={"text": "x"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "unknown_comment")
    assert api.delete("/api/v1/maps/main/comments/9").status_code == 404


def test_markup_stays_words(api: TestClient, loam_copy: Path) -> None:
    evil = '<img src=x onerror="alert(1)">'
    threads = said(api, "", {**CARD, "text": evil})
    assert threads[0]["first"]["text"] == evil
    page = api.get("/api/v1/maps/main/comments")
    assert page.headers["content-type"] == "application/json"
    assert page.headers["x-content-type-options"] == "nosniff"

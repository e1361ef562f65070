"""Suggestions over the API, on a real build of the sample shop."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from desirepath.domain.records import Records
from desirepath.domain.suggestion import Suggestion
from desirepath.services import suggesting
from desirepath.workspace.suggestions import SuggestionBook

from .test_drafts import browser, edits_meanwhile

HERE = "/api/v1/drafts/main/suggestions"


def asked(api: TestClient, rest: str = "", body: Any = None, name: str = "Ana", status: int = 200) -> Any:
    method = "GET" if body is None else "POST"
    answer = api.request(method, HERE + rest, json=body, headers={"x-desirepath-name": name})
    assert answer.status_code == status, answer.text
    return answer.json()


def proposal(old: Records) -> dict[str, Any]:
    """Two suggestions: a step with another title, and a quote that is gone."""
    new = deepcopy(old)
    new["steps"]["pay"]["title"] = "Pays at once"
    del new["cards"][next(name for name, card in new["cards"].items() if card["lane"] == "thought")]
    return {"old": old, "new": new, "note": "From the interviews"}


def test_a_suggestion_changes_nothing_until_somebody_accepts_it(api: TestClient) -> None:
    with browser(api) as ana:
        was = ana.records
        given = proposal(was)
        assert len(asked(api, "/look", given)) == 2
        removed, renamed = sorted(asked(api, "", given, "Ben"), key=lambda one: one["words"][0], reverse=True)
        assert {one["author"] for one in (removed, renamed)} == {"Ben"}
        assert ana.records == was
        if not renamed["words"][0].startswith("Renamed"):
            removed, renamed = renamed, removed
        shown = api.get(f"/api/v1/maps/main/compare?from=draft&to=s{renamed['number']}").json()
        assert shown["new"]["words"] == "what Ben suggests"
        assert [one["words"] for one in shown["changes"]] == renamed["words"]
        told = asked(api, "/settle", {"numbers": [renamed["number"]], "accept": True, "reply": "Thanks"})
        assert told["done"] == [renamed["number"]]
        ana.until("steps", "pay", "title", "Pays at once")
        refused = asked(api, "/settle", {"numbers": [removed["number"]], "accept": False, "reply": "Not yet"})
        states = {
            one["number"]: (one["state"], one["reply"], one["settled_by"]) for one in refused["suggestions"]
        }
        assert states == {
            renamed["number"]: ("accepted", "Thanks", "Ana"),
            removed["number"]: ("rejected", "Not yet", "Ana"),
        }
        assert ana.records["cards"] == was["cards"]


def test_a_suggestion_that_does_not_fit_any_more_says_so_and_stays_open(api: TestClient) -> None:
    with browser(api) as ana:
        made = asked(api, "", proposal(ana.records), "Ben")
        ana.type("steps", "pay", "title", "Now ")
        ana.until_saved()
        told = asked(api, "/settle", {"numbers": [one["number"] for one in made], "accept": True})
        assert (len(told["done"]), len(told["passed"])) == (1, 1)
        assert "has changed since" in told["passed"][0]["why"]
        (left,) = [one for one in told["suggestions"] if one["state"] == "open"]
        assert (left["why"], left["changes"]) == (told["passed"][0]["why"], [])
        refused = api.get(f"/api/v1/maps/main/compare?to=s{left['number']}")
        assert refused.json()["error"]["code"] == "suggestion_outdated"
        assert ana.records["steps"]["pay"]["title"].startswith("Now ")
        assert asked(api, f"/{left['number']}/withdraw", {}, "Zoe", 422)["error"]["code"] == "not_yours"
        gone = asked(api, f"/{left['number']}/withdraw", {}, "Ben")
        assert {one["state"] for one in gone} == {"accepted", "withdrawn"}


def test_what_a_colleague_writes_while_a_suggestion_is_fetched_is_not_lost(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with browser(api) as ana:
        made = asked(api, "", proposal(ana.records), "Ben")
        edits_meanwhile(monkeypatch, SuggestionBook, "all", ana)
        told = asked(api, "/settle", {"numbers": [one["number"] for one in made], "accept": True})
        assert len(told["done"]) == 2
        ana.until("steps", "pay", "title", "Pays at once")
        assert ana.records["steps"]["compare"]["title"].startswith("Meanwhile ")


def test_one_that_somebody_else_settled_meanwhile_keeps_no_other_back(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with browser(api) as ana:
        first, second = sorted(one["number"] for one in asked(api, "", proposal(ana.records), "Ben"))
        every = SuggestionBook.all

        def slow(book: SuggestionBook, map_id: str) -> list[Suggestion]:
            monkeypatch.undo()
            found = every(book, map_id)
            book.settle(map_id, first, "accepted", author="Zoe", at=datetime(2026, 11, 26))
            return found

        monkeypatch.setattr(SuggestionBook, "all", slow)
        told = asked(api, "/settle", {"numbers": [first, second], "accept": True})
        assert told["done"] == [second]
        by = {one["number"]: (one["state"], one["settled_by"]) for one in told["suggestions"]}
        assert by == {first: ("accepted", "Zoe"), second: ("accepted", "Ana")}


def test_more_changes_than_anybody_could_look_at_are_refused_before_they_are_sorted(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with browser(api) as ana:
        given = proposal(ana.records)
    monkeypatch.setattr(suggesting, "MOST_EDITS", 1)
    told = asked(api, "", given, status=422)["error"]
    assert told["message"] == "These are too many changes at once."


def test_what_is_no_map_cannot_be_suggested(api: TestClient) -> None:
    with browser(api) as ana:
        given = proposal(ana.records)
        given["new"]["steps"]["pay"]["nonsense"] = 1
        assert asked(api, "", given, status=422)["error"]["code"] == "bad_suggestion"
        same = {"old": ana.records, "new": ana.records}
        assert asked(api, "", same, status=422)["error"]["code"] == "bad_suggestion"
        assert asked(api) == []

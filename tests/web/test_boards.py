"""Boards, actions and reviews over the API, on a real build of the sample shop."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from fastapi.testclient import TestClient

MAP = "/api/v1/maps/main"
ACTION = {
    "title": "Show the fee early",
    "kind": "product",
    "owner": "Jonas",
    "due": "2026-01-15",
    "step": "return",
}


def sent(api: TestClient, method: str, address: str, body: Any = None, status: int = 200) -> Any:
    answer = api.request(method, f"{MAP}{address}", json=body, headers={"x-desirepath-name": "Ana"})
    assert answer.status_code == status, answer.text
    return answer.json()


def test_an_action_is_written_changed_and_removed_and_stands_with_its_objectives(api: TestClient) -> None:
    board = sent(api, "POST", "/actions", ACTION)
    (action,) = board["actions"]
    assert action["late_days"] > 300
    assert action["step_title"] == "Returns or exchanges"
    assert any(action["number"] in stand["actions"] for stand in board["objectives"])
    done = {**ACTION, "status": "done", "checklist": [{"text": "Design", "done": True}]}
    (action,) = sent(api, "PUT", f"/actions/{action['number']}", done)["actions"]
    assert (action["late_days"], action["action"]["checklist"][0]["done"]) == (None, True)
    assert sent(api, "DELETE", f"/actions/{action['number']}")["actions"] == []
    assert sent(api, "DELETE", "/actions/9", status=404)["error"]["code"] == "unknown_action"


@pytest.mark.parametrize(
    "wrong",
    [{"title": " "}, {"title": "x", "kind": "magic"}, {"title": "x", "links": ["javascript:alert(1)"]}],
)
def test_an_action_that_cannot_be_is_refused_in_words(api: TestClient, wrong: dict[str, Any]) -> None:
    told = sent(api, "POST", "/actions", wrong, status=422)
    assert told["error"]["code"] == "bad_parameter"


def test_waves_that_do_not_follow_one_another_are_refused_in_words_for_people(api: TestClient) -> None:
    day = {"started": "2026-03-02", "target": "country = 'ES'"}
    told = sent(api, "POST", "/actions", {"title": "x", **day, "waves": [day]}, status=422)
    assert told["error"]["message"] == (
        "This does not fit together: each wave starts after the one before; name those of one day together."
    )


def test_weights_and_judgements_move_the_order(api: TestClient) -> None:
    plain = sent(api, "GET", "/board")
    assert sent(api, "GET", "/board?weight=lost:10&weight=reach:0")["items"] != plain["items"]
    best = next(item for item in plain["items"] if item["lane"] == "opportunity")
    judged = sent(api, "PUT", "/judgements", {"card": best["card"], "axis": "effort", "value": 5})
    again = next(item for item in judged["items"] if item["card"] == best["card"])
    assert again["score"] < best["score"]
    assert (best["judged"], again["judged"]) == ([], ["effort"])
    assert sent(api, "GET", "/board?weight=reech:1", status=422)["error"]["remedy"].endswith('"reach"?')
    wrong = {"card": best["card"], "axis": "reach", "value": 1}
    assert sent(api, "PUT", "/judgements", wrong, status=422)["error"]["code"] == "unknown_axis"


def test_any_measure_is_an_axis_in_the_order_with_its_number_and_where_it_is_not_measured(
    api: TestClient,
) -> None:
    plain = sent(api, "GET", "/board")
    board = sent(api, "GET", "/board?axis=revenue&weight=conversion;within=14d:3&weight=reach:0")
    axes = {axis["name"]: axis for axis in board["axes"]}
    assert [*axes][6:] == ["conversion;within=14d", "revenue"]
    within = axes["conversion;within=14d"]
    assert (within["title"], within["unit"]) == ("Share who go on (within 14d)", "share")
    assert (within["heavy"], within["weight"], axes["revenue"]["weight"]) == ("low", 3, 0)
    assert [item["card"] for item in board["items"]] != [item["card"] for item in plain["items"]]
    last = next(item for item in board["items"] if item["step"] == "tell")
    assert last["values"]["conversion;within=14d"] is None
    paid = next(item for item in board["items"] if item["step"] == "pay")
    assert paid["numbers"]["conversion;within=14d"]["value"] == paid["values"]["conversion;within=14d"]
    assert paid["numbers"]["revenue"]["unit"] == "money"
    assert sent(api, "GET", "/board?axis=revenu", status=422)["error"]["remedy"].endswith('"revenue"?')
    assert sent(api, "GET", "/board?axis=revenue;size=9", status=422)["error"]["code"] == "unknown_param"
    heaps = "&".join(f"weight={name}:1" for name in ("nps", "csat", "ces", "stars", "conversion"))
    assert sent(api, "GET", f"/board?{heaps}", status=422)["error"]["code"] == "bad_weight"


@pytest.mark.slow
def test_a_review_makes_itself_is_decided_closed_and_kept_and_the_next_is_planned(api: TestClient) -> None:
    today = datetime.now(UTC).date()
    soon = today - timedelta(days=1)
    people = {"cadence": "quarterly", "next": soon.isoformat(), "people": ["Ana", " "]}
    assert sent(api, "PUT", "/rhythm", people)["people"] == ["Ana"]
    sent(api, "POST", "/actions", ACTION)
    number = sent(api, "POST", "/reviews")["number"]
    assert sent(api, "POST", "/reviews")["number"] == number  # the open one goes on
    page = sent(api, "GET", f"/reviews/{number}")
    assert page["moved"]
    assert page["finding"]
    start, end = date.fromisoformat(page["period"]["start"]), date.fromisoformat(page["period"]["end"])
    assert (end - start).days == 90
    assert date.fromisoformat(page["before"]["end"]) == start - timedelta(days=1)
    assert [one["action"]["title"] for one in page["actions"]] == [ACTION["title"]]
    assert all(one["card"]["stale"] for one in page["stale"])
    decision = {"text": "Roll it out", "owner": "Noor", "due": "2026-12-24"}
    sent(api, "PUT", f"/reviews/{number}", {"decisions": [decision], "note": "Short."})
    closed = sent(api, "POST", f"/reviews/{number}/close")
    assert (closed["kept"], closed["decisions"]) == (True, [decision])
    assert date.fromisoformat(closed["rhythm"]["next"]) > today
    sent(api, "DELETE", "/actions/1")
    assert sent(api, "GET", f"/reviews/{number}") == closed
    told = sent(api, "PUT", f"/reviews/{number}", {"decisions": []}, status=409)
    assert told["error"]["code"] == "review_closed"
    assert sent(api, "POST", "/reviews")["number"] == number + 1
    assert [one["decisions"] for one in sent(api, "GET", "/reviews")] == [0, 1]


def test_a_calendar_holds_reviews_and_due_dates(api: TestClient) -> None:
    sent(api, "PUT", "/rhythm", {"cadence": "monthly", "next": "2027-01-04"})
    sent(api, "POST", "/actions", {**ACTION, "due": "2027-02-01"})
    sent(api, "POST", "/actions", {**ACTION, "title": "Old", "status": "done"})
    answer = api.get("/api/v1/calendar.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert [(str(e["summary"]), e.decoded("dtstart")) for e in events] == [
        ("Review: From first visit to second order", date(2027, 1, 4)),
        ("Due: Show the fee early", date(2027, 2, 1)),
    ]


@pytest.mark.slow
def test_names_to_choose_from_are_the_team_then_owners_of_actions_decisions_and_cards(
    api: TestClient,
) -> None:
    cards = sent(api, "GET", "/names")
    assert "jonas" in cards
    sent(api, "POST", "/actions", {**ACTION, "owner": "Zoë"})
    sent(api, "POST", "/actions", {**ACTION, "owner": " zoë "})
    number = sent(api, "POST", "/reviews")["number"]
    sent(api, "PUT", f"/reviews/{number}", {"decisions": [{"text": "Go", "owner": "New Name"}]})
    found = sent(api, "GET", "/names")
    assert found[:2] == ["Zoë", "New Name"]
    assert sorted(found[2:]) == sorted(cards)
    address = {"email": "una@shop.com", "role": "viewer"}
    secret = api.post("/api/v1/team/invitations", json=address).json()["secret"]
    joining = {"invitation": secret, "name": "Una", "password": "correct horse battery"}
    assert api.post("/api/v1/join", json=joining).status_code == 200
    assert sent(api, "GET", "/names")[0] == "Una"
    assert api.get("/api/v1/maps/nope/names").json() == ["Una", "Zoë"]


def test_numbers_that_are_not_there_are_told(api: TestClient) -> None:
    assert sent(api, "GET", "/reviews/7", status=404)["error"]["code"] == "unknown_review"
    assert api.get("/api/v1/maps/nope/board").json()["error"]["code"] == "unknown_map"


@pytest.mark.slow
def test_what_is_found_in_the_data_is_told_to_who_may_look(api: TestClient) -> None:
    found = api.get("/api/v1/maps/main/found-pains").json()
    assert found["tests"] > 50
    tejo = next(pain for pain in found["items"] if "Tejo" in pain["where"])
    assert tejo["difference"]["high"] < 0
    behind = api.get(
        "/api/v1/measures/conversion", params={"where": tejo["where"], "param": f"from={tejo['step']}"}
    ).json()
    assert behind["rows"][0]["number"]["n"] > 0
    assert api.get("/api/v1/maps/nothing/found-pains").status_code == 404
    closer = f"/found-pains/{tejo['id']}"
    segments = sent(api, "GET", f"{closer}/segments")
    assert {one["as_of"] for one in segments["items"]} == {"then", "now", "later"}
    journeys = sent(api, "GET", f"{closer}/examples")["items"]
    assert len(journeys) == 3
    assert all(one["customer"] not in json.dumps([found, segments]) for one in journeys)
    told = sent(api, "GET", "/found-pains/nothing/segments", status=404)
    assert told["error"]["code"] == "unknown_find"


def test_the_first_days_are_told_to_who_may_look(api: TestClient) -> None:
    found = api.get("/api/v1/maps/main/early?days=10").json()
    assert api.get("/api/v1/maps/main/early/kept").json() is None, "another number of days was asked for"
    usual = api.get("/api/v1/maps/main/early").json()
    assert api.get("/api/v1/maps/main/early/kept").json() == usual
    assert found["began"] == found["too_recent"] + found["left_before"] + found["compared"]
    assert api.get("/api/v1/maps/main/early?days=31").status_code == 422
    assert api.get("/api/v1/maps/nothing/early").status_code == 404


def test_a_forecast_comes_with_its_test(api: TestClient) -> None:
    told = api.get("/api/v1/forecast").json()
    assert told["value"]["backtest"]["weeks"][-1]["held_out"]
    assert told["value_why"] is None
    assert api.get("/api/v1/maps/main/next-steps").json()["steps"]
    page = api.get("/api/v1/forecast/at-risk?limit=3").json()
    assert len(page["rows"]) <= 3
    assert api.get("/api/v1/forecast/at-risk?limit=0").status_code == 422


def test_what_people_write_is_told_and_their_words_only_to_editors(api: TestClient) -> None:
    told, whole = (api.get(f"/api/v1/maps/main/{address}").json() for address in ("text", "text/quotes"))
    assert told["comments"] == sum(one["comments"] for one in told["languages"]) > 0
    assert whole["topics"][0]["quotes"]
    assert not any(topic["quotes"] for topic in told["topics"])
    assert api.get("/api/v1/maps/nothing/text").status_code == 404

"""The API over a real build of the sample shop."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from desirepath.services.workspace import open_workspace
from desirepath.web.app import create_app

TOKEN = "secret"


@pytest.fixture(scope="module")
def api(loam: Path) -> Iterator[TestClient]:
    app = create_app(open_workspace(loam), token=TOKEN)
    with TestClient(app, base_url="http://localhost", headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        yield client


def test_the_workspace_tells_its_maps_and_segments(api: TestClient) -> None:
    card = api.get("/api/v1/workspace").json()
    assert card["name"] == "Loam"
    assert card["synthetic"] is True
    assert card["maps"] == [{"id": "main", "title": "From first visit to second order"}]
    assert card["events"] > 1_000


def test_people_are_conserved_at_every_step_and_stage(api: TestClient) -> None:
    drawn = api.get("/api/v1/maps/main").json()
    outcomes = [part["outcome"] for part in drawn["steps"] + drawn["stages"] if part["outcome"]]
    assert len(outcomes) > 15
    for outcome in outcomes:
        assert outcome["went_on"] + outcome["still_open"] + outcome["lost"] == outcome["entered"]
    for step in drawn["steps"]:
        if step["outcome"]:
            assert sum(line["customers"] for line in step["next"]) == step["people"]["value"]


def test_behind_every_number_stand_exactly_that_many_customers(api: TestClient) -> None:
    drawn = api.get("/api/v1/maps/main").json()
    for step in drawn["steps"][::4]:
        outcome = step["outcome"]
        for kind in ("went_on", "still_open", "lost"):
            page = api.get(f"/api/v1/maps/main/steps/{step['id']}/customers?outcome={kind}&limit=500").json()
            assert page["total"] == outcome[kind]
            assert len({row["customer"] for row in page["rows"]}) == min(500, page["total"])
            assert {row["outcome"] for row in page["rows"]} <= {kind}


def test_behind_every_step_of_a_funnel_stand_exactly_as_many_customers_as_it_says(api: TestClient) -> None:
    asked = "map=main&param=within=30d&param=steps=visit->basket->pay"
    rows = api.get(f"/api/v1/measures/funnel?{asked}").json()["rows"]
    assert rows[0]["more"]["entered"] > 0
    for row in rows:
        for outcome in ("went_on", "still_open", "lost"):
            of = f"{asked}&key=step={row['keys']['step']}&outcome={outcome}"
            page = api.get(f"/api/v1/measures/funnel/customers?{of}&limit=500").json()
            assert page["total"] == row["more"][outcome]
            assert len({one["customer"] for one in page["rows"]}) == min(page["total"], 500)


def test_answers_of_people_nobody_knows_stand_in_the_list_too(api: TestClient) -> None:
    row = api.get("/api/v1/measures/stars").json()["rows"][0]
    page = api.get("/api/v1/measures/stars/customers?limit=500").json()
    assert page["total"] == row["number"]["n"] > 0
    assert len(page["rows"]) == min(page["total"], 500)


def test_an_answer_is_a_table_too(api: TestClient) -> None:
    table = api.get("/api/v1/measures/funnel/table.csv?map=main&param=steps=visit->basket")
    assert table.headers["content-type"].startswith("text/csv")
    assert [line.split(",")[0] for line in table.text.splitlines()] == ["step", "visit", "basket"]


def test_pages_of_customers_follow_each_other_without_overlap(api: TestClient) -> None:
    address = "/api/v1/maps/main/steps/visit/customers"
    first, second = (api.get(address, params={"limit": 5, "offset": at}).json()["rows"] for at in (0, 5))
    assert len({row["customer"] for row in first + second}) == 10


def test_a_customer_has_a_time_line_in_order(api: TestClient) -> None:
    row = api.get("/api/v1/maps/main/steps/pay/customers?limit=1").json()["rows"][0]
    line = api.get(f"/api/v1/customers/{row['customer']}/timeline?map=main").json()
    times = [event["time"] for event in line["events"]]
    assert times == sorted(times)
    assert line["total"] >= len(times) > 1
    assert any(event["step"] == "pay" for event in line["events"])


def test_a_segment_and_dates_recompute_the_whole_map(api: TestClient) -> None:
    whole = api.get("/api/v1/maps/main").json()
    part = api.get("/api/v1/maps/main?segment=repeat-buyers&start=2026-01-01&end=2026-06-30").json()
    assert part["asked"] == {
        "segment": "repeat-buyers",
        "where": None,
        "start": "2026-01-01",
        "end": "2026-06-30",
    }
    assert 0 < part["people"]["value"] < whole["people"]["value"]
    for before, now in zip(whole["steps"], part["steps"], strict=True):
        assert (now["people"]["value"] or 0) <= (before["people"]["value"] or 0)


def test_field_notes_are_counted_on_the_shared_document_and_read_apart(api: TestClient) -> None:
    notes = api.get("/api/v1/maps/main/field-notes").json()
    text = api.get("/api/v1/maps/main").text
    counted = {step["id"]: step["field_notes"] for step in json.loads(text)["steps"]}
    assert counted == {step: sum(step in note["steps"] for note in notes) for step in counted}
    assert counted["return"] == 3
    assert not any(note["text"] in text for note in notes)


def test_the_shared_document_holds_no_customer(api: TestClient) -> None:
    text = api.get("/api/v1/maps/main").text
    rows = api.get("/api/v1/maps/main/steps/pay/customers?limit=50").json()["rows"]
    assert rows
    assert not [row["customer"] for row in rows if row["customer"] in text]


@pytest.mark.parametrize(
    ("suffix", "head"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF"), ("json", b"{")]
)
def test_the_map_comes_as_a_file(api: TestClient, suffix: str, head: bytes) -> None:
    answer = api.get(f"/api/v1/maps/main/export.{suffix}")
    assert answer.status_code == 200
    assert answer.content.lstrip().startswith(head)
    assert f"main.{suffix}" in answer.headers["content-disposition"]


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/v1/maps/mian", 404, "unknown_map"),
        ("/api/v1/maps/main?segment=nobody", 404, "unknown_segment"),
        ("/api/v1/maps/main?start=2026-09-01&end=2026-01-01", 422, "dates_reversed"),
        ("/api/v1/maps/main?start=yesterday", 422, "bad_parameter"),
        ("/api/v1/maps/main/steps/nowhere/customers", 404, "unknown_step"),
        ("/api/v1/maps/main/steps/pay/customers?outcome=happy", 422, "unknown_outcome"),
        ("/api/v1/customers/nobody/timeline", 404, "unknown_customer"),
        ("/api/v1/measures/reech", 404, "unknown_measure"),
        ("/api/v1/maps/main/export.docx", 422, "unknown_format"),
        ("/api/v1/nothing", 404, "unknown_route"),
    ],
)
def test_every_refusal_comes_in_one_envelope(api: TestClient, address: str, status: int, code: str) -> None:
    answer = api.get(address)
    assert answer.status_code == status, answer.text
    error = answer.json()["error"]
    assert error["code"] == code
    assert error["remedy"]
    assert set(error) == {"family", "code", "message", "remedy", "place", "field"}


def test_two_groups_are_compared_row_by_row_also_as_a_table(api: TestClient) -> None:
    asked = "map=main&segment=promoters&with=rest&param=steps=visit->basket->pay"
    found = api.get(f"/api/v1/measures/funnel/comparison?{asked}").json()
    assert [row["keys"]["step"] for row in found["rows"]] == ["visit", "basket", "pay"]
    assert found["tested"] == 2
    for row in found["rows"]:
        gap = row["a"]["value"] - row["b"]["value"]
        assert abs(row["difference"]["value"] - gap) < 1e-12
    table = api.get(f"/api/v1/measures/funnel/comparison.csv?{asked}")
    assert table.headers["content-disposition"] == 'attachment; filename="funnel-compared.csv"'
    lines = table.text.splitlines()
    assert lines[0].startswith("step,a_group,b_group,a_value,")
    assert len(lines) == 4


def test_a_trend_tells_every_period_and_its_changes(api: TestClient) -> None:
    found = api.get("/api/v1/measures/active/trend?every=week").json()
    (series,) = found["series"]
    days = [point["first_day"] for point in series["points"]]
    assert days == sorted(days)
    assert series["points"][0]["level"] is None
    for change in series["changes"]:
        assert change["earliest"] <= change["first_day"] <= change["latest"]
        assert change["size"]["low"] <= change["size"]["high"]


def test_a_measure_of_the_api_is_the_registry_s_own_answer(api: TestClient) -> None:
    answer = api.get("/api/v1/measures/reach", params={"by": ["step", "month"]}).json()
    assert answer["measure"] == "reach"
    assert {"step", "month"} <= set(answer["rows"][0]["keys"])


def test_the_same_view_comes_from_the_cache(api: TestClient, loam: Path) -> None:
    address = "/api/v1/maps/main?end=2026-08-31"
    first = api.get(address).json()
    kept = list((loam / "cache").rglob("*.json"))
    assert api.get(address).json() == first
    assert list((loam / "cache").rglob("*.json")) == kept


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("param=inside=7d", "inside"),
        ("param=within=soon", "within"),
        ("by=weather", "by"),
        ("by=month&by=week", "by"),
        ("where=chanel='web'", "where"),
        ("segment=nobody", "segment"),
        ("start=2026-02-01&end=2026-01-01", None),
    ],
)
def test_an_error_says_which_part_of_the_question_is_meant(
    api: TestClient, asked: str, field: str | None
) -> None:
    told = api.get(f"/api/v1/measures/conversion?{asked}")
    assert told.status_code in (404, 422)
    assert told.json()["error"]["field"] == field

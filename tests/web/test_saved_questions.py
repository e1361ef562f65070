"""Saved questions over the API, the command line and Python: the same answer everywhere."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

import desirepath as dp

ASKED = {
    "name": "Who pays, by month",
    "measure": "conversion",
    "params": {"to": "pay", "within": "30d", "from": "basket"},
    "map": "main",
    "where": "device <> 'tablet'",
    "by": ["month"],
    "picture": "lines",
}


def sent(api: TestClient, method: str, address: str, body: Any = None, status: int = 200) -> Any:
    answer = api.request(
        method, f"/api/v1/questions{address}", json=body, headers={"x-desirepath-name": "Ana"}
    )
    assert answer.status_code == status, answer.text
    return answer.json()


def test_a_saved_question_answers_what_its_measure_does(api: TestClient) -> None:
    kept = sent(api, "POST", "", ASKED)
    assert (kept["made_by"], kept["newer_data"]) == ("Ana", False)
    assert kept["question"] == {**ASKED, "segment": None, "start": None, "end": None}
    told = sent(api, "GET", f"/{kept['number']}/answer")
    assert told["question"] == kept
    asked = {
        "param": [f"{name}={value}" for name, value in ASKED["params"].items()],  # type: ignore[attr-defined]
        "where": ASKED["where"],
        "by": ASKED["by"],
        "map": "main",
    }
    plain = api.get("/api/v1/measures/conversion", params=asked).json()
    assert told["result"] == plain
    assert kept["data_version"] == plain["data_version"]
    assert len(plain["rows"]) > 3


def test_questions_are_listed_by_name_renamed_removed_and_taken_back(api: TestClient) -> None:
    first = sent(api, "POST", "", ASKED)
    other = sent(api, "POST", "", {"name": "a first one", "measure": "reach"})
    assert [one["number"] for one in sent(api, "GET", "")] == [other["number"], first["number"]]
    renamed = sent(api, "PUT", f"/{other['number']}", {"name": "Z", "measure": "reach"})
    assert (renamed["number"], renamed["made_at"]) == (other["number"], other["made_at"])
    assert [one["question"]["name"] for one in sent(api, "GET", "")] == [ASKED["name"], "Z"]
    left = sent(api, "DELETE", f"/{first['number']}")
    assert [one["number"] for one in left] == [other["number"]]
    gone = sent(api, "GET", f"/{first['number']}", status=404)
    assert gone["error"]["code"] == "unknown_question"
    assert sent(api, "POST", f"/{first['number']}/restore") == first
    assert len(sent(api, "GET", "")) == 2


def test_what_no_measure_understands_is_not_saved(api: TestClient) -> None:
    told = sent(api, "POST", "", {"name": "x", "measure": "reech"}, status=404)
    assert told["error"]["code"] == "unknown_measure"
    wrong = {"name": "x", "measure": "conversion", "params": {"within": "soon"}}
    assert sent(api, "POST", "", wrong, status=422)["error"]["field"] == "within"
    back = {"name": "x", "measure": "reach", "start": "2026-02-01", "end": "2026-01-01"}
    assert "its last day is before its first" in sent(api, "POST", "", back, status=422)["error"]["message"]
    assert sent(api, "GET", "") == []


def test_a_question_of_the_command_line_is_asked_again_there_and_in_python(
    desirepath: Callable[..., tuple[int, str]], loam_copy: Path
) -> None:
    run = desirepath
    code, said = run("question", "list", cwd=loam_copy)
    assert (code, "No question is saved yet" in said) == (0, True)
    code, said = run(
        "question", "save", "Who pays", "conversion", "-p", "to=pay", "-p", "from=basket", "--by", "month",
        cwd=loam_copy,
    )  # fmt: skip
    assert code == 0, said
    (kept,) = json.loads(run("question", "list", "--json", cwd=loam_copy)[1])
    number = str(kept["number"])
    answer = json.loads(run("question", "ask", number, "--json", cwd=loam_copy)[1])
    direct = run(
        "measure", "conversion", "-p", "to=pay", "-p", "from=basket", "--by", "month", "--json", cwd=loam_copy
    )
    assert answer == json.loads(direct[1])
    lines = list(csv.reader(io.StringIO(run("question", "ask", number, "--csv", cwd=loam_copy)[1])))
    assert len(lines) == 1 + len(answer["rows"])
    assert "Who pays" in run("question", "ask", number, cwd=loam_copy)[1]
    shop = dp.open(loam_copy)
    assert [one.number for one in shop.questions()] == [kept["number"]]
    assert shop.question(kept["number"]).model_dump(mode="json") == answer
    assert run("question", "remove", number, cwd=loam_copy)[0] == 0
    code, said = run("question", "ask", number, cwd=loam_copy)
    assert (code, "There is no saved question" in said) == (1, True)
    assert run("question", "restore", number, cwd=loam_copy)[0] == 0
    code, said = run("question", "save", " ", "reach", cwd=loam_copy)
    assert (code, "cannot be saved: name" in said) == (1, True)

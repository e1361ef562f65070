"""The command line as a person uses it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desirepath.domain.mapfile import load

Run = Callable[..., tuple[int, str]]

ORDERS = "order_id,customer,ordered at,total,shop\n" + "".join(
    f"o{n},c{n % 40},2026-0{1 + n % 6}-{1 + n % 27:02d} 10:{n % 60:02d}:00,{10 + n}.50,{'web' if n % 3 else 'store'}\n"
    for n in range(120)
)


def test_a_csv_becomes_a_map_in_the_order_of_the_readme(desirepath: Run, tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(ORDERS)
    code, said = desirepath("new", "shop", "--from", "orders.csv", cwd=tmp_path)
    assert code == 0, said
    assert "Proposed recipes/orders.yaml" in said
    assert "all marked as assumed" in said
    code, said = desirepath("import", cwd=tmp_path)
    assert code == 0, said
    assert "120 new from 120 rows" in said
    code, said = desirepath("build", cwd=tmp_path)
    assert code == 0, said
    assert "120 events of 40 customers" in said
    for suffix in ("svg", "png", "pdf", "json"):
        code, said = desirepath("map", "main", "-o", f"map.{suffix}", cwd=tmp_path)
        assert code == 0, said
        assert (tmp_path / f"map.{suffix}").stat().st_size > 1_000


def test_the_times_of_an_order_become_steps_in_their_order(desirepath: Run, tmp_path: Path) -> None:
    rows = [
        f"o{n},c{n % 40},2026-01-{1 + n // 6:02d},2026-02-01,{'2026-02-03' if n % 40 < 30 else ''},9.50,done\n"
        for n in range(120)
    ]
    (tmp_path / "orders.csv").write_text(
        "".join(["order_id,customer_id,ordered_at,Shipped,delivered_at,total,status\n", *rows])
    )
    code, said = desirepath("new", "shop", "--from", "orders.csv", cwd=tmp_path)
    assert code == 0, said
    assert "2 stages, 3 steps" in said
    plan = load((tmp_path / "shop" / "maps" / "main.yaml").read_text())
    assert [(stage.title, [step.id for step in stage.steps]) for stage in plan.stages] == [
        ("Decision", ["order-placed"]),
        ("Delivery and use", ["order-shipped", "order-delivered"]),
    ]
    for command in ("import", "build"):
        code, said = desirepath(command, cwd=tmp_path)
        assert code == 0, said
    code, said = desirepath("measure", "conversion", "-p", "from=order-shipped", "--json", cwd=tmp_path)
    assert code == 0, said
    (row,) = json.loads(said)["rows"]
    assert (row["more"]["entered"], row["more"]["went_on"]) == (40, 30)


def test_a_map_drawn_in_a_spreadsheet_begins_a_workspace(desirepath: Run, tmp_path: Path) -> None:
    (tmp_path / "map.csv").write_bytes(
        "Stage;Find;Buy\nPain points;Größe?;Late fee\nWeather;;rain\n".encode("cp1252")
    )
    code, said = desirepath("new", "shop", "--from-cells", "map.csv", cwd=tmp_path)
    assert code == 0, said
    assert 'C3 "rain" found no place' in said
    plan = load((tmp_path / "shop" / "maps" / "main.yaml").read_text("utf-8"))
    assert [card.text for step in plan.steps() for card in step.cards] == ["Größe?", "Late fee"]


@pytest.mark.parametrize("content", [None, "", "no times here\n1\n"])
def test_a_workspace_that_cannot_be_begun_leaves_nothing_behind(
    desirepath: Run, tmp_path: Path, content: str | None
) -> None:
    if content is not None:
        (tmp_path / "orders.csv").write_text(content)
    code, said = desirepath("new", "shop", "--from", "orders.csv", cwd=tmp_path)
    assert code == 1
    assert "Traceback" not in said
    assert not (tmp_path / "shop").exists()


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--timezone", "Berlin", 'Did you mean "Europe/Berlin"?'),
        ("--currency", "Euro", "three capital letters"),
    ],
)
def test_a_setting_that_cannot_be_is_told_in_words(
    desirepath: Run, tmp_path: Path, option: str, value: str, told: str
) -> None:
    code, said = desirepath("new", "shop", option, value, cwd=tmp_path)
    assert code == 1
    assert told in said
    assert "pydantic" not in said
    assert not (tmp_path / "shop").exists()


def test_what_is_known_of_accounts_filters_and_breaks_down(desirepath: Run, tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(
        "company,customer,ordered at,total\n"
        + "".join(f"f{n % 4},c{n % 12},2026-03-{1 + n:02d} 10:00:00,{10 + n}\n" for n in range(24))
    )
    (tmp_path / "contracts.csv").write_text("company,seats,country\nf0,10,ES\nf1,80,DE\nf2,90,\n")
    assert desirepath("new", "shop", cwd=tmp_path)[0] == 0
    for file, recipe in {
        "orders": "kind: events\nevents:\n  - {event: Order Completed, kind: order, user_id: {column: customer}, "
        "account_id: {column: company}, time: {column: ordered at}, revenue: {column: total}}",
        "contracts": "kind: traits\ntraits:\n  - {of: account, id: company, columns: [seats, country]}",
    }.items():
        (tmp_path / "shop" / "data" / f"{file}.csv").write_bytes((tmp_path / f"{file}.csv").read_bytes())
        text = f"source: {file}\nfiles: {file}.csv\n{recipe}\n"
        (tmp_path / "shop" / "recipes" / f"{file}.yaml").write_text(text)
    for command in ("import", "build"):
        code, said = desirepath(command, cwd=tmp_path / "shop")
        assert code == 0, said

    def reach(*question: str) -> list[tuple[list[str | None], float]]:
        code, said = desirepath("measure", "reach", *question, "--json", cwd=tmp_path / "shop")
        assert code == 0, said
        return [(list(row["keys"].values()), row["number"]["value"]) for row in json.loads(said)["rows"]]

    assert reach("--where", "account_seats > 50") == [([], 6)]
    assert reach("--by", "country") == [(["DE"], 3), (["ES"], 3), ([None], 6)]
    assert reach("--by", "account", "--where", "country = 'DE' or seats = 90") == [([], 2)]


def test_importing_twice_adds_nothing(desirepath: Run, loam_copy: Path) -> None:
    code, said = desirepath("import", "orders", "--json", "-w", loam_copy)
    assert code == 0, said
    (summary,) = json.loads(said)
    assert summary["added"] == 0
    assert summary["repeated"] > 0


def test_a_measure_is_the_same_as_json_and_in_python(desirepath: Run, loam: Path) -> None:
    import desirepath as dp

    code, said = desirepath("measure", "reach", "--by", "step", "--json", "-w", loam)
    assert code == 0, said
    rows = json.loads(said)["rows"]
    here = dp.open(loam).measure("reach", by="step")
    assert [row["number"]["value"] for row in rows] == [row.number.value for row in here.rows]
    assert len(rows) == 15


def test_a_comparison_is_the_same_as_json_as_csv_in_words_and_in_python(desirepath: Run, loam: Path) -> None:
    import desirepath as dp

    asked = ("compare", "conversion", "--segment", "promoters", "--with", "rest", "-w", loam)
    code, said = desirepath(*asked, "--json")
    assert code == 0, said
    rows = json.loads(said)["rows"]
    here = dp.open(loam).compare("conversion", "rest", segment="promoters")
    assert [row["difference"]["value"] for row in rows] == [row.difference.value for row in here.rows]
    code, said = desirepath(*asked, "--csv")
    assert code == 0, said
    assert len(said.splitlines()) == len(rows) + 1
    code, said = desirepath(*asked)
    assert code == 0, said
    assert "not promoters" in said
    assert "Newcombe" in said


def test_a_trend_is_told_in_words_and_as_json(desirepath: Run, loam: Path) -> None:
    code, said = desirepath("trend", "active", "--every", "month", "-w", loam, "--json")
    assert code == 0, said
    assert json.loads(said)["every"] == "month"
    code, said = desirepath("trend", "active", "-w", loam)
    assert code == 0, said
    assert "Active customers by week" in said
    assert "█" in said


def test_measures_are_listed_with_their_questions(desirepath: Run) -> None:
    code, said = desirepath("measure", "--json")
    assert code == 0, said
    assert {"reach", "conversion", "nps", "feeling"} <= {entry["name"] for entry in json.loads(said)}


def test_status_names_sources_rows_and_quarantine(desirepath: Run, loam: Path) -> None:
    code, said = desirepath("status", "--json", "-w", loam)
    assert code == 0, said
    state = json.loads(said)
    assert {"web", "orders"} <= {source["source"] for source in state["sources"]}
    assert state["quarantined"]
    assert state["maps"] == [{"id": "main", "title": "From first visit to second order", "state": "built"}]


def test_check_gives_advice_with_a_remedy(desirepath: Run, loam: Path) -> None:
    code, said = desirepath("check", "--json", "-w", loam)
    assert code == 0, said
    assert all(item["remedy"] for item in json.loads(said))


def test_sql_reads(desirepath: Run, loam: Path) -> None:
    query = "select count(distinct customer) as people from journeys"
    code, said = desirepath("sql", query, "--json", "-w", loam)
    assert code == 0, said
    assert json.loads(said)[0]["people"] > 100


@pytest.mark.parametrize(
    "query",
    [
        "drop view journeys",
        "copy journeys to 'stolen.csv'",
        "select * from read_csv('/etc/passwd')",
        "attach 'x.db'",
        "select 1; select 2",
        "set memory_limit='1GB'",
        "install httpfs",
    ],
)
def test_sql_only_reads_the_build(desirepath: Run, loam: Path, query: str) -> None:
    code, said = desirepath("sql", query, "-w", loam)
    assert code == 1
    assert "Error:" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["measure", "reech"], 'Did you mean "reach"?'),
        (["measure", "reach", "--by", "chanel"], 'Did you mean "channel"?'),
        (["measure", "nps", "-p", "wording=1"], "no parameter"),
        (["measure", "nps", "-p", "wording"], "name=value"),
        (["measure", "reach", "--where", "chanel = 'web'"], 'Did you mean "channel"?'),
        (["measure", "reach", "--where", "channel = "], "Error:"),
        (["compare", "reach", "--segment", "promoters", "--with", "promoter"], 'Did you mean "promoters"?'),
        (["compare", "reach", "--with", "rest"], "Name a segment."),
        (["measure", "reach", "--segment", "promoter"], 'Did you mean "promoters"?'),
        (["measure", "reach", "--from", "2026-09-01", "--to", "2026-01-01"], "wrong way round"),
        (["measure", "reach", "--from", "September"], "YYYY-MM-DD"),
        (["map", "mian", "-o", "x.svg"], 'Did you mean "main"?'),
        (["map", "main", "-o", "x.docx"], "cannot be written"),
        (["map", "main", "-o", "/no/such/folder/x.svg"], "cannot be written"),
        (["import", "ordres"], 'Did you mean "orders"?'),
        (["import", "--replace", "shop"], "No recipe brings"),
        (["build", "-w", "/nowhere"], "not a workspace"),
    ],
)
def test_a_mistake_is_told_in_one_readable_message(
    desirepath: Run, loam: Path, args: list[str], told: str
) -> None:
    where = [] if "-w" in args else ["-w", loam]
    code, said = desirepath(*args, *where)
    assert code == 1, said
    assert told in said
    assert "Traceback" not in said


def test_a_map_with_mistakes_names_every_place(desirepath: Run, loam_copy: Path) -> None:
    file = loam_copy / "maps" / "main.yaml"
    file.write_text(file.read_text().replace("owner: Ana Ribeiro", "ownr: Ana Ribeiro", 1))
    code, said = desirepath("check", "-w", loam_copy)
    assert code == 1
    assert "maps/main.yaml:" in said
    assert '"owner"' in said


def test_a_changed_map_asks_for_a_build_and_then_shows(desirepath: Run, loam_copy: Path) -> None:
    file = loam_copy / "maps" / "main.yaml"
    file.write_text(file.read_text().replace("From first visit to second order", "Another title"))
    code, said = desirepath("measure", "reach", "--by", "step", "-w", loam_copy)
    assert code == 1
    assert "desirepath build" in said
    assert desirepath("build", "-w", loam_copy)[0] == 0
    code, said = desirepath("map", "-w", loam_copy)
    assert code == 0, said
    assert "Another title" in said


def test_a_second_build_at_the_same_time_is_refused(desirepath: Run, loam_copy: Path) -> None:
    from desirepath.services.workspace import open_workspace

    with open_workspace(loam_copy).writing():
        code, said = desirepath("build", "-w", loam_copy)
    assert code == 1
    assert "Another process" in said


def test_demo_does_not_touch_a_folder_that_is_not_its_own(desirepath: Run, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    code, said = desirepath("demo", "--no-serve", "--folder", tmp_path)
    assert code == 1
    assert "not a sample shop" in said
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_a_port_in_use_is_told_before_anything_starts(desirepath: Run, loam: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, said = desirepath("serve", "--port", str(taken.getsockname()[1]), "--no-browser", "-w", loam)
    assert code == 1
    assert "--port" in said


@pytest.mark.slow
def test_pains_are_found_told_and_written_for_scripts(desirepath: Run, loam: Path) -> None:
    code, said = desirepath("pains", cwd=loam)
    assert code == 0, said
    assert "brand “Tejo”" in said
    assert "association" in said
    code, said = desirepath("pains", "--json", cwd=loam)
    assert code == 0, said
    found = json.loads(said)
    assert {"where", "difference", "missing", "q"} <= set(found["items"][0])
    code, said = desirepath("pains", "--open", "1", cwd=loam)
    assert code == 0, said
    assert "What could help" in said
    assert "Where it stands out more" in said
    assert " ".join(said.split()).count("← here") == 3
    code, said = desirepath("pains", "--open", found["items"][0]["id"], "--json", cwd=loam)
    assert set(json.loads(said)) == {"pain", "segments", "examples"}
    code, said = desirepath("pains", "--open", "99", cwd=loam)
    assert code != 0
    assert "Finds change with the data" in said


def test_the_first_days_are_told_and_written_for_scripts(desirepath: Run, loam: Path) -> None:
    code, said = desirepath("early", "--days", "10", cwd=loam)
    assert code == 0, said
    assert "The first 10 days after the first order" in said
    code, said = desirepath("early", "--days", "10", "--json", cwd=loam)
    assert code == 0, said
    found = json.loads(said)
    assert (found["days"], found["start"], found["outcome"]) == (
        10,
        "first_order",
        "order again within 90 days",
    )
    code, said = desirepath("early", "--days", "31", cwd=loam)
    assert code == 1
    assert "Ask for 1 to 30" in said


@pytest.mark.slow
def test_a_forecast_is_told_with_its_test_and_written_for_scripts(desirepath: Run, loam: Path) -> None:
    code, said = desirepath("forecast", cwd=loam)
    assert code == 0
    assert "Tested on" in said
    assert "Revenue, not margin" in " ".join(said.split())
    code, said = desirepath("forecast", "--json", cwd=loam)
    assert code == 0
    assert json.loads(said)["value"]["backtest"]["verdict"] in ("holds", "rough", "fails")
    code, said = desirepath("forecast", "--at-risk", "5", "--json", cwd=loam)
    assert code == 0
    assert len(json.loads(said)["rows"]) <= 5
    code, said = desirepath("forecast", "--at-risk", "5", cwd=loam)
    assert code == 0
    code, said = desirepath("forecast", "--next", "main", cwd=loam)
    assert code == 0
    assert "told right in" in " ".join(said.split())


def test_what_people_write_is_told_and_written_for_scripts(desirepath: Run, loam: Path) -> None:
    code, said = desirepath("text", cwd=loam)
    assert code == 0, said
    assert "Cannot tell" in said
    assert "below neutral" in said
    code, said = desirepath("text", "--json", cwd=loam)
    assert code == 0, said
    found = json.loads(said)
    assert {"words", "felt", "customers", "quotes"} <= set(found["topics"][0])

"""Files and recipes that cannot be used: one clear message, and the lake as it was."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest

from desirepath.errors import DesirePathError, InputError, LimitError, NotFoundError
from desirepath.ingest.importer import import_recipe
from desirepath.ingest.recipe import load_recipe

from .conftest import LOG, NOW, Bench

pytestmark = pytest.mark.usefixtures("here")
HEAD = "event,time,user\n"
GOOD = HEAD + "A,2024-01-01,u1\n"


def refuse(bench: Bench, recipe: Any, kind: type[DesirePathError] = InputError) -> DesirePathError:
    """The error of an import into a lake that already holds something and stays as it was."""
    before = {table: bench.lake.version(table) for table in ("events", "quarantine", "traits")}
    with pytest.raises(kind) as caught:
        bench.run(recipe)
    assert {table: bench.lake.version(table) for table in before} == before
    assert caught.value.remedy
    return caught.value


def test_a_missing_file_is_named_with_the_nearest_one(bench: Bench) -> None:
    bench.write("orders.csv", GOOD)
    error = refuse(bench, {**LOG, "files": "order.csv"}, NotFoundError)
    assert 'is called "order.csv"' in str(error)
    assert 'Did you mean "orders.csv"?' in str(error)


def test_a_missing_folder(bench: Bench) -> None:
    bench.data.rmdir()
    assert "is not there" in str(refuse(bench, LOG, NotFoundError))


@pytest.mark.parametrize("glob", ["/etc/passwd", "../a.csv", "x/../../a.csv"])
def test_a_glob_may_not_leave_the_data_folder(bench: Bench, glob: str) -> None:
    assert "leads out of the data folder" in str(refuse(bench, {**LOG, "files": glob}))


def test_a_link_may_not_leave_the_data_folder(bench: Bench) -> None:
    (bench.data / "a.csv").symlink_to("/etc/passwd")
    assert "leads out of the data folder" in str(refuse(bench, LOG))


def test_an_empty_file(bench: Bench) -> None:
    bench.write("a.csv", "")
    assert str(refuse(bench, LOG)).startswith("a.csv: the file is empty.")


def test_a_file_with_only_its_header(bench: Bench) -> None:
    bench.write("a.csv", HEAD)
    assert "there are no rows" in str(refuse(bench, LOG))


def test_the_wrong_delimiter(bench: Bench) -> None:
    bench.write("a.csv", "event;time;user\nA;2024-01-01;u1\n")
    error = refuse(bench, {**LOG, "csv": {"delimiter": ","}})
    assert str(error) == (
        "a.csv:1: only one column was found with the delimiter comma; the lines look separated by semicolon.\n"
        'Write `csv: {delimiter: ";"}` into the recipe.'
    )


def test_the_wrong_encoding(bench: Bench) -> None:
    bench.write("a.csv", (HEAD + "Café,2024-01-01,u1\nEté,2024-01-02,u1\nÀ,2024-01-02,u1\n").encode("cp1252"))
    error = refuse(bench, LOG)
    assert str(error).startswith("a.csv:2: the file cannot be read as UTF-8")
    assert "encoding: cp1252" in error.remedy


def test_an_encoding_with_zero_bytes(bench: Bench) -> None:
    bench.write("a.csv", GOOD.encode("utf-16-le"))
    assert "encoding: utf-16" in refuse(bench, LOG).remedy


def test_an_encoding_nobody_knows(bench: Bench) -> None:
    bench.write("a.csv", GOOD)
    assert '"klingon" is not an encoding' in str(refuse(bench, {**LOG, "csv": {"encoding": "klingon"}}))


def test_dates_that_do_not_parse(bench: Bench) -> None:
    bench.write("a.csv", HEAD + "A,31/12/2024,u1\nA,30/12/2024,u1\n")
    error = refuse(bench, LOG)
    assert 'no row has a readable date in "time"' in str(error)
    assert "day first" in error.remedy


def test_an_excel_file(bench: Bench) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        book.writestr("x", "y")
    bench.write("a.csv", packed.getvalue())
    assert "ending .xlsx" in refuse(bench, LOG).remedy


@pytest.mark.parametrize("name", ["a.parquet", "a.csv"])
def test_a_parquet_file_that_was_cut_off(bench: Bench, name: str) -> None:
    bench.write(name, b"PAR1 and nothing more")
    error = refuse(bench, {**LOG, "files": name})
    assert str(error).startswith(f"{name}: this file cannot be read as Parquet")


def test_a_gzip_file_that_was_cut_off(bench: Bench) -> None:
    bench.write("a.csv.gz", gzip.compress(GOOD.encode() * 1000)[:60])
    assert "cannot be unpacked" in str(refuse(bench, {**LOG, "files": "a.csv.gz"}))


def test_a_format_nobody_knows(bench: Bench) -> None:
    bench.write("a.weird", GOOD)
    assert "format: csv" in refuse(bench, {**LOG, "files": "a.weird"}).remedy
    assert bench.run({**LOG, "files": "a.weird", "format": "csv"}).added == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(bench: Bench) -> None:
    bench.write("a.csv", GOOD).chmod(0)
    assert "may not be read" in str(refuse(bench, LOG))


class TestRecipes:
    def run(self, bench: Bench, text: str) -> DesirePathError:
        path = bench.data.parent / "log.yaml"
        path.write_text(text)
        with pytest.raises(InputError) as caught:
            import_recipe(bench.lake, path, bench.data, received_at=NOW)
        assert bench.lake.tables() == []
        return caught.value

    def test_an_unknown_column_is_told_with_its_place_and_the_nearest(self, bench: Bench) -> None:
        bench.write("a.csv", GOOD)
        rule = "events:\n  - event: {column: event}\n    time: tiem\n    user_id: user\n"
        error = self.run(bench, f"source: log\nfiles: a.csv\n{rule}")
        assert error.place is not None
        assert (error.place.line, error.place.column) == (5, 5)
        assert 'there is no column "tiem"' in str(error)
        assert 'Did you mean "time"?' in str(error)

    @pytest.mark.parametrize(
        "part",
        ["event_id: [user, idd]", "properties: [idd]", "properties: {x: idd}", "properties: {json: idd}"],
    )
    def test_unknown_columns_are_found_wherever_they_are_named(self, bench: Bench, part: str) -> None:
        bench.write("a.csv", GOOD)
        text = f"source: log\nfiles: a.csv\nevents:\n  - {{event: A, time: time, user_id: user, {part}}}\n"
        assert 'there is no column "idd"' in str(self.run(bench, text))

    def test_an_unknown_key_is_told_with_its_place_and_the_nearest(self, bench: Bench) -> None:
        error = self.run(
            bench, "source: log\nfiles: a.csv\nevents:\n  - {event: A, time: time, usr_id: user}\n"
        )
        assert str(error).endswith('log.yaml:4:28: unknown key "usr_id".\nDid you mean "user_id"?')

    def test_broken_yaml(self, bench: Bench) -> None:
        assert ":2:" in str(self.run(bench, "source: log\n files: [a.csv\n"))

    @pytest.mark.parametrize(
        "condition", ["user =", "nobody = 1", "true; drop table x", "count(*) > 1", "user) OR (1=1"]
    )
    def test_a_condition_that_cannot_be_used(self, bench: Bench, condition: str) -> None:
        bench.write("a.csv", GOOD)
        rule = f"  - {{event: A, time: time, user_id: user, when: '{condition}'}}\n"
        error = self.run(bench, f"source: log\nfiles: a.csv\nevents:\n{rule}")
        assert error.code == "bad_condition"
        assert error.place is not None
        assert error.place.line == 4

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("source: log\nfiles: a.csv\n", "needs a list `events:`"),
            ("source: log\nfiles: []\nevents: [{event: A, time: t}]\n", "`files` names no file"),
            ("source: Log!\nfiles: a\nevents: [{event: A, time: t}]\n", "source"),
            (
                "source: log\nfiles: a\nevents: [{event: A, time: t, score: s}]\n",
                "`score` and `scale` go together",
            ),
            ("source: log\nfiles: a\nevents: [{event: A, time: {}}]\n", "give either"),
            ("source: log\nfiles: a\ntimezone: Mars\nevents: [{event: A, time: t}]\n", "is not a time zone"),
            (
                "source: log\nfiles: a\nkind: traits\nevents: [{event: A, time: t}]\n",
                "needs a list `traits:`",
            ),
        ],
    )
    def test_a_recipe_that_says_too_little_or_too_much(self, bench: Bench, text: str, said: str) -> None:
        assert said in str(self.run(bench, text))

    def test_a_recipe_is_read_from_its_file(self, tmp_path: Path) -> None:
        path = tmp_path / "log.yaml"
        path.write_text(
            "source: log\nfiles: a.csv\nevents:\n  - {event: A, time: t, channel: {value: web}}\n"
        )
        rule = load_recipe(path).events[0]
        assert (rule.event.value, rule.time.column) == ("A", "t")
        assert rule.channel is not None
        assert rule.channel.value == "web"


def test_a_query_that_needs_too_much_memory_is_stopped(bench: Bench) -> None:
    bench.write("a.csv", GOOD)
    sql = "SELECT 'A' AS event, '2024-01-01' AS time, list(i) AS user FROM range(400000000) t(i)"
    with pytest.raises(LimitError):
        bench.run({**LOG, "files": {"a": "a.csv"}, "sql": sql}, memory="300MB")
    assert bench.lake.tables() == []

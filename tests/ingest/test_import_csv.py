"""CSV files into events: what is read, what is refused, and where."""

from __future__ import annotations

import gzip
from datetime import datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from desirepath.ingest import stage

from .conftest import LOG, Bench

pytestmark = pytest.mark.usefixtures("here")


def log(**changes: Any) -> dict[str, Any]:
    rule = {**LOG["events"][0], **changes.pop("rule", {})}
    return {**LOG, "events": [rule], **changes}


HEAD = "event,time,user\n"


def test_a_row_becomes_an_event_with_its_time_in_utc(bench: Bench) -> None:
    bench.write("a.csv", HEAD + "Visit,2024-07-01 10:00:00,u1\n")
    summary = bench.run(log(timezone="Europe/Madrid"))
    assert (summary.rows, summary.added, summary.quarantined) == (1, 1, {})
    assert bench.events("event", "timestamp", "user_id", "actor", "kind", "source") == [
        ("Visit", datetime(2024, 7, 1, 8), "u1", "customer", "behaviour", "log")
    ]


def test_ids_called_na_or_null_are_ids_and_only_emptiness_is_none(bench: Bench) -> None:
    bench.write("a.csv", HEAD + "A,2024-01-01,NA\nA,2024-01-01,null\nA,2024-01-01,\nA,2024-01-01,  \n")
    bench.run(log())
    assert sorted(bench.events("user_id")) == ["NA", "null"]
    assert bench.refused() == [("a.csv", 4, "no id"), ("a.csv", 5, "no id")]


def test_a_refused_row_is_kept_whole_with_file_line_and_reason(bench: Bench) -> None:
    bench.write("a.csv", HEAD + 'A,2024-01-01,u1\n"B, ""two""\nlines",never,u2\nC,2024-01-03,u3\n')
    summary = bench.run(log())
    assert summary.quarantined == {"time cannot be read": 1}
    assert bench.refused() == [("a.csv", 3, "time cannot be read")]
    kept = bench.lake.read("quarantine").to_pylist()[0]["row"]
    assert kept == '{"event":"B, \\"two\\"\\nlines","time":"never","user":"u2"}'
    assert bench.events("event") == ["A", "C"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("B,2024-01-02", "2 columns instead of 3"),
        ("B,2024-01-02,u2,more", "4 columns instead of 3"),
        ('"B"x,2024-01-02,u2', "quotation marks do not match"),
        ('B,"2024-01-02,u2', "quotation marks do not match"),
    ],
)
def test_a_malformed_line_costs_itself_and_nothing_else(bench: Bench, line: str, reason: str) -> None:
    bench.write("a.csv", HEAD + f"A,2024-01-01,u1\n{line}\nC,2024-01-03,u3\n")
    summary = bench.run(log())
    assert bench.events("event") == ["A", "C"]
    assert bench.refused() == [("a.csv", 3, reason)]
    assert (summary.rows, summary.added) == (3, 2)
    assert bench.lake.read("quarantine")["row"].to_pylist() == [line]


def test_letters_outside_the_encoding_cost_their_line_only(bench: Bench) -> None:
    good = "".join(f"Café,2024-01-0{n},u{n}\n" for n in range(1, 8)).encode()
    bench.write("a.csv", HEAD.encode() + good + b"Caf\xe9,2024-01-08,u8\n")
    bench.run(log())
    assert bench.events("event") == ["Café"] * 7
    assert bench.refused() == [("a.csv", 9, "letters that are not in the file's encoding")]


def test_malformed_lines_in_one_file_do_not_touch_the_others(bench: Bench) -> None:
    bench.write("a.csv", HEAD + "A,2024-01-01,u1\n")
    bench.write("b.csv", HEAD + "B,2024-01-02\nC,2024-01-03,u3\n")
    bench.run(log())
    assert bench.events("event") == ["A", "C"]
    assert bench.refused() == [("b.csv", 2, "2 columns instead of 3")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(bench: Bench, encoding: str) -> None:
    bench.write("a.csv", (HEAD + "Café,2024-01-01,u1\n").encode(encoding))
    options = {"csv": {"encoding": "cp1252"}} if encoding == "cp1252" else {}
    bench.run(log(**options))
    assert bench.events("event") == ["Café"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_line_ends_are_read(bench: Bench, end: str) -> None:
    bench.write("a.csv", end.join(["event,time,user", "A,2024-01-01,u1", "B,2024-01-02,u2", ""]))
    bench.run(log())
    assert bench.events("event", "user_id") == [("A", "u1"), ("B", "u2")]


def test_mixed_line_ends_are_read(bench: Bench) -> None:
    bench.write("a.csv", "event,time,user\nA,2024-01-01,u1\r\nB,2024-01-02,u2\rC,2024-01-03,u3")
    bench.run(log())
    assert bench.events("event") == ["A", "B", "C"]


@pytest.mark.parametrize("name", ["a.csv.gz", "a.csv.zst", "a.csv"])
def test_packed_files_are_read_whatever_they_are_called(bench: Bench, name: str) -> None:
    content = (HEAD + "A,2024-01-01,u1\nB,2024-01-02\n").encode()
    if name.endswith("zst"):
        with pa.OSFile(str(bench.data / name), "wb") as out, pa.CompressedOutputStream(out, "zstd") as packed:
            packed.write(content)
    else:
        bench.write(name, gzip.compress(content))
    bench.run(log(files="a.csv*"))
    assert bench.events("event") == ["A"]
    assert bench.refused() == [(name, 3, "2 columns instead of 3")]


def test_the_delimiter_is_found(bench: Bench) -> None:
    bench.write("a.csv", "event;time;user\nA, so;2024-01-01;u1\n")
    bench.write("b.csv", "event\ttime\tuser\nB\t2024-01-02\tu2\n")
    bench.run(log())
    assert bench.events("event") == ["A, so", "B"]


def test_columns_may_stand_in_another_order_in_each_file(bench: Bench) -> None:
    bench.write("a.csv", "event,time,user\nA,2024-01-01,u1\n")
    bench.write("b.csv", "user,event,time\nu2,B,2024-01-02\n")
    bench.run(log())
    assert bench.events("event", "user_id") == [("A", "u1"), ("B", "u2")]


def test_a_backslash_may_escape_quotes(bench: Bench) -> None:
    bench.write("a.csv", HEAD + '"A \\"x\\"",2024-01-01,u1\n')
    bench.run(log(csv={"escape": "\\"}))
    assert bench.events("event") == ['A "x"']


def test_a_file_without_header_has_numbered_columns(bench: Bench) -> None:
    bench.write("a.csv", "A,2024-01-01,u1\nB,2024-01-02,u2\n")
    rule = {"event": {"column": "column_1"}, "time": "column_2", "user_id": "column_3"}
    bench.run({"source": "log", "files": "a.csv", "csv": {"header": False}, "events": [rule]})
    assert bench.events("event") == ["A", "B"]


def test_several_kinds_of_events_come_from_one_row(bench: Bench) -> None:
    bench.write(
        "o.csv", "id,user,placed,shipped,total\no1,u1,2024-01-01,2024-01-02,10\no2,u2,2024-01-03,,5\n"
    )
    common = {"event_id": "id", "order_id": "id", "user_id": "user", "kind": "order"}
    summary = bench.run(
        {
            "source": "orders",
            "files": "o.csv",
            "currency": "EUR",
            "events": [
                {"event": "Order Placed", "time": "placed", "revenue": "total", **common},
                {
                    "event": "Order Shipped",
                    "time": "shipped",
                    "when": "shipped is not null",
                    "actor": "company",
                    **common,
                },
            ],
        }
    )
    assert (summary.rows, summary.added) == (2, 3)
    assert bench.events("event_id", "event", "actor", "revenue", "currency") == [
        ("o1", "Order Placed", "customer", Decimal("10.00"), "EUR"),
        ("Order Shipped:o1", "Order Shipped", "company", None, None),
        ("o2", "Order Placed", "customer", Decimal("5.00"), "EUR"),
    ]


def test_properties_are_one_json_object_without_empty_ones(bench: Bench) -> None:
    bench.write("a.csv", 'event,time,user,size,"the ""note"""\nA,2024-01-01,u1,M,\nA,2024-01-02,u1,,"x""y"\n')
    bench.run(log(rule={"properties": "all"}))
    assert bench.events("properties") == ['{"size":"M"}', '{"the \\"note\\"":"x\\"y"}']


def test_a_column_of_json_becomes_the_properties_when_it_holds_an_object(bench: Bench) -> None:
    bench.write(
        "a.csv", 'event,time,user,p\nA,2024-01-01,u1,"{""a"": 1}"\nA,2024-01-02,u1,[1]\nA,2024-01-03,u1,{\n'
    )
    bench.run(log(rule={"properties": {"json": "p"}}))
    assert bench.events("properties") == ['{"a": 1}']
    assert [reason for *_, reason in bench.refused()] == ["properties are not a JSON object"] * 2


def test_feedback_without_a_person_stays(bench: Bench) -> None:
    bench.write(
        "r.csv",
        "time,stars,said\n2024-01-01,4,nice\n2024-01-02,9,odd\n2024-01-03,x,odd\n2024-01-04,,only words\n",
    )
    rule = {
        "event": "Review",
        "kind": "review",
        "time": "time",
        "score": "stars",
        "scale": "stars",
        "text": "said",
    }
    bench.run({"source": "r", "files": "r.csv", "events": [rule]})
    assert bench.events("score", "scale", "text", "user_id") == [
        (4.0, "stars", "nice", None),
        (None, None, "only words", None),
    ]
    assert bench.refused() == [
        ("r.csv", 3, "score is outside its scale"),
        ("r.csv", 4, "score cannot be read"),
    ]


def test_an_address_is_lower_case_and_trimmed(bench: Bench) -> None:
    bench.write("a.csv", HEAD + "A,2024-01-01, Ana@Example.ORG \n")
    bench.run(log(rule={"user_id": None, "email": "user"}))
    assert bench.events("email", "user_id") == [("ana@example.org", None)]


def test_every_column_of_events_can_be_filled(bench: Bench) -> None:
    names = ["channel", "touchpoint", "device", "campaign", "campaign_source", "medium", "product", "agent",
             "order_id", "text", "language", "anonymous_id", "account_id"]  # fmt: skip
    bench.write(
        "a.csv",
        "event,time,user," + ",".join(names) + "\nA,2024-01-01,u1," + ",".join(n.upper() for n in names),
    )
    bench.run(log(rule={name: name for name in names}))
    assert bench.events(*names) == [tuple(name.upper() for name in names)]


def test_a_fixed_text_fills_a_column(bench: Bench) -> None:
    bench.write("a.csv", HEAD + "A,2024-01-01,u1\n")
    bench.run(log(rule={"channel": {"value": "store"}}))
    assert bench.events("channel") == ["store"]


def test_an_event_named_like_a_column_brings_a_warning(bench: Bench) -> None:
    bench.write("a.csv", HEAD + "A,2024-01-01,u1\n")
    summary = bench.run(log(rule={"event": "event"}))
    assert "event: {column: event}" in summary.warnings[0]


def test_very_long_ids_are_refused_not_cut(bench: Bench) -> None:
    bench.write("a.csv", HEAD + f"A,2024-01-01,{'u' * 300}\nA,2024-01-01,u1\n")
    bench.run(log())
    assert bench.refused() == [("a.csv", 2, "id is too long")]
    assert bench.events("user_id") == ["u1"]


def test_a_longer_line_than_two_megabytes_is_read(bench: Bench) -> None:
    bench.write("a.csv", "event,time,user,said\nA,2024-01-01,u1," + "x" * 3_000_000 + "\nB,2024-01-02,u2,y\n")
    bench.run(log(rule={"text": "said"}))
    assert [len(text) for text in bench.events("text")] == [3_000_000, 1]


def test_odd_names_and_texts_pass_unchanged(bench: Bench) -> None:
    names = [
        "<script>alert(1)</script>",
        "=cmd|' /C calc'!A0",
        "\u202eRTL",
        "👩‍👩‍👧",
        "__proto__",
        "'; DROP TABLE events; --",
    ]
    bench.write("a.csv", HEAD + "".join(f'"{name}",2024-01-0{n},u{n}\n' for n, name in enumerate(names, 1)))
    bench.run(log())
    assert bench.events("event") == names


def test_columns_with_odd_names_are_read(bench: Bench) -> None:
    bench.write(
        "a.csv", "ev\"ent,the time,u'ser,,u'ser\nA,2024-01-01,u1,x,y\n".replace('ev"ent', '"ev""ent"')
    )
    rule = {
        "event": {"column": 'ev"ent'},
        "time": "the time",
        "user_id": "u'ser",
        "properties": ["column_4", "u'ser_2"],
    }
    bench.run({"source": "log", "files": "a.csv", "events": [rule]})
    assert bench.events("event", "user_id", "properties") == [("A", "u1", '{"column_4":"x","u\'ser_2":"y"}')]


def test_a_file_with_very_many_bad_rows_is_read_line_by_line(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage, "MANY_BAD", 2)
    bench.write("a.csv", HEAD + "A,x,u1\n" * 3 + "B,2024-01-02,u2\nC,y,u3\n")
    summary = bench.run(log())
    assert (summary.rows, summary.added) == (5, 1)
    assert [line for _, line, _ in bench.refused()] == [2, 3, 4, 6]


def test_equal_bad_rows_have_their_own_lines(bench: Bench) -> None:
    bench.write("a.csv", HEAD + "A,x,u1\nB,2024-01-02,u2\nA,x,u1\n")
    bench.run(log())
    assert [line for _, line, _ in bench.refused()] == [2, 4]


def test_one_of_several_files_may_be_without_rows(bench: Bench) -> None:
    bench.write("a.csv", HEAD)
    bench.write("b.csv", HEAD + "A,2024-01-01,u1\n")
    assert bench.run(log()).added == 1


def test_a_moment_of_receipt_with_a_zone_is_turned_into_utc(bench: Bench) -> None:
    bench.write("a.csv", HEAD + "A,2024-01-01,u1\n")
    bench.run(log(), received_at=datetime.fromisoformat("2026-01-01T02:00:00+02:00"))
    assert bench.events("received_at") == [datetime(2026, 1, 1)]

"""Filters on real engines, against a plain Python evaluator with SQL's three truth values."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desirepath.domain.map import Match
from desirepath.domain.rules import parse
from desirepath.errors import InputError
from desirepath.lake import tables
from desirepath.lake.predicate import match_predicate, names_of, predicate

Row = dict[str, Any]
Eval = Callable[[Row], Any]

WORDS = [
    "gift",
    "Gift",
    "",
    "web",
    "it's",
    "100%",
    "a_b",
    "naïve",
    "0.5",
    "3",
    "-2",
    "1e2",
    "nan",
    "inf",
    "1d",
    " 4 ",
    "x\ny",
]
NUMBERS = [-2.0, -0.5, 0.0, 0.1, 1.0, 2.5, 100.0]
DAYS = [
    datetime(2027, 1, 1),
    datetime(2027, 1, 31, 8, 30),
    datetime(2027, 3, 1),
    datetime(2026, 12, 31, 23, 59, 59),
]
SCHEMA = pa.schema(
    [
        ("at", pa.int64()),
        ("event", pa.string()),
        ("channel", pa.string()),
        ("score", pa.float64()),
        ("revenue", pa.decimal128(18, 2)),
        ("n", pa.int64()),
        ("time", pa.timestamp("us")),
        ("first_time", pa.timestamp("us")),
        ("prop_size", pa.string()),
        ("trait_plan", pa.string()),
    ]
)

rows = st.fixed_dictionaries(
    {
        "event": st.none() | st.sampled_from(WORDS),
        "channel": st.none() | st.sampled_from(WORDS),
        "score": st.none() | st.sampled_from(NUMBERS),
        "revenue": st.none() | st.sampled_from([Decimal("0.00"), Decimal("19.90"), Decimal("-0.10")]),
        "n": st.none() | st.sampled_from([0, 1, 2, 10**18]),
        "time": st.none() | st.sampled_from(DAYS),
        "first_time": st.none() | st.sampled_from(DAYS),
        "prop_size": st.none() | st.sampled_from(WORDS),
        "trait_plan": st.none() | st.sampled_from(WORDS),
    }
)


def number(text: str | None) -> float | None:
    """The oracle of "text that is a number"."""
    if text is None or not re.fullmatch(r" *[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,2})? *", text, re.ASCII):
        return None
    return float(text)


def lifted(operation: Callable[..., Any]) -> Callable[..., Any]:
    """Null in, null out."""
    return lambda *args: None if any(a is None for a in args) else operation(*args)


def like(text: str, pattern: str) -> bool:
    parts = [".*" if c == "%" else "." if c == "_" else re.escape(c) for c in pattern]
    return re.fullmatch("".join(parts), text, re.DOTALL) is not None


def both(left: bool | None, right: bool | None) -> bool | None:
    return False if False in (left, right) else None if None in (left, right) else True


def either(left: bool | None, right: bool | None) -> bool | None:
    return True if True in (left, right) else None if None in (left, right) else False


def one_of(value: Any, values: list[Any]) -> bool | None:
    return None if value is None else value in values


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
ARITHMETIC: dict[str, Callable[[float, float], float | None]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b if b else None,
}

Said = tuple[str, Eval]
"""A part of a filter: its text, and what it should come to for a row."""

text_names = st.sampled_from(["event", "channel", "size", "prop_size", "plan", "trait_plan"])
STORED = {"size": "prop_size", "plan": "trait_plan"}


def column(name: str) -> Said:
    return name, lambda row: row[STORED.get(name, name)]


texts = st.one_of(
    text_names.map(column),
    text_names.map(lambda n: (f"lower({n})", lambda r: lifted(str.lower)(column(n)[1](r)))),
    text_names.map(
        lambda n: (f"coalesce({n}, 'web')", lambda r: "web" if column(n)[1](r) is None else column(n)[1](r))
    ),
)
literals = st.sampled_from(NUMBERS).map(lambda v: (f"{v:g}", lambda row: v))
strict_numbers = st.one_of(
    st.just(column("score")),
    st.just(("revenue", lambda r: lifted(float)(r["revenue"]))),
    st.just(("n", lambda r: lifted(float)(r["n"]))),
    literals,
    text_names.map(lambda n: (f"length({n})", lambda r: lifted(len)(column(n)[1](r)))),
)
loose_numbers = st.sampled_from(["size", "plan"]).map(lambda n: (n, lambda r: number(column(n)[1](r))))


def made_of(numbers: st.SearchStrategy[Said]) -> st.SearchStrategy[Said]:
    return st.one_of(
        st.tuples(numbers, st.sampled_from(list(ARITHMETIC)), numbers).map(
            lambda t: (
                f"({t[0][0]} {t[1]} {t[2][0]})",
                lambda r: lifted(ARITHMETIC[t[1]])(t[0][1](r), t[2][1](r)),
            )
        ),
        numbers.map(lambda t: (f"abs({t[0]})", lambda r: lifted(abs)(t[1](r)))),
        numbers.map(lambda t: (f"- ({t[0]})", lambda r: lifted(lambda x: -x)(t[1](r)))),
    )


numbers = st.one_of(strict_numbers, made_of(strict_numbers | loose_numbers))
times = st.one_of(
    st.sampled_from(["time", "first_time"]).map(column),
    st.sampled_from(DAYS).map(lambda d: (f"timestamp '{d}'", lambda row: d)),
    st.tuples(st.sampled_from(["time", "first_time"]), st.integers(0, 40)).map(
        lambda t: (
            f"({t[0]} + interval {t[1]} day)",
            lambda r: lifted(lambda m: m + timedelta(days=t[1]))(r[t[0]]),
        )
    ),
)


def compared(terms: st.SearchStrategy[Said], others: st.SearchStrategy[Said]) -> st.SearchStrategy[Said]:
    return st.tuples(terms, st.sampled_from(list(COMPARE)), others).map(
        lambda t: (f"{t[0][0]} {t[1]} {t[2][0]}", lambda r: lifted(COMPARE[t[1]])(t[0][1](r), t[2][1](r)))
    )


words = st.sampled_from(WORDS).map(lambda w: (quoted(w), lambda row: w))
equal = st.sampled_from(["=", "<>"])
conditions = st.one_of(
    st.tuples(texts, equal, texts | words).map(
        lambda t: (f"{t[0][0]} {t[1]} {t[2][0]}", lambda r: lifted(COMPARE[t[1]])(t[0][1](r), t[2][1](r)))
    ),
    compared(numbers, numbers),
    compared(loose_numbers, literals),
    compared(times, times),
    st.tuples(st.integers(0, 60), st.sampled_from(list(COMPARE))).map(
        lambda t: (
            f"time - first_time {t[1]} interval {t[0]} day",
            lambda r: lifted(lambda a, b: COMPARE[t[1]](a - b, timedelta(days=t[0])))(
                r["time"], r["first_time"]
            ),
        )
    ),
    st.tuples(texts, st.lists(st.sampled_from(WORDS), min_size=1, max_size=3)).map(
        lambda t: (f"{t[0][0]} in ({', '.join(map(quoted, t[1]))})", lambda r: one_of(t[0][1](r), t[1]))
    ),
    st.tuples(loose_numbers, st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=3)).map(
        lambda t: (f"{t[0][0]} in ({', '.join(f'{v:g}' for v in t[1])})", lambda r: one_of(t[0][1](r), t[1]))
    ),
    st.tuples(numbers, literals, literals).map(
        lambda t: (
            f"{t[0][0]} between {t[1][0]} and {t[2][0]}",
            lambda r: lifted(lambda v: t[1][1](r) <= v <= t[2][1](r))(t[0][1](r)),
        )
    ),
    st.tuples(texts, st.sampled_from(["%i%", "g_ft", "", "%", "100%", "a_b", "it's", "%ï%"])).map(
        lambda t: (f"{t[0][0]} like {quoted(t[1])}", lambda r: lifted(like)(t[0][1](r), t[1]))
    ),
    texts.map(lambda t: (f"{t[0]} not like '%i%'", lambda r: lifted(lambda v: "i" not in v)(t[1](r)))),
    texts.map(
        lambda t: (f"{t[0]} not in ('web', '3')", lambda r: lifted(lambda v: v not in ("web", "3"))(t[1](r)))
    ),
    numbers.map(
        lambda t: (f"{t[0]} not between 0 and 1", lambda r: lifted(lambda v: not 0 <= v <= 1)(t[1](r)))
    ),
    texts.map(
        lambda t: (f"{t[0]} not ilike 'GIFT'", lambda r: lifted(lambda v: v.lower() != "gift")(t[1](r)))
    ),
    texts.map(lambda t: (f"{t[0]} ilike 'GIFT'", lambda r: lifted(lambda v: v.lower() == "gift")(t[1](r)))),
    (texts | numbers | times).map(lambda t: (f"{t[0]} is null", lambda r: t[1](r) is None)),
    (texts | numbers | times).map(lambda t: (f"{t[0]} is not null", lambda r: t[1](r) is not None)),
)
filters = st.recursive(
    conditions,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(
            lambda t: (f"({t[0][0]} and {t[1][0]})", lambda r: both(t[0][1](r), t[1][1](r)))
        ),
        st.tuples(inner, inner).map(
            lambda t: (f"({t[0][0]} or {t[1][0]})", lambda r: either(t[0][1](r), t[1][1](r)))
        ),
        inner.map(lambda t: (f"not ({t[0]})", lambda r: lifted(lambda v: not v)(t[1](r)))),
    ),
    max_leaves=5,
)


@pytest.fixture(scope="module")
def duckdb() -> Iterator[Any]:
    connection = ibis.duckdb.connect(threads=1)
    yield connection
    connection.disconnect()


def arrow(given: list[Row]) -> pa.Table:
    return pa.Table.from_pylist([{"at": at, **row} for at, row in enumerate(given)], schema=SCHEMA)


def kept(connection: Any, text: str, given: list[Row]) -> set[int]:
    connection.con.register("rows", arrow(given))
    table = connection.table("rows")
    return set(table.filter(predicate(text, table)).at.to_pyarrow().to_pylist())


def blank(**values: Any) -> Row:
    return {name: values.get(name) for name in SCHEMA.names[1:]}


@settings(max_examples=100, deadline=None)
@given(filters, st.lists(rows, min_size=1, max_size=8))
def test_a_filter_keeps_the_rows_that_plain_python_keeps(
    duckdb: Any, said: Said, given_rows: list[Row]
) -> None:
    text, holds = said
    assert kept(duckdb, text, given_rows) == {at for at, row in enumerate(given_rows) if holds(row) is True}


def test_division_by_zero_is_null(duckdb: Any) -> None:
    given_rows = [blank(score=0.0), blank(score=2.0)]
    assert kept(duckdb, "1 / score > 0", given_rows) == {1}
    assert kept(duckdb, "1 / score is null", given_rows) == {0}


def test_text_that_is_no_number_is_null_and_stops_nothing(duckdb: Any) -> None:
    odd = ["0.2", "abc", "", "1d", "0x10", "1_000", "NaN", "inf", "1e999", "٣", "1,5", "--1", "9" * 400, None]
    given_rows = [blank(prop_size=text) for text in odd]
    assert kept(duckdb, "size > 0.1", given_rows) == {0}
    assert kept(duckdb, "size * 1 is null", given_rows) == set(range(1, len(odd)))


def test_decimals_compare_by_value(duckdb: Any) -> None:
    given_rows = [blank(revenue=Decimal("19.90")), blank(revenue=Decimal("19.91"))]
    assert kept(duckdb, "revenue = 19.9", given_rows) == {0}
    assert kept(duckdb, "revenue / 2 > 9.95", given_rows) == {1}


def test_large_numbers_do_not_stop_a_query(duckdb: Any) -> None:
    given_rows = [blank(n=9 * 10**18), blank(n=1)]
    assert kept(duckdb, "n * n * n > 1", given_rows) == {0}


def test_months_are_calendar_months(duckdb: Any) -> None:
    given_rows = [blank(first_time=datetime(2027, 1, 31), time=datetime(2027, 2, 28))]
    assert kept(duckdb, "time - first_time >= interval 1 month", given_rows) == {0}


def test_a_filter_without_columns_keeps_all_or_nothing(duckdb: Any) -> None:
    assert kept(duckdb, "1 = 1", [blank(), blank()]) == {0, 1}
    assert kept(duckdb, "true", [blank()]) == {0}
    assert kept(duckdb, "false", [blank()]) == set()


def test_values_never_become_sql(duckdb: Any) -> None:
    bad = "x'; drop table rows; --"
    assert kept(duckdb, f"event = {quoted(bad)}", [blank(event=bad), blank(event="x")]) == {0}


def test_long_chains_work(duckdb: Any) -> None:
    text = " or ".join(f"event = 'e{n}'" for n in range(800))
    assert kept(duckdb, text, [blank(event="e799"), blank(event="f")]) == {0}


def test_a_match_keeps_what_its_parts_keep(duckdb: Any) -> None:
    duckdb.con.register(
        "rows", arrow([blank(event="a", channel="web"), blank(event="a"), blank(channel="web")])
    )
    table = duckdb.table("rows")
    found = table.filter(match_predicate(Match(event=["a", "b"], channel=["web"]), table))
    assert found.at.to_pyarrow().to_pylist() == [0]


def test_only_the_names_given_may_be_used(duckdb: Any) -> None:
    duckdb.con.register("rows", arrow([blank()]))
    table = duckdb.table("rows")
    names = {name: kind for name, kind in names_of(table).items() if name != "score"}
    with pytest.raises(InputError, match=r'nothing called "score"'):
        predicate("score > 1", table, names)


def test_a_parsed_rule_is_taken_as_it_is(duckdb: Any) -> None:
    duckdb.con.register("rows", arrow([blank(score=1.0), blank(score=3.0)]))
    table = duckdb.table("rows")
    rule = parse("score > 2", names_of(table))
    assert table.filter(predicate(rule, table)).at.to_pyarrow().to_pylist() == [1]


FILTERS = [
    "event = 'gift' or channel <> 'web'",
    "not (event in ('web', '') and score > 0.1)",
    "event like '%i%' and channel not like 'g_ft'",
    "event ilike 'GIFT'",
    "event = 'it''s' or event like '100%' or channel like '%ï%'",
    "size > 0.1",
    "size in (3, -2, 100)",
    "abs(size - plan) between 0.5 and 3",
    "size is not null and size * 1 is null",
    "coalesce(plan, 0) / score >= 1",
    "score / revenue is null",
    "revenue / 2 > 9.9",
    "revenue = 19.9 or n * n * n > 5",
    "length(event) * 2 = 8 and upper(event) = 'GIFT'",
    "time - first_time > interval 1 month",
    "time >= '2027-01-31' and first_time + interval 90 minute < timestamp '2027-03-01 10:00:00'",
    "time between date '2027-01-01' and '2027-02-28' or first_time - interval 1 year > '2026-01-01'",
    "coalesce(time, first_time) is null",
    "score is null or channel is null",
    "1 = 1",
]


@pytest.mark.spark
@pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::ResourceWarning"
)  # pyspark 4.0 on pandas 3
def test_spark_keeps_the_rows_that_duckdb_keeps(duckdb: Any, tmp_path: Path) -> None:
    import pyarrow.parquet as parquet

    from desirepath.lake.engines import SparkEngine

    options: list[list[Any]] = [
        [None, *WORDS],
        [None, "web", "gift", "naïve"],
        [None, *NUMBERS],
        [None, Decimal("0.00"), Decimal("19.90"), Decimal("-0.10")],
        [None, 0, 1, 10**18],
        [None, *DAYS],
        [None, *DAYS],
        [None, *WORDS, "0x10", "1e999", "1_0"],
        [None, *WORDS, "٣", "--1"],
    ]
    pick = random.Random(3)
    given_rows = [
        blank(**{n: pick.choice(o) for n, o in zip(SCHEMA.names[1:], options, strict=True)})
        for _ in range(400)
    ]
    parquet.write_table(arrow(given_rows), tmp_path / "rows.parquet")
    engine = SparkEngine()
    try:
        table = engine.read([str(tmp_path / "rows.parquet")], SCHEMA)
        for text in FILTERS:
            found = engine.to_arrow(table.filter(predicate(text, table)).select("at"))
            assert set(found["at"].to_pylist()) == kept(duckdb, text, given_rows), text
    finally:
        engine.close()


@pytest.mark.parametrize("table", [tables.JOURNEYS, tables.STEPS, tables.ANSWERS, tables.CUSTOMERS], ids=len)
def test_every_stored_column_can_be_named_without_quotes(duckdb: Any, table: pa.Schema) -> None:
    duckdb.con.register("stored", table.empty_table())
    stored = duckdb.table("stored")
    for name in table.names:
        assert parse(f"{name} is null", names_of(stored)).names == {name}
        assert stored.filter(predicate(f"{name} is not null", stored)).count().to_pyarrow().as_py() == 0

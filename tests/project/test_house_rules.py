"""Rules that a reader of the source may rely on: who reads the clock, who writes SQL, which errors exist."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from make_reference import stale
from reference.errors import Raised, raised

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src/desirepath"

CLOCK = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime"}
CLOCKS = {"datetime", "date", "time", "dt"}
SQL = re.compile(
    r"\s*(select\b.+\bfrom|insert\s+into|create\s+(or|temp|table|view)|copy\b.+\bto|with\s+\w+\s+as)\b",
    re.I | re.S,
)


def files(*layers: str) -> list[Path]:
    return [file for file in sorted(SRC.rglob("*.py")) if file.relative_to(SRC).parts[0] not in layers]


def clock_reads(source: str) -> Iterator[int]:
    """Lines that ask what time it is: datetime.now(), date.today(), time.time() and the like."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK:
            owner = node.func.value
            name = (
                owner.id
                if isinstance(owner, ast.Name)
                else owner.attr
                if isinstance(owner, ast.Attribute)
                else ""
            )
            if name in CLOCKS:
                yield node.lineno


def sql_texts(source: str) -> Iterator[int]:
    """Lines with SQL in a string that is not a docstring."""
    tree = ast.parse(source)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in told
            and SQL.match(node.value)
        ):
            yield node.lineno


def test_only_services_read_the_clock() -> None:
    found = [
        f"{file}:{line}"
        for file in files("services", "cli", "web")
        for line in clock_reads(file.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source", ["datetime.now(UTC)", "date.today()", "time.time()", "dt.datetime.utcnow()"]
)
def test_a_look_at_the_clock_is_found(source: str) -> None:
    assert list(clock_reads(source)) == [1]


@pytest.mark.parametrize(
    "source", ["time.perf_counter()", "row.time()", "datetime.combine(day, hour)", "now()"]
)
def test_what_is_no_look_at_the_wall_clock_is_left_alone(source: str) -> None:
    assert list(clock_reads(source)) == []


def test_sql_is_written_only_where_tables_are_made() -> None:
    allowed = ("lake", "ingest", "identity", "journeys")
    # the command line shows one as an example of what people may type
    found = [
        f"{file}:{line}" for file in files(*allowed, "cli") for line in sql_texts(file.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source", ["x = 'select a from b'", "f'INSERT INTO {t} values'", "x = '''\n with a as (select 1)'''"]
)
def test_sql_in_a_string_is_found(source: str) -> None:
    assert list(sql_texts(source)) != []


def test_words_that_only_look_like_sql_are_left_alone() -> None:
    assert list(sql_texts('"""select a from b"""\nx = "Choose from these"\ny = "create"')) == []


@cache
def errors() -> list[Raised]:
    """Every error that the program makes; reading the whole source takes seconds."""
    return list(raised(ROOT / "src"))


def test_an_error_code_belongs_to_one_family() -> None:
    kinds = defaultdict(set)
    for one in errors():
        kinds[one.code].add(one.kind)
    assert kinds
    assert {code: sorted(names) for code, names in kinds.items() if len(names) > 1} == {}


def test_error_codes_are_written_alike() -> None:
    assert [one.code for one in errors() if not re.fullmatch(r"[a-z]+(_[a-z]+)*", one.code)] == []


def test_the_generated_reference_says_what_the_program_says() -> None:
    assert sorted(stale()) == [], "run `make docs`"

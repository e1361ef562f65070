"""Step matrix and Sankey say what loops over lists say, and nobody is lost between their columns."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from typing import Any

import paths_loops
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_tables import Happened
from variants_loops import busy_worlds, simple_questions
from worlds import DAY_ONE, Question, World, examples

from desirepath.errors import InputError, NotFoundError
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.ask import ask
from desirepath.measures.behind import customers_behind
from desirepath.measures.paths.pattern import parse
from desirepath.measures.paths.sequences import sequences
from desirepath.measures.result import Result

NAMES = ("A", "B", "D", "Order Completed")
Asked = tuple[dict[str, Any], dict[str, Any]]
"""The same question for the measure and for the loops."""


@st.composite
def parts(draw: st.DrawFn) -> tuple[str, list[Any]]:
    """A pattern as text and as the loops read it."""

    def one() -> tuple[str, paths_loops.Class]:
        names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True))
        how = draw(st.sampled_from(["name", "any of", "none of", "."]))
        if how == ".":
            return ".", (True, frozenset())
        if how == "name":
            return names[0], (False, frozenset(names[:1]))
        but = how == "none of"
        return f"[{'^' if but else ''}{'|'.join(names)}]", (but, frozenset(names))

    def run() -> tuple[str, paths_loops.Class]:
        text, found = one()
        return (text if text == "." or text.startswith("[") else f"[{text}]"), found

    written: list[str] = []
    read: list[Any] = []
    number = draw(st.integers(1, 3))
    if draw(st.booleans()) and draw(st.booleans()):
        written.append("^"), read.append("^")
    for n in range(number):
        if (n or read == ["^"]) and draw(st.booleans()):
            text, found = run()
            written.append(f"{text}*"), read.append([found])
        text, found = one()
        written.append(text), read.append(found)
    if draw(st.booleans()) and draw(st.booleans()):
        written.append("$"), read.append("$")
    return "->".join(written), read


@st.composite
def asked(draw: st.DrawFn) -> Asked:
    text, read = draw(st.one_of(st.sampled_from([("start", "start"), ("end", "end")]), parts()))  # type: ignore[arg-type]
    visits = sum(isinstance(part, tuple) for part in read) if isinstance(read, list) else 1
    at = draw(st.one_of(st.none(), st.integers(1, visits)))
    before, after, offset = (
        draw(st.integers(0, 2)),
        draw(st.integers(1, 3)),
        draw(st.sampled_from([0, 0, 0, 2, -2])),
    )
    days = draw(st.sampled_from([None, None, 1, 3]))
    occurrence = draw(st.sampled_from(["first", "last", 1, 2]))
    repeats, ended = draw(st.booleans()), draw(st.sampled_from([2, 30]))
    given = {
        "anchor": text, "at": at, "before": before, "after": after, "offset": offset, "occurrence": occurrence,
        "within": days and f"{days}d", "repeats": repeats, "ended_after": f"{ended}d", "most": None,
    }  # fmt: skip
    loops = {
        "anchor": read, "at": at, "low": offset - before, "high": offset + after, "occurrence": occurrence,
        "within": days and timedelta(days=days), "repeats": repeats, "ended_after": timedelta(days=ended),
    }  # fmt: skip
    return given, loops


def counted(result: Result) -> Counter[Any]:
    return Counter({tuple(row.keys.values()): int(row.number.value or 0) for row in result.rows})


@settings(examples, max_examples=examples.max_examples)
@given(busy_worlds, simple_questions, asked())
def test_a_matrix_is_what_loops_over_journeys_say(
    engine: DuckDBEngine, world: World, question: Question, both: Asked
) -> None:
    given, loops = both
    result = ask(world.view(engine), "step_matrix", given, **question.asked())
    found = paths_loops.columns(world, question, **loops)
    assert counted(result) == paths_loops.matrix(found)
    for row in result.rows:
        column, kind, node, *group = row.keys.values()
        there = [
            told[column] for key, told in found if key == tuple(group) and told[column][:2] == (kind, node)
        ]
        everybody = sum(key == tuple(group) for key, _ in found)
        assert row.number.denominator == everybody
        assert row.more["share"] == pytest.approx(len(there) / everybody)
        assert row.more["fresh"] == sum(fresh for *_, fresh in there)


@examples
@given(busy_worlds, simple_questions, asked())
def test_a_sankey_is_what_loops_over_journeys_say(
    engine: DuckDBEngine, world: World, question: Question, both: Asked
) -> None:
    given, loops = both
    result = ask(world.view(engine), "sankey", given, **question.asked())
    found = paths_loops.columns(world, question, **loops)
    assert counted(result) == paths_loops.edges(found)
    for row in result.rows:
        column, *ends, _ = (*row.keys.values(), None)[:6]
        group = tuple(row.keys.values())[5:]
        between = [
            (told[column][2].first["time"] - told[column - 1][2].rows[-1]["time"]).total_seconds()
            for key, told in found
            if key == group and [*told[column - 1][:2], *told[column][:2]] == ends[:4]
        ]
        timed = ends[0] == ends[2] == "visit"
        assert row.more["mean"] == (pytest.approx(sum(between) / len(between)) if timed else None)


@settings(examples, max_examples=examples.max_examples * 12)
@given(st.lists(st.text("ABD", max_size=7), max_size=4), parts())
def test_a_pattern_is_found_where_a_search_of_all_ways_finds_it(
    journeys: list[str], both: tuple[str, list[Any]]
) -> None:
    text, read = both
    rows = [
        {"customer": str(who), "seq": n, "time": DAY_ONE, "node": node}
        for who, journey in enumerate(journeys)
        for n, node in enumerate(journey)
    ]
    kinds = [
        ("customer", pa.string()),
        ("seq", pa.int64()),
        ("time", pa.timestamp("us")),
        ("node", pa.string()),
    ]
    made = sequences(pa.Table.from_pylist(rows, pa.schema(kinds)), ["customer"], repeats=True)
    pattern = parse(text)
    for which in range(len(pattern.visits)):
        expected = []
        for journey in journeys:
            places = {match[which] for match in paths_loops.matches([*journey], read)}
            expected += [n in places for n in range(len(journey))]
        found = list(made.matching(pattern, which)) if rows else []
        assert found == expected


@settings(examples, max_examples=max(4, examples.max_examples // 2))
@given(busy_worlds, st.sampled_from(["step", "channel"]), st.booleans(), st.sampled_from([None, "session"]))
def test_visits_may_be_steps_and_channels_and_journeys_those_of_sessions(
    engine: DuckDBEngine, world: World, of: str, repeats: bool, unit: str | None
) -> None:
    by = [unit] if unit else []
    result = ask(world.view(engine), "step_matrix", {"of": of, "repeats": repeats, "most": None}, by=by)
    found = paths_loops.columns(world, Question(), of=of, repeats=repeats, unit=unit or "customer")
    assert counted(result) == paths_loops.matrix(found)


@examples
@given(busy_worlds, simple_questions, asked(), st.integers(1, 2))
def test_columns_hold_everybody_and_edges_join_them(
    engine: DuckDBEngine, world: World, question: Question, both: Asked, most: int
) -> None:
    view, given = world.view(engine), both[0]
    cells = ask(view, "step_matrix", given, **question.asked()).rows
    columns: dict[Any, int] = defaultdict(int)
    visits: dict[Any, int] = {}
    for row in cells:
        column, kind, node, *group = row.keys.values()
        columns[(column, *group)] += int(row.number.value or 0)
        if kind == "visit":
            visits[(column, node, *group)] = int(row.number.value or 0)
    assert all(
        columns[(row.keys["step"], *[*row.keys.values()][3:])] == row.number.denominator for row in cells
    )
    into: dict[Any, int] = defaultdict(int)
    out: dict[Any, int] = defaultdict(int)
    shares: dict[Any, float] = defaultdict(float)
    for row in ask(view, "sankey", given, **question.asked()).rows:
        column, left, source, came, target, *group = row.keys.values()
        if came == "visit":
            into[(column, target, *group)] += int(row.number.value or 0)
        if left == "visit":
            out[(column - 1, source, *group)] += int(row.number.value or 0)
        shares[(column, left, source, *group)] += row.more["share_out"]
    low, high = min(c for c, *_ in columns) if columns else 0, max(c for c, *_ in columns) if columns else 0
    assert into == {key: n for key, n in visits.items() if key[0] > low}
    assert out == {key: n for key, n in visits.items() if key[0] < high}
    assert all(share == pytest.approx(1) for share in shares.values())
    # With names gathered in "other" the columns hold as many.
    some = ask(view, "step_matrix", {**given, "most": most}, **question.asked()).rows
    folded: dict[Any, int] = defaultdict(int)
    for row in some:
        folded[(row.keys["step"], *[*row.keys.values()][3:])] += int(row.number.value or 0)
    assert folded == columns
    assert len({row.keys["node"] for row in some if row.keys["kind"] == "visit"}) <= most
    edges = ask(view, "sankey", {**given, "most": most}, **question.asked()).rows
    assert sum(row.number.value or 0 for row in edges) == sum(out.values()) + sum(
        row.number.value or 0
        for row in ask(view, "sankey", given, **question.asked()).rows
        if row.keys["from_kind"] == "before"
    )


@settings(examples, max_examples=max(3, examples.max_examples // 3))
@given(
    busy_worlds,
    simple_questions,
    asked(),
    st.sampled_from([None, 1]),
    st.sampled_from(["step_matrix", "sankey"]),
)
def test_every_place_and_edge_opens_to_as_many_customers(
    engine: DuckDBEngine, world: World, question: Question, both: Asked, most: int | None, name: str
) -> None:
    view, params = world.view(engine), {**both[0], "most": most}
    rows = ask(view, name, params, **question.asked()).rows
    for at in {0, len(rows) // 2, len(rows) - 1} if rows else ():
        behind = customers_behind(view, name, params, keys=rows[at].keys, **question.asked())
        assert behind.total == rows[at].number.value


@examples
@given(busy_worlds)
def test_an_edge_from_the_first_visit_is_a_strict_funnel(engine: DuckDBEngine, world: World) -> None:
    view = world.view(engine)
    edges = ask(view, "sankey", {"anchor": "A", "after": 1, "within": "3d", "most": None}).rows
    went = {row.keys["to"]: row.number.value for row in edges if row.keys["to_kind"] == "visit"}
    for target in ("B", "D"):
        params = {"steps": f"A -> {target}", "order": "strict", "within": "3d", "entry": "first"}
        funnel = ask(view, "funnel", params, where="actor = 'customer'").rows
        assert (funnel[0].more["went_on"] if funnel else 0) == went.get(target, 0)


def test_the_most_visited_names_are_told_apart_and_the_rest_is_other(engine: DuckDBEngine) -> None:
    events = [
        Happened(customer, DAY_ONE + timedelta(hours=n), event)
        for customer, path in {"ana": "AB", "ben": "AB", "eva": "AC", "kim": "AD"}.items()
        for n, event in enumerate(path)
    ]
    view = World(events, DAY_ONE + timedelta(days=60)).view(engine)
    rows = ask(view, "step_matrix", {"after": 1, "most": 2}).rows
    told = [(*row.keys.values(), row.number.value, row.more["names"]) for row in rows]
    assert told == [(0, "visit", "A", 4, 1), (1, "visit", "B", 2, 1), (1, "other", None, 2, 2)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a->", "empty"),
        ("->a", "empty"),
        (".*", "names no visit"),
        ("^->$", "names no visit"),
        ("a->^", "cannot stand there"),
        ("a->.*->[^x]*->b", "side by side"),
        ("[^x]*->b", "would always fit"),
        ("[]", "empty name"),
        ("[a|]", "empty name"),
        ("a|b", "cannot stand there"),
        ("[a->b]", "cannot stand there"),
        ("", "empty"),
    ],
)
def test_what_is_no_pattern_says_why(text: str, why: str) -> None:
    with pytest.raises(InputError, match=why) as error:
        parse(text)
    assert "Write visits joined by ->" in str(error.value.remedy)


def test_names_with_special_signs_are_written_in_quotes() -> None:
    pattern = parse('"a->b"->["x|y"|z]+->"^"')
    assert [sorted(one.names) for one in pattern.visits] == [["a->b"], ["x|y", "z"], ["^"]]


def test_a_misspelt_visit_of_a_pattern_is_an_error_with_the_nearest(engine: DuckDBEngine) -> None:
    view = World([Happened("ana", DAY_ONE, "Signed up")], DAY_ONE).view(engine)
    with pytest.raises(NotFoundError, match='No event is called "Signed"') as error:
        ask(view, "step_matrix", {"anchor": "Signed->.*->B"})
    assert "Signed up" in str(error.value.remedy)

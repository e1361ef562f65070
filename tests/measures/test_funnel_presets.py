"""Streams whose answers other tools document: the furthest level each of them counts, by name of its rules."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
from test_contract import little_world
from worlds import PLAN

from desirepath.errors import InputError, NotFoundError
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.ask import ask
from desirepath.measures.funnels.reached import Reached
from desirepath.measures.funnels.semantics import FunnelParams, rules_of
from desirepath.measures.funnels.steps import MOST
from desirepath.measures.view import View

TOOLS: dict[str, dict[str, Any]] = {
    "mixpanel": {"semantics": "mixpanel"},
    "windowFunnel": {"semantics": "posthog"},
    "windowFunnel strict_order": {"semantics": "posthog", "order": "strict"},
    "posthog": {"semantics": "posthog"},
    "posthog strict": {"semantics": "posthog", "order": "strict"},
    "retentioneering": {"semantics": "retentioneering"},
    "amplitude": {"semantics": "amplitude"},
}
STREAMS: list[tuple[str, str, list[int | None]]] = [
    # stream in minutes, steps, then levels in the order of TOOLS; None: the tool does not define it
    ("A0 A30 B45 C75", "ABC", [2, 3, 3, 3, 3, 3, 3]),
    ("A0 X10 B20 C30", "ABC", [3, 3, 1, 3, 1, 3, None]),
    ("B0 A10 C20 B30", "ABC", [2, 2, 1, 2, 1, 2, None]),
    ("A0 B60", "AB", [2, 2, 2, 2, 2, 2, None]),
    ("A0 B70 A80 B90 C95", "ABC", [1, 3, 3, 3, 3, 3, None]),
    ("A0 A5 A10", "AAA", [3, None, None, 3, 3, 3, None]),
]
CASES = [
    pytest.param(stream, steps, TOOLS[tool], level, id=f"{tool}: {stream}")
    for stream, steps, levels in STREAMS
    for tool, level in zip(TOOLS, levels, strict=True)
    if level is not None
]


def furthest(stream: str, steps: str, params: dict[str, Any]) -> int:
    asked = FunnelParams.model_validate({"steps": [{"event": [name]} for name in steps]} | params)
    events = [(part[0], int(part[1:])) for part in stream.split()]
    rows = [
        {
            "customer": "ana",
            "seq": seq,
            "time": datetime(2024, 1, 1) + timedelta(minutes=minute),
            "marks": sum(1 << bit for bit, name in enumerate(steps) if name == event),
            "begins": True,
        }
        for seq, (event, minute) in enumerate(events)
    ]
    kernel = Reached(
        rules=rules_of(asked, asked.steps, overlapping=len(set(steps)) < len(steps)),
        unit=("customer",),
        held=(),
        periods=(),
        keys=(),
        value_at="first",
        now=None,
    )
    times = pa.schema(
        [
            ("customer", pa.string()),
            ("seq", pa.int64()),
            ("time", pa.timestamp("us")),
            ("marks", pa.int64()),
            ("begins", pa.bool_()),
        ]
    )
    return max(kernel(pa.Table.from_pylist(rows, schema=times))["step"].to_pylist()) + 1


@pytest.mark.parametrize(("stream", "steps", "params", "level"), CASES)
def test_a_stream_is_counted_as_the_tool_of_that_name_counts_it(
    stream: str, steps: str, params: dict[str, Any], level: int
) -> None:
    limit = {} if params["semantics"] == "retentioneering" else {"within": "60m"}
    assert furthest(stream, steps, {**params, **limit}) == level


@pytest.mark.parametrize(("ties", "level"), [("log", 1), ("steps", 2)])
def test_two_events_of_one_moment_stand_in_the_order_asked_for(ties: str, level: int) -> None:
    assert furthest("B5 A5", "AB", {"ties": ties}) == level


@pytest.mark.parametrize(("grace", "level"), [("none", 1), ("4m", 1), ("5m", 2)])
def test_grace_lets_a_step_come_a_little_too_early(grace: str, level: int) -> None:
    assert furthest("B0 A5", "AB", {"grace": grace}) == level


@pytest.mark.parametrize(
    ("stream", "level"), [("A0 B10 B50 C70", 3), ("A0 B10 C70", 2), ("A0 B10 B50 C90", 2)]
)
def test_where_a_limit_rules_out_the_first_event_that_could_follow_a_later_one_stands_in(
    stream: str, level: int
) -> None:
    steps = [{"event": ["A"]}, {"event": ["B"]}, {"event": ["C"], "within": "30m"}]
    assert furthest(stream, "ABC", {"steps": steps, "within": "2h"}) == level


def test_an_excluded_event_ends_the_attempt_and_a_new_one_may_succeed() -> None:
    bar = {"exclude": [{"event": ["X"]}]}
    events = "A0 X10 B20"
    assert furthest_with_bar(events, {**bar, "entry": "best"}) == 1
    assert furthest_with_bar("A0 X10 A15 B20", {**bar, "entry": "best"}) == 2
    assert furthest_with_bar("A0 X10 A15 B20", {**bar, "entry": "first"}) == 1


def furthest_with_bar(stream: str, params: dict[str, Any]) -> int:
    from desirepath.measures.funnels.attempts import attempts

    asked = FunnelParams.model_validate({"steps": "A -> B", **params})
    bits = {"A": 1, "B": 2, "X": 1 << MOST}
    rows = [
        {
            "customer": "ana",
            "seq": seq,
            "time": datetime(2024, 1, 1) + timedelta(minutes=int(part[1:])),
            "marks": bits[part[0]],
            "begins": True,
        }
        for seq, part in enumerate(stream.split())
    ]
    rules = rules_of(asked, asked.steps, overlapping=False)
    made = attempts(pa.Table.from_pylist(rows), rules, unit=["customer"], held=[], periods=[])
    return int(made.walks.level.max())


@pytest.mark.parametrize(("stream", "level"), [("B0 A5 B6", 2), ("B0 A5 X6 B7", 1)])
def test_strict_order_knows_no_grace(stream: str, level: int) -> None:
    assert furthest(stream, "AB", {"grace": "5m", "order": "strict"}) == level


@pytest.fixture(scope="module")
def view(engine: DuckDBEngine) -> View:
    return little_world().view(engine)


def test_the_steps_of_a_map_in_any_order_are_all_counted_alike(view: View) -> None:
    found = ask(view, "funnel", {"order": "any"})
    assert [row.keys["step"] for row in found.rows] == [f"any {n} of 4" for n in range(1, 5)]
    assert not any(row.more["optional"] for row in found.rows)
    assert "within 30 days" in found.notes[0]
    counts = [row.more["entered"] for row in found.rows]
    assert counts[0] > 0
    assert counts == sorted(counts, reverse=True)


def test_a_breakdown_takes_the_value_of_any_step_of_the_map(view: View) -> None:
    assert ask(view, "funnel", {"value_at": "2"}, by=["channel"]).rows


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"value_at": "9"}, "value_at"),
        ({"value_at": "0"}, "value_at"),
        ({"steps": "A -> B", "exclude": [{"event": ["D"], "between": [1, 3]}]}, "between"),
        ({"steps": "A -> B", "exclude": [{"event": ["D"], "between": [2, 1]}]}, "between"),
        ({"steps": "A -> Bb"}, 'No event is called "Bb"'),
        ({"steps": "A -> B", "hold": ["colour"]}, "colour"),
    ],
)
def test_what_a_funnel_does_not_have_is_an_error(view: View, params: dict[str, Any], words: str) -> None:
    with pytest.raises((InputError, NotFoundError), match=words):
        ask(view, "funnel", params)


def test_a_map_with_more_steps_than_a_funnel_takes_is_no_shortened_funnel(view: View) -> None:
    stage = PLAN.stages[0]
    many = [stage.steps[0].model_copy(update={"id": f"s{n}"}) for n in range(MOST + 1)]
    plan = PLAN.model_copy(update={"stages": [stage.model_copy(update={"steps": many})]})
    with pytest.raises(InputError, match=str(MOST + 1)):
        ask(replace(view, map=plan), "funnel")


@pytest.mark.parametrize("hold", ["score", "revenue", "session", "actor"])
def test_anything_the_log_keeps_can_be_held(view: View, hold: str) -> None:
    assert ask(view, "funnel", {"steps": "A -> B", "hold": [hold]}).rows

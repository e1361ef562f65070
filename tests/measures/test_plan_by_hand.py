"""Deviations of journeys worked out by hand, those that the docs show among them."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from reference_tables import Happened
from worlds import DAY_ONE, World

from desirepath.domain.map import Map
from desirepath.errors import ConflictError, InputError, NotFoundError
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.ask import ask
from desirepath.measures.plan.graph import PlanGraph
from desirepath.measures.view import View
from desirepath.science.alignment import align

PAGE = Path(__file__).parents[2] / "docs/explanation/plan-against-reality.md"
SHOP = ["visit", "compare", "basket", "pay"]


def plan_of(*steps: str, **expect: dict[str, Any]) -> Map:
    """Steps in order, each matched by the event of its name, with what the plan says of some."""
    made = [
        {"id": name, "title": name, "match": {"event": [name, f"{name}!"]}, "expect": expect.get(name, {})}
        for name in steps
    ]
    return Map.model_validate({"title": "T", "stages": [{"id": "s", "title": "S", "steps": made}]})


def view_of(
    engine: DuckDBEngine, plan: Map, journey: list[str], *, hours: int = 1, now: int = 10, **of: Any
) -> View:
    """One customer with an event so many hours after the one before; complete through `now` days after the last."""
    events = [
        Happened("ana", DAY_ONE + timedelta(hours=hours * at), name, of=of) for at, name in enumerate(journey)
    ]
    return World(events, events[-1].time + timedelta(days=now)).view(engine, plan)


def told(view: View) -> set[str]:
    return {f"{row.keys['step']} {row.keys['deviation']}" for row in ask(view, "deviations").rows}


def examples_of_the_docs() -> list[tuple[str, str]]:
    lines = [line.strip("| ").split(" | ") for line in PAGE.read_text("utf-8").splitlines()]
    start = lines.index(["journey", "names"]) + 2
    end = next(at for at in range(start, len(lines)) if len(lines[at]) != 2)
    return [(journey, names) for journey, names in lines[start:end]]


@pytest.mark.parametrize(("journey", "names"), examples_of_the_docs())
def test_the_examples_of_the_docs_hold(engine: DuckDBEngine, journey: str, names: str) -> None:
    found = told(view_of(engine, plan_of(*SHOP), journey.split(", ")))
    assert found == (set() if names == "none" else set(names.split("; ")))


RULES: list[tuple[dict[str, dict[str, Any]], str, str]] = [
    ({"visit": {"repeats": True}}, "visit compare visit basket pay", ""),
    ({"visit": {"repeats": True}}, "visit visit visit compare basket pay", ""),
    ({}, "visit visit! compare basket pay", ""),
    ({}, "visit visit! visit! compare basket pay", "visit repeated"),
    ({"compare": {"optional": True}}, "visit basket pay", ""),
    ({"compare": {"optional": True}}, "visit basket compare pay", "compare out of order"),
    ({"visit": {"next": ["compare", "basket"]}}, "visit basket pay", ""),
    (
        {"visit": {"next": ["basket", "compare"]}, "compare": {"next": ["pay"]}},
        "visit basket compare pay",
        "compare extra",
    ),
    # Nothing leads to the basket: it is aside, and the plan goes on from it.
    ({"compare": {"next": ["pay"]}}, "visit compare basket pay", "basket extra"),
    ({"compare": {"next": ["pay"]}}, "basket pay", ""),
    ({"pay": {"next": ["visit"]}}, "visit compare basket pay visit compare basket pay", "pay still open"),
    # A step that may be repeated is not free before its turn.
    ({"basket": {"repeats": True}}, "basket visit compare basket pay", "basket extra"),
    ({"basket": {"repeats": True}}, "visit compare basket pay basket", ""),
    ({"pay": {"optional": True}}, "visit compare basket", ""),
]


@pytest.mark.parametrize(("expect", "journey", "names"), RULES)
def test_what_the_plan_says_of_a_step_decides(
    engine: DuckDBEngine, expect: dict[str, dict[str, Any]], journey: str, names: str
) -> None:
    found = told(view_of(engine, plan_of(*SHOP, **expect), journey.split()))
    assert found == {name for name in names.split("; ") if name}


@pytest.mark.parametrize(("hours", "late"), [(24, False), (25, True)])
def test_late_is_later_than_the_last_moment_given(engine: DuckDBEngine, hours: int, late: bool) -> None:
    plan = plan_of("visit", "pay", visit={"within": "1d"})
    assert told(view_of(engine, plan, ["visit", "pay"], hours=hours)) == ({"visit late"} if late else set())


def test_the_times_of_steps_passed_over_are_added(engine: DuckDBEngine) -> None:
    plan = plan_of("visit", "compare", "pay", visit={"within": "1d"}, compare={"within": "1d"})
    assert told(view_of(engine, plan, ["visit", "pay"], hours=48)) == {"compare skipped"}
    assert told(view_of(engine, plan, ["visit", "pay"], hours=49)) == {"compare skipped", "visit late"}


@pytest.mark.parametrize(("days", "name"), [(6, "still open"), (7, "lost")])
def test_who_stops_is_still_open_until_the_time_has_run_out(
    engine: DuckDBEngine, days: int, name: str
) -> None:
    plan = plan_of(*SHOP, visit={"within": "7d"})
    assert told(view_of(engine, plan, ["visit"], now=days)) == {f"visit {name}"}


@pytest.mark.parametrize(("channel", "other"), [("web", False), ("phone", True), (None, False)])
def test_another_channel_is_one_that_the_plan_does_not_name(
    engine: DuckDBEngine, channel: str | None, other: bool
) -> None:
    plan = plan_of("visit", "pay", visit={"channel": ["web", "app"]})
    found = told(view_of(engine, plan, ["visit", "pay"], channel=channel))
    assert found == ({"visit other channel"} if other else set())


def test_dates_choose_what_counts_and_never_cut_a_journey(engine: DuckDBEngine) -> None:
    view = view_of(engine, plan_of(*SHOP), ["visit", "basket", "pay"], hours=24)
    day = DAY_ONE.date() + timedelta(days=1)
    rows = ask(view, "deviations", start=day).rows
    assert [(row.keys["step"], row.keys["deviation"]) for row in rows] == [("compare", "skipped")]
    assert ask(view, "deviations", start=day + timedelta(days=1)).rows == []
    fitness = ask(view, "fitness", start=day + timedelta(days=1)).rows[0]
    assert (fitness.number.value, fitness.more["planned"]) == (1, 1)


@pytest.mark.parametrize(
    ("journey", "fitness"),
    [
        ("visit compare basket pay", 1),
        ("visit", 1),
        ("visit pay", 4 / 6),  # two on the plan, two left out
        ("pay", 2 / 5),
        ("visit basket compare pay", 6 / 7),  # three on the plan, one out of order
    ],
)
def test_fitness_is_one_less_cost_over_worst(engine: DuckDBEngine, journey: str, fitness: float) -> None:
    row = ask(view_of(engine, plan_of(*SHOP), journey.split()), "fitness").rows[0]
    assert row.number.value == pytest.approx(fitness)
    assert row.more["of_all"] == pytest.approx(fitness)
    assert row.more["perfect"] == (fitness == 1)


def test_nobody_in_the_dates_is_null_and_no_row(engine: DuckDBEngine) -> None:
    view = view_of(engine, plan_of(*SHOP), ["visit"])
    assert ask(view, "deviations", start="2030-01-01").rows == []
    row = ask(view, "fitness", start="2030-01-01").rows[0]
    assert (row.number.value, row.number.n, row.more["perfect"]) == (None, 0, None)


def test_a_map_without_rules_and_an_unknown_step_are_errors_that_help(engine: DuckDBEngine) -> None:
    plan = Map.model_validate(
        {"title": "T", "stages": [{"id": "s", "title": "S", "steps": [{"id": "a", "title": "A"}]}]}
    )
    with pytest.raises(InputError, match="no step that events can match"):
        ask(view_of(engine, plan, ["A"]), "fitness")
    with pytest.raises(NotFoundError, match="vist"):
        ask(view_of(engine, plan_of(*SHOP), ["visit"]), "deviations", {"step": "vist"})
    with pytest.raises(ConflictError, match="needs a map"):
        ask(World([Happened("ana", DAY_ONE, "A")], DAY_ONE).view(engine, None), "deviations")


def test_each_distinct_journey_is_laid_once_however_many_customers_have_it() -> None:
    prices = PlanGraph.of(plan_of("visit", "pay")).prices()
    journeys = [[0, 2], [2], [0, 2], [0, 2]]
    offsets = np.array([0, 2, 3, 5, 7])
    found = align(np.array([symbol for journey in journeys for symbol in journey]), offsets, prices)
    assert found.of[[0, 2, 3]].tolist() == [found.of[0]] * 3
    assert len(found.offsets) - 1 == 2
    assert found.moved.all()


def test_one_customer_with_very_many_rows_is_one_customer() -> None:
    """Twenty thousand rows to and fro: as long as it is, it is named to its end."""
    import pyarrow as pa

    from desirepath.measures.plan.moves import PlanKernel

    n = 20_000
    graph = PlanGraph.of(plan_of("visit", "compare", visit={"repeats": True}))
    bucket = pa.table(
        {
            "customer": ["ana"] * n,
            "seq": np.arange(n)[::-1],
            "step_position": (np.arange(n)[::-1] % 2).astype(np.int32),
            "event": ["A"] * n,
            "time": pa.array(np.arange(n)[::-1] * 1_000_000, pa.timestamp("us")),
            "other_channel": [False] * n,
            "counts": [True] * n,
        }
    )
    found = PlanKernel(graph, None, ())(bucket)
    names = np.bincount(found["label"].to_numpy(), minlength=5).tolist()
    # The plan is over at "compare", so each "visit" begins it anew.
    assert names[0] == n
    assert sum(names) == n

"""Plan against reality is what trying every way says, for any little map and world."""

from collections import Counter, defaultdict
from statistics import fmean
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_loops import Labelled, Plan, everything
from reference_tables import steps_of
from worlds import Question, World, examples, key_of, questions, worlds

from desirepath.domain.map import Map
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures import registry
from desirepath.measures.ask import ask
from desirepath.measures.behind import customers_behind
from desirepath.measures.plan.labels import LABELS
from desirepath.measures.plan.question import PlanQuestion
from desirepath.measures.scope import resolve
from desirepath.measures.view import View

ORDER = ("skipped", "extra", "repeated", "out of order")
QUIET = ("as planned", "again")
EVENTS = {"a": ["A"], "b": ["B", "Page"], "c": ["Order Completed", "Order Refunded"], "d": ["D"]}


@st.composite
def plans(draw: st.DrawFn) -> Map:
    """Two to five steps in any order, with any next ones, also backwards; one may have no rule."""
    ids = draw(st.permutations(["a", "b", "c", "d", "quiet"]))[: draw(st.integers(2, 5))]
    if set(ids) <= {"quiet"}:
        ids = ["a"]
    steps = []
    for name in ids:
        expect: dict[str, Any] = {
            "within": draw(st.sampled_from(["12h", "1d", "2d", "10d"])),
            "optional": draw(st.sampled_from([False, False, True])),
            "repeats": draw(st.booleans()),
            "channel": draw(st.sampled_from([[], [], ["web"], ["web", "app"]])),
            "next": draw(st.lists(st.sampled_from(ids), max_size=2, unique=True)),
        }
        match = {"event": EVENTS[name]} if name in EVENTS else None
        steps.append({"id": name, "title": name, "expect": expect, "match": match})
    return Map.model_validate({"title": "T", "stages": [{"id": "s", "title": "S", "steps": steps}]})


def asked_rows(found: list[Labelled], question: Question) -> list[Labelled]:
    return [one for one in found if question.keeps(one[0])]


@examples
@given(worlds, plans())
def test_every_move_is_named_as_trying_every_way_names_it(
    engine: DuckDBEngine, world: World, plan: Map
) -> None:
    view = world.view(engine, plan)
    measure = registry.get("deviations")
    asked = PlanQuestion(resolve(view, measure, measure.read_params({})))
    found = asked.kernel.moves(engine.to_arrow(asked.rows()))
    customers, order = (found.rows.table[name].to_pylist() for name in ("customer", "seq"))
    ids = [step.id for step in plan.steps()]
    got = Counter(
        (customers[row], order[row], ids[step], LABELS[label])
        for row, step, label in zip(found.row, found.step, found.label, strict=True)
    )
    rows = steps_of(world.journeys, plan)
    expected = Counter(
        (r["customer"], r["seq"], step, name) for r, step, name in everything(plan, rows, world.now)
    )
    assert got == expected


@examples
@given(worlds, plans(), questions(("channel", "country")))
def test_deviations_are_counted_as_loops_count_them(
    engine: DuckDBEngine, world: World, plan: Map, question: Question
) -> None:
    found = asked_rows(everything(plan, steps_of(world.journeys, plan), world.now), question)
    people: dict[Any, set[str]] = defaultdict(set)
    came: dict[Any, set[str]] = defaultdict(set)
    times: Counter[Any] = Counter()
    for row, step, name in found:
        group = tuple(key_of(by, row) for by in question.by)
        came[step, group].add(row["customer"])
        if name not in QUIET:
            people[step, name, group].add(row["customer"])
            times[step, name, group] += 1
    view = world.view(engine, plan)
    result = ask(view, "deviations", **question.asked())
    got = {}
    for row in result.rows:
        step, name, *group = row.keys.values()
        got[step, name, tuple(group)] = (row.number.value, row.number.denominator, row.more["times"])
        assert row.more["share"] == pytest.approx(row.number.numerator / row.number.denominator)
    assert got == {key: (len(who), len(came[key[0], key[2]]), times[key]) for key, who in people.items()}
    for row in result.rows[:: max(1, len(result.rows) // 3)]:
        behind = customers_behind(view, "deviations", keys=row.keys, **question.asked())
        assert behind.total == row.number.value


@examples
@given(worlds, plans(), questions(("channel", "country")), st.booleans())
def test_fitness_is_what_loops_say(
    engine: DuckDBEngine, world: World, plan: Map, question: Question, by_step: bool
) -> None:
    found = asked_rows(everything(plan, steps_of(world.journeys, plan), world.now), question)
    of: dict[Any, Counter[str]] = defaultdict(Counter)
    for row, step, name in found:
        group = tuple(key_of(by, row) for by in question.by)
        of[(step if by_step else None, *group), row["customer"]][name] += 1
    values: dict[Any, list[float]] = defaultdict(list)
    perfect: Counter[Any] = Counter()
    for (key, _), names in of.items():
        off = sum(names[name] for name in ORDER)
        if names["as planned"] + off:
            values[key].append(1 - off / (2 * names["as planned"] + off))
            perfect[key] += off + names["late"] + names["other channel"] == 0
    asked = question.asked()
    asked["by"] = [*(["step"] if by_step else []), *asked["by"]]
    view = world.view(engine, plan)
    rows = ask(view, "fitness", **asked).rows
    got = {}
    for row in rows:
        key = (*([] if by_step else [None]), *row.keys.values())
        if row.number.n:
            got[key] = (row.number.value, row.number.n, row.more["perfect"])
        else:
            assert row.number.value is None
    assert got.keys() == values.keys()
    for key, numbers in values.items():
        expected = (fmean(numbers), len(numbers), perfect[key] / len(numbers))
        assert got[key] == pytest.approx(expected)
    for row in rows[:: max(1, len(rows) // 3)]:
        assert customers_behind(view, "fitness", keys=row.keys, **asked).total == row.number.n


@examples
@given(worlds, plans())
def test_nobody_is_lost_from_sight(engine: DuckDBEngine, world: World, plan: Map) -> None:
    """Every stay has one name, and every journey one end unless its plan is over."""
    read = Plan(plan)
    view: View = world.view(engine, plan)
    measure = registry.get("deviations")
    asked = PlanQuestion(resolve(view, measure, measure.read_params({})))
    found = asked.kernel.moves(engine.to_arrow(asked.rows()))
    names = [LABELS[label] for label in found.label]
    ends = [name for name in names if name in ("lost", "still open")]
    customers = {found.rows.table["customer"][int(row)].as_py() for row in found.row}
    assert customers == {row["customer"] for row in steps_of(world.journeys, plan)}
    assert len(ends) <= len(customers)
    if not any(read.may_end(step) for step in read.seen):  # type: ignore[attr-defined]
        assert len(ends) == len(customers)
    named = Counter(
        int(row) for row, name in zip(found.row, names, strict=True) if name in (*QUIET, *ORDER[1:])
    )
    assert set(named.values()) <= {1}

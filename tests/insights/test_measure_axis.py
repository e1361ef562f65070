"""Measures as axes of the board, against the same measures asked directly and against counting by hand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desirepath.domain.map import Lane, Map, MeasureRef
from desirepath.errors import InputError
from desirepath.insights.asker import Asker
from desirepath.insights.axes import AXES, Axis, left_of, of_the_largest, short_of
from desirepath.insights.board import SHAKEN, BoardItem, board
from desirepath.insights.measure_axis import AxisAnswer, AxisRef, ask_axis, measure_axis, read_axis
from desirepath.insights.measured_map import Asked, MeasuredMap, Tile
from desirepath.measures import registry
from desirepath.measures.ask import ask
from desirepath.measures.result import Number
from desirepath.measures.view import View
from desirepath.services.axes import asked_axes
from desirepath.services.mapping import measure_map
from desirepath.services.reading import Reader
from desirepath.services.workspace import open_workspace

ALL = Asked.of(None, None, None)


@pytest.fixture(scope="module")
def reader(loam: Path) -> Iterator[Reader]:
    with Reader(open_workspace(loam)) as reader:
        yield reader


@pytest.fixture(scope="module")
def view(reader: Reader) -> View:
    return reader.view(reader.workspace.published("main"))


@pytest.fixture(scope="module")
def plan(view: View) -> Map:
    assert view.map is not None
    return view.map


@pytest.fixture(scope="module")
def document(reader: Reader) -> MeasuredMap:
    return measure_map(reader, "main")


def asker(view: View, document: MeasuredMap) -> Asker:
    assert document.first_day
    assert document.last_day
    return Asker(view, ALL, document.first_day, document.last_day)


def answer(view: View, document: MeasuredMap, plan: Map, name: str) -> AxisAnswer:
    return ask_axis(asker(view, document), plan, read_axis(name), [(step.id, "") for step in plan.steps()])


@pytest.mark.parametrize("name", ["reach", "conversion", "time_to_next", "csat", "mentions"])
def test_a_measure_of_steps_is_what_it_says_when_it_is_asked_by_step(
    view: View, document: MeasuredMap, plan: Map, name: str
) -> None:
    told = answer(view, document, plan, name).numbers[""]
    direct: dict[str, list[Number]] = {}
    for row in ask(view, name, by=["step"]).rows:
        direct.setdefault(row.keys["step"], []).append(row.number)
    assert told
    for step, number in told.items():
        assert number in direct[step]
        assert number.n > 0


@pytest.mark.parametrize("name", ["revenue", "repeat_within", "active", "first_touch"])
def test_any_other_measure_is_that_of_the_customers_who_came_to_the_step(
    view: View, document: MeasuredMap, plan: Map, name: str
) -> None:
    found = answer(view, document, plan, name)
    rows = view.engine.to_arrow(view.tables["steps"].select("customer", "step")).to_pylist()
    for step in ("pay", "return", "tell"):
        came = sorted({row["customer"] for row in rows if row["step"] == step and row["customer"]})
        listed = ", ".join(f"'{one}'" for one in came)
        asked = ask(view, name, where=f"customer IN ({listed})").rows
        ids = {touchpoint.name: touchpoint.id for touchpoint in plan.touchpoints}
        which = ids.get(found.which or "", found.which)
        expected = [row.number for row in asked if which is None or which in row.keys.values()]
        assert [found.numbers[""][step]] == expected


def test_dates_and_what_narrows_the_axis_hold_for_who_came_and_for_what_is_asked(
    view: View, document: MeasuredMap, plan: Map
) -> None:
    last = document.last_day
    assert last
    told = answer(view, document, plan, "active;last=30d;where=channel%20%3D%20'web'").numbers[""]["compare"]
    rows = view.engine.to_arrow(view.tables["journeys"]).to_pylist()
    steps = view.engine.to_arrow(view.tables["steps"]).to_pylist()
    came = {r["customer"] for r in steps if r["step"] == "compare" and (last - r["local"].date()).days < 30}
    active = {
        r["customer"]
        for r in rows
        if (last - r["local"].date()).days < 30 and r["channel"] == "web" and r["actor"] == "customer"
    }
    assert told.value == len(came & active)


@pytest.mark.slow  # asks every measure of every step
def test_every_measure_of_the_registry_is_an_axis(reader: Reader, document: MeasuredMap) -> None:
    for name in registry.names():
        for axis in asked_axes(reader, document, [f"{name};last=400d"]):
            measure = registry.get(name)
            assert (axis.measure, axis.unit) == (name, measure.unit)
            assert axis.heavy == ("low" if measure.better == "high" else "high")
            assert axis.weight == 0
            assert board(document, {}, {axis.name: 2}, [*AXES.values(), axis])


def pains(document: MeasuredMap, *axes: Axis, **weights: float) -> list[BoardItem]:
    items = board(document, {}, weights, [*AXES.values(), *axes])
    return [item for item in items if item.lane is Lane.PAIN]


def test_what_is_not_measured_at_a_step_is_unknown_and_left_out_of_the_score(
    reader: Reader, document: MeasuredMap
) -> None:
    [axis] = asked_axes(reader, document, ["ces"])
    with_it, without = pains(document, axis, ces=1), {item.card: item for item in pains(document)}
    unknown = [item for item in with_it if item.values["ces"] is None]
    assert unknown
    assert all("ces" not in item.numbers or item.numbers["ces"].show == "hidden" for item in unknown)
    assert {item.card: item.score for item in unknown} == {i.card: without[i.card].score for i in unknown}


def share(axis: Axis, value: float, known: list[float]) -> float:
    """The weighing in words: a low share of success by what is missing to 1, an amount by itself."""
    if axis.unit == "share":
        return (1 - value) / max(1 - one for one in known)
    return value / max(known) if max(known) else 0.0


def test_ranks_under_changed_weights_hold_for_measures_as_for_other_axes(
    reader: Reader, document: MeasuredMap
) -> None:
    axes = asked_axes(reader, document, ["conversion", "revenue"])
    weights = {"reach": 0.0, "severity": 0.0, "lost": 0.0, "effort": 0.0, "conversion": 2.0, "revenue": 1.0}
    items = pains(document, *axes, **weights)
    seen: dict[str, set[int]] = {item.card: set() for item in items}
    known = {a.name: [v for i in items if (v := i.values[a.name]) is not None] for a in axes}
    for factors in product(SHAKEN, repeat=2):
        scores = {}
        for item in items:
            parts = [
                (share(axis, value, known[axis.name]), weights[axis.name] * factor)
                for axis, factor in zip(axes, factors, strict=True)
                if (value := item.values[axis.name]) is not None
            ]
            total = sum(weight for _, weight in parts)
            scores[item.card] = sum(s * w for s, w in parts) / total if total else 0.0
        for card, score in scores.items():
            seen[card].add(1 + sum(other > score + 1e-12 for other in scores.values()))
    assert {i.card: (i.rank_low, i.rank_high) for i in items} == {
        c: (min(r), max(r)) for c, r in seen.items()
    }


@settings(max_examples=25)
@given(data=st.data())
def test_the_order_in_which_cards_stand_changes_nothing(
    reader: Reader, document: MeasuredMap, data: st.DataObject
) -> None:
    axes = asked_axes(reader, document, ["conversion", "revenue", "ces"])
    weights = {axis.name: data.draw(st.sampled_from([0.0, 0.5, 1.0, 3.0])) for axis in axes}
    steps = [
        step.model_copy(update={"cards": data.draw(st.permutations(step.cards))})
        for step in data.draw(st.permutations(document.steps))
    ]
    mixed = document.model_copy(update={"steps": steps})

    def told(of: MeasuredMap) -> dict[str, BoardItem]:
        return {item.card: item for item in board(of, {}, weights, [*AXES.values(), *axes])}

    assert told(mixed) == told(document)


def test_a_card_that_counts_a_part_of_its_step_is_measured_on_that_part(
    view: View, document: MeasuredMap, plan: Map
) -> None:
    web = "channel = 'web'"
    places = [("compare", ""), ("compare", web), ("compare", "no_such_column = 1")]
    found = ask_axis(asker(view, document), plan, read_axis("reach"), places)
    direct = {row.keys["step"]: row.number for row in ask(view, "reach", where=web, by=["step"]).rows}
    assert found.numbers[web] == {"compare": direct["compare"]}
    assert found.numbers["no_such_column = 1"] == {}
    axis = measure_axis(read_axis("reach"), found)
    step = next(step for step in document.steps if step.id == "compare")
    card = step.cards[0]
    narrowed = Tile(measure="reach", params={}, label="", number=direct["compare"], where=web)
    values = [axis.value(step, card.model_copy(update={"tile": tile}), {}) for tile in (None, narrowed)]
    assert values == [found.numbers[""]["compare"].value, direct["compare"].value]


def test_of_several_answers_one_is_compared_and_the_others_can_be_chosen(
    view: View, document: MeasuredMap, plan: Map
) -> None:
    first = answer(view, document, plan, "first_touch")
    assert len(first.choices) > 1
    assert first.which == first.choices[0]
    other = answer(view, document, plan, f"first_touch;which={first.choices[1]}")
    assert (other.which, other.choices) == (first.choices[1], first.choices)
    assert other.numbers != first.numbers
    gone = answer(view, document, plan, "first_touch;which=by%20dove")
    assert gone.numbers == {"": {}}
    assert gone.which in gone.choices


def test_an_axis_is_read_from_a_text_and_called_by_what_it_asks(plan: Map) -> None:
    name = "conversion;to=pay;last=90d;where=channel%20%3D%20'web';heavy=high"
    ref = read_axis(name)
    measure = MeasureRef(name="conversion", params={"to": "pay"}, last="90d", where="channel = 'web'")
    assert ref == AxisRef(name, measure, heavy="high")
    axis = measure_axis(ref, AxisAnswer(which=None, choices=[], numbers={}), plan)
    assert axis.heavy == "high"
    assert axis.title.startswith("Share who go on (to ")
    assert "last 90 days" in axis.title


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("conversoin", "unknown_axis"),
        ("conversion;too=pay", "unknown_param"),
        ("conversion;", "unknown_param"),
        ("conversion;last=soon", "bad_param"),
        ("conversion;heavy=up", "bad_param"),
    ],
)
def test_an_axis_that_is_not_there_is_told(name: str, code: str) -> None:
    with pytest.raises(InputError) as told:
        read_axis(name)
    assert told.value.code == code


@given(value=st.floats(-1e6, 1e6), others=st.lists(st.floats(-1e6, 1e6)))
def test_what_a_value_adds_to_a_score_is_a_share_between_nothing_and_all(
    value: float, others: list[float]
) -> None:
    for weigh in (of_the_largest, short_of(None), short_of(5.0), left_of(1, 5)):
        assert 0.0 <= weigh(value, [*others, value]) <= 1.0

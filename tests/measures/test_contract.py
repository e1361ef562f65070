"""What every measure of the registry promises."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from reference_tables import Happened
from worlds import DAY_ONE, World

from desirepath.errors import ConflictError, InputError, NotFoundError
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures import registry
from desirepath.measures.ask import ask
from desirepath.measures.behind import customers_behind
from desirepath.measures.result import Result

ROOT = Path(__file__).parents[2]
ORACLE = "".join(
    module.read_text("utf-8") for module in sorted(Path(__file__).parent.glob("test_*against_*.py"))
)


def little_world() -> World:
    """Fixed, with something in it for every measure."""
    from datetime import timedelta
    from decimal import Decimal

    events, answers = [], []
    names = [
        "A",
        "B",
        "Order Completed",
        "A",
        "Order Refunded",
        "D",
        "Friend Invited",
        "Page",
        "Order Completed",
    ]
    for i in range(60):
        customer = ["ana", "ben", "eva", "kim"][i % 4]
        event = names[(i * 7) % len(names)]
        of: dict[str, Any] = {
            "channel": ["web", "app", None][i % 3],
            "account": ["x", "y"][i % 2],
            "touchpoint": ["shop", "desk", None][i % 5 % 3],
            "campaign_source": "ads" if i % 5 == 0 else None,
        }
        if event.startswith("Order"):
            of |= {"order_id": f"o{i % 9}", "revenue": Decimal(i * 137).scaleb(-2)}
        moment = DAY_ONE + timedelta(hours=7 * i)
        actor = "company" if i % 11 == 0 else "customer"
        events.append(Happened(customer, moment, event, actor, of, {"size": "sl"[i % 2]}))
        scale, version = [("nps", None), ("csat", "5"), ("ces", "7"), ("stars", None)][i % 4]
        answers.append(
            {
                "event_id": f"answer-{i}",
                "customer": customer if i % 3 else None,
                "time": moment,
                "local": moment + timedelta(hours=1),
                "kind": ["survey", "review", "mention"][i % 3],
                "channel": ["web", "app", None][i % 3],
                "touchpoint": ["shop", "desk", None][i % 5 % 3],
                "scale": scale,
                "scale_version": version,
                "score": float(1 + i % 5),
                "feeling": float(i % 5 - 2),
                "step": ["a", "b", None][i % 3],
                "stage": ["look", "look", None][i % 3],
            }
        )
    return World(events, DAY_ONE + timedelta(days=15), answers)


@pytest.fixture(scope="module")
def view(engine: DuckDBEngine) -> Any:
    return little_world().view(engine)


@pytest.mark.parametrize("name", registry.names())
class TestEveryMeasure:
    def test_says_what_it_asks_where_it_comes_from_and_what_it_does_not_answer(self, name: str) -> None:
        measure = registry.get(name)
        assert measure.question.endswith("?")
        for text in (
            measure.title,
            measure.source,
            measure.does_not_answer,
            measure.when_empty,
            measure.small_n,
        ):
            assert text
        assert set(registry.describe(name)) >= {"question", "params", "unit", "source", "does_not_answer"}

    def test_every_parameter_is_described(self, name: str) -> None:
        fields = registry.describe(name)["params"].get("properties", {})
        assert all(field.get("description") for field in fields.values())

    def test_has_an_example_that_runs(self, name: str, view: Any) -> None:
        measure = registry.get(name)
        result = ask(view, name, measure.example, by=measure.example_by)
        assert result.rows
        assert all(set(row.more) == set(measure.more) for row in result.rows)
        assert Result.model_validate_json(result.model_dump_json()).measure == name
        assert result.to_pandas().shape[0] == len(result.rows)

    def test_has_an_oracle(self, name: str, view: Any) -> None:
        assert f'"{name}"' in ORACLE

    def test_has_its_place_in_the_reference(self, name: str, view: Any) -> None:
        page = (ROOT / "docs/reference/measures.md").read_text("utf-8")
        assert f'<a id="{registry.get(name).anchor}"></a>' in page

    def test_an_unknown_parameter_is_an_error_that_names_the_measure(self, name: str, view: Any) -> None:
        with pytest.raises(InputError, match=name):
            ask(view, name, {"wihtin": "7d"})

    def test_lists_exactly_the_observations_behind_its_rows(self, name: str, view: Any) -> None:
        rows = ask(view, name).rows
        for row in rows[:: max(1, len(rows) // 40)]:  # of an answer by hours some, from first to last
            behind = customers_behind(view, name, keys=row.keys, limit=1000)
            expected = {
                "conversion": row.more.get("entered"),
                "effort": row.more.get("entered"),
                "consistency": row.more.get("people"),
                "consistency_parts": row.more.get("people"),
                "support_reach": row.more.get("entered"),
                "funnel": row.more.get("entered"),
                "path_pattern": row.more.get("entered"),
                "dwell": row.more.get("visits"),
                "repeat_within": row.more.get("entered"),
                "referrals": row.more.get("referrals"),
            }.get(name, row.number.n)
            assert behind.total == len(behind.rows) == expected

    def test_answers_the_same_by_week_as_week_by_week(self, name: str, view: Any) -> None:
        rows = ask(view, name, by=["week"]).rows
        weeks = {row.keys["week"] for row in rows}
        every = {week: ask(view, name, start=week, end=week + timedelta(days=6)).rows for week in weeks}
        for row in rows:
            alone = every[row.keys["week"]]
            own = {key: value for key, value in row.keys.items() if key != "week"}
            same = [other.number for other in alone if other.keys == own]
            if same:
                assert same[0].model_dump() == pytest.approx(row.number.model_dump())
            else:
                assert not row.number.n

    def test_a_list_of_pages_is_the_whole_list(self, name: str, view: Any) -> None:
        whole = customers_behind(view, name, limit=1000)
        pages = [customers_behind(view, name, limit=7, offset=at).rows for at in range(0, whole.total, 7)]
        assert [row for page in pages for row in page] == whole.rows


@pytest.mark.parametrize("name", ["conversion", "what_next", "repeat_within"])
def test_outcomes_open_to_as_many_customers_as_they_say(view: Any, name: str) -> None:
    params = {"within": "2d"}
    for row in ask(view, name, params).rows:
        if name == "what_next":
            assert customers_behind(view, name, params, keys=row.keys).total == row.number.value
            continue
        for outcome in ("went_on", "still_open", "lost"):
            behind = customers_behind(view, name, params, keys=row.keys, outcome=outcome)
            assert behind.total == row.more[outcome]
        assert row.more["entered"] == sum(row.more[o] for o in ("went_on", "still_open", "lost"))


def test_what_next_conserves_the_people_of_each_step(view: Any) -> None:
    reached = {row.keys["step"]: row.number.value for row in ask(view, "reach", by=["step"]).rows}
    lines: dict[str, float] = {}
    for row in ask(view, "what_next").rows:
        lines[row.keys["step"]] = lines.get(row.keys["step"], 0) + (row.number.value or 0)
    assert lines == {step: people for step, people in reached.items() if people}


@pytest.mark.parametrize("column", ["channel", "country", "size"])
@pytest.mark.parametrize("name", ["conversion", "repeat_within"])
def test_a_breakdown_of_people_who_enter_once_adds_up_to_all(view: Any, name: str, column: str) -> None:
    def people(by: list[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for row in ask(view, name, by=by).rows:
            for outcome in ("entered", "went_on", "still_open", "lost"):
                at = f"{row.keys.get('step')} {outcome}"
                found[at] = found.get(at, 0) + row.more[outcome]
        return found

    assert people([column]) == people([])


@pytest.mark.parametrize("name", registry.names())
def test_a_filter_on_whole_customers_is_the_segment_of_them(view: Any, name: str) -> None:
    if name == "first_touch":
        pytest.skip("its rows are customers: the filter is its own")
    filtered, segment = ask(view, name, where="country = 'es'"), ask(view, name, segment="es")
    assert [row.model_dump() for row in filtered.rows] == [row.model_dump() for row in segment.rows]


@pytest.mark.parametrize("name", registry.names())
def test_the_order_of_the_input_is_irrelevant(engine: DuckDBEngine, view: Any, name: str) -> None:
    world = little_world()
    turned = World(world.events[::-1], world.now, world.answers[::-1]).view(engine)
    assert ask(turned, name, by=["country"]).rows == ask(view, name, by=["country"]).rows


def test_without_a_map_questions_about_steps_say_that_they_need_one(engine: DuckDBEngine) -> None:
    view = little_world().view(engine, plan=None)
    with pytest.raises(ConflictError, match="needs a map"):
        ask(view, "conversion")
    assert ask(view, "nps").notes == ["Without a map only answers of known customers are counted."]


@pytest.mark.parametrize(
    ("question", "error", "words"),
    [
        ({"name": "raech"}, NotFoundError, 'Did you mean "reach"'),
        ({"name": "reach", "by": ["chanel"]}, InputError, 'Did you mean "channel"'),
        ({"name": "reach", "by": ["week", "month"]}, InputError, "Only one period"),
        ({"name": "reach", "by": ["account", "session"]}, InputError, "Only one unit"),
        ({"name": "reach", "by": ["channel", "channel"]}, InputError, "stands twice"),
        ({"name": "nps", "by": ["session"]}, InputError, "cannot be counted by session"),
        ({"name": "reach", "segment": "ess"}, NotFoundError, 'Did you mean "es"'),
        ({"name": "reach", "where": "chanel = 'web'"}, InputError, 'Did you mean "channel"'),
        ({"name": "reach", "where": "channel = "}, InputError, "where:1"),
        ({"name": "reach", "start": "2024-04-02", "end": "2024-04-01"}, InputError, "wrong way round"),
        ({"name": "reach", "start": "yesterday"}, InputError, "2026-09-30"),
        ({"name": "conversion", "params": {"from": "z"}}, NotFoundError, "Allowed"),
        ({"name": "conversion", "params": {"from": "a", "to": "a"}}, InputError, "two different"),
        ({"name": "conversion", "params": {"from": "a", "to": "buy"}}, InputError, "two of a kind"),
        ({"name": "conversion", "params": {"within": "soon"}}, InputError, "within"),
        ({"name": "conversion", "params": {"form": "a"}}, InputError, 'Did you mean "from"'),
    ],
)
def test_what_cannot_be_asked_is_an_error_that_helps(
    view: Any, question: dict[str, Any], error: type[Exception], words: str
) -> None:
    with pytest.raises(error) as raised:
        ask(view, **question)
    assert words in str(raised.value)


def test_behind_refuses_keys_and_outcomes_that_are_not_there(view: Any) -> None:
    with pytest.raises(InputError, match="no outcomes"):
        customers_behind(view, "nps", outcome="went_on")
    with pytest.raises(InputError, match="cannot be broken down"):
        customers_behind(view, "reach", keys={"chanel": "web"})


def test_a_two_step_funnel_is_the_conversion_rate(view: Any) -> None:
    """Counted by hand from the lists behind: those at b among those who were at a."""
    row = ask(view, "conversion", {"from": "a", "to": "b", "within": "60d"}).rows[0]
    at_a = {r["customer"] for r in customers_behind(view, "reach", keys={"step": "a"}, limit=100).rows}
    went = customers_behind(
        view, "conversion", {"from": "a", "to": "b", "within": "60d"}, outcome="went_on", limit=100
    )
    assert row.more["entered"] == len(at_a)
    assert {r["customer"] for r in went.rows} <= at_a


def test_money_without_a_rate_is_told(engine: DuckDBEngine) -> None:
    from dataclasses import replace

    view = replace(little_world().view(engine), unconverted={"USD": 3})
    assert ask(view, "revenue").notes[0].startswith("3 rows of all the data are in USD")


def test_the_reference_page_is_what_the_registry_says() -> None:
    from reference import measures

    page = (ROOT / "docs/reference/measures.md").read_text("utf-8")
    assert page == measures.page().rstrip() + "\n", "run: make docs"

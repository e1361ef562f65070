"""A map drafted from data facts: always valid, in the order of journeys, all of it assumed."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desirepath.domain.check import advice
from desirepath.domain.draft import EventFact, draft, monotone
from desirepath.domain.event_names import human, stage_of
from desirepath.domain.map import Evidence, Map
from desirepath.domain.mapfile import dump, load
from desirepath.domain.vocabulary import NAMES, STAGES, WORDS
from desirepath.errors import InputError

names = st.sampled_from(
    ["visit", "Product Viewed", "cart", "Order Completed", "review", "xyz", "", " ", "注文", "a.b"]
)
facts = st.builds(
    EventFact,
    event=names | st.text(max_size=80),
    channel=st.none() | st.sampled_from(["web", "app", ""]),
    touchpoint=st.none() | st.sampled_from(["Web shop", "shop", "live_chat"]) | st.text(max_size=5),
    rows=st.integers(0, 10**9),
    customers=st.integers(0, 10**6),
    position=st.floats(0, 1) | st.just(float("nan")),
    has_score=st.booleans(),
    has_revenue=st.booleans(),
)


def fact(event: str, position: float, customers: int = 100, **more: object) -> EventFact:
    given: dict[str, object] = {"channel": "web", "touchpoint": None, "rows": customers, **more}
    return EventFact(event=event, customers=customers, position=position, **given)  # type: ignore[arg-type]


SHOP = [
    fact("Order Completed", 0.7, 40, rows=80, has_revenue=True),
    fact("visit", 0.1, 100),
    fact("Product Viewed", 0.3, 90),
    fact("order_delivered", 0.8, 39),
    fact("review", 1.0, 10, has_score=True),
]


def shape(plan: Map) -> dict[str, list[str]]:
    return {stage.title: [step.title for step in stage.steps] for stage in plan.stages}


@settings(max_examples=60, deadline=None)
@given(st.lists(facts, min_size=1, max_size=40), st.text(max_size=10))
def test_any_facts_make_a_valid_map_that_survives_its_file(given_facts: list[EventFact], title: str) -> None:
    plan = draft(given_facts, title)
    assert load(dump(plan)) == plan
    names = {" ".join(fact.event.split()).casefold() for fact in given_facts}
    assert len(plan.steps()) == min(len(names), 25)
    assert {step.evidence for step in plan.steps()} == {Evidence.ASSUMED}


def test_the_order_of_facts_does_not_matter() -> None:
    twice = [*SHOP, fact("visit", 0.2, 50, channel="app"), fact("cart", 0.5, 60, touchpoint="Shop")]
    orders = itertools.islice(itertools.permutations(twice), 0, None, 211)
    drafts = {dump(draft(order, "x")) for order in orders}
    assert len(drafts) == 1


def test_a_shop_gets_its_stages_in_the_order_of_its_journeys() -> None:
    assert shape(draft(SHOP, "Shop")) == {
        "Awareness": ["Visit"],
        "Consideration": ["Product viewed"],
        "Decision": ["Order completed"],
        "Delivery and use": ["Order delivered"],
        "Loyalty": ["Review"],
    }


def test_stages_never_go_back_even_when_an_event_stands_oddly() -> None:
    plan = draft([*SHOP, fact("Cart Viewed", 0.95, 3)], "Shop")
    assert list(shape(plan)) == ["Awareness", "Consideration", "Decision", "Delivery and use", "Loyalty"]
    assert "Cart viewed" in shape(plan)["Delivery and use"]


def test_unknown_events_join_their_neighbours() -> None:
    plan = draft([*SHOP, fact("xyz", 0.35, 3)], "Shop")
    assert shape(plan)["Consideration"] == ["Product viewed", "Xyz"]


def test_unknown_events_with_money_or_a_score_are_judged_by_them() -> None:
    plan = draft(
        [fact("aaa", 0.1), fact("bbb", 0.5, has_revenue=True), fact("ccc", 0.9, has_score=True)], "x"
    )
    assert shape(plan) == {"Decision": ["Aaa", "Bbb"], "Retention": ["Ccc"]}


def test_events_that_nobody_knows_are_split_by_place() -> None:
    plan = draft([fact("aaa", 0.0), fact("bbb", 0.5), fact("ccc", 1.0)], "x")
    assert shape(plan) == {"Start": ["Aaa"], "Middle": ["Bbb"], "End": ["Ccc"]}


def test_rarer_events_are_left_out_and_named() -> None:
    plan = draft([fact(f"step {n:02}", n / 40, 100 - n) for n in range(40)], "x")
    assert len(plan.steps()) == 25
    assert plan.summary is not None
    assert "Left out, being rarer: step 25, step 26" in plan.summary
    assert plan.summary.endswith("and 3 more.")


def test_touchpoints_are_named_places_else_channels_else_events() -> None:
    plan = draft(
        [
            fact("a", 0.1, touchpoint="live_chat", channel="chat"),
            fact("b", 0.2, channel="web"),
            fact("c", 0.3, channel="web"),
            fact("order_shipped", 0.4, channel=None),
            fact("d", 0.5, touchpoint="Loam.com", channel="web"),
            fact("d", 0.5, touchpoint="Loam.com", channel="app"),
        ],
        "x",
    )
    assert {t.name: (t.channel, t.channels) for t in plan.touchpoints} == {
        "Live chat": ("chat", []),
        "Web": ("web", []),
        "Order shipped": (None, []),
        "Loam.com": (None, ["app", "web"]),
    }
    ids = [part.id for part in (*plan.touchpoints, *plan.stages, *plan.steps())]
    assert len(set(ids)) == len(ids)  # objectives name what moves them by the id alone
    assert all(step.touchpoints for step in plan.steps())


def test_a_step_that_comes_again_is_expected_to() -> None:
    plan = draft(SHOP, "Shop")
    assert [step.title for step in plan.steps() if step.expect.repeats] == ["Order completed"]


def test_a_step_that_most_people_leave_out_is_not_what_the_one_before_leads_to() -> None:
    plan = draft([*SHOP, fact("order_cancelled", 0.75, 15), fact("coupon", 0.76, 15)], "Shop")
    steps = {step.id: step for step in plan.steps()}
    assert [name for name, step in steps.items() if step.expect.optional] == ["order-cancelled", "coupon"]
    assert plan.planned_next("order-completed") == ["order-delivered"]
    assert plan.planned_next("order-cancelled") == ["order-delivered"]
    assert [name for name, step in steps.items() if step.expect.next] == [
        "order-completed",
        "order-cancelled",
    ]
    assert plan.planned_next("order-delivered") == ["review"]


def test_buying_becomes_the_objective() -> None:
    [objective] = draft(SHOP, "Shop").objectives
    assert objective.measure.name == "repeat_within"
    assert objective.measure.params == {"event": ["Order Completed"]}
    assert draft([fact("visit", 0.5)], "x").objectives == []


def test_every_stage_but_the_last_is_judged_by_who_goes_on() -> None:
    plan = draft(SHOP, "Shop")
    assert [len(stage.kpis) for stage in plan.stages] == [1, 1, 1, 1, 0]
    codes = {found.code for found in advice(plan, None, date(2027, 1, 1))}
    assert codes == {"stage_without_kpi", "objective_without_target", "objective_without_due_date"}


def test_without_facts_there_is_nothing_to_draft() -> None:
    with pytest.raises(InputError, match="no events") as caught:
        draft([], "x")
    assert caught.value.code == "nothing_to_draft"


@pytest.mark.parametrize(
    ("event", "stage"),
    [
        ("Viewed Product", "consideration"),
        ("view_item", "consideration"),
        ("purchase", "decision"),
        ("orderCompleted", "decision"),
        ("ORDER_DELIVERED", "use"),
        ("order_returned", "use"),
        ("Ticket closed", "use"),
        ("page_view", "awareness"),
        ("searched", "awareness"),
        ("review_written", "loyalty"),
        ("Friend referred", "loyalty"),
        ("subscription_renewed", "retention"),
        ("Trial Started", "consideration"),
        ("something else", None),
    ],
)
def test_the_vocabulary_knows_common_names(event: str, stage: str | None) -> None:
    assert stage_of(event) == stage


def test_the_vocabulary_names_no_event_twice_and_only_known_stages() -> None:
    every = [name for listed in NAMES.values() for name in listed.split("|")]
    assert len(every) == len(set(every))
    assert all(name == " ".join(name.lower().split()) for name in every)
    assert set(NAMES) | {stage for stage, _ in WORDS} <= set(STAGES)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("a", "A"),
        ("", "Event"),
        ("__", "__"),
        ("CSAT_sent", "CSAT sent"),
        ("nps_answered", "NPS answered"),
        ("B2B lead", "B2B lead"),
        ("注文", "注文"),
    ],
)
def test_titles_are_sentences(name: str, title: str) -> None:
    assert human(name) == title


def test_spellings_that_differ_in_case_or_spaces_are_one_step() -> None:
    facts = [
        EventFact("Order placed", "web", None, 80, 70, 0.4),
        EventFact("ORDER PLACED", "Web", None, 9, 9, 0.5, has_revenue=True),
        EventFact("order  placed", "web", None, 5, 5, 0.4),
        EventFact("Refund", "web", None, 4, 4, 0.9),
    ]
    plan = draft(facts, "Shop")
    assert [step.title for step in plan.steps()] == ["Order placed", "Refund"]
    order = plan.steps()[0].match
    assert order is not None
    assert order.event == ["Order placed", "ORDER PLACED", "order  placed"]
    assert [place.name for place in plan.touchpoints] == ["Web"]
    assert plan.objectives[0].measure.params == {"event": ["Order placed", "ORDER PLACED", "order  placed"]}


@given(st.lists(st.tuples(st.none() | st.integers(0, 2), st.integers(0, 3)), min_size=1, max_size=5))
def test_ranks_never_fall_and_miss_least(given_ranks: list[tuple[int | None, int]]) -> None:
    known, weights = [k for k, _ in given_ranks], [w for _, w in given_ranks]

    def miss(ranks: tuple[int, ...] | list[int]) -> int:
        return sum(
            (w + 1) * abs(r - k) for r, k, w in zip(ranks, known, weights, strict=True) if k is not None
        )

    found = monotone(known, weights, 3)
    assert found == sorted(found)
    every = [r for r in itertools.product(range(3), repeat=len(known)) if list(r) == sorted(r)]
    assert miss(found) == min(map(miss, every))


def test_a_step_that_many_go_on_without_is_optional_wherever_it_stands() -> None:
    search = fact("search", 0.2, 60, met_before=0.6)
    support = fact("Support Contacted", 0.5, 40, met_before=0.2)
    basket = fact("Product Added", 0.4, 70, met_before=0.97)
    plan = draft([*SHOP, search, support, basket], "Shop")
    optional = {step.title for step in plan.steps() if step.expect.optional}
    assert optional >= {"Search", "Support contacted"}
    assert optional.isdisjoint({"Visit", "Product viewed", "Product added", "Order completed"})
    # The way leads to a search, and past it.
    assert plan.planned_next("visit") == ["search", "product-viewed"]
    assert plan.planned_next("search") == ["product-viewed"]


def test_of_several_spellings_nobody_knows_who_can_go_without() -> None:
    first, second = (fact(name, 0.4, 50, met_before=0.5) for name in ("Product Added", "product added"))
    plan = draft([*SHOP, first, second], "Shop")
    assert [step.expect.optional for step in plan.steps() if step.id == "product-added"] == [False]

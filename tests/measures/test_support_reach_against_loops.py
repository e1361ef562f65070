"""Who asks for help after a struggle is what loops over journeys say, for every sign of one."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

import numpy as np
import pytest
from dense import dense_worlds
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_tables import Happened, Record
from worlds import DAY_ONE, PLAN, Question, World, examples, key_of, questions

from desirepath.domain import duration
from desirepath.errors import ConflictError, InputError
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.ask import ask
from desirepath.measures.behind import customers_behind
from desirepath.measures.meant import NO_SUPPORT

STEP_OF = {event: step.id for step in PLAN.steps() if step.match for event in step.match.event}
STAGE_OF = {step.id: stage.id for stage in PLAN.stages for step in stage.steps}
SIGNS = st.lists(st.sampled_from(["failed", "again", "unhappy", "slow"]), min_size=1, max_size=4)


def with_trouble(world: World) -> World:
    """Answers are events too, and some pages fail."""
    events = [
        replace(e, event="Payment Failed") if e.event == "Page" and e.prop["size"] == "l" else e
        for e in world.events
    ]
    said = [{**answer, "source": "test"} for answer in world.answers]
    events += [
        Happened(
            answer["customer"],
            answer["time"],
            answer["event"],
            of={"event_id": answer["event_id"], "channel": answer["channel"]},
            prop={"size": answer["prop_size"]},
        )
        for answer in said
        if answer["customer"]
    ]
    return World(events, world.now, said)


troubled = dense_worlds.map(with_trouble)
Struggle = tuple[datetime, int, str, str, Record]
"""When, the place of its row in the journey, the sign, the step, and the row."""


def struggles(world: World, signs: list[str]) -> Iterator[Struggle]:
    journeys, steps = world.journeys, world.steps
    at = {(row["customer"], row["event_id"]): row for row in journeys}
    for row in journeys if "failed" in signs else []:
        stood = [s for s in steps if s["customer"] == row["customer"] and s["seq"] <= row["seq"]]
        if "fail" in row["event"].lower() and stood:
            yield row["time"], row["seq"], "failed", stood[-1]["step"], row
    for answer in world.answers if "unhappy" in signs else []:
        if (
            answer["customer"]
            and answer["step"]
            and answer["feeling"] is not None
            and answer["feeling"] <= -1
        ):
            row = at[answer["customer"], answer["event_id"]]
            yield row["time"], row["seq"], "unhappy", answer["step"], row
    own = sorted(
        (row for row in steps if row["actor"] == "customer"),
        key=lambda r: (r["customer"], r["step"], r["seq"]),
    )
    for (_, step), mine in groupby(own if "again" in signs else [], key=lambda r: (r["customer"], r["step"])):
        firsts = [next(rows) for _, rows in groupby(mine, key=lambda r: r["local"].date())]
        for before, row in zip(firsts, firsts[2:], strict=False):
            if (row["local"].date() - before["local"].date()).days <= 30:
                yield row["time"], row["seq"], "again", step, row
    for row in steps if "slow" in signs else []:
        planned = next(step for step in PLAN.steps() if step.id == row["step"]).expect
        moment = row["time"] + timedelta(seconds=duration.seconds(planned.within))
        went = row["next_planned_time"]
        # Behind c stands a step without a rule, behind d nothing: there is nowhere to go on to.
        if row["step"] in ("a", "b") and moment <= world.now and (went is None or went > moment):
            yield moment, row["seq"], "slow", row["step"], row


def entries(world: World, question: Question, found: list[Struggle], own: tuple[str, ...]) -> list[Record]:
    """The first struggle of each customer, place and period, with the first contact after it."""
    firsts: dict[Any, Record] = {}
    for moment, seq, sign, step, row in sorted(found, key=lambda s: s[:4]):
        if not (question.of_customer(row) and question.meets(row) and question.in_range(moment)):
            continue
        at = {"step": step, "stage": STAGE_OF[step], "sign": sign}
        place = tuple(at[name] for name in own)
        moved = {**row, "time": moment}
        period = tuple(key_of(name, moved) for name in question.by if name == question.period)
        asked = [
            r
            for r in world.journeys
            if r["customer"] == row["customer"] and r["actor"] == "customer" and r["event"] == "D"
            if r["seq"] > seq and r["time"] >= moment
        ]
        keys = (*place, *(key_of(name, moved) for name in question.by))
        firsts.setdefault(
            (row["customer"], place, period),
            {"moment": moment, "keys": keys, "asked": asked[0] if asked else None},
        )
    return list(firsts.values())


@settings(examples, max_examples=max(3, examples.max_examples // 2))
@given(
    troubled,
    questions(),
    SIGNS,
    st.sampled_from([("stage",), ("step",), ("stage", "sign")]),
    st.sampled_from(["12h", "3d"]),
)
def test_who_asks_for_help_is_what_loops_say(
    engine: DuckDBEngine,
    world: World,
    question: Question,
    signs: list[str],
    own: tuple[str, ...],
    within: str,
) -> None:
    view, window = world.view(engine), timedelta(seconds=duration.seconds(within))
    params = {"struggle": signs, "within": within, "contacts": "D"}
    asked = question.asked()
    asked["by"] = [*own, *asked["by"]]
    groups: dict[Any, list[Record]] = defaultdict(list)
    for one in entries(world, question, list(struggles(world, signs)), own):
        groups[one["keys"]].append(one)

    found = {tuple(row.keys.values()): row for row in ask(view, "support_reach", params, **asked).rows}
    assert {key for key, row in found.items() if row.more["entered"]} == groups.keys()
    lines = {tuple(row.keys.values()): row for row in ask(view, "support_ways", params, **asked).rows}
    people = sum(row.number.value or 0 for row in lines.values())
    assert people == sum(len(mine) for mine in groups.values())
    for keys, mine in groups.items():
        went = [o for o in mine if o["asked"] and o["asked"]["time"] - o["moment"] <= window]
        over = [o for o in mine if o["moment"] + window <= world.now]
        judged = [o for o in went if o in over]
        lost = [o for o in over if o not in went]
        row = found[keys]
        outcomes = (len(mine), len(went), len(lost), len(mine) - len(went) - len(lost))
        assert tuple(row.more[name] for name in ("entered", "went_on", "lost", "still_open")) == outcomes
        assert (row.number.numerator, row.number.denominator) == (len(judged), len(judged) + len(lost))
        took = [(o["asked"]["time"] - o["moment"]).total_seconds() for o in judged]
        spread = np.quantile(took, [0.5, 0.95]).tolist() if took else [None, None]
        assert [row.more["median"], row.more["p95"]] == pytest.approx(spread)
        for way in {o["asked"].get("channel") for o in went}:
            through = [o for o in went if o["asked"].get("channel") == way]
            line = lines[(*keys[: len(own)], "went_on", way, *keys[len(own) :])]
            assert line.number.value == len(through)
            assert line.more["share"] == pytest.approx(len(through) / len(mine))


@settings(examples, max_examples=max(3, examples.max_examples // 4))
@given(troubled, questions(), st.sampled_from(["Payment Failed", "a", '{"where": "channel = \'app\'"}']))
def test_what_counts_as_a_struggle_can_be_said(
    engine: DuckDBEngine, world: World, question: Question, moments: str
) -> None:
    if moments == "Payment Failed" and moments not in {row["event"] for row in world.journeys}:
        moments = "a"
    found = []
    for row in world.journeys:
        stood = [s for s in world.steps if s["customer"] == row["customer"] and s["seq"] <= row["seq"]]
        own = STEP_OF.get(row["event"])
        meant = {"Payment Failed": row["event"] == moments, "a": own == "a"}.get(
            moments, row.get("channel") == "app"
        )
        if meant and stood:
            found.append((row["time"], row["seq"], "asked", stood[-1]["step"], row))
    expected = entries(world, question, found, ("stage",))
    params = {"moments": moments, "contacts": "D", "within": "2d"}
    view = world.view(engine)
    rows = ask(view, "support_reach", params, **question.asked()).rows
    told = {tuple(row.keys.values()): row.more["entered"] for row in rows if row.more["entered"]}
    counted: dict[Any, int] = defaultdict(int)
    for one in expected:
        counted[one["keys"]] += 1
    assert told == counted
    for row in [row for row in rows if row.more["entered"]][:1]:
        for outcome in ("went_on", "lost"):
            behind = customers_behind(
                view, "support_reach", params, keys=row.keys, outcome=outcome, **question.asked()
            )
            assert behind.total == row.more[outcome]


def test_ana_asked_in_the_chat_a_day_after_her_card_was_declined(engine: DuckDBEngine) -> None:
    day = timedelta(days=1)
    kinds = [("A", 0, "behaviour"), ("Card Declined", 1, "behaviour"), ("Chat Opened", 2, "support")]
    events = [
        Happened("ana", DAY_ONE + n * day, event, of={"kind": kind, "channel": "chat"})
        for event, n, kind in kinds
    ]
    events.append(Happened("ben", DAY_ONE, "Card Declined"))
    view = World(events, DAY_ONE + 30 * day).view(engine)
    rows = {row.keys["stage"]: row for row in ask(view, "support_reach").rows}
    # Ben had not stood at any step, so his struggle belongs nowhere.
    assert (rows["look"].more["entered"], rows["look"].more["went_on"]) == (1, 1)
    assert rows["look"].more["median"] == 86_400
    assert rows["buy"].number.value is None
    ways = ask(view, "support_ways").rows
    assert [(row.keys, row.number.value) for row in ways] == [
        ({"stage": "look", "outcome": "went_on", "way": "chat"}, 1)
    ]


def test_where_nobody_asks_it_is_told_how_to_name_a_contact(engine: DuckDBEngine) -> None:
    events = [Happened("ana", DAY_ONE, "A"), Happened("ana", DAY_ONE + timedelta(days=1), "Card Declined")]
    view = World(events, DAY_ONE + timedelta(days=30)).view(engine)
    assert NO_SUPPORT in ask(view, "support_reach").notes
    assert NO_SUPPORT not in ask(view, "support_reach", {"contacts": "A"}).notes


def test_without_a_map_struggles_belong_nowhere(engine: DuckDBEngine) -> None:
    view = World([Happened("ana", DAY_ONE, "A")], DAY_ONE).view(engine, plan=None)
    with pytest.raises(ConflictError, match="needs a map"):
        ask(view, "support_reach")
    with pytest.raises(InputError, match="struggle"):
        ask(view, "support_reach", {"struggle": "sad"})

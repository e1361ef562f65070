"""Events for tests: made by hand with few words, or drawn by hypothesis."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
from hypothesis import strategies as st

from desirepath.domain.map import Expect, Feels, Map, Match, MeasuredFeeling, Stage, Step
from desirepath.journeys.log import NEEDED
from desirepath.lake.tables import EVENTS

Row = dict[str, Any]
START = datetime.fromisoformat("2026-03-28T23:00")
KERNEL_COLUMNS = ["customer", "known_account", "named_step", *NEEDED]


def event(customer: str, name: str, minutes: float = 0, **more: Any) -> Row:
    """One event, some minutes after START."""
    row: Row = dict.fromkeys(EVENTS.names) | {"customer": customer, "known_account": None, "named_step": None}
    row |= {"event": name, "timestamp": START + timedelta(minutes=minutes), "source": "s", "event_id": name}
    return row | {"actor": "customer", "kind": "behaviour"} | more


def as_rows(events: list[Row], keep: list[str] | None = None, *, dictionaries: bool = False) -> pa.Table:
    """Events as the kernels take them."""
    columns = {}
    for name in dict.fromkeys([*KERNEL_COLUMNS, *(f"prop_{k}" for k in keep or [])]):
        kind = EVENTS.field(name).type if name in EVENTS.names else pa.string()
        column = pa.array([e.get(name) for e in events], kind)
        wanted = dictionaries and kind == pa.string() and name not in ("event_id", "order_id", "text")
        columns[name] = column.dictionary_encode() if wanted else column
    return pa.table(columns)


NAMES = ["visit", "basket", "order", "Survey Sent", "review"]
TIMES = st.integers(0, 40).map(lambda n: n * 15)  # a quarter of an hour: ties, and gaps of exactly the length


@st.composite
def events(draw: st.DrawFn) -> list[Row]:
    """A few customers, few times, few words: so that everything that can coincide does."""
    rows = []
    for number in range(draw(st.integers(0, 14))):
        scale = draw(st.sampled_from([None, None, "stars", "nps"]))
        rows.append(
            event(
                draw(st.sampled_from(["ann", "bob", "Čeněk"])),
                draw(st.sampled_from(NAMES)),
                draw(TIMES),
                event_id=draw(st.sampled_from("abc")) + str(number),
                source=draw(st.sampled_from("st")),
                actor=draw(st.sampled_from(["customer", "customer", "company", "system"])),
                kind=draw(st.sampled_from(["behaviour", "order", "message", "survey", "review"])),
                received_at=draw(st.sampled_from([None, START, START + timedelta(days=1)])),
                original_timestamp=draw(st.sampled_from([None, START, START + timedelta(hours=1)])),
                channel=draw(st.sampled_from([None, "web", "mail"])),
                touchpoint=draw(st.sampled_from([None, "shop", "box"])),
                account_id=draw(st.sampled_from([None, None, "acme", "blue"])),
                order_id=draw(st.sampled_from([None, "o1", "o2"])),
                revenue=draw(st.sampled_from([None, Decimal("10.00"), Decimal("0.05"), Decimal("-3.33")])),
                currency=draw(st.sampled_from([None, "EUR", "USD", "XXX"])),
                scale=scale,
                score=draw(st.sampled_from([None, 1.0, 3.0, 5.0])) if scale else None,
                named_step=draw(st.sampled_from([None, None, None, "pay", "nowhere"])),
                prop_colour=draw(st.sampled_from([None, "red", "blue"])),
            )
        )
    return rows


PLAN = Map(
    title="Test",
    stages=[
        Stage(
            id="look",
            title="Look",
            steps=[
                Step(
                    id="see", title="See", match=Match(event=["visit"], channel=["web"]), touchpoints=["shop"]
                ),
                Step(
                    id="fill",
                    title="Fill",
                    match=Match(event=["basket", "visit"]),
                    expect=Expect(next=["pay", "see"]),
                    feels=Feels(measured=MeasuredFeeling(events=["review"], within="1h")),
                    touchpoints=["shop", "box"],
                ),
            ],
        ),
        Stage(id="idea", title="Idea", steps=[Step(id="dream", title="Dream")]),
        Stage(
            id="buy",
            title="Buy",
            steps=[
                Step(
                    id="pay",
                    title="Pay",
                    match=Match(event=["order"]),
                    feels=Feels(measured=MeasuredFeeling(within="3h")),
                ),
                Step(
                    id="praise",
                    title="Praise",
                    match=Match(event=["review"], where="score >= 3"),
                    feels=Feels(measured=MeasuredFeeling(about="this step")),
                ),
            ],
        ),
    ],
)

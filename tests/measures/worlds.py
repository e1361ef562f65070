"""Small made-up worlds: a map, what happened, and questions about it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from reference_tables import Happened, Record, customers_of, journeys_of, steps_of, to_local, view_of

from desirepath.domain.map import Map
from desirepath.lake.engines import Engine
from desirepath.measures.view import View

examples = settings(
    max_examples=int(os.environ.get("MEASURE_EXAMPLES", "5")),
    deadline=None,
    phases=[phase for phase in Phase if phase not in (Phase.shrink, Phase.explain)],
    suppress_health_check=[HealthCheck.too_slow],
)
"""How many worlds each property is tried on; the worlds are small as they are. `.ci/run` tries 8, 300 look longer."""

ZONE = "Europe/Madrid"
DAY_ONE = datetime(2024, 3, 25)
"""The clocks of Madrid go forward on 31 March 2024: days and weeks around it are 23 hours and 167 hours long."""

PLAN = Map.model_validate(
    {
        "title": "Test",
        "stages": [
            {
                "id": "look",
                "title": "Look",
                "steps": [
                    {
                        "id": "a",
                        "title": "A",
                        "match": {"event": ["A"]},
                        "expect": {"next": ["b", "c"], "within": "2d"},
                        "feels": {"believed": 1},
                    },
                    {"id": "b", "title": "B", "match": {"event": ["B"]}, "expect": {"within": "36h"}},
                ],
            },
            {
                "id": "buy",
                "title": "Buy",
                "steps": [
                    {
                        "id": "c",
                        "title": "C",
                        "match": {"event": ["Order Completed"]},
                        "expect": {"within": "1d"},
                    },
                    {"id": "quiet", "title": "No rule"},
                ],
            },
            {"id": "use", "title": "Use", "steps": [{"id": "d", "title": "D", "match": {"event": ["D"]}}]},
        ],
    }
)
TRAITS = {"ana": {"country": "es"}, "ben": {"country": "de"}, "eva": {"country": "es"}}
SEGMENTS = {"es": "country = 'es'"}


@dataclass(frozen=True)
class World:
    """Everything that happened, and until when it was watched."""

    events: list[Happened]
    now: datetime
    answers: list[Record] = field(default_factory=list)

    @property
    def journeys(self) -> list[Record]:
        return journeys_of(self.events, ZONE)

    @property
    def steps(self) -> list[Record]:
        return steps_of(self.journeys, PLAN)

    @property
    def customers(self) -> list[Record]:
        return customers_of(self.journeys, TRAITS, ZONE)

    def view(self, engine: Engine, plan: Map | None = PLAN) -> View:
        return view_of(
            engine,
            self.journeys,
            plan,
            now=self.now,
            zone=ZONE,
            traits=TRAITS,
            answers=self.answers,
            kept=["size"],
            segments=SEGMENTS,
        )


@dataclass(frozen=True)
class Question:
    """Filter, dates and breakdowns, with the same in plain Python."""

    where: str | None = None
    segment: str | None = None
    start: date | None = None
    end: date | None = None
    by: tuple[str, ...] = ()

    def asked(self) -> dict[str, Any]:
        return {
            "where": self.where,
            "segment": self.segment,
            "start": self.start,
            "end": self.end,
            "by": list(self.by),
        }

    def of_customer(self, row: Record) -> bool:
        return self.segment is None or country(row) == "es"

    def meets(self, row: Record) -> bool:
        if self.where is None:
            return True
        return {
            "channel = 'web'": row.get("channel") == "web",
            "country = 'de'": country(row) == "de",
            "country = 'de' or channel = 'web'": country(row) == "de" or row.get("channel") == "web",
            "size = 'l'": row.get("prop_size") == "l",
        }[self.where]

    def in_range(self, moment: datetime) -> bool:
        day = to_local(moment, ZONE).date()
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def keeps(self, row: Record) -> bool:
        return self.of_customer(row) and self.meets(row) and self.in_range(row["time"])

    def keys(self, row: Record) -> tuple[Any, ...]:
        return tuple(key_of(name, row) for name in self.by)

    @property
    def period(self) -> str | None:
        return next((name for name in self.by if name in ("day", "week", "month")), None)


def country(row: Record) -> str | None:
    return TRAITS.get(row["customer"], {}).get("country")


def key_of(name: str, row: Record) -> Any:
    day = to_local(row["time"], ZONE).date()
    if name == "day":
        return day
    if name == "week":
        return day - timedelta(days=day.weekday())
    if name == "month":
        return day.replace(day=1)
    if name == "country":
        return country(row)
    return row.get(f"prop_{name}" if name == "size" else name)


CUSTOMERS = st.sampled_from(["ana", "ben", "eva", "kim"])
# Around midnight in Madrid, which is 23:00 UTC before the clocks change and 22:00 after: first and last moments of
# days, ties, and windows that end to the second are frequent.
MOMENTS = st.builds(
    lambda day, minutes: DAY_ONE + timedelta(days=day, minutes=minutes),
    st.integers(0, 14),
    st.sampled_from([0, 12 * 60, 21 * 60 + 30, 22 * 60, 22 * 60 + 30, 23 * 60, 23 * 60 + 30]),
)
ACCOUNTS = st.sampled_from(["x", "y", None])
CHANNELS = st.sampled_from(["web", "app", None])
DAYS = st.one_of(st.none(), st.integers(-1, 16).map(lambda n: (DAY_ONE + timedelta(days=n)).date()))


@st.composite
def happenings(draw: st.DrawFn) -> Happened:
    event = draw(
        st.sampled_from(["A", "A", "B", "Order Completed", "D", "Page", "Order Refunded", "Order Cancelled"])
    )
    of: Record = {"channel": draw(CHANNELS), "account": draw(ACCOUNTS)}
    if event.startswith("Order"):
        of["order_id"] = draw(st.sampled_from(["o1", "o2", "o3", None]))
        of["revenue"] = draw(
            st.one_of(st.none(), st.integers(0, 99_999).map(lambda cents: Decimal(cents).scaleb(-2)))
        )
    if event == "Page":
        of["campaign_source"] = draw(st.sampled_from(["ads", None]))
    return Happened(
        customer=draw(CUSTOMERS),
        time=draw(MOMENTS),
        event=event,
        actor=draw(st.sampled_from(["customer", "customer", "customer", "company"])),
        of=of,
        prop={"size": draw(st.sampled_from(["s", "l"]))},
    )


@st.composite
def answers(draw: st.DrawFn) -> Record:
    scale, version, top = draw(
        st.sampled_from(
            [("nps", None, 10), ("csat", "5", 5), ("csat", "7", 7), ("ces", "7", 7), ("stars", None, 5)]
        )
    )
    score = draw(st.integers(0 if scale == "nps" else 1, top))
    moment = draw(MOMENTS)
    return {
        "event_id": f"answer-{draw(st.integers(0, 10**6))}",
        "customer": draw(st.one_of(st.none(), CUSTOMERS)),
        "time": moment,
        "local": to_local(moment, ZONE),
        "event": "Survey Answered",
        "kind": draw(st.sampled_from(["survey", "review", "mention"])),
        "channel": draw(CHANNELS),
        "account": draw(ACCOUNTS),
        "scale": scale,
        "scale_version": version,
        "score": float(score),
        "feeling": score / 2 - 2 if scale == "nps" else None,
        "step": draw(st.sampled_from(["a", "b", None])),
        "prop_size": draw(st.sampled_from(["s", "l"])),
    }


def _of_customers(world: World) -> World:
    """Who answers is a customer: an answer is an event too. Others are unknown people."""
    known = {event.customer for event in world.events}
    said = [
        {**answer, "customer": answer["customer"] if answer["customer"] in known else None}
        for answer in world.answers
    ]
    return replace(world, answers=said)


worlds = st.builds(
    World,
    events=st.lists(happenings(), min_size=1, max_size=25),
    now=st.integers(5, 30).map(lambda n: DAY_ONE + timedelta(days=n)),
    answers=st.lists(answers(), max_size=20, unique_by=lambda answer: answer["event_id"]),
).map(_of_customers)


@st.composite
def questions(draw: st.DrawFn, columns: tuple[str, ...] = ("channel", "country", "size")) -> Question:
    start, end = draw(DAYS), draw(DAYS)
    if start and end and end < start:
        start, end = end, start
    breakdowns = [
        draw(st.sampled_from([None, None, "day", "week", "month"])),
        *draw(st.sampled_from([(), *((c,) for c in columns)])),
    ]
    where = st.sampled_from(
        [None, None, "channel = 'web'", "country = 'de'", "country = 'de' or channel = 'web'", "size = 'l'"]
    )
    return Question(
        where=draw(where),
        segment=draw(st.sampled_from([None, None, "es"])),
        start=start,
        end=end,
        by=tuple(name for name in breakdowns if name),
    )

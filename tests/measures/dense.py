"""Worlds in which much happens, for questions that rarely find anything in the usual little ones."""

from datetime import timedelta
from random import Random

from hypothesis import strategies as st
from reference_tables import Happened, Record, to_local
from worlds import DAY_ONE, ZONE, World


def dense(seed: int) -> World:
    """Forty events and some answers of few customers, by lot."""
    chance = Random(seed)
    events: list[Happened] = []
    said: list[Record] = []
    for n in range(40):
        who, moment = chance.choice(["ana", "ben", "eva"]), DAY_ONE + timedelta(days=chance.randrange(15))
        moment += timedelta(hours=chance.choice([0, 12, 22, 23]))
        channel = chance.choice(["web", "app", None])
        event = chance.choice(["A", "A", "B", "B", "Order Completed", "D", "Page"])
        actor = chance.choice(["customer"] * 5 + ["company"])
        size = {"size": chance.choice("sl")}
        events.append(Happened(who, moment, event, actor, {"channel": channel}, size))
        if n % 3 == 0:
            at = {"event_id": f"answer-{n}", "customer": who, "time": moment, "local": to_local(moment, ZONE)}
            told = {"event": "Survey Answered", "channel": channel, "scale": "nps", "prop_size": size["size"]}
            score = chance.randrange(11)
            feeling = {"score": float(score), "feeling": (score - 5) / 2.5}
            said.append({**at, **told, **feeling, "step": chance.choice(["a", "b", "c", None])})
    return World(events, DAY_ONE + timedelta(days=chance.randrange(10, 25)), said)


dense_worlds = st.integers(0, 10**6).map(dense)

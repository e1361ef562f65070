"""E-mails that the shop sends, promotional and helpful, and what people do with them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from desirepath.ingest.sample import story
from desirepath.ingest.sample.aftermath import After
from desirepath.ingest.sample.columns import iso, picked, scattered
from desirepath.ingest.sample.story import Reals, Wholes
from desirepath.ingest.sample.world import World, ragged

EVENTS = ("Email Sent", "Email Opened", "Email Clicked", "Email Unsubscribed")
SENT, OPENED, CLICKED, GONE = range(4)
TOPICS = ("promotion", "care", "parcel", "fibre news")
PROMOTION, CARE, PARCEL, NEWS = range(4)
PROMOTIONS = np.array([0.5, 2.4, 1.5, 0.0])
"""Promotions a month by what people chose to get; those who look away get more of them (a win-back rule)."""
NEWSLETTERS = np.array([0.55, 0.1, 0.4, 0.0])


@dataclass(frozen=True)
class Mails:
    """One value an event of a mail."""

    person: Wholes
    time: Reals
    event: Wholes
    topic: Wholes
    mail: Wholes  # which mail it belongs to


def mails(world: World, done: After) -> Mails:
    """All mails of the chunk. Promotions follow persona and engagement and cause nothing."""
    people, rng, calendar = world.people, world.rng, world.calendar
    since = np.where(world.seen(world.known.email), world.known.email, np.inf)
    months = np.where(np.isfinite(since), (calendar.days - since) / 30, 0.0)
    rates = (
        (PROMOTION, PROMOTIONS[people.mail_choice] * np.exp(-0.40 * people.engagement)),
        (NEWS, NEWSLETTERS[people.mail_choice]),
    )
    person, time, topic = [], [], []
    for code, rate in rates:
        who, _ = ragged(rng.poisson(rate * months))
        person.append(who)
        sends = world.awake(since[who] + (calendar.days - since[who]) * rng.random(len(who)))
        time.append(np.maximum(sends, since[who] + 0.01))
        topic.append(np.full(len(who), code))
    for code, when in (
        (PARCEL, done.shipped + 0.01),
        (CARE, done.delivered + 30),
        (CARE, done.delivered + 180),
    ):
        fits = world.seen(when) & ~(done.returned & ~done.exchanged & (code == CARE))
        person.append(done.person[fits])
        time.append(when[fits])
        topic.append(np.full(int(fits.sum()), code))
    who, when, what = (np.concatenate(column) for column in (person, time, topic))
    leaves = (what == PROMOTION) & world.chance(
        np.array([0.030, 0.004, 0.012])[people.persona[who]], len(who)
    )
    gone = np.full(world.count, np.inf)
    np.minimum.at(gone, who[leaves], when[leaves])
    kept = (when <= gone[who]) | (what == PARCEL)
    who, when, what, leaves = who[kept], when[kept], what[kept], leaves[kept]
    return _with_answers(world, who, when, what, leaves)


def _with_answers(world: World, who: Wholes, when: Reals, what: Wholes, leaves: story.Flags) -> Mails:
    people, rng, every = world.people, world.rng, np.arange(len(who))
    persona = people.persona[who]
    interest = np.exp(0.15 * people.engagement[who])
    chances = np.stack(
        [
            story.OPENS_PROMOTION[persona] * interest,
            story.OPENS_CARE[persona] * interest,
            np.full(len(who), 0.62),
            story.OPENS_CARE[persona] * 0.7 * interest,
        ]
    )
    opens = world.chance(chances[what, every], len(who)) | leaves
    opened = np.maximum(world.awake(when + rng.exponential(0.35, len(who))), when + 0.002)
    clicks = opens & ~leaves & world.chance(np.array([0.16, 0.20, 0.10, 0.22])[what], len(who))
    parts = [
        (every, when, SENT),
        (every[opens], opened[opens], OPENED),
        (every[clicks], opened[clicks] + 0.0006, CLICKED),
        (every[leaves], opened[leaves] + 0.0004, GONE),
    ]
    mail = np.concatenate([part[0] for part in parts])
    time = np.concatenate([part[1] for part in parts])
    event = np.concatenate([np.full(len(part[0]), part[2]) for part in parts])
    keep = world.seen(time)
    mail, time, event = mail[keep], time[keep], event[keep]
    order = np.lexsort((event, time))
    mail, time, event = mail[order], time[order], event[order]
    return Mails(who[mail], time, event, what[mail], mail)


def mail_table(world: World, sent: Mails, first_mail: int) -> pa.Table:
    """One row an event of a mail."""
    return pa.table(
        {
            "row": scattered("e", (first_mail + sent.mail) * 4 + sent.event),
            "event": picked(EVENTS, sent.event),
            "email": world.ids.email(sent.person),
            "time": iso(world.calendar.utc(sent.time)),
            "topic": picked(TOPICS, sent.topic),
            "purpose": picked(("promotional", "helpful"), (sent.topic != PROMOTION).astype(np.int64)),
        }
    )

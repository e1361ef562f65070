"""The files in which feedback stands: surveys, reviews, support contacts and mentions."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from desirepath.ingest.sample import story
from desirepath.ingest.sample.aftermath import After
from desirepath.ingest.sample.columns import european, iso, numbered, only, picked, scattered, whole
from desirepath.ingest.sample.feelings import STEPS
from desirepath.ingest.sample.ids import order_ids
from desirepath.ingest.sample.story import Wholes
from desirepath.ingest.sample.told import TOPICS, Reviews, Tickets
from desirepath.ingest.sample.voices import BY_ORDER, NAMED, SURVEYS, TEXTS, Answers
from desirepath.ingest.sample.words import MENTIONS, TICKETS, language
from desirepath.ingest.sample.world import World

LANGUAGES = tuple(language(text) for text in TEXTS)


def comments(text: Wholes) -> tuple[pa.Array, pa.Array]:
    """Texts and their languages; null where nothing was written."""
    return picked(TEXTS, text), picked(LANGUAGES, text)


def survey_table(world: World, done: After, given: Answers, first_answer: int) -> pa.Table:
    """One row an answer: named by step, tied to an order, or known by its moment alone."""
    columns = {name: np.concatenate(values) for name, values in vars(given).items()}
    order = np.argsort(columns["time"], kind="stable")
    a = {name: values[order] for name, values in columns.items()}
    number = world.people.number[a["person"]]
    by_order = (a["about"] == BY_ORDER) & (a["order"] >= 0)
    text, spoken = comments(a["text"])
    in_shop = a["device"] >= 0
    return pa.table(
        {
            "answer_id": scattered("a", first_answer + np.arange(len(number))),
            "event": picked(SURVEYS, a["survey"]),
            "answered_at": iso(world.calendar.utc(a["time"])),
            "visitor_id": world.ids.cookie(a["person"], a["device"]),
            "email": only(world.ids.email(a["person"]), ~in_shop),
            "order_id": only(order_ids(number, done.nth[a["order"]] if len(done.nth) else number), by_order),
            "step": picked(STEPS, np.where(a["about"] == NAMED, a["step"], -1)),
            "score": whole(a["score"]),
            "scale": picked(("csat", "nps", "ces"), a["survey"]),
            "version": picked(("5", None, "7"), a["survey"]),
            "comment": text,
            "language": spoken,
        }
    )


def review_table(world: World, done: After, given: Reviews, first_review: int) -> pa.Table:
    """One row a review, in European notation; one in seven came without order and name."""
    order = np.argsort(given.time, kind="stable")
    which, time, stars, said = given.order[order], given.time[order], given.stars[order], given.text[order]
    number = done.number[which]
    unlinked = world.chance(1 / 7, len(which))
    text, spoken = comments(said)
    return pa.table(
        {
            "review_id": scattered("w", first_review + np.arange(len(which))),
            "written": european(world.calendar.local(time)),
            "order_id": only(order_ids(number, done.nth[which]), ~unlinked),
            "customer_id": only(world.ids.account(done.person[which]), ~unlinked & ~done.guest[which]),
            "email": only(world.ids.email(done.person[which]), ~unlinked),
            "brand": picked(story.BRANDS, done.brand[which]),
            "category": picked(story.CATEGORIES, done.category[which]),
            "stars": whole(stars),
            "review": text,
            "language": spoken,
        }
    )


def ticket_table(world: World, done: After, given: Tickets, first_ticket: int) -> pa.Table:
    """One row a contact with support, with its rating beside it; chats before a sign-in know only the cookie."""
    rng, count = world.rng, len(given.person)
    number = world.people.number[given.person]
    anonymous = given.order < 0
    has_order = given.order >= 0
    texts = [text for topic in TOPICS for text in TICKETS[topic]]
    counts = np.array([len(TICKETS[topic]) for topic in TOPICS])
    starts = np.cumsum(counts) - counts
    said = starts[given.topic] + np.floor(rng.random(count) * counts[given.topic]).astype(np.int64)
    closed = given.time + rng.exponential(0.8, count) + 0.02
    rated = (given.score >= 0) & world.seen(closed + 0.1)
    nth = done.nth[np.maximum(given.order, 0)] if len(done.nth) else number
    return pa.table(
        {
            "ticket": scattered("q", first_ticket + np.arange(count)),
            "opened_at": iso(world.calendar.utc(given.time)),
            "channel": picked(("chat", "email", "phone"), np.where(anonymous, 0, rng.integers(0, 3, count))),
            "topic": picked(TOPICS, given.topic),
            "visitor_id": world.ids.cookie(given.person, np.where(anonymous, 0, -1)),
            "email": only(world.ids.email(given.person), ~anonymous),
            "order_id": only(order_ids(number, nth), has_order),
            "text": picked(texts, said),
            "language": picked(("en",), np.zeros(count, dtype=np.int64)),
            "agent": picked(("Noor", "Jonas", "Mei", "Ana"), rng.integers(0, 4, count)),
            "closed_at": only(iso(world.calendar.utc(closed)), world.seen(closed)),
            "rated_at": only(iso(world.calendar.utc(closed + 0.1)), rated),
            "rating": only(whole(np.maximum(given.score, 0)), rated),
        }
    )


def mention_table(world: World, first_mention: int) -> pa.Table:
    """One row a mention in public; nobody knows which customer wrote it."""
    rng = world.rng
    count = int(rng.poisson(world.count * 0.05))
    time = np.sort(rng.random(count)) * world.calendar.days
    which = rng.integers(0, len(MENTIONS), count)
    return pa.table(
        {
            "mention_id": numbered("x", first_mention + np.arange(count), 7),
            "seen_at": iso(world.calendar.utc(time)),
            "platform": picked([platform for platform, _ in MENTIONS], which),
            "text": picked([text for _, text in MENTIONS], which),
        }
    )

"""Visits to the web shop: sessions, page by page, mostly before anybody signs in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from desirepath.ingest.sample import story
from desirepath.ingest.sample.choose import chosen
from desirepath.ingest.sample.ids import STORE_TABLET
from desirepath.ingest.sample.story import Flags, Reals, Wholes
from desirepath.ingest.sample.world import World, ragged

EVENTS = (
    "Page Viewed", "Product List Viewed", "Product Viewed", "Fit Guide Opened", "Product Added", "Checkout Started",
    "Delivery Chosen", "Signed In",
)  # fmt: skip
PAGE, LIST, PRODUCT, GUIDE, ADDED, CHECKOUT, CHOSEN, SIGNED = range(8)
PAGES = ("home", "claims", "fibre", "factory", "repair", "journal")
READS = np.array(
    [[0.20, 0.34, 0.22, 0.14, 0.10], [0.12, 0.06, 0.06, 0.06, 0.70], [0.22, 0.18, 0.14, 0.14, 0.32]]
)
"""Which page but the front each persona reads."""
SECOND = 1 / 86_400
DECIDING = 1_260
"""Seconds from the start of an episode's last session to its decision."""


@dataclass(frozen=True)
class Sessions:
    """One value a session. `episode` is -1 for a visit without a purpose."""

    person: Wholes
    start: Reals
    episode: Wholes
    decides: Flags  # the last session of its episode
    device: Wholes
    from_mail: Flags


@dataclass(frozen=True)
class WebEvents:
    """One value an event of the web shop."""

    session: Wholes
    time: Reals
    event: Wholes
    page: Wholes


def sessions(world: World, mail_person: Wholes, mail_time: Reals) -> Sessions:
    """All sessions of the chunk: those of shopping episodes, idle ones, and those that follow a click in a mail."""
    lives, people, rng = world.lives, world.people, world.rng
    person, episode = np.nonzero(np.isfinite(lives.time) & (lives.began < world.calendar.days))
    began, decided = lives.began[person, episode], lives.time[person, episode]
    extra = np.where(
        lives.left_at[person, episode] == story.VISIT,
        0,
        1 + rng.poisson(1.25 * np.exp(0.2 * people.engagement[person])),
    )
    group, place = ragged(extra + 1)
    last = place == extra[group]
    between = began[group] + (decided - began)[group] * rng.random(len(group))
    latest = np.maximum(began, decided - 1.1 * DECIDING * SECOND)
    between = np.clip(world.awake(between), began[group], latest[group])
    between = np.where(place == 0, began[group], between)
    start = np.where(last & (extra[group] > 0), decided[group] - DECIDING * SECOND, between)

    months = np.clip((world.calendar.days - people.visits) / 30, 0, None)
    idle = rng.poisson(
        np.where(np.isfinite(months), 0.16 * months * np.exp(0.5 * people.engagement - 0.1), 0.0)
    )
    idler, _ = ragged(idle)
    free = world.calendar.days - people.visits[idler]
    wander = world.awake(people.visits[idler] + free * rng.random(len(idler)) ** 1.4)

    who = np.concatenate([person[group], idler, mail_person])
    when = np.concatenate([start, wander, mail_time + 15 * SECOND])
    devices = rng.random(len(who))
    second, third = people.number % 100 < 46, people.number % 100 < 7
    device = np.where((devices > 0.72) & second[who], 1, 0)
    device = np.where((devices > 0.96) & third[who], 2, device)
    in_store = (
        (people.first_touch == 3)[who] & world.chance(0.12, len(who)) & (np.arange(len(who)) < len(group))
    )
    from_mail = np.arange(len(who)) >= len(group) + len(idler)
    made = Sessions(
        person=who,
        start=when,
        episode=np.concatenate([episode[group], np.full(len(idler) + len(mail_person), -1)]),
        decides=np.concatenate([last, np.zeros(len(idler) + len(mail_person), dtype=bool)]),
        device=np.where(in_store, STORE_TABLET, device),
        from_mail=from_mail,
    )
    return _taken(made, world.seen(made.start))


def _taken(sessions: Sessions, keep: Flags) -> Sessions:
    return Sessions(**{name: values[keep] for name, values in vars(sessions).items()})


def web_events(world: World, made: Sessions) -> WebEvents:
    """Every page and click of the sessions."""
    lives, rng = world.lives, world.rng
    count = len(made.person)
    every = np.arange(count)
    purposeful = made.episode >= 0
    left = np.where(purposeful, lives.left_at[made.person, made.episode], story.COMPARE)
    looked = np.where(left == story.VISIT, 0, rng.geometric(0.38, count))
    looked = np.where(purposeful, looked, np.minimum(looked, 4) - 1)
    looked = np.minimum(looked, 14)

    parts: list[tuple[Wholes, Reals, Wholes, Wholes]] = []

    def add(session: Wholes, seconds: Reals, event: int | Wholes, page: Wholes | None = None) -> None:
        codes = np.broadcast_to(np.asarray(event, dtype=np.int64), len(session))
        parts.append((session, seconds, codes, np.full(len(session), -1) if page is None else page))

    add(every, np.zeros(count), PAGE, np.where(world.chance(0.55, count), 0, _page(world, made.person)))
    second = world.chance(np.where(world.people.persona == story.INES, 0.62, 0.30)[made.person], count)
    add(every[second], 9 + 25 * rng.random(int(second.sum())), PAGE, _page(world, made.person[second]))
    group, place = ragged(looked)
    pace = 55.0
    seen = 20 + (place + rng.random(len(group))) * np.minimum(pace, 480 / np.maximum(looked, 1))[group]
    add(group, seen, np.where((place == 0) | (rng.random(len(group)) < 0.15), LIST, PRODUCT))

    ends = made.decides & purposeful
    guide = ends & lives.used_guide[made.person, made.episode]
    add(every[guide], 520 + 60 * rng.random(int(guide.sum())), GUIDE)
    again = guide & world.chance(0.35, count)
    add(every[again], 590 + 60 * rng.random(int(again.sum())), GUIDE)
    for event, reached, second_in, spread in (
        (ADDED, story.BASKET, 660, 240),
        (CHECKOUT, story.DELIVER, 910, 150),
        (CHOSEN, story.PAY, 1_080, 80),
    ):
        there = ends & (left >= reached)
        add(every[there], second_in + spread * rng.random(int(there.sum())), event)

    account = world.known.account[made.person]
    orders = ends & (left == story.ORDERED)
    returning = made.start > account
    signs = np.where(orders, np.isfinite(account), returning & world.chance(0.30, count))
    add(every[signs], np.where(orders, 1_070.0, 12.0)[signs], SIGNED)
    session = np.concatenate([part[0] for part in parts])
    seconds = np.concatenate([part[1] for part in parts])
    kind = np.concatenate([part[2] for part in parts])
    page = np.concatenate([part[3] for part in parts])
    time = made.start[session] + seconds * SECOND
    keep = time < world.calendar.days
    return WebEvents(session[keep], time[keep], kind[keep], page[keep])


def _page(world: World, person: Wholes) -> Wholes:
    """A page that is not the front: Inés reads about fibres and factories, Marc hardly does."""
    return 1 + chosen(world.rng.random(len(person)), READS, world.people.persona[person])

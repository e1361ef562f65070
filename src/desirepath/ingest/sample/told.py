"""What customers say unasked, or where they are rated at once: reviews, repair ratings and support contacts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from desirepath.ingest.sample import feelings
from desirepath.ingest.sample.aftermath import After
from desirepath.ingest.sample.later import Later
from desirepath.ingest.sample.shopping import GUIDE, Sessions, WebEvents
from desirepath.ingest.sample.story import Reals, Wholes
from desirepath.ingest.sample.voices import Felt, said
from desirepath.ingest.sample.words import TICKETS
from desirepath.ingest.sample.world import World


@dataclass(frozen=True)
class Reviews:
    """One value a review."""

    order: Wholes
    time: Reals
    stars: Wholes
    text: Wholes


def reviews(world: World, done: After, felt: dict[str, Felt]) -> Reviews:
    """Reviews of what was unpacked, a week or so later."""
    rng = world.rng
    time = done.delivered + 1 + rng.exponential(4, len(done.nth))
    time = np.maximum(world.awake(time), done.delivered + 0.1)
    time = np.where(done.returned, np.minimum(time, (done.delivered + done.opened) / 2), time)
    chosen = np.nonzero(world.chance(np.where(done.returned, 0.15, 0.30), len(time)) & world.seen(time))[0]
    feeling = feelings.unpack(done.returned, done.late)[chosen]
    stars = feelings.answers(rng, feeling, 5)
    felt.setdefault("unpack", Felt()).add(feeling, feelings.felt(stars, 5))
    return Reviews(chosen, time[chosen], stars + 1, said(rng, "unpack", feelings.felt(stars, 5), 0.85))


def repair_ratings(
    world: World, done: After, then: Later, felt: dict[str, Felt]
) -> tuple[Wholes, Wholes, Reals]:
    """Rating (-1: none), text and time for each repair."""
    rng = world.rng
    feeling = feelings.REPAIR[world.people.persona[done.person[then.repair]]]
    stars = feelings.answers(rng, feeling, 5)
    rated = then.repair_done + 1 + rng.exponential(3, len(stars))
    gives = world.chance(0.6, len(stars)) & world.seen(rated)
    felt.setdefault("repair", Felt()).add(feeling[gives], feelings.felt(stars[gives], 5))
    return np.where(gives, stars + 1, -1), said(rng, "repair", feelings.felt(stars, 5), 0.7), rated


@dataclass(frozen=True)
class Tickets:
    """One value a contact with support."""

    person: Wholes
    order: Wholes  # -1: about no order
    time: Reals
    topic: Wholes  # index into the topics of words.TICKETS
    score: Wholes  # CSAT from 1 to 5; -1: not answered


TOPICS = tuple(TICKETS)


def tickets(world: World, done: After, made: Sessions, events: WebEvents) -> Tickets:
    """Contacts about sizes, parcels, returns and repairs."""
    rng = world.rng
    guides = np.nonzero(events.event == GUIDE)[0]
    guides = guides[world.chance(0.05, len(guides))]
    every = np.arange(len(done.nth))
    late = every[world.chance(np.where(done.late, 0.30, 0.02), len(every))]
    back = every[done.returned & world.chance(np.where(done.pain, 0.30, 0.12), len(every))]
    mend = every[world.chance(0.02, len(every))]
    person = np.concatenate(
        [made.person[events.session[guides]], done.person[late], done.person[back], done.person[mend]]
    )
    order = np.concatenate([np.full(len(guides), -1), late, back, mend])
    time = np.concatenate(
        [
            events.time[guides] + 40 / 86_400,
            done.delivered[late] - rng.random(len(late)) * (done.delivered - done.shipped)[late] * 0.3,
            done.opened[back] + 2 + 5 * rng.random(len(back)),
            done.delivered[mend] + 40 + 30 * rng.random(len(mend)),
        ]
    )
    topic = np.repeat(np.arange(4), [len(guides), len(late), len(back), len(mend)])
    feeling = np.array([0.3, -0.6, -1.0, 1.0])[topic]
    score = np.where(world.chance(0.45, len(topic)), 1 + feelings.answers(rng, feeling, 5), -1)
    keep = world.seen(time)
    at = np.nonzero(keep)[0][np.argsort(time[keep], kind="stable")]
    return Tickets(person[at], order[at], time[at], topic[at], score[at])

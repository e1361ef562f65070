"""Whom the shop asks, and when."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from desirepath.ingest.sample import feelings, story
from desirepath.ingest.sample.aftermath import After
from desirepath.ingest.sample.ids import STORE_TABLET
from desirepath.ingest.sample.later import Later
from desirepath.ingest.sample.mails import CARE, OPENED, Mails
from desirepath.ingest.sample.shopping import ADDED, CHECKOUT, GUIDE, PAGE, PRODUCT, Sessions, WebEvents
from desirepath.ingest.sample.story import Reals, Wholes
from desirepath.ingest.sample.voices import BY_ORDER, BY_TIME, CES, NPS, PULSE, Survey


def ask_shoppers(survey: Survey, made: Sessions, events: WebEvents) -> None:
    """Short surveys in the web shop, named by the step they stand on."""
    world = survey.world
    lives, people = world.lives, world.people
    session = events.session
    person, episode, device = made.person[session], made.episode[session], made.device[session]
    persona = people.persona[person]
    brand = np.where(episode >= 0, lives.brand[person, episode], -1)
    fee = np.where(episode >= 0, lives.fee[person, episode], 0.0)
    first = made.start[session] < people.visits[person] + 0.01

    def at(
        event: int,
        then: float,
        step: str,
        feeling: Callable[[Wholes], Reals],
        share: float,
        only: story.Flags | None = None,
    ) -> None:
        rows = np.nonzero(
            (events.event == event) & (device != STORE_TABLET) & (True if only is None else only)
        )[0]
        survey.ask(
            step, person[rows], events.time[rows] + then / 86_400, feeling(rows), share, device=device[rows]
        )

    at(PAGE, 8, "hear", lambda r: feelings.HEAR[persona[r]], 0.05, first)
    at(PAGE, 7, "visit", lambda r: feelings.VISIT[persona[r]], 0.018)
    at(PRODUCT, 6, "compare", lambda r: feelings.COMPARE[persona[r]], 0.016)
    at(GUIDE, 4, "size", lambda r: feelings.size(brand[r] == story.ODD_SIZES), 0.12)
    at(ADDED, 3, "basket", lambda r: feelings.BASKET[persona[r]], 0.10)
    at(CHECKOUT, 2, "delivery", lambda r: feelings.delivery(fee[r]), 0.14)


def ask_customers(survey: Survey, done: After, then: Later, sent: Mails) -> None:
    """Surveys by mail after the order, the parcel, the return, the care mail and the referral."""
    world = survey.world
    persona = world.people.persona[done.person]
    every = np.arange(len(done.nth))
    rng = world.rng
    device = np.zeros(len(every), dtype=np.int64)
    new = done.nth == 1

    def pick(
        step: str, where: story.Flags, time: Reals, feeling: Reals, share: float, kind: int = PULSE
    ) -> None:
        survey.ask(
            step, done.person[where], time[where], feeling[where], share,
            survey=kind, about=BY_ORDER, order=every[where],
        )  # fmt: skip

    minute = 1 / 1_440
    survey.ask(
        "pay", done.person[new], done.time[new] + minute, feelings.PAY[persona[new]], 0.14, device=device[new]
    )
    old = ~new
    survey.ask(
        "reorder",
        done.person[old],
        done.time[old] + minute,
        feelings.REORDER[persona[old]],
        0.30,
        device=device[old],
    )
    between = done.shipped + (done.delivered - done.shipped) * np.where(
        done.late, 0.93, 0.5 + 0.4 * rng.random(len(every))
    )
    pick("wait", done.time > -1, between, feelings.wait(done.late), 0.14)
    after_refund = done.refunded + 0.4 + rng.random(len(every))
    pick(
        "return", done.returned, after_refund, feelings.returning(done.label_free, done.pain), 0.48,
        kind=CES,
    )  # fmt: skip
    pick(
        "return", done.returned, after_refund + 1, feelings.returning(done.label_free, done.pain), 0.14,
        kind=NPS,
    )  # fmt: skip
    happy = feelings.unpack(done.returned, done.late) - 0.35
    pick("unpack", ~done.returned, done.delivered + 12 + 4 * rng.random(len(every)), happy, 0.26, NPS)

    opened = (sent.event == OPENED) & (sent.topic == CARE)
    who = sent.person[opened]
    survey.ask(
        "care",
        who,
        sent.time[opened] + 0.5 * minute,
        feelings.CARE[world.people.persona[who]],
        0.16,
        about=BY_TIME,
    )
    told = done.person[then.referral]
    survey.ask(
        "tell",
        told,
        then.referred + 2 * minute,
        feelings.TELL[world.people.persona[told]],
        0.42,
        about=BY_TIME,
    )
    sellers = done.person[then.resale]
    survey.ask(
        "resell", sellers, then.listed + 4 * minute, feelings.RESELL[world.people.persona[sellers]], 0.045
    )

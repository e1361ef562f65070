"""What customers say: surveys after steps, NPS, CES after returns, reviews, tickets and mentions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from desirepath.ingest.sample import feelings, story
from desirepath.ingest.sample.aftermath import After
from desirepath.ingest.sample.feelings import STEPS
from desirepath.ingest.sample.ids import STORE_TABLET
from desirepath.ingest.sample.later import Later
from desirepath.ingest.sample.mails import CARE, OPENED, Mails
from desirepath.ingest.sample.shopping import ADDED, CHECKOUT, GUIDE, PAGE, PRODUCT, Sessions, WebEvents
from desirepath.ingest.sample.story import Reals, Wholes
from desirepath.ingest.sample.words import TICKETS, WORDS
from desirepath.ingest.sample.world import World

PULSE, NPS, CES = range(3)
SURVEYS = ("Pulse Answered", "NPS Answered", "CES Answered")
GRADES = {PULSE: 5, NPS: 11, CES: 7}
NAMED, BY_ORDER, BY_TIME = range(3)
"""How an answer tells what it is about: the step's name, the order's number, or only its moment."""

TEXTS: tuple[str, ...] = tuple(text for step in STEPS for band in WORDS[step] for text in band)
_COUNTS = np.array([[len(band) for band in WORDS[step]] for step in STEPS])
_STARTS = (np.cumsum(_COUNTS.ravel()) - _COUNTS.ravel()).reshape(_COUNTS.shape)


@dataclass
class Felt:
    """Sums over the answers about a step: how it should feel, and how the answers say it felt."""

    n: int = 0
    planted: float = 0.0
    answered: float = 0.0

    def add(self, planted: Reals, answered: Reals) -> None:
        self.n += len(planted)
        self.planted += float(planted.sum())
        self.answered += float(answered.sum())


@dataclass
class Answers:
    """Answers to surveys, gathered step by step; one value an answer in each array."""

    person: list[Wholes] = field(default_factory=list)
    time: list[Reals] = field(default_factory=list)
    survey: list[Wholes] = field(default_factory=list)
    step: list[Wholes] = field(default_factory=list)
    about: list[Wholes] = field(default_factory=list)
    order: list[Wholes] = field(default_factory=list)  # index into After, or -1
    device: list[Wholes] = field(default_factory=list)  # -1: asked by mail
    score: list[Wholes] = field(default_factory=list)
    text: list[Wholes] = field(default_factory=list)


def said(rng: np.random.Generator, step: str, feeling: Reals, share: float) -> Wholes:
    """Index into TEXTS of what goes with a feeling; -1: nothing was written."""
    at = STEPS.index(step)
    band = np.where(feeling < -0.5, 0, np.where(feeling <= 0.5, 1, 2))
    chosen = _STARTS[at, band] + np.floor(rng.random(len(feeling)) * _COUNTS[at, band]).astype(np.int64)
    return np.where(rng.random(len(feeling)) < share, chosen, -1)


class Survey:
    """Asks the people of one chunk and keeps count of what is true for each step."""

    def __init__(self, world: World, felt: dict[str, Felt]) -> None:
        self.world = world
        self.felt = felt
        self.answers = Answers()

    def ask(
        self,
        step: str,
        person: Wholes,
        time: Reals,
        feeling: Reals,
        share: float,
        *,
        survey: int = PULSE,
        about: int = NAMED,
        order: Wholes | None = None,
        device: Wholes | None = None,
    ) -> None:
        """Ask these people at this step; a share of them answers."""
        rng, grades = self.world.rng, GRADES[survey]
        chosen = self.world.chance(share, len(person)) & self.world.seen(time)
        person, time, feeling = person[chosen], time[chosen], feeling[chosen]
        count = len(person)
        score = feelings.answers(rng, feeling, grades)
        answered = feelings.felt(score, grades)
        if survey != NPS:
            self.felt.setdefault(step, Felt()).add(feeling, answered)
        out = self.answers
        out.person.append(person)
        out.time.append(time)
        out.survey.append(np.full(count, survey))
        out.step.append(np.full(count, STEPS.index(step)))
        out.about.append(np.full(count, about))
        out.order.append(np.full(count, -1) if order is None else order[chosen])
        out.device.append(np.full(count, -1) if device is None else device[chosen])
        out.score.append(score + (1 if survey != NPS else 0))
        out.text.append(said(rng, step, answered, 0.4))


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
        step: str, where: story.Flags, time: Reals, feeling: Reals, share: float, **more: object
    ) -> None:
        survey.ask(
            step, done.person[where], time[where], feeling[where], share, **{**more, "order": every[where]}
        )  # type: ignore[arg-type]

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
    pick("wait", done.time > -1, between, feelings.wait(done.late), 0.14, about=BY_ORDER)
    after_refund = done.refunded + 0.4 + rng.random(len(every))
    pick(
        "return", done.returned, after_refund, feelings.returning(done.label_free, done.pain), 0.48,
        survey=CES, about=BY_ORDER,
    )  # fmt: skip
    pick(
        "return", done.returned, after_refund + 1, feelings.returning(done.label_free, done.pain), 0.14,
        survey=NPS, about=BY_ORDER,
    )  # fmt: skip
    happy = feelings.unpack(done.returned, done.late) - 0.35
    pick(
        "unpack",
        ~done.returned,
        done.delivered + 12 + 4 * rng.random(len(every)),
        happy,
        0.26,
        survey=NPS,
        about=BY_ORDER,
    )

    opened = (sent.event == OPENED) & (sent.topic == CARE)
    who = sent.person[opened]
    survey.ask(
        "care",
        who,
        sent.time[opened] + 2 * minute,
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
        "resell", sellers, then.listed + 4 * minute, feelings.RESELL[world.people.persona[sellers]], 0.06
    )


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

"""What customers say: surveys after steps, NPS, CES after returns, reviews, tickets and mentions."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from desirepath.ingest.sample import feelings
from desirepath.ingest.sample.feelings import STEPS
from desirepath.ingest.sample.story import Reals, Wholes
from desirepath.ingest.sample.words import WORDS
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

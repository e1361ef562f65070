"""How each step truly feels, on -2 (upset) to +2 (delighted), and how a feeling becomes an answer.

An answer on k + 1 grades is binomial with chance (feeling + 2) / 4, so that its mean on the scale of feelings *is* the
feeling; a personal mood spreads it without moving the mean.
"""

from __future__ import annotations

import numpy as np

from desirepath.ingest.sample.story import Flags, Reals, Wholes

BELIEVED = {
    "hear": 1.0, "visit": 1.0, "compare": 1.0, "size": 0.5, "basket": 0.0, "delivery": 0.0, "pay": 0.5, "wait": 0.0,
    "unpack": 1.5, "return": 0.0, "care": 1.0, "repair": 0.0, "reorder": 1.0, "resell": 0.5, "tell": 1.5,
}  # fmt: skip
"""What the people of Loam believed when they drew the map."""

STEPS = tuple(BELIEVED)

# One value a persona: Inés, Marc, everybody else.
HEAR = np.array([1.15, 0.55, 0.85])
VISIT = np.array([0.45, 0.85, 0.80])
COMPARE = np.array([0.30, 0.60, 0.40])
BASKET = np.array([0.30, 0.10, 0.20])
PAY = np.array([0.40, 0.25, 0.35])
CARE = np.array([1.00, -0.40, 0.50])
REPAIR = np.array([1.58, 1.30, 1.45])
REORDER = np.array([0.65, 0.30, 0.50])
RESELL = np.array([-0.55, -0.10, -0.35])
TELL = np.array([1.35, 0.95, 1.15])


def size(odd_brand: Flags) -> Reals:
    """The size check: the brand that cuts small makes it worse."""
    return np.where(odd_brand, -1.45, -0.65)


def delivery(fee: Reals) -> Reals:
    """The choice of delivery: a fee that comes late annoys."""
    return np.where(fee > 0, -1.30, -0.05)


def wait(late: Flags) -> Reals:
    """The wait for the parcel."""
    return np.where(late, -1.40, 0.0)


def unpack(misfit_returned: Flags, late: Flags) -> Reals:
    """Unpacking and first wear."""
    base: Reals = np.where(misfit_returned, 0.80, 1.84) - 0.15 * late
    return base


def returning(label_free: Flags, pain: Flags) -> Reals:
    """A return: worst with a printed label and a slow refund, tolerable without a label."""
    return np.where(label_free, -1.05, np.where(pain, -1.85, -1.70))


def answers(rng: np.random.Generator, feeling: Reals, grades: int) -> Wholes:
    """Answers from 0 to grades - 1 whose mean, on the scale of feelings, is the feeling."""
    chance = np.clip((feeling + 2) / 4, 0.01, 0.99)
    mood = rng.beta(chance * 7, (1 - chance) * 7)
    return rng.binomial(grades - 1, mood).astype(np.int64)


def felt(answer: Wholes, grades: int) -> Reals:
    """The feeling that an answer stands for."""
    return answer * 4.0 / (grades - 1) - 2.0

"""Sentiment of English by a word list: only where nobody's scores can teach it.

The list and the rules are those of VADER (Hutto and Gilbert 2014; words/LICENSE), read from its published code:
words have a mean rating from -4 to 4; a word before may strengthen, weaken or turn it round; what comes after "but"
counts more; capitals and exclamation marks add. VADER was made for short messages among friends. What customers write
to a company uses some of its words for facts: OURS says which.
"""

from __future__ import annotations

import math
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from desirepath.insights.text.levels import UNKNOWN
from desirepath.insights.text.reader import Read, Texts
from desirepath.insights.text.words import lines

OURS: Mapping[str, float] = {
    # departments and requests, no praise
    **dict.fromkeys(("support", "supports", "supported", "help", "please", "want", "wants", "yes"), 0.0),
    # what happened, whatever they feel about it
    **dict.fromkeys(
        ("cancel", "cancels", "cancelled", "canceled", "cancelling", "canceling", "charge", "charged"), 0.0
    ),
    # German for "was": a text in another language would be read as full of war
    "war": 0.0,
    # faults that messages among friends do not name
    **dict.fromkeys(("crash", "crashes", "crashed", "crashing", "bug", "bugs", "buggy", "late"), -1.7),
    **dict.fromkeys(("unusable", "overpriced", "unanswered", "scratched", "refused"), -1.9),
}
PHRASES: Mapping[str, float] = {
    **dict.fromkeys(("bus stop", "would like", "customer care", "credit card", "gift card"), 0.0),
    **dict.fromkeys(("to die for", "the shit", "the bomb"), 3.0),
    "beating heart": 3.5,
    "bad ass": 1.5,
    "kiss of death": -1.5,
    "yeah right": -2.0,
    "thanks for nothing": -3.0,
}
STRONGER, SCREAMED, TURNED, SPREAD = 0.293, 0.733, -0.74, 15
SAID = 0.05
"""From here on, up or down, the words are taken for a feeling."""
RULES = dict(lines("english-rules.tsv"))
NEGATIONS = frozenset(word for word, does in RULES.items() if does == "negates")
BOOSTERS = {
    word: STRONGER if does == "stronger" else -STRONGER for word, does in RULES.items() if does != "negates"
}
DAMPENERS = (["kind", "of"], ["sort", "of"], ["just", "enough"])
FADING = (1.0, 0.95, 0.9)
"""What a strengthening word weighs one, two and three words before."""


@dataclass(frozen=True)
class WordList:
    """Reads English by rated words; without `ours` and `phrases` exactly the published list."""

    ours: Mapping[str, float] = field(default_factory=lambda: OURS)

    def read(self, texts: Texts) -> Read:
        said = [self.compound(text) for text in texts]
        feeling = np.array([math.nan if one is None else 2 * one for one in said], float)
        with np.errstate(invalid="ignore"):
            level = 1 + (feeling >= 2 * SAID).astype(np.int64) - (feeling <= -2 * SAID)
            low = np.where(np.isnan(feeling), math.nan, (2 - feeling) / 4)
        return Read(np.where(np.isnan(feeling), UNKNOWN, level), low, feeling)

    def compound(self, text: str) -> float | None:
        """How a text feels, from -1 to 1; None when no word of it is rated.

        >>> round(WordList(ours={}).compound("VADER is smart, handsome, and funny.") or 0, 4)
        0.8316
        >>> WordList().compound("I wrote to support on Monday") is None
        True
        """
        words = [_bare(word) for word in text.split()]
        lower = [word.lower() for word in words]
        some = 0 < sum(map(str.isupper, words)) < len(words)
        rated = [self._rating(words, lower, at, some) for at in range(len(words))]
        if not any(rated):
            return None
        if "but" in lower:
            turn = lower.index("but")
            rated = [one * (0.5 if at < turn else 1.5) for at, one in enumerate(rated)]
        total = sum(rated)
        total += math.copysign(_emphasis(text), total) if total else 0.0
        return total / math.sqrt(total * total + SPREAD)

    def _rated(self, word: str) -> float | None:
        return self.ours.get(word, _list().get(word))

    def _rating(self, words: Sequence[str], lower: Sequence[str], at: int, some_scream: bool) -> float:
        """What one word adds, in the light of the three before it."""
        rating = self._rated(lower[at])
        if not rating or lower[at] in BOOSTERS or lower[at : at + 2] == ["kind", "of"]:
            return 0.0
        if lower[at] == "no" and at + 1 < len(lower) and self._rated(lower[at + 1]) is not None:
            return 0.0
        if "no" in lower[max(0, at - 2) : at]:
            rating *= TURNED
        if some_scream and words[at].isupper():
            rating += math.copysign(SCREAMED, rating)
        for back, fading in enumerate(FADING, 1):
            if at >= back and self._rated(lower[at - back]) is None:
                rating += math.copysign(1, rating) * fading * _boost(words[at - back], some_scream)
                rating *= _turn(lower, at, back)
        if at >= 3 and lower[at - 2 : at] in DAMPENERS:
            rating -= STRONGER
        if at >= 1 and lower[at - 1] == "least" and lower[at - 2 : at - 1] not in (["at"], ["very"]):
            rating *= TURNED
        return self._phrase(lower, at, rating)

    def _phrase(self, lower: Sequence[str], at: int, rating: float) -> float:
        """A phrase around a word says something of its own."""
        near = range(max(0, at - 2), at + 1)
        said = (
            " ".join(lower[start : start + size]) for start in near for size in (2, 3) if start + size > at
        )
        return next((float(PHRASES[one]) for one in said if one in PHRASES), rating)


def _turn(lower: Sequence[str], at: int, back: int) -> float:
    """What a word some places before does to a rating: "not" turns it round, "never so" strengthens it."""
    word, between = lower[at - back], lower[at - back + 1 : at]
    if word == "never" and back > 1 and {"so", "this"} & set(between):
        return 1.25
    if word == "without" and "doubt" in between:
        return 1.0
    return TURNED if word in NEGATIONS or "n't" in word or word.replace("'", "") in NEGATIONS else 1.0


def _boost(word: str, some_scream: bool) -> float:
    boost = BOOSTERS.get(word.lower(), 0.0)
    return boost + SCREAMED if boost and some_scream and word.isupper() else boost


def _bare(word: str) -> str:
    """A word without the signs around it; what is two letters or less may be a face, and stays."""
    bare = word.strip(string.punctuation)
    return word if len(bare) <= 2 else bare


def _emphasis(text: str) -> float:
    asked = text.count("?")
    return min(text.count("!"), 4) * 0.292 + (0 if asked < 2 else asked * 0.18 if asked <= 3 else 0.96)


@cache
def _list() -> dict[str, float]:
    return {word: float(rating) for word, rating in lines("english.tsv")}

"""How are feelings read in each language? Learned from scores, else by an English word list, else not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from desirepath.insights.text.language import UNKNOWN
from desirepath.insights.text.learned import Learned, learn
from desirepath.insights.text.levels import LEVELS
from desirepath.insights.text.levels import UNKNOWN as SILENT
from desirepath.insights.text.reader import Reader
from desirepath.insights.text.trial import Quality, quality, split
from desirepath.insights.text.wordlist import WordList
from desirepath.science.arrays import Ints

if TYPE_CHECKING:
    from desirepath.insights.text.comments import Comments

Way = Literal["learned", "word list", "none"]
FEWEST = 300
"""Different scored comments that must be there to learn from …"""
FEWEST_OF_LEVEL = 40
"""… and how many of them must be scored low, and high."""
FEWEST_TRIED = 100
"""Under so many held-out comments nobody knows how good a reading is."""
LISTED = "en"
"""The language of the word list."""


@dataclass(frozen=True)
class Reading:
    """How one language is read, and why so: `reader` is None where feelings are not read from its words."""

    way: Way
    why: str
    reader: Reader | None = None
    quality: Quality | None = None


def reading_of(those: Comments, language: str, rows: Ints) -> Reading:
    """Choose how the comments of one language, at these positions, are read.

    A reading that the customers' own scores do not bear out is not used.
    """
    if language == UNKNOWN:
        return Reading("none", "Too short, or in a language that was not recognized.")
    scored = rows[those.scored[rows]]
    parts = split(those, scored)
    tried = len(parts.after) >= FEWEST_TRIED
    if tried and _enough(those, parts.before):
        learned = _learn(those, parts.before)
        found = quality(those, parts, learned.read(those.texts[parts.after]))
        if found.better:
            # Judged by the earlier part alone; what reads comments without a score has learned from all.
            used = learned if those.scored[rows].all() else _learn(those, scored)
            return Reading("learned", "Learned from your own scored comments.", used, found)
        return Reading(
            "none", "What the scores teach is not better than always saying the same.", None, found
        )
    if language != LISTED:
        return Reading("none", f"Cannot tell: {_missing(those, scored)}")
    reader = WordList()
    read = reader.read(those.texts[parts.after])
    if (read.level != SILENT).sum() < FEWEST_TRIED:
        return Reading("word list", "A general English word list, not held against your scores yet.", reader)
    found = quality(those, parts, read)
    if found.better:
        return Reading("word list", "A general English word list.", reader, found)
    return Reading(
        "none", f"Cannot tell: {_missing(those, scored)} A general word list does not fit them.", None, found
    )


def _enough(those: Comments, rows: Ints) -> bool:
    low, _, high = _different(those, rows)
    return sum(_different(those, rows)) >= FEWEST and min(low, high) >= FEWEST_OF_LEVEL


def _different(those: Comments, rows: Ints) -> list[int]:
    """How many different texts there are of each level: the same words again teach nothing."""
    return [len(set(those.texts[rows[those.levels[rows] == at]])) for at in range(len(LEVELS))]


def _missing(those: Comments, scored: Ints) -> str:
    low, middle, high = _different(those, scored)
    return (
        f"{low + middle + high:,} different comments with a score ({low:,} low, {high:,} high); learning takes about "
        f"{FEWEST * 4 // 3} ({FEWEST_OF_LEVEL * 4 // 3} low and high each)."
    )


def _learn(those: Comments, rows: Ints) -> Learned:
    return learn(those.texts[rows], those.levels[rows], those.feelings[rows])

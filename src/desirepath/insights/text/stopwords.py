"""Words that say nothing about what a comment is about: short lists for the likeliest languages, a rule for others."""

from __future__ import annotations

from collections.abc import Sequence

from desirepath.insights.text.words import lines
from desirepath.science.arrays import Floats

SHORT, COMMON = 3, 0.05
"""In a language without a list, words of up to three letters that stand in every twentieth comment."""


def stop_words(language: str, words: Sequence[str], shares: Floats) -> set[str]:
    """Which of these words tell nothing.

    shares : in how many of the comments each stands, from 0 to 1.

    >>> sorted(stop_words("sv", ["och", "fel", "leverans"], [0.3, 0.01, 0.4]))
    ['och']
    """
    listed = dict(lines("stop.tsv"))
    if language in listed:
        return set(listed[language].split()).intersection(words)
    return {word for word, share in zip(words, shares, strict=True) if len(word) <= SHORT and share >= COMMON}

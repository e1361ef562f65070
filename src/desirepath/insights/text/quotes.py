"""Which comments say best what a topic is about? Typical ones, long enough to tell, without anybody's address."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from desirepath.insights.text.comments import Words
from desirepath.insights.text.topics import words
from desirepath.science.arrays import Floats, Ints

FIRST = 400
"""How many of the most typical comments are looked through."""
SHORTEST, LONGEST = 40, 240
LEFT_OUT = re.compile(r"\S@\S|\d[\d .\-/]{5,}\d|https?:|www\.|\w{30}")
"""What may lead to a person, as an address or a number of a telephone or an order does; and keys pressed at random."""


def quotes(texts: Words, typical: Floats, rows: Ints, most: int) -> list[str]:
    """The most typical of these comments, each said once."""
    order = rows[np.argsort(-typical[rows], kind="stable")][:FIRST]
    said: dict[frozenset[str], str] = {}
    for text in _telling(texts, order):
        said.setdefault(frozenset(words(text)), text)
        if len(said) == most:
            break
    return list(said.values())


def _telling(texts: Words, order: Ints) -> Iterator[str]:
    """Comments that tell something first, then the short ones; long ones cut at a word."""
    whole = [" ".join(str(texts[at]).split()) for at in order]
    shown = [text for text in whole if not LEFT_OUT.search(text)]
    yield from (_cut(text) for text in shown if len(text) >= SHORTEST)
    yield from (text for text in shown if len(text) < SHORTEST)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"

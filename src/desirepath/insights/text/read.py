"""All comments of a build as they were read: in which language, about what, and how they feel."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

import numpy as np

from desirepath.insights.text.comments import Comments, comments
from desirepath.insights.text.felt import Feelings, feelings
from desirepath.insights.text.language import UNKNOWN
from desirepath.insights.text.reading import Reading, reading_of
from desirepath.insights.text.topics import NONE, topics
from desirepath.measures.view import View
from desirepath.progress import Report, silent
from desirepath.science.arrays import Floats, Ints


class Name(NamedTuple):
    """What a topic is called."""

    language: str
    words: tuple[str, ...]

    @property
    def id(self) -> str:
        """It stays the same from build to build, as long as the words do."""
        return f"{self.language}-{sha256(' '.join(self.words).encode()).hexdigest()[:10]}"


class Sorted(NamedTuple):
    """For each comment its topic, as a position in `names`, or NONE, and how typical it is."""

    names: list[Name]
    topic: Ints
    typical: Floats


@dataclass(frozen=True)
class Read:
    """`rows` are positions in `those` by language, the largest first, and `readings` how each language is read."""

    those: Comments
    rows: dict[str, Ints]
    readings: dict[str, Reading]
    known: Feelings
    by_topic: Sorted


def read_comments(view: View, progress: Report = silent) -> Read:
    """Look at the comments of the view's map."""
    progress("Reading comments", 0, None)
    those = comments(view)
    rows = {name: np.flatnonzero(those.languages == name) for name in _by_size(those.languages)}
    readings = {}
    for at, (name, here) in enumerate(rows.items()):
        progress("Learning how words feel", at, len(rows))
        readings[name] = reading_of(those, name, here)
    known = _feelings(those, rows, readings)
    progress("Finding topics", 0, None)
    return Read(those, rows, readings, known, _topics(those, rows))


def _by_size(languages: np.ndarray) -> list[str]:
    names, counts = np.unique(languages.astype(str), return_counts=True)
    return [str(name) for _, name in sorted(zip(-counts, names, strict=True))]


def _feelings(those: Comments, rows: dict[str, Ints], readings: dict[str, Reading]) -> Feelings:
    read, spread = np.full(len(those), np.nan), np.zeros(len(those))
    for name, reading in readings.items():
        here = rows[name][~those.scored[rows[name]]]
        if reading.reader is not None and len(here):
            read[here] = reading.reader.read(those.texts[here]).feeling
            spread[here] = reading.quality.spread if reading.quality else 0.0
    return feelings(those, read, spread)


def _topics(those: Comments, rows: dict[str, Ints]) -> Sorted:
    names: list[Name] = []
    topic, typical = np.full(len(those), NONE), np.zeros(len(those))
    for language, here in rows.items():
        if language == UNKNOWN:
            continue
        sorted_ = topics(those.texts[here], language)
        topic[here] = np.where(sorted_.topic == NONE, NONE, sorted_.topic + len(names))
        typical[here] = sorted_.typical
        names += [Name(language, words) for words in sorted_.called]
    return Sorted(names, topic, typical)

"""Emotions as people write them into cells: numbers on some scale, words, or faces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

WORDS = {
    2.0: "delighted|thrilled|ecstatic|excited|love|loves|proud|amazed|very happy|very positive|very satisfied|great|"
    "excellent|😀|😃|😄|😍|🤩",
    1.0: "happy|pleased|satisfied|positive|hopeful|curious|calm|relieved|confident|interested|good|inspired|keen|"
    "at ease|easy|in control|🙂|😊|:)|:-)",
    0.0: "neutral|indifferent|ok|okay|fine|mixed|unsure|careful|😐|😑|:|",
    -1.0: "annoyed|unhappy|sad|worried|confused|doubtful|uncertain|impatient|wary|tense|tired|negative|dissatisfied|"
    "frustrated|anxious|nervous|bored|stressed|disappointed|bad|stuck|🙁|😕|😟|😞|:(|:-(",
    -2.0: "angry|furious|upset|betrayed|cheated|very unhappy|very negative|very dissatisfied|terrible|awful|hate|hates|"
    "desperate|😡|😠|😢|😭",
}
_WORDS = {name: value for value, names in WORDS.items() for name in names.split("|") if name}
_KNOWN = re.compile(
    "|".join(
        rf"(?<!\w){re.escape(name)}(?!\w)" if name.isascii() and name[0].isalpha() else re.escape(name)
        for name in sorted(_WORDS, key=len, reverse=True)
    )
)
_DENIED = re.compile(r"(?:\b(?:not|never|no longer|hardly)|n['’]t)\s+(?:\w+\s+){0,2}$")
"""Before a word: it is not what people feel, and what they feel instead cannot be read from it."""
_NUMBER = re.compile(r"[+\-\u2212\u2013]?\s*\d+(?:[.,]\d+)?\s*(?:/\s*(?:5|10|100)\b|%)?")


@dataclass(frozen=True)
class Scale:
    """Numbers from least to most, read from -2 to +2."""

    least: float
    most: float

    def read(self, value: float) -> float:
        """A number as a feeling, to a tenth.

        >>> Scale(1, 5).read(4), Scale(0, 10).read(5), Scale(1, 10).read(1)
        (1.0, 0.0, -2.0)
        """
        return round((value - self.least) / (self.most - self.least) * 4 - 2, 1) or 0.0

    @property
    def words(self) -> str:
        return f"a number from {self.least:g} to {self.most:g}".replace("-", "\u2212")


SCALES = tuple(
    Scale(*ends) for ends in ((-2, 2), (1, 5), (-3, 3), (-5, 5), (0, 5), (1, 10), (0, 10), (0, 100))
)
"""The first that holds all numbers of a map is meant."""


@dataclass(frozen=True)
class Felt:
    """A feeling that was read, how, and what else the cell says."""

    value: float
    words: str
    rest: str


def scale_of(texts: Iterable[str]) -> Scale | None:
    """The scale of the numbers in these cells; None when no known one holds them all.

    >>> scale_of(["3", "5", "happy"]), scale_of(["-1", "2"]), scale_of(["900"])
    (Scale(least=1, most=5), Scale(least=-2, most=2), None)
    """
    numbers = [number for text in texts if (number := _number(text)) is not None]
    return next((scale for scale in SCALES if all(scale.least <= n <= scale.most for n in numbers)), None)


def felt(text: str, scale: Scale | None) -> Felt | None:
    """The feeling that a cell tells; None when it tells none.

    >>> felt("4", Scale(1, 5)).value, felt("Happy!", None).value, felt("anxious \u22122", SCALES[0])
    (1.0, 1.0, Felt(value=-2.0, words='a number from \u22122 to 2', rest='anxious'))
    >>> felt("80 %", None).value, felt("waiting", None), felt("not really happy", None)
    (1.2, None, None)
    """
    found = _NUMBER.search(text)
    if found:
        shares = re.search(r"/\s*(\d+)|%", found[0])
        whole = found[0].strip() == text.strip()
        signed = SCALES[0] if found[0][0] in "+-\u2212\u2013" else None
        own = (
            Scale(1 if shares[1] == "5" else 0, float(shares[1] or 100))
            if shares
            else scale
            if whole
            else signed
        )
        value = _value(found[0])
        if own and own.least <= value <= own.most:
            rest = (text[: found.start()] + text[found.end() :]).strip(" ,;:()\n")
            return Felt(own.read(value), own.words, rest)
    said = text.lower()
    word = next((one for one in _KNOWN.finditer(said) if not _DENIED.search(said, 0, one.start())), None)
    if word is None:
        return None
    more = re.sub(r"[\W_]+", "", said.replace(word[0], "", 1))
    return Felt(_WORDS[word[0]], f"the word \u201c{word[0]}\u201d", text if more else "")


def _number(text: str) -> float | None:
    """The number on the map's own scale in a cell: one that stands alone."""
    found = _NUMBER.fullmatch(text.strip())
    return None if found is None or "/" in text or "%" in text else _value(text)


def _value(text: str) -> float:
    number = re.sub(
        r"[^\d.\-]", "", re.split(r"[/%]", text)[0].translate({0x2212: "-", 0x2013: "-", 44: "."})
    )
    return float(number)

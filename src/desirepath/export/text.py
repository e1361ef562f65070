"""How wide a text is, where its lines break, and whether the bundled fonts can draw it at all.

Widths come from the TrueType files the writers embed, so a picture is laid out the same everywhere.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from desirepath.export.scene import Anchor, Block, Run, Style, Text, TextLine

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FONTS = Path(__file__).parent / "fonts"
FILES = {
    ("Inter", 400, False): "Inter-Regular.ttf",
    ("Inter", 600, False): "Inter-SemiBold.ttf",
    ("Newsreader", 500, False): "Newsreader-Medium.ttf",
    ("Newsreader", 600, False): "Newsreader-SemiBold.ttf",
    ("Newsreader", 400, True): "Newsreader-Italic.ttf",
}
FONT_FILES = [str(FONTS / name) for name in FILES.values()]

CAPTION = Style("Inter", 12, 16)
CAPTION_STRONG = Style("Inter", 12, 16, 600)
BODY = Style("Inter", 14, 20)
BODY_STRONG = Style("Inter", 14, 20, 600)
FIGURE = Style("Inter", 18, 24, 600)
QUOTE = Style("Newsreader", 16, 22, 400, italic=True)
SENTENCE = Style("Newsreader", 16, 22, 500)
SENTENCE_STRONG = Style("Newsreader", 16, 22, 600)
TITLE = Style("Newsreader", 28, 36, 500)

EM = 1000
"""Widths are measured at this size and scaled, so that no hinting or rounding enters them."""


@lru_cache
def _font(family: str, weight: int, italic: bool) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(FONTS / FILES[family, weight, italic], EM)


@lru_cache(maxsize=16_384)
def width(text: str, style: Style) -> float:
    """Width of one line of text in pixels."""
    return float(_font(style.family, style.weight, style.italic).getlength(text)) / EM * style.size


def line_width(line: TextLine) -> float:
    """Width of a line of several runs."""
    return sum(width(run.text, run.style) for run in line)


@lru_cache
def baseline(style: Style) -> float:
    """From the top of a line box down to the baseline, as browsers place it."""
    ascent, descent = _font(style.family, style.weight, style.italic).getmetrics()
    return (style.leading - (ascent + descent) / EM * style.size) / 2 + ascent / EM * style.size


def _pieces(word: str, style: Style, room: float) -> list[str]:
    """A word cut into pieces that fit; only the last one may be joined by what follows."""
    pieces: list[str] = []
    while width(word, style) > room and len(word) > 1:
        cut = bisect_right(range(1, len(word)), room, key=lambda n: width(word[:n], style))
        pieces.append(word[: max(cut, 1)])
        word = word[max(cut, 1) :]
    return [*pieces, word]


def _join(runs: list[Run]) -> TextLine:
    """Neighbouring runs of one look as one run."""
    line: list[Run] = []
    for given in runs:
        run = given
        if line and run.text.startswith(" ") and (line[-1].style, line[-1].colour) != (run.style, run.colour):
            # some readers of SVG drop a space at the start of a span; at the end of one it stays
            line[-1] = Run(line[-1].text + " ", line[-1].style, line[-1].colour)
            run = Run(run.text[1:], run.style, run.colour)
        if line and (line[-1].style, line[-1].colour) == (run.style, run.colour):
            line[-1] = Run(line[-1].text + run.text, run.style, run.colour)
        else:
            line.append(run)
    return tuple(line)


def wrap(runs: Iterable[Run], room: float, most: int | None = None) -> tuple[TextLine, ...]:
    """Lines no wider than `room`; a word that is too long is cut, and lines over `most` end in an ellipsis."""
    lines: list[list[Run]] = [[]]
    used = 0.0
    glue = False
    for run in runs:
        words = run.text.split(" ")
        for at, word in enumerate(words):
            glue = glue or at > 0
            if not word:
                continue
            for part, piece in enumerate(_pieces(word, run.style, room)):
                spaced = " " + piece if glue and part == 0 and lines[-1] else piece
                wide = width(spaced, run.style)
                if lines[-1] and (part > 0 or used + wide > room):
                    lines.append([])
                    spaced, used, wide = piece, 0.0, width(piece, run.style)
                lines[-1].append(Run(spaced, run.style, run.colour))
                used += wide
            glue = False
    done = [_join(line) for line in lines if line]
    if most is not None and len(done) > most:
        done = [*done[: most - 1], _shortened(done[most - 1], room)]
    return tuple(done)


def _shortened(line: TextLine, room: float) -> TextLine:
    """The line with an ellipsis at its end, cut until it fits."""
    *head, last = line
    text = last.text
    while text and line_width((*head, Run(text + "…", last.style))) > room:
        text = text[:-1]
    return (*head, Run(text.rstrip(" ,;.") + "…", last.style, last.colour))


def paragraph(
    runs: str | Iterable[Run],
    room: float,
    style: Style,
    colour: str = "ink",
    *,
    most: int | None = None,
    anchor: Anchor = "start",
    role: str | None = None,
) -> Block:
    """A wrapped text as a block, its top at 0; for another anchor x runs through its middle or its end."""
    given = [Run(runs, style, colour)] if isinstance(runs, str) else list(runs)
    lines = wrap(given, room, most)
    if not lines:
        return Block((), 0.0)
    text = Text(0.0, baseline(style), lines, style.leading, anchor, role)
    return Block((text,), len(lines) * style.leading)


@lru_cache
def _covered() -> tuple[list[int], list[int]]:
    ranges: list[list[int]] = json.loads((FONTS / "coverage.json").read_text())
    return [first for first, _ in ranges], [last for _, last in ranges]


def missing(text: str) -> list[str]:
    """The characters of a text that the bundled fonts cannot draw, each once, in order.

    >>> missing("Inés paid €31k"), missing("東京 and 東北")
    ([], ['東', '京', '北'])
    """
    firsts, lasts = _covered()
    found: dict[str, None] = {}
    for char in text:
        at = bisect_right(firsts, ord(char)) - 1
        if not char.isspace() and (at < 0 or ord(char) > lasts[at]):
            found[char] = None
    return list(found)

"""In which language is a comment written? Found among few likely ones; unknown where too little is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LIKELY = frozenset({"de", "en", "es", "fr", "it", "nl", "pt"})
"""Among all 97 languages many short comments would be taken for rare ones."""
LETTERS = 20
"""Fewer letters do not tell a language."""
SURE = 0.9
"""From here on the words are believed more than what the data tell: an app's language is often not that of its user."""
FAIR = 0.6
UNKNOWN = ""


@dataclass(frozen=True)
class Found:
    """The language that was found in a text, and how sure that is, 0 to 1; none in a text with too few letters."""

    language: str
    sure: float


def languages(texts: Sequence[str], told: Sequence[str | None]) -> list[str]:
    """The language of each text, as two letters; UNKNOWN where neither the words nor the data tell.

    told : what the data say of each, as in "pt-BR".
    """
    said = [code_of(one) for one in told]
    also = frozenset(said) - {UNKNOWN}
    return [decided(found(text, also), name) for text, name in zip(texts, said, strict=True)]


def decided(seen: Found, told: str) -> str:
    """What is sure from the words, else what was told, else what is fairly sure.

    >>> decided(Found("de", 0.96), "en"), decided(Found("es", 0.7), "pt"), decided(Found("es", 0.7), "")
    ('de', 'pt', 'es')
    >>> decided(Found("it", 0.4), "")
    ''
    """
    if seen.sure >= SURE:
        return seen.language
    return told or (seen.language if seen.sure >= FAIR else UNKNOWN)


def found(text: str, also: Iterable[str] = ()) -> Found:
    """The likeliest language of a text, among the usual ones and some more."""
    if sum(map(str.isalpha, text)) < LETTERS:
        return Found(UNKNOWN, 0.0)
    language, sure = _identifier(frozenset(also)).classify(text)
    return Found(str(language), float(sure))


def code_of(told: str | None) -> str:
    """The language of what is told.

    >>> code_of("pt-BR"), code_of("EN_us"), code_of("German"), code_of(None)
    ('pt', 'en', '', '')
    """
    code = (told or "").replace("_", "-").split("-")[0].strip().lower()
    return code if len(code) == 2 and code.isalpha() else UNKNOWN


@cache
def _identifier(also: frozenset[str]) -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages((LIKELY | also) & set(identifier.labels))
    return identifier

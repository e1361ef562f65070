"""What the name of an event says: its title, its words, and the stage of a journey it belongs to."""

from __future__ import annotations

import re

from desirepath.domain.vocabulary import NAMES, SHORT_FORMS, WORDS


def human(name: str) -> str:
    """An event's name as a title.

    >>> human("order_completed"), human("addToCart"), human("Product Viewed"), human("NPS answered")
    ('Order completed', 'Add to cart', 'Product viewed', 'NPS answered')
    """
    words = [_spelled(word) for word in words_of(name)]
    text = " ".join(words)
    return text[:1].upper() + text[1:] if text else name.strip() or "Event"


def stage_of(event: str) -> str | None:
    """The stage that the vocabulary knows for the name of an event, if any.

    >>> stage_of("Order Completed"), stage_of("checkout_begun"), stage_of("xyz")
    ('decision', 'decision', None)
    """
    words = [word.lower() for word in words_of(event)]
    if (whole := " ".join(words)) in _NAMES:
        return _NAMES[whole]
    return next((stage for stage, known in _WORDS for word in words if _stem(word) in known), None)


_NAMES = {name: stage for stage, names in NAMES.items() for name in names.split("|")}


def _stem(word: str) -> str:
    """A word without the ends that events put to it: viewed, views, viewing.

    >>> _stem("viewed"), _stem("deliveries"), _stem("shipping"), _stem("use")
    ('view', 'deliver', 'ship', 'us')
    """
    for end in ("ies", "ied", "ing", "ed", "es", "s", "y", "e"):
        if word.endswith(end) and len(word) > len(end) + 1:
            word = word[: -len(end)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls" else word


_WORDS = [(stage, frozenset(_stem(word) for word in words.split())) for stage, words in WORDS]


def words_of(name: str) -> list[str]:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return [word for word in re.split(r"[\W_]+", spaced) if word]


def _spelled(word: str) -> str:
    """A word of a title: lower case, but short forms stay capitals."""
    short = (word.isupper() and 2 <= len(word) <= 4) or word.lower() in SHORT_FORMS
    return word.upper() if short else word.lower()

"""A comment on a part of a map, and the answers to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

MENTION = re.compile(r"(?<![\w@])@([^\W_][\w.-]{0,60}\w|[^\W_])")


@dataclass(frozen=True)
class Comment:
    """What somebody said about a record of the draft: its kind (as in `domain/records.py`) and id. Times are UTC."""

    number: int
    part: str
    part_id: str
    author: str
    at: datetime
    text: str
    mentions: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Thread:
    """A comment that began a talk, the answers to it, and who called it settled."""

    first: Comment
    answers: list[Comment]
    resolved_by: str | None
    resolved_at: datetime | None


def mentions(text: str) -> list[str]:
    """The names that a text calls, in order, each once.

    >>> mentions("@Zoë and @ana.b: see mail@shop.com, @Zoë.")
    ['Zoë', 'ana.b']
    """
    return list(dict.fromkeys(name.rstrip(".-") for name in MENTION.findall(text)))

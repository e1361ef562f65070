"""Which maps ask for attention, in words: what is late, what is old, and what nobody has measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

OLD_DAYS = 14
"""From so many days on, data are behind what customers do now."""

NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


@dataclass(frozen=True)
class MapState:
    """What is known of one map: days that its data lie back (None without data), and actions past their day."""

    title: str
    days_old: int | None
    overdue: int = 0
    broken: bool = False
    changed: bool = False
    review_late: bool = False

    @property
    def old(self) -> bool:
        return self.days_old is not None and self.days_old >= OLD_DAYS

    @property
    def believed(self) -> bool:
        return self.days_old is None and not self.broken and not self.changed

    @property
    def asks(self) -> bool:
        return (
            self.broken or self.changed or self.old or self.believed or self.overdue > 0 or self.review_late
        )


def number(count: int) -> str:
    """A small number as a word.

    >>> number(3), number(41)
    ('three', '41')
    """
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def heading(maps: Sequence[MapState]) -> str:
    """The title of the page of all maps."""
    asking = sum(one.asks for one in maps)
    if not maps:
        return "No map yet"
    if not asking:
        return "Every map is in good order" if len(maps) > 1 else "The map is in good order"
    if len(maps) == 1:
        return "The map asks for attention"
    return f"{number(asking).capitalize()} {'map asks' if asking == 1 else 'maps ask'} for attention"


def sentences(maps: Sequence[MapState]) -> str:
    """What asks for attention, most pressing first."""
    overdue = sum(one.overdue for one in maps)
    said = [
        *_of([one for one in maps if one.broken], "{} cannot be read.", "{} maps cannot be read."),
        *(
            [f"{number(overdue).capitalize()} {'action is' if overdue == 1 else 'actions are'} overdue."]
            * (overdue > 0)
        ),
        *_of(
            [one for one in maps if one.review_late],
            "{} is past its review.",
            "{} maps are past their reviews.",
        ),
        *_of(
            [one for one in maps if one.changed],
            "{} has changed since the last build.",
            "{} maps have changed since the last build.",
        ),
        *_old([one for one in maps if one.old], len(maps)),
        *_of(
            [one for one in maps if one.believed],
            "{} is still all belief: nobody has brought it data.",
            "{} maps are still all belief: nobody has brought them data.",
        ),
    ]
    if said:
        return " ".join(said)
    return (
        "The data are fresh and no action is late."
        if maps
        else "Begin with data, a template, or an empty map."
    )


def _of(maps: Sequence[MapState], one: str, several: str) -> list[str]:
    if not maps:
        return []
    return [
        one.format(f"“{maps[0].title}”") if len(maps) == 1 else several.format(number(len(maps)).capitalize())
    ]


def _old(maps: Sequence[MapState], every: int) -> list[str]:
    """Data are mostly brought for all maps together; then one sentence says it once."""
    if not maps:
        return []
    days = max(one.days_old or 0 for one in maps)
    if len(maps) == every:
        return [f"The newest data are {days:,} days old."]
    if len(maps) == 1:
        return [f"The data of “{maps[0].title}” are {days:,} days old."]
    return [f"The data of {number(len(maps))} maps are up to {days:,} days old."]

"""What happened in the first days, as people read it on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape

from desirepath.cli.tables import console
from desirepath.export.words import number_words, plain, points

if TYPE_CHECKING:
    from desirepath.insights.early.result import EarlyFound, EarlyThing

BEGAN = {"first_order": "first order", "first_event": "first event"}


def early_table(found: EarlyFound) -> None:
    """Who was compared first, then what was found: effects, then what only goes along."""
    console.print(
        f"[bold]The first {found.days} days after the {BEGAN[found.start]}[/bold]  {number_words(found.stay)} of "
        f"{plain(found.compared)} customers {escape(found.outcome)}, counted from day {found.days}."
    )
    if not found.items:
        console.print(f"Nothing stands out among {found.tests:,} things that were compared.")
    for number, one in enumerate(found.items, 1):
        _thing(number, one, found)
    listed = "" if found.found == len(found.items) else f"The first {len(found.items)} of {found.found}. "
    sampled = (
        "" if found.looked_at == 1 else f"A sample of {found.looked_at:.0%} of customers was looked at. "
    )
    console.print(
        f"[dim]{listed}{sampled}{found.tests:,} things were compared, {found.few} too rare to be; false finds are held "
        f"to about one in ten. {found.too_recent:,} of {found.began:,} customers began too late to be watched so long, "
        f"{found.left_before:,} had left before. C: done to customers, adjusted, all checks passed. D: goes along; "
        f"those it happened to may differ in more than that. Data {found.data_version}[/dim]"
    )


def _thing(number: int, one: EarlyThing, found: EarlyFound) -> None:
    where = " · ".join(part for part in (one.step_title, one.event) if part) or "anywhere"
    about = "" if found.looked_at == 1 else "about "
    console.print(f"{number}. [bold]{escape(one.condition)}[/bold]  [dim]{escape(where)}[/dim]")
    does = "makes" if one.grade == "C" else "goes along with"
    word = "" if one.word == "clear" else f", {one.word}"
    console.print(
        f"  {one.grade}  {does} {points(one.effect)} who {escape(found.outcome)}{word}", highlight=False
    )
    more = "more" if one.stayed >= 0 else "fewer"
    console.print(
        f"  [dim]{about}{one.customers:,} customers, {about}{abs(one.stayed):,} {more} stay; not adjusted "
        f"{points(one.naive)}: {number_words(one.with_it)}, others {number_words(one.without)}[/dim]"
    )
    if one.grade == "D":
        console.print(f"  [dim]{escape(one.why)}[/dim]")

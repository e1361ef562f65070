"""What people write, as it is read on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from desirepath.cli.tables import console
from desirepath.export.words import number_words

if TYPE_CHECKING:
    from desirepath.insights.measured_map import Felt
    from desirepath.insights.text.found import LanguageText, TextFound, Topic

MOST = 20


def text_table(found: TextFound) -> None:
    """Languages with how they are read, then topics, those that hurt most customers first."""
    if not found.comments:
        console.print(
            "Nobody wrote anything: no row of the build has a text. A recipe names the column of it."
        )
        return
    _languages(found)
    console.print()
    for topic in found.topics[:MOST]:
        _topic(topic)
    listed = f"The first {MOST} of {len(found.topics)} topics. " if len(found.topics) > MOST else ""
    part = (
        "" if found.of == found.comments else f"{found.comments:,} of {found.of:,} comments were looked at. "
    )
    console.print(
        f"[dim]{listed}{part}Ranked by customers times how far they feel below neutral. {found.no_topic:,} comments "
        f"belong to no topic. Data {found.data_version}[/dim]"
    )


def _languages(found: TextFound) -> None:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for head in ("language", "comments", "scored", "feelings read by"):
        table.add_column(head, justify="right" if head in ("comments", "scored") else "left")
    for one in found.languages:
        table.add_row(
            one.language or "not known",
            f"{one.comments:,}",
            f"{one.scored:,}",
            {"learned": "your scores", "word list": "a word list", "none": "not read"}[one.way],
        )
    console.print(table)
    for one in found.languages:
        console.print(f"[dim]{escape(one.language or 'not known')}: {escape(_how_good(one))}[/dim]")


def _how_good(one: LanguageText) -> str:
    if one.quality is None:
        return one.why
    right, usual = number_words(one.quality.accuracy), number_words(one.quality.majority)
    return (
        f"{one.why} Held against {one.quality.tried_on:,} later comments, it says what the score says in {right}; "
        f"always saying the same would in {usual}."
    )


def _topic(topic: Topic) -> None:
    felt = "; ".join(_felt(one) for one in topic.felt) or "feeling not known"
    console.print(f"[bold]{escape(', '.join(topic.words))}[/bold]  [dim]{topic.language}[/dim]")
    console.print(f"  {topic.comments:,} comments of {topic.customers:,} customers; {escape(felt)}")
    for quote in topic.quotes[:1]:
        console.print(f"  [dim]“{escape(quote)}”[/dim]")


def _felt(felt: Felt) -> str:
    said = "read from text" if felt.scale == "text" else felt.scale
    return f"{said} {number_words(felt.number)}"

"""One find as text: what could help, in which segments it stands out more, and journeys of a few."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from desirepath.export.words import number_words, points

if TYPE_CHECKING:
    from desirepath.insights.pains.examples import ExampleJourney, PainExamples, Stop
    from desirepath.insights.pains.found import FoundPain
    from desirepath.insights.pains.segments import PainSegments

console = Console()

AS_OF = {"then": "", "now": "as of now", "later": "counts what came later too"}
OUT = {"more": "more here", "less": "less here", None: ""}


def closer(pain: FoundPain, segments: PainSegments, examples: PainExamples) -> None:
    """Everything about one find."""
    console.print(
        f"[bold]{escape(pain.condition)}[/bold]  [dim]{escape(f'{pain.step_title}, {pain.event}')}[/dim]"
    )
    console.print(f"  {points(pain.difference)} {pain.outcome_words}; {number_words(pain.with_it)}")
    console.print("\n[bold]What could help[/bold]")
    for remedy in pain.remedies:
        out = "; some go without, to see what it does" if remedy.hold_out else ""
        console.print(f"  {remedy.title}  [dim]{remedy.kind}, {remedy.effort} effort{out}[/dim]")
        console.print(f"    [dim]{remedy.how}[/dim]")
    _segments(segments)
    _journeys(examples)


def _segments(segments: PainSegments) -> None:
    if not segments.items:
        return
    console.print("\n[bold]Where it stands out more[/bold]")
    table = Table(box=None, pad_edge=False, show_header=False)
    for one in segments.items:
        told = "too few" if one.difference.show == "hidden" else points(one.difference)
        words = ", ".join(filter(None, (OUT[one.stands_out], AS_OF[one.as_of])))
        table.add_row(f"  {escape(one.label)}", told, f"[dim]{words}[/dim]")
    console.print(table)


def _journeys(examples: PainExamples) -> None:
    console.print(f"\n[bold]Journeys of some of {examples.lost:,} who did not[/bold]")
    for journey in examples.items:
        _journey(journey)


def _journey(journey: ExampleJourney) -> None:
    console.print(f"  {escape(journey.customer)}  [dim]{journey.events:,} events around it[/dim]")
    *before, here = journey.until
    stops = [(stop, "") for stop in before] + [(here, " ← here")] + [(stop, "") for stop in journey.after]
    if journey.more:
        console.print(f"    [dim]… {journey.more:,} more before[/dim]")
    for day, same in groupby(stops, lambda one: one[0].time.date()):
        told = " · ".join(f"{_said(stop)}{mark}" for stop, mark in same)
        console.print(f"    [dim]{day}[/dim]  {told}")
    last = (
        f"{journey.more_after:,} more after"
        if journey.more_after
        else ""
        if journey.after
        else "nothing after"
    )
    if last:
        console.print(f"    [dim]… {last}[/dim]")


def _said(stop: Stop) -> str:
    times = f" ×{stop.times}" if stop.times > 1 else ""
    return f"{escape(stop.title)}{times}"

"""What came of actions, as people read it on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from desirepath.export.words import number_words, plain, points
from desirepath.insights.effects.effect import Effect
from desirepath.insights.effects.sizing import Sizing

console = Console()
TRENDS = {"straight": "straight trend", "may bend": "trend that may bend"}
MARKS = {True: "yes", False: "no", None: "not known"}


def effects_table(found: list[Effect]) -> None:
    """One line an action: forecast beside what was measured."""
    if not found:
        console.print("No action stands on the board of this map yet.")
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for head in ("", "action", "forecast", "measured", "grade", ""):
        table.add_column(head)
    for one in found:
        table.add_row(
            str(one.action),
            escape(one.title),
            _forecast(one.forecast),
            points(one.effect) if one.effect else "",
            one.grade or "",
            one.words or one.status,
        )
    console.print(table)
    console.print("[dim]One of them with what it rests on: desirepath effect NUMBER[/dim]")


def effect_told(one: Effect) -> None:
    """One action with its groups, what speaks against it, and what is needed to see the forecast."""
    console.print(f"[bold]{escape(one.title)}[/bold]")
    if one.design:
        console.print(
            escape(f"{one.measure}; each customer has {one.within}. {one.design.title}: {one.design.why}")
        )
    if one.effect:
        grade = f", grade {one.grade}" if one.grade else ""
        forecast = f"; forecast {_forecast(one.forecast)}" if one.forecast is not None else ""
        console.print(f"[bold]{points(one.effect)}[/bold], {one.words}{grade}{forecast}")
    console.print(escape(one.said))
    for group in one.groups:
        before = f"before {number_words(group.before)}, " if group.before.n else ""
        title = f"{group.title}, from {group.started}" if group.started else group.title
        console.print(f"  {title}: {before}after {number_words(group.after)}")
    for since in one.since:
        when = (
            f"{abs(since.days)} days {'before' if since.periods < 0 else 'after'}"
            if since.days
            else "from the start"
        )
        console.print(f"  [dim]{when}: {points(since.number)}[/dim]", highlight=False)
    for form in one.forms:
        beside = f", what it should not move {points(form.beside)}" if form.beside else ""
        told = f"moved {points(form.moved)}{beside}, left {points(form.effect)}"
        console.print(f"  [dim]{TRENDS[form.trend]}: {told}[/dim]", highlight=False)
    for check in one.checks:
        console.print(f"  [dim]{check.title}: {MARKS[check.passed]}. {check.words}[/dim]", highlight=False)
    for note in one.notes:
        console.print(f"  [dim]{note}[/dim]", highlight=False)
    if one.sizing and one.status in ("planned", "too early"):
        console.print(escape(sizing_words(one.sizing)))
    if one.last_day:
        console.print(f"[dim]{one.started} to {one.last_day}; data {one.data_version}[/dim]")


def sizing_words(needed: Sizing) -> str:
    """What an experiment needs, in one sentence."""
    time = f"about {needed.weeks:,} weeks" if needed.weeks else "longer than can be said"
    return (
        f"To see {_forecast(needed.forecast)} from {number_words(needed.base)} in four cases of five, {needed.each:,} "
        f"customers are needed with it and as many without, drawn by lot: {time}, and {needed.wait_days} days until "
        "the last one's time is over."
    )


def _forecast(size: float | None) -> str:
    return "" if size is None else f"{plain(size * 100, 1, signed=True)} pts".replace(".0 ", " ")

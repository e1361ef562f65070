"""Results as people read them on a terminal."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from desirepath.export.words import money, number_words, plain, points

if TYPE_CHECKING:
    import pyarrow as pa

    from desirepath.insights.measured_map import MeasuredMap
    from desirepath.insights.money.costs import Cost
    from desirepath.insights.pains.found import FoundPains
    from desirepath.measures.result import Result
    from desirepath.services.questions import QuestionView

console = Console()


OUTCOMES = ("entered", "went_on", "still_open", "lost")
"""Further columns of a result that say what became of people; a table shows them beside the number."""


def result_table(result: Result) -> None:
    """One line a row: keys, the number in words, and how many cases are still open."""
    console.print(f"[bold]{result.title}[/bold]")
    keys = list(dict.fromkeys(key for row in result.rows for key in row.keys))
    outcomes = OUTCOMES if result.rows and all(set(OUTCOMES) <= set(row.more) for row in result.rows) else ()
    has_open = not outcomes and any(row.number.still_open is not None for row in result.rows)
    table = Table(box=None, pad_edge=False, header_style="dim")
    for key in keys:
        table.add_column(key)
    table.add_column(result.measure)
    for name in outcomes or (("still_open",) if has_open else ()):
        table.add_column(name.replace("_", " "), justify="right")
    table.add_column("")
    shown = [row.number.n for row in result.rows if row.number.show == "full"]
    coarsest = min(shown, default=None)
    for row in result.rows:
        cells = [_cell(row.keys.get(key)) for key in keys]
        cells.append(number_words(row.number, result.currency, coarsest=coarsest))
        cells += [f"{row.more[name]:,}" for name in outcomes]
        if has_open:
            cells.append("" if row.number.still_open is None else f"{row.number.still_open:,}")
        cells.append("" if row.complete else "not over yet")
        table.add_row(*cells)
    console.print(table)
    last = (
        None if result.end is None else result.end - timedelta(days=1)
    )  # a result names the first day after
    days = ["…" if day is None else f"{day:%Y-%m-%d}" for day in (result.start, last)]
    span = "all days" if days == ["…", "…"] else " to ".join(days)
    filters = "; ".join(
        f"{name} {value}" for name, value in (("where", result.where), ("segment", result.segment)) if value
    )
    console.print(
        f"[dim]{span} ({result.timezone}){'; ' + filters if filters else ''}; data {result.data_version}[/dim]"
    )
    for note in result.notes:
        console.print(f"[yellow]{note}[/yellow]")


def questions_table(found: list[QuestionView]) -> None:
    """Saved questions, one a line."""
    if not found:
        console.print("No question is saved yet. Run: desirepath question save <name> <measure>")
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("number", "name", "measure", "saved by", "on"):
        table.add_column(name)
    for one in found:
        asked = one.question
        table.add_row(
            str(one.number),
            escape(asked.name),
            asked.measure,
            escape(one.made_by),
            f"{one.changed_at:%Y-%m-%d}",
        )
    console.print(table)


def measures_table(as_json: bool) -> None:
    """The registry: name, question, parameters."""
    from desirepath.services.asking import describe_measures

    entries = describe_measures()
    if as_json:
        console.out(json.dumps(entries, indent=2))
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for head in ("measure", "question", "parameters"):
        table.add_column(head)
    for entry in entries:
        table.add_row(entry["name"], entry["question"], ", ".join(entry["params"].get("properties", {})))
    console.print(table)


def arrow_table(found: pa.Table) -> None:
    """Any table, as it is."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in found.column_names:
        table.add_column(name)
    for row in found.to_pylist():
        table.add_row(*(_cell(value) for value in row.values()))
    console.print(table)


def map_summary(document: MeasuredMap) -> None:
    """What a map found, in a few lines."""
    console.print(f"[bold]{document.title}[/bold]")
    console.print(document.finding.replace("**", ""))
    table = Table(box=None, pad_edge=False, header_style="dim")
    for head in ("", "step", "people", "believed", "felt", "went on", "still\nopen", "lost"):
        table.add_column(head, justify="left" if head in ("", "step") else "right", no_wrap=head != "step")
    for step in document.steps:
        outcome = step.outcome
        table.add_row(
            str(step.number),
            step.title,
            number_words(step.people, document.currency),
            "" if step.believed is None else plain(step.believed, 1, signed=True),
            "" if step.felt is None else number_words(step.felt.number).replace(", n ", "\nn "),
            *(
                ("", "", "")
                if outcome is None
                else (f"{outcome.went_on:,}", f"{outcome.still_open:,}", f"{outcome.lost:,}")
            ),
        )
    console.print(table)


def pains_table(found: FoundPains) -> None:
    """What was found, the most missing customers first."""
    if not found.kept:
        console.print(
            "No property is kept, so only times, support, failures and answers were compared. Name some in "
            "workspace.yaml, as in keep: [brand, reason], then run: desirepath build",
            markup=False,
            style="yellow",
        )
    if not found.items:
        console.print(f"Nothing stands out: {found.tests:,} comparisons at {found.places} places of the map.")
        return
    for number, pain in enumerate(found.items, 1):
        about = "" if pain.looked_at == 1 else "about "
        console.print(
            f"{number}. [bold]{escape(pain.condition)}[/bold]  [dim]{escape(f'{pain.step_title}, {pain.event}')}[/dim]"
        )
        console.print(f"  {points(pain.difference)} {pain.outcome_words}; {about}{pain.missing:,} missing")
        for other in pain.also:
            console.print(f"  [dim]also {points(other.difference)} {other.outcome_words}[/dim]")
        console.print(f"  [dim]{number_words(pain.with_it)}, others {number_words(pain.without)}[/dim]")
        console.print(f"  {cost_words(pain.cost, found.currency)}")
    if found.costs.total:
        together = number_words(found.costs.total, found.currency)
        console.print(
            f"What is priced costs {together} a quarter, counted once for customers who met several."
        )
    listed = "" if found.found == len(found.items) else f"The first {len(found.items)} of {found.found}. "
    console.print(
        f"[dim]{listed}Look closer at one: desirepath pains --open 1. Missing: how many more would have, had their "
        f"share been that of the others. {found.tests:,} comparisons; some of what is listed may be luck. C: spending "
        f"lost until the end of the data, adjusted for what was known before, all checks passed. D: an association; "
        f"who met it may differ in more than that. Data {found.data_version}[/dim]"
    )


def cost_words(cost: Cost, currency: str) -> str:
    """The price in a quarter with its doubt and grade, or what is exposed and why there is no price."""
    if cost.money is None:
        return f"[dim]D  {escape(money(cost.exposed, currency))} a quarter exposed. {escape(cost.why)}[/dim]"
    word = "" if cost.word == "clear" else f", {cost.word}"
    return f"[bold]{cost.grade}  {escape(number_words(cost.money, currency))} a quarter{word}[/bold]"


def _cell(value: Any) -> str:
    return (
        ""
        if value is None
        else f"{value:,}"
        if isinstance(value, int) and not isinstance(value, bool)
        else str(value)
    )

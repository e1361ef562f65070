"""The map as a PDF for print: sheets of A3 with real text, and the numbers behind them as a table.

The file is tagged (PDF/UA-1): each sheet carries its description in words, and every number that a sheet draws stands
in the table too, so that nothing has to be seen to be read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desirepath.errors import ExternalError
from desirepath.export import words
from desirepath.export.layout.feelings import believed_for
from desirepath.export.layout.footer import facts
from desirepath.export.layout.frame import ordered
from desirepath.export.layout.header import question
from desirepath.export.layout.pages import MM_HIGH, MM_WIDE, sheets
from desirepath.export.svg import write
from desirepath.export.text import FONTS, missing
from desirepath.export.tokens import Theme, colour
from desirepath.insights.measured_map import MeasuredMap, StepView

if TYPE_CHECKING:
    from typst import PDFStandard

TEMPLATE = Path(__file__).parent / "map.typ"
COLUMNS = (
    "Step",
    "Stage",
    "People",
    "Went on",
    "Still open",
    "Lost",
    "Of those decided, went on",
    "Median to next",
    "Believed",
    "Measured feeling",
    "Gap",
)


def table_row(document: MeasuredMap, stages: dict[str, str], step: StepView) -> list[str]:
    """The numbers of one step in words, in the order of `COLUMNS`."""
    say = partial(words.number_words, currency=document.currency)
    became = step.outcome
    believed = [] if step.believed is None else [words.plain(step.believed, 1, signed=True)]
    counts = (became.went_on, became.still_open, became.lost) if became else None
    return [
        f"{step.number} {step.title}",
        stages[step.stage],
        words.value(step.people),
        *(("–", "–", "–") if counts is None else (words.plain(count) for count in counts)),
        say(became.rate) if became else "–",
        say(step.time_to_next.median) if step.time_to_next else "–",
        ", ".join([*believed, *believed_for(step)]) or "–",
        say(step.felt.number) if step.felt else "no answers",
        "–" if step.gap is None else words.gap(step.gap, step.gap_words),
    ]


def content(document: MeasuredMap, theme: Theme) -> dict[str, Any]:
    """Everything the template sets, as data."""
    scenes = sheets(document)
    stages = {stage.id: stage.title for stage in document.stages}
    many = len(scenes) > 1
    return {
        "title": document.title,
        "workspace": document.workspace,
        "width": MM_WIDE,
        "height": MM_HIGH,
        "paper": colour("paper", theme),
        "ink": colour("ink", theme),
        "muted": colour("muted", theme),
        "rule": colour("rule", theme),
        "sheets": [
            {
                "name": f"Sheet {at + 1} of {len(scenes)}" if many else "The map",
                "svg": write(scene, theme),
                "alt": scene.description,
            }
            for at, scene in enumerate(scenes)
        ],
        "question": question(document),
        "finding": document.finding.replace("**", ""),
        "columns": list(COLUMNS),
        "rows": [table_row(document, stages, step) for step in ordered(document)],
        "facts": facts(document),
    }


def pdf(document: MeasuredMap, theme: Theme = "light") -> bytes:
    """The map on sheets of A3 landscape, then its numbers as a table; no text under 8 points.

    The same document gives the same bytes: the date in the file is that of the data, not of the clock.
    """
    import typst

    stamp = document.complete_through or datetime(1970, 1, 1)
    data = json.dumps(content(document, theme))
    refused: typst.TypstError | None = None
    for own_fonts, standards in _plans(data):
        try:
            return typst.compile(
                TEMPLATE,
                font_paths=[FONTS],
                ignore_system_fonts=own_fonts,
                sys_inputs={"data": data},
                pdf_standards=standards,
                timestamp=stamp.replace(microsecond=0, tzinfo=UTC),
            )
        except typst.TypstError as error:
            refused = error
    raise ExternalError(
        f"The PDF could not be set: {refused.message if refused else ''}",
        code="pdf_failed",
        remedy="Export the map as SVG or HTML instead, and report the map that caused this.",
    )


def _plans(data: str) -> list[tuple[bool, list[PDFStandard]]]:
    """The ways to set it: bundled fonts; when they lack characters, the machine's too; at last without the promise of
    accessibility, which a box in place of a character would break.
    """
    plans: list[tuple[bool, list[PDFStandard]]] = [(True, ["ua-1"])]
    if missing("".join(_strings(json.loads(data)))):
        plans += [(False, ["ua-1"]), (False, [])]
    return plans


def _strings(data: Any) -> Iterator[str]:
    match data:
        case str():
            yield data
        case list():
            for part in data:
                yield from _strings(part)
        case dict():
            yield from _strings(list(data.values()))

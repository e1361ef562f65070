"""Looks at files and proposes how to read them: which column is the id, the event, the time, the money, the score.

A proposal is a recipe in YAML with a reason beside each choice, for people to read and edit. It is made from names
(in five languages) and from what the first rows hold; where these do not settle it, a warning says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desirepath.errors import InputError, Place
from desirepath.ingest.lines import Line, rule_lines, source_name, yaml
from desirepath.ingest.profile import Look, decimal_comma, glob_safe, look
from desirepath.ingest.recipe import Recipe, recipe_document
from desirepath.ingest.roles import Roles
from desirepath.ingest.vocabulary import LATER, PLANNED, words
from desirepath.ingest.xes import TRANSITION


@dataclass(frozen=True)
class ProposedRecipe:
    """A recipe for one file: the model, its text for editing, a sentence for each choice, and what is unsure."""

    recipe: Recipe
    text: str
    reasons: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    why: dict[str, str] = field(default_factory=dict)
    """Why a column was given its role, by the column's name."""


def propose(
    files: Sequence[Path], *, timezone: str = "UTC", currency: str | None = None
) -> list[ProposedRecipe]:
    """How should these files be read? One recipe a file.

    timezone, currency : of the business; for times written without a zone, and amounts without a currency.
    Raises InputError when a file cannot be read or holds no column with times.
    """
    taken: set[str] = set()
    return [propose_look(look(path), timezone=timezone, currency=currency, taken=taken) for path in files]


def propose_look(
    look: Look, *, timezone: str = "UTC", currency: str | None = None, taken: set[str] | None = None
) -> ProposedRecipe:
    """The same for a file that has been looked at. `taken` are names of sources, to which the new one is added."""
    return _Proposal(look, timezone, currency, set() if taken is None else taken).made()


class _Proposal:
    """One proposal in the making: the lines of the recipe, by the roles of the columns."""

    def __init__(self, look: Look, timezone: str, currency: str | None, taken: set[str]) -> None:
        self.look = look
        self.found = Roles(look)
        self.roles = self.found.given
        self.why = self.found.why
        self.warnings = self.found.warnings
        self.dated = self.found.dated
        self.timezone = timezone
        self.currency = currency
        self.taken = taken

    def made(self) -> ProposedRecipe:
        if "time" not in self.roles:
            if "user_id" in self.roles or "email" in self.roles:
                return self._told(self._traits())
            raise InputError(
                "no column holds dates, and every event needs one.",
                code="no_dates",
                place=Place(self.look.file.name),
                remedy="Add a column that says when each row happened.",
            )
        return self._told(self._events())

    def _head(self) -> list[Line]:
        name = source_name(self.look.file.name, self.taken)
        self.taken.add(name)
        lines = [
            Line("desirepath", "1"),
            Line("source", yaml(name)),
            Line("files", yaml(glob_safe(self.look.file.name))),
        ]
        if self.look.sheet is not None:
            lines.append(Line("sheet", yaml(self.look.sheet)))
        layout = self.look.layout
        if layout:
            told, why = [f"delimiter: {json.dumps(layout.delimiter)}"], "as found in the first lines"
            if not layout.plain:
                told.append(f"encoding: {layout.encoding}")
                why += "; " + ENCODINGS[layout.encoding]
            lines.append(Line("csv", "{" + ", ".join(told) + "}", why))
        return lines

    def _written(self) -> list[Line]:
        lines = [Line("timezone", yaml(self.timezone), "of times that are written without one")]
        forms = self._forms()
        if forms:
            said = self.dated[self.roles["time"]].said
            value = yaml(forms[0]) if len(forms) == 1 else f"[{', '.join(map(yaml, forms))}]"
            lines.append(Line("date_format", value, said))
        if "revenue" in self.roles:
            if decimal_comma(self.look.values(self.roles["revenue"])):
                lines.append(Line("decimal", '","', f"{self.roles['revenue']} is written as 1.234,56"))
            if self.currency and "currency" not in self.roles:
                lines.append(Line("currency", self.currency, "of the business; no column says another"))
        return lines

    def _forms(self) -> list[str]:
        """How the times that are read are written; none where all are written as 2024-12-31 or count from 1970."""
        if "time" not in self.roles:
            return []
        used = dict.fromkeys([self.roles["time"], *(name for name, _ in self._later())])
        forms = list(dict.fromkeys(self.dated[name].form for name in used if name in self.dated))
        told = [form for form in forms if form is not None]
        return [*told, *ISO] if told and None in forms else told

    def _events(self) -> list[tuple[int, Line]]:
        event, kind, actor, why = ("", "", "customer", "") if "event" in self.roles else self.found.what()
        first: list[Line] = []
        if "event" in self.roles:
            first.append(Line("event", f"{{column: {yaml(self.roles['event'])}}}", self.why["event"]))
        else:
            first.append(Line("event", yaml(event), why))
        time = self.roles["time"]
        said = f"{self.why['time']}; {self.dated[time].said}".removesuffix("; ")
        first.append(Line("time", yaml(time), said))
        first += self._done()
        common = [Line("kind", kind)] if kind else []
        common += [Line("actor", actor)] if actor != "customer" else []
        common += self._columns()
        told = [(0, line) for line in [*self._head(), *self._written(), Line("events", "")]]
        told += rule_lines([*first, *common, *self._rest()])
        if kind == "order":
            for name, what in self._later():
                rule = [
                    Line("event", f"Order {what}", "the row has a time of its own for it"),
                    Line("time", yaml(name)),
                ]
                rule += [
                    Line("when", yaml(f'"{name}" IS NOT NULL')),
                    Line("kind", "order"),
                    Line("actor", "company"),
                ]
                told += rule_lines([*rule, *(line for line in self._columns(why=False) if line.key in KEYS)])
        return told

    def _columns(self, why: bool = True) -> list[Line]:
        lines = []
        for role in ORDER:
            if role in self.roles:
                lines.append(Line(role, self._value(role), self.why[role] if why else ""))
                if role == "score":
                    scale, version, told = self.found.scale()
                    lines.append(Line("scale", scale, told))
                    lines += (
                        [Line("scale_version", json.dumps(version), "the highest score possible")]
                        if version
                        else []
                    )
        return lines

    def _value(self, role: str) -> str:
        if role == "event_id" and self.found.together:
            return f"[{', '.join(map(yaml, self.found.together))}]"
        column = yaml(self.roles[role])
        return f"{{column: {column}}}" if role == "currency" else column

    def _later(self) -> list[tuple[str, str]]:
        """Further times of an order, and what they are times of."""
        found: dict[str, str] = {}
        for name in self.dated:
            if name == self.roles["time"] or re.search(PLANNED, words(name)):
                continue
            what = next((said for pattern, said in LATER.items() if re.search(pattern, words(name))), None)
            if what and what not in found.values():
                found[name] = what
        return list(found.items())

    def _rest(self) -> list[Line]:
        used = {*self.roles.values(), *(name for name, _ in self._later())}
        rest = [name for name in self.look.columns if name not in used]
        return (
            [Line("properties", f"[{', '.join(map(yaml, rest))}]", "columns without a place of their own")]
            if rest
            else []
        )

    def _done(self) -> list[Line]:
        """Of an event log that tells when something began and was done, what is done: one event each."""
        if self.look.file.format != "xes" or TRANSITION not in self.look.columns:
            return []
        seen = {value.lower() for value in self.look.values(TRANSITION)}
        if len(seen) < 2 or "complete" not in seen:
            return []
        others = ", ".join(f'"{value}"' for value in sorted(seen - {"complete"}))
        self.warnings.append(
            f"The log tells each event at several times; those that are {others} are left out. "
            "Take `when` away to keep them all."
        )
        return [
            Line("when", yaml(f"lower(\"{TRANSITION}\") = 'complete'"), "else each would count several times")
        ]

    def _traits(self) -> list[tuple[int, Line]]:
        self.warnings.append(
            "No column holds times, so the rows are taken for attributes of customers, not for events."
        )
        role = "user_id" if "user_id" in self.roles else "email"
        rest = [name for name in self.look.columns if name != self.roles[role]]
        rule = [
            Line("id", yaml(self.roles[role]), self.why[role]),
            Line("columns", f"[{', '.join(map(yaml, rest))}]", "each is an attribute"),
        ]
        head = [*self._head(), Line("kind", "traits", "no column holds times"), Line("traits", "")]
        return [(0, line) for line in head] + rule_lines(rule)

    def _told(self, lines: list[tuple[int, Line]]) -> ProposedRecipe:
        name = self.look.file.name
        text = [
            f"# Proposed from the first {self.look.rows:,} rows of {name}. Read it over and change what is wrong."
        ]
        text += [f"# Check: {warning}" for warning in self.warnings]
        for depth, line in lines:
            start = "" if depth == 0 else "  - " if depth == 1 else "    "
            why = f"  # {line.why}" if line.why else ""
            text.append(f"{start}{line.key}:{' ' if line.value else ''}{line.value}{why}")
        reasons = [f"{line.key}: {line.value} ({line.why})" for _, line in lines if line.why]
        written = "\n".join(text) + "\n"
        recipe = recipe_document(written, f"{name}.yaml")[0]
        by_column = {column: self.why[role] for role, column in self.roles.items() if role in self.why}
        return ProposedRecipe(recipe, written, reasons, self.warnings, by_column)


ORDER = (
    *(
        "event_id",
        "user_id",
        "anonymous_id",
        "email",
        "account_id",
        "order_id",
        "revenue",
        "currency",
        "score",
        "text",
    ),
    *(
        "language",
        "product",
        "channel",
        "touchpoint",
        "device",
        "campaign",
        "campaign_source",
        "medium",
        "agent",
    ),
)
ENCODINGS = {
    "cp1252": "its letters are no UTF-8, so likely Windows-1252",
    "utf-16": "the file begins with its mark",
}
"""Why a file is read in an encoding other than UTF-8."""
ISO = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d")
"""What is read without a format, for a file that writes its other times in another way."""
KEYS = ("event_id", "user_id", "anonymous_id", "email", "account_id", "order_id", "product", "channel")
"""What further events of the same row keep of it."""

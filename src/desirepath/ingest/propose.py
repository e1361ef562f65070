"""Looks at files and proposes how to read them: which column is the id, the event, the time, the money, the score.

A proposal is a recipe in YAML with a reason beside each choice, for people to read and edit. It is made from names
(in five languages) and from what the first rows hold; where these do not settle it, a warning says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desirepath.errors import InputError, Place
from desirepath.ingest.profile import (
    ADDRESS,
    Dates,
    Look,
    dates,
    decimal_comma,
    glob_safe,
    look,
    number,
    share,
)
from desirepath.ingest.recipe import Recipe, recipe_document
from desirepath.ingest.vocabulary import FILES, LATER, PLANNED, fit, unaccented, words


@dataclass(frozen=True)
class ProposedRecipe:
    """A recipe for one file: the model, its text for editing, a sentence for each choice, and what is unsure."""

    recipe: Recipe
    text: str
    reasons: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    """One line of the recipe: key, value as YAML, and why."""

    key: str
    value: str
    why: str = ""


def propose(
    files: Sequence[Path], *, timezone: str = "UTC", currency: str | None = None
) -> list[ProposedRecipe]:
    """How should these files be read? One recipe a file.

    timezone, currency : of the business; for times written without a zone, and amounts without a currency.
    Raises InputError when a file cannot be read or holds no column with times.
    """
    taken: set[str] = set()
    return [_Proposal(look(path), timezone, currency, taken).made() for path in files]


def proposed_for(look: Look, timezone: str = "UTC", currency: str | None = None) -> ProposedRecipe:
    """The proposal for rows that were already looked at."""
    return _Proposal(look, timezone, currency, set()).made()


class _Proposal:
    """One proposal in the making: columns are given to roles one after the other, each once."""

    def __init__(self, look: Look, timezone: str, currency: str | None, taken: set[str]) -> None:
        self.look = look
        self.timezone = timezone
        self.currency = currency
        self.taken = taken
        self.roles: dict[str, str] = {}
        self.why: dict[str, str] = {}
        self.warnings: list[str] = []
        self.dated: dict[str, Dates] = {}
        self.together: list[str] = []

    def made(self) -> ProposedRecipe:
        self._find_times()
        self._give_roles()
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

    def _find_times(self) -> None:
        for name in self.look.columns:
            values = self.look.values(name)
            found = Dates(None, "") if name in self.look.times else dates(values)
            if found and (found.form != "%Y%m%d" or fit("time", name) is not None):
                self.dated[name] = found

    def _give_roles(self) -> None:
        self._give("email", self._addresses, "e-mail addresses")
        self._give("time", self._dated, "times", key=self._time_rank, unnamed=True)
        self._give("score", self._scores, "numbers from 0 to 10")
        self._give("event", self._names, "names that come again and again")
        self._give("user_id", self._ids, "ids")
        self._give("anonymous_id", self._ids, "ids")
        self._give("account_id", self._ids, "ids")
        self._give("order_id", self._ids, "ids")
        self._give("event_id", self._unique, "a different value in each row")
        self._give("revenue", self._amounts, "amounts")
        self._give("text", self._prose, "texts")
        for role in (
            "channel",
            "touchpoint",
            "device",
            "campaign",
            "campaign_source",
            "medium",
            "language",
            "currency",
        ):
            self._give(role, self._names, "few values")
        for role in ("product", "agent"):
            self._give(role, self._some, "values")
        self._check()

    def _give(
        self, role: str, fits: Callable[[str], bool], what: str,
        key: Callable[[str], tuple[float, ...]] | None = None, unnamed: bool = False,
    ) -> None:  # fmt: skip
        """Give a role to the column whose name tells it surest and whose values fit."""
        free = [name for name in self.look.columns if name not in self.roles.values() and fits(name)]
        named = [name for name in free if fit(role, name) is not None]
        rank = key or (lambda name: (float(fit(role, name) or 0), -self.look.filled(name)))
        if named:
            best = min(named, key=rank)
            self.why[role] = f"named so, and holds {what}"
        elif unnamed and free:
            best = min(free, key=rank)
            self.why[role] = f"the only column that holds {what}" if len(free) == 1 else f"holds {what}"
            if len(free) > 1:
                self.warnings.append(f'{len(free)} columns hold {what}; "{best}" was taken for `{role}`.')
        else:
            return
        self.roles[role] = best

    def _dated(self, name: str) -> bool:
        return name in self.dated and re.search(PLANNED, words(name)) is None

    def _time_rank(self, name: str) -> tuple[float, ...]:
        named = fit("time", name)
        planned = 50.0 if named is None else 0.0
        return (planned + (named or 0), -round(self.look.filled(name), 1))

    def _addresses(self, name: str) -> bool:
        return share(self.look.values(name), ADDRESS.match) > 0.5

    def _some(self, name: str) -> bool:
        return bool(self.look.values(name)) and name not in self.dated

    def _ids(self, name: str) -> bool:
        values = self.look.values(name)
        plain = share(
            values, lambda v: len(v) <= 64 and (number(v) is None or re.fullmatch(r"-?\d+", v) is not None)
        )
        return self._some(name) and plain > 0.95

    def _unique(self, name: str) -> bool:
        return self._ids(name) and self.look.distinct(name) == 1.0 and self.look.filled(name) > 0.99

    def _names(self, name: str) -> bool:
        values = self.look.values(name)
        few = len(set(values)) <= max(20, min(500, len(values) // 4))
        return self._some(name) and few and share(values, lambda v: number(v) is None and len(v) < 100) > 0.9

    def _scores(self, name: str) -> bool:
        numbers = [number(value) for value in self.look.values(name)]
        return bool(numbers) and all(n is not None and 0 <= n <= 10 and n == int(n) for n in numbers)

    def _amounts(self, name: str) -> bool:
        values = self.look.values(name)
        return self._some(name) and share(values, lambda v: number(v) is not None) > 0.95

    def _prose(self, name: str) -> bool:
        values = self.look.values(name)
        lengths = sum(map(len, values)) / len(values) if values else 0
        return self._some(name) and lengths > 8 and share(values, lambda v: " " in v) > 0.3

    def _check(self) -> None:
        roles = self.roles
        if "time" in roles and not self.dated[roles["time"]].sure:
            self.warnings.append(
                f'"{roles["time"]}" may be day first or month first: the rows looked at fit both. Check `date_format`.'
            )
        if "user_id" in roles and self.look.filled(roles["user_id"]) < 0.98:
            share_empty = 1 - self.look.filled(roles["user_id"])
            self.warnings.append(f'"{roles["user_id"]}" is empty in {share_empty:.0%} of the rows looked at.')
        if "event_id" not in roles and "order_id" in roles:
            self._id_with_order()

    def _id_with_order(self) -> None:
        """The order, or an id that is not unique together with the order, as the id of the event."""
        order = self.roles["order_id"]
        if self._unique(order):
            self.roles["event_id"], self.why["event_id"] = order, "there is one row an order"
            return
        for name in self.look.columns:
            if name not in self.roles.values() and fit("event_id", name) is not None and self._ids(name):
                pairs = set(zip(self.look.columns[name], self.look.columns[order], strict=True))
                if len(pairs) == self.look.rows:
                    self.together = [name, order]
                    self.roles["event_id"], self.why["event_id"] = (
                        name,
                        f"alone it repeats, with {order} it does not",
                    )
                    return

    def _scale(self) -> tuple[str, str | None, str]:
        """Scale and version of the score, and why."""
        name = words(self.roles["score"])
        numbers = [number(value) or 0.0 for value in self.look.values(self.roles["score"])]
        low, high = min(numbers), max(numbers)
        if re.search(r"\b(ces|effort)\b", name):
            return "ces", "5" if high <= 5 else "7", f"named so, from {low:g} to {high:g}"
        if re.search(r"\b(csat|satisf\w*|zufriedenheit)\b", name) and high <= 7:
            return "csat", "5" if high <= 5 else "7", f"named so, from {low:g} to {high:g}"
        if re.search(r"\bnps\b", name) or low == 0 or high > 5:
            return "nps", None, f"from {low:g} to {high:g}"
        return "stars", None, f"from {low:g} to {high:g}"

    def _what(self) -> tuple[str, str, str, str]:
        """Event, kind and actor of a file without event names, and why."""
        stem = words(self.look.file.name.split(".")[0])
        found = [
            (match.end(), said) for pattern, said in FILES.items() for match in re.finditer(pattern, stem)
        ]
        if found:  # the last word is the thing itself: "order reviews" are reviews
            return *max(found, key=lambda at: at[0])[1], "by the name of the file"
        if "score" in self.roles:
            scale = self._scale()[0]
            named = ("Review written", "review") if scale == "stars" else ("Survey answered", "survey")
            return *named, "customer", "for each row has a score"
        if "revenue" in self.roles:
            return "Order placed", "order", "customer", "for each row has an amount"
        self.warnings.append(
            "No column names the events, so all rows are one kind of event, named after the file."
        )
        return stem.capitalize() or "Event", "behaviour", "customer", "by the name of the file"

    def _head(self) -> list[Line]:
        stem = unaccented(self.look.file.name.split(".")[0])
        source = re.sub(r"[^a-z0-9]+", "-", stem).strip("-") or "source"
        name, count = source[:60], 1
        while name in self.taken:
            count += 1
            name = f"{source[:60]}-{count}"
        self.taken.add(name)
        lines = [
            Line("desirepath", "1"),
            Line("source", _yaml(name)),
            Line("files", _yaml(glob_safe(self.look.file.name))),
        ]
        layout = self.look.layout
        if layout:
            told = [f"delimiter: {json.dumps(layout.delimiter)}"]
            if layout.encoding not in ("utf-8", "ascii"):
                told.append(f"encoding: {layout.encoding}")
            lines.append(Line("csv", "{" + ", ".join(told) + "}", "as found in the first lines"))
        return lines

    def _written(self) -> list[Line]:
        lines = [Line("timezone", _yaml(self.timezone), "of times that are written without one")]
        time = self.dated.get(self.roles.get("time", ""))
        if time and time.form:
            lines.append(Line("date_format", _yaml(time.form), time.said))
        if "revenue" in self.roles:
            if decimal_comma(self.look.values(self.roles["revenue"])):
                lines.append(Line("decimal", '","', f"{self.roles['revenue']} is written as 1.234,56"))
            if self.currency and "currency" not in self.roles:
                lines.append(Line("currency", self.currency, "of the business; no column says another"))
        return lines

    def _events(self) -> list[tuple[int, Line]]:
        event, kind, actor, why = ("", "", "customer", "") if "event" in self.roles else self._what()
        first: list[Line] = []
        if "event" in self.roles:
            first.append(Line("event", f"{{column: {_yaml(self.roles['event'])}}}", self.why["event"]))
        else:
            first.append(Line("event", _yaml(event), why))
        time = self.roles["time"]
        said = f"{self.why['time']}; {self.dated[time].said}".removesuffix("; ")
        first.append(Line("time", _yaml(time), said))
        common = [Line("kind", kind)] if kind else []
        common += [Line("actor", actor)] if actor != "customer" else []
        common += self._columns()
        told = [(0, line) for line in [*self._head(), *self._written(), Line("events", "")]]
        told += _rule([*first, *common, *self._rest()])
        if kind == "order":
            for name, what in self._later():
                rule = [
                    Line("event", f"Order {what}", "the row has a time of its own for it"),
                    Line("time", _yaml(name)),
                ]
                rule += [
                    Line("when", _yaml(f'"{name}" IS NOT NULL')),
                    Line("kind", "order"),
                    Line("actor", "company"),
                ]
                told += _rule([*rule, *(line for line in self._columns(why=False) if line.key in KEYS)])
        return told

    def _columns(self, why: bool = True) -> list[Line]:
        lines = []
        for role in ORDER:
            if role in self.roles:
                lines.append(Line(role, self._value(role), self.why[role] if why else ""))
                if role == "score":
                    scale, version, told = self._scale()
                    lines.append(Line("scale", scale, told))
                    lines += (
                        [Line("scale_version", json.dumps(version), "the highest score possible")]
                        if version
                        else []
                    )
        return lines

    def _value(self, role: str) -> str:
        if role == "event_id" and self.together:
            return f"[{', '.join(map(_yaml, self.together))}]"
        column = _yaml(self.roles[role])
        return f"{{column: {column}}}" if role == "currency" else column

    def _later(self) -> list[tuple[str, str]]:
        """Further times of an order, and what they are times of."""
        found: dict[str, str] = {}
        for name in self.dated:
            if name == self.roles["time"] or fit("time", name) is None:
                continue
            what = next((said for pattern, said in LATER.items() if re.search(pattern, words(name))), None)
            if what and what not in found.values():
                found[name] = what
        return list(found.items())

    def _rest(self) -> list[Line]:
        used = {*self.roles.values(), *(name for name, _ in self._later())}
        rest = [name for name in self.look.columns if name not in used]
        return (
            [Line("properties", f"[{', '.join(map(_yaml, rest))}]", "columns without a place of their own")]
            if rest
            else []
        )

    def _traits(self) -> list[tuple[int, Line]]:
        self.warnings.append(
            "No column holds times, so the rows are taken for attributes of customers, not for events."
        )
        role = "user_id" if "user_id" in self.roles else "email"
        rest = [name for name in self.look.columns if name != self.roles[role]]
        rule = [
            Line("id", _yaml(self.roles[role]), self.why[role]),
            Line("columns", f"[{', '.join(map(_yaml, rest))}]", "each is an attribute"),
        ]
        head = [*self._head(), Line("kind", "traits", "no column holds times"), Line("traits", "")]
        return [(0, line) for line in head] + _rule(rule)

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
        return ProposedRecipe(recipe_document(written, f"{name}.yaml")[0], written, reasons, self.warnings)


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
KEYS = ("event_id", "user_id", "anonymous_id", "email", "account_id", "order_id", "product", "channel")
"""What further events of the same row keep of it."""


def _rule(lines: list[Line]) -> list[tuple[int, Line]]:
    return [(1 if at == 0 else 2, line) for at, line in enumerate(lines)]


def _yaml(text: str) -> str:
    """A text as YAML: plain where that is safe."""
    plain = re.fullmatch(r"[A-Za-z_][A-Za-z0-9_ /-]*[A-Za-z0-9_]|[A-Za-z_]", text)
    reserved = text.lower() in (
        "yes",
        "no",
        "true",
        "false",
        "on",
        "off",
        "null",
        "none",
        "y",
        "n",
        "nan",
        "inf",
    )
    return text if plain and not reserved else json.dumps(text, ensure_ascii=False)

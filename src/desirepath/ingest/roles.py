"""Which column of a file plays which role, and why: by its name and by what the first rows hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain

from desirepath.ingest.profile import ADDRESS, Dates, Look, dates, number, share
from desirepath.ingest.vocabulary import FILES, PLANNED, UNSURE, fit, words
from desirepath.ingest.xes import CASE, EVENT, RESOURCE, TIME

PEOPLE = ("user_id", "anonymous_id", "email", "account_id")
CHANGING = 0.2
"""Share of ids from which a status is taken to change, not to be exported twice by accident."""

LOG = {
    "time": (TIME, "when it happened, in every event log"),
    "event": (EVENT, "what happened, in every event log"),
    "user_id": (CASE, "the case of an event log: each is followed as one customer"),
    "agent": (RESOURCE, "who did it, in every event log"),
}
"""Columns of an event log that are called the same everywhere."""


class Roles:
    """Columns given to roles one after the other, each once; `why` says a reason, `warnings` what is unsure."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.given: dict[str, str] = {}
        self.why: dict[str, str] = {}
        self.warnings: list[str] = []
        self.dated: dict[str, Dates] = {}
        self.together: list[str] = []
        self.could_be_event = ""
        self._find_times()
        self._give_roles()

    def _find_times(self) -> None:
        for name in self.look.columns:
            values = self.look.values(name)
            found = Dates(None, "") if name in self.look.times else dates(values)
            if found and (found.form != "%Y%m%d" or fit("time", name) is not None):
                self.dated[name] = found

    def _give_roles(self) -> None:
        if self.look.file.format == "xes":
            self._give_log()
        self._give("email", self._addresses, "e-mail addresses", unnamed=True)
        self._give("time", self._dated, "times", key=self._time_rank, unnamed=True)
        self._give("score", self._scores, "numbers from 0 to 10")
        self._give("event", self._names, "names that come again and again")
        self._give("user_id", self._ids, "ids")
        self._give("anonymous_id", self._ids, "ids")
        self._give("account_id", self._ids, "ids")
        self._give("order_id", self._ids, "ids")
        self._give("event_id", self._unique, "a different value in each row")
        self._give("status", self._names, "few names", key=self._status_rank)
        self._settle_event()
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

    def _give_log(self) -> None:
        """The roles that an event log says itself. A customer that it names goes before its case."""
        named = any(fit("user_id", name.removeprefix("case:")) is not None for name in self.look.columns)
        for role, (name, why) in LOG.items():
            if name in self.look.columns and not (role == "user_id" and named):
                self.given[role], self.why[role] = name, why

    def _give(
        self, role: str, fits: Callable[[str], bool], what: str,
        key: Callable[[str], tuple[float, ...]] | None = None, unnamed: bool = False,
    ) -> None:  # fmt: skip
        """Give a role to the column whose name tells it surest and whose values fit."""
        if role in self.given:
            return
        free = [name for name in self.look.columns if name not in self.given.values() and fits(name)]
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
        self.given[role] = best

    def _dated(self, name: str) -> bool:
        return name in self.dated and re.search(PLANNED, words(name)) is None

    def _time_rank(self, name: str) -> tuple[float, ...]:
        named = fit("time", name)
        planned = 50.0 if named is None else 0.0
        return (planned + (named or 0), -round(self.look.filled(name), 1))

    def _status_rank(self, name: str) -> tuple[float, ...]:
        return (float(not self._changes(name)), float(fit("status", name) or 0))

    def _changes(self, name: str) -> bool:
        """Whether the same id has several of these names at several times, as an order that is placed, then shipped.

        The id is that of an order or the like. A person's is asked only where rows have no id of their own, for
        whoever orders twice has two orders with a status each.
        """
        ids = [
            n for n in self.look.columns if any(fit(role, n) is not None for role in ("order_id", "event_id"))
        ]
        if not ids and not any(map(self._unique, self.look.columns)):
            ids = [self.given[role] for role in PEOPLE if role in self.given]
        return "time" in self.given and any(
            self.look.changing(name, one, self.given["time"]) >= CHANGING for one in ids
        )

    def _settle_event(self) -> None:
        """A status that changes is the event where no column is clearly named so; else it is said that it could be."""
        status, event = self.given.pop("status", None), self.given.get("event")
        if status is None:
            return
        unsure = event is None or (re.search(UNSURE, words(event)) and not self._changes(event))
        if unsure and self._changes(status):
            self.given["event"], self.why["event"] = status, "the same id has several of its values in turn"
            instead = (
                f'`event: {{column: "{event}"}}`'
                if event
                else "one name for all, as in `event: Order placed`"
            )
            self.warnings.append(
                f'"{status}" was taken for the event, for the same id has several of its values in turn. '
                f"If it is not, write {instead}."
            )
        elif event:
            self.why["event"] += f'; "{status}" could be the event too'
        else:
            self.could_be_event = f' "{status}" could name them: `event: {{column: "{status}"}}`.'

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
        cost = name.startswith("cost:")  # as event logs call what a case costs the business
        return self._some(name) and not cost and share(values, lambda v: number(v) is not None) > 0.95

    def _prose(self, name: str) -> bool:
        values = self.look.values(name)
        lengths = sum(map(len, values)) / len(values) if values else 0
        return self._some(name) and lengths > 8 and share(values, lambda v: " " in v) > 0.3

    def _check(self) -> None:
        given = self.given
        if self.look.layout and self.look.layout.encoding == "cp1252":
            texts = chain(self.look.columns, *self.look.columns.values())
            seen = next((f', as in "{text[:40]}"' for text in texts if not text.isascii()), "")
            self.warnings.append(f"Letters are read as Windows-1252{seen}. Look wrong? Change `encoding`.")
        if "time" in given and not self.dated[given["time"]].sure:
            self.warnings.append(
                f'"{given["time"]}" may be day first or month first: the rows looked at fit both. Check `date_format`.'
            )
        if "user_id" in given and self.look.filled(given["user_id"]) < 0.98:
            share_empty = 1 - self.look.filled(given["user_id"])
            self.warnings.append(f'"{given["user_id"]}" is empty in {share_empty:.0%} of the rows looked at.')
        if "event_id" not in given and "order_id" in given:
            self._id_with_order()

    def _id_with_order(self) -> None:
        """The order, or an id that is not unique together with the order, as the id of the event."""
        order = self.given["order_id"]
        if self._unique(order):
            self.given["event_id"], self.why["event_id"] = order, "there is one row an order"
            return
        for name in self.look.columns:
            if name not in self.given.values() and fit("event_id", name) is not None and self._ids(name):
                pairs = set(zip(self.look.columns[name], self.look.columns[order], strict=True))
                if len(pairs) == self.look.rows:
                    self.together = [name, order]
                    self.given["event_id"], self.why["event_id"] = (
                        name,
                        f"alone it repeats, with {order} it does not",
                    )
                    return

    def scale(self) -> tuple[str, str | None, str]:
        """Scale and version of the score, and why."""
        name = words(self.given["score"])
        numbers = [number(value) or 0.0 for value in self.look.values(self.given["score"])]
        low, high = min(numbers), max(numbers)
        if re.search(r"\b(ces|effort)\b", name):
            return "ces", "5" if high <= 5 else "7", f"named so, from {low:g} to {high:g}"
        if re.search(r"\b(csat|satisf\w*|zufriedenheit)\b", name) and high <= 7:
            return "csat", "5" if high <= 5 else "7", f"named so, from {low:g} to {high:g}"
        within = sum(1 <= n <= 5 for n in numbers)
        if re.search(r"\bstars?\b", name) and len(numbers) > within > 0.9 * len(numbers):
            return "stars", None, "named so, nearly all from 1 to 5"
        if re.search(r"\bnps\b", name) or low == 0 or high > 5:
            return "nps", None, f"from {low:g} to {high:g}"
        return "stars", None, f"from {low:g} to {high:g}"

    def what(self) -> tuple[str, str, str, str]:
        """Event, kind and actor of a file without event names, and why."""
        stem = words(self.look.file.name.split(".")[0])
        found = [
            (match.end(), said) for pattern, said in FILES.items() for match in re.finditer(pattern, stem)
        ]
        if found:  # the last word is the thing itself: "order reviews" are reviews
            return *max(found, key=lambda at: at[0])[1], "by the name of the file"
        if "score" in self.given:
            scale = self.scale()[0]
            named = ("Review written", "review") if scale == "stars" else ("Survey answered", "survey")
            return *named, "customer", "for each row has a score"
        if "revenue" in self.given:
            return "Order placed", "order", "customer", "for each row has an amount"
        self.warnings.append(
            "No column names the events, so all rows are one kind of event, named after the file."
            + self.could_be_event
        )
        return stem.capitalize() or "Event", "behaviour", "customer", "by the name of the file"

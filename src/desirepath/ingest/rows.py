"""From the rows of one relation to events: each row is an event or has a reason why it is none."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from desirepath.domain.scales import KNOWN, NUMBER
from desirepath.ingest.recipe import Columns, EventRule, Recipe, Ref, TraitRule
from desirepath.ingest.values import NOTHING, Column, Values, literal, quoted, trimmed
from desirepath.lake.tables import ACTORS, EVENTS, FEEDBACK, KINDS, SCALES

IDS = ("user_id", "anonymous_id", "email", "account_id")
WORDS = (
    *("channel", "touchpoint", "device", "campaign", "campaign_source", "medium", "product", "agent"),
    *("order_id", "text", "language"),
)
"""Kinds that count without a person."""

LONGEST = 256
"""Bytes in an id or an event name."""

EARLIEST = "TIMESTAMP '1900-01-01'"
AHEAD = timedelta(hours=23)
"""So far may an event lie after its receipt: clocks in other zones, not dates of the future."""

RANGES = {"stars": (1, 5), "nps": (0, 10)}


@dataclass(frozen=True)
class Relation:
    """Rows to read: SQL that yields them, their columns, and SQL for the file and line of a row."""

    sql: str
    columns: tuple[Column, ...]
    file: str
    line: str = "NULL::BIGINT"
    raw: str | None = None

    def named(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    def row(self) -> str:
        """The whole row, as JSON."""
        if self.raw is not None:
            return self.raw
        pairs = ", ".join(f"{literal(c.name)}, {c.text()}" for c in self.columns)
        return f"json_object({pairs})::VARCHAR"

    def fingerprint(self) -> str:
        """MD5 of what stands in the row: the same in every engine and order of columns."""
        if self.raw is not None:
            return f"md5({self.raw})"
        ordered = sorted(self.columns, key=lambda c: c.name)
        values = ", ".join(f"coalesce({c.text()}, chr(30))" for c in ordered)
        return f"md5(concat_ws(chr(31), {values}))"


def key_of(recipe: Recipe, position: int) -> str:
    """What stands before the ids of a recipe's further kinds of events; nothing for the first.

    One row, and so one id, may make several events: "o1" is the order placed, "Order Shipped:o1" its shipping.
    """
    if position == 0:
        return ""
    names = [rule.event.value or rule.event.column or "" for rule in recipe.events]
    before = names[:position].count(names[position])
    return names[position] + (f"#{before + 1}" if before else "") + ":"


def _id(values: Values, relation: Relation, rule: EventRule, key: str) -> str:
    made = f"'row:' || {relation.fingerprint()}"
    told = f"coalesce({values.joined(rule.event_id)}, {made})" if rule.event_id else made
    return f"{literal(key)} || {told}" if key else told


def _parsed(values: Values, relation: Relation, rule: EventRule, key: str) -> dict[str, str]:
    """Every column of `events` that a rule states, as SQL over the relation's columns."""
    email = values.text(rule.email)
    found = {
        "event_id": _id(values, relation, rule, key),
        "timestamp": values.time(rule.time),
        "user_id": values.text(rule.user_id),
        "anonymous_id": values.text(rule.anonymous_id),
        "email": f"lower({email})" if rule.email else email,
        "account_id": values.text(rule.account_id),
        "actor": values.text(rule.actor),
        "event": values.text(rule.event),
        "kind": values.text(rule.kind),
        "revenue": values.money(rule.revenue) if rule.revenue else "NULL::DECIMAL(18, 2)",
        "score": values.real(rule.score) if rule.score else "NULL::DOUBLE",
        "scale": values.text(rule.scale),
        "scale_version": values.text(rule.scale_version),
        "properties": _properties(rule, relation),
        **{name: values.text(getattr(rule, name)) for name in WORDS},
    }
    if rule.original_time:
        found["original_timestamp"] = values.time(rule.original_time)
    if rule.scale:
        found["scale"] = f"lower({found['scale']})"
    currency = rule.currency or (Ref(value=values.recipe.currency) if values.recipe.currency else None)
    found["currency"] = f"upper({values.text(currency)})" if currency else NOTHING
    return found


def _properties(rule: EventRule, relation: Relation) -> str:
    """The kept columns as one JSON object without the empty ones; NULL when nothing is kept."""
    wanted = rule.properties
    named = relation.named()
    if wanted.json_column:
        return trimmed(named[wanted.json_column])
    kept = columns_kept(wanted, relation, used_by(rule))
    if not kept:
        return NOTHING
    fields = ", ".join(
        f"CASE WHEN {column.sql} IS NOT NULL THEN {literal(_key(name))} || to_json({column.sql}) END"
        for name, column in kept.items()
    )
    return f"'{{' || concat_ws(',', {fields}) || '}}'"


def _key(name: str) -> str:
    return json.dumps(name, ensure_ascii=False) + ":"


def columns_kept(wanted: Columns, relation: Relation, used: set[str]) -> dict[str, Column]:
    """Columns to keep by the names they are kept under."""
    if wanted.all:
        return {c.name: c for c in relation.columns if c.name not in used}
    named = relation.named()
    return {name: named[column] for name, column in wanted.columns.items()}


def used_by(rule: EventRule | TraitRule) -> set[str]:
    """Columns that already have a place of their own."""
    refs = [getattr(rule, name) for name in type(rule).model_fields]
    used = {ref.column for ref in refs if isinstance(ref, Ref) and ref.column is not None}
    return used | set(rule.event_id if isinstance(rule, EventRule) else ())


def _reasons(values: Values, rule: EventRule, received_at: datetime) -> list[tuple[str, str]]:
    """Why a row is no event, first reason first: condition and words."""
    latest = f"TIMESTAMP {literal((received_at + AHEAD).isoformat(sep=' '))}"
    time, kind = mine("timestamp"), mine("kind")
    reasons = [
        (f"{time} IS NULL AND NOT {values.given(rule.time)}", "no time"),
        (f"{time} IS NULL", "time cannot be read"),
        (f"{time} > {latest}", "time lies after the import"),
        (f"{time} < {EARLIEST}", "time lies before 1900"),
    ]
    if rule.original_time:
        reasons.append((f"{mine('original_timestamp')} IS NULL", "original time cannot be read"))
    if rule.event.column:
        reasons.append((f"{mine('event')} IS NULL", "no event name"))
        reasons.append((f"strlen({mine('event')}) > {LONGEST}", "event name is too long"))
    if rule.kind.column:
        reasons.append((f"NOT coalesce({kind} IN {_tuple(KINDS)}, false)", "unknown kind"))
    if rule.actor.column:
        reasons.append((f"NOT coalesce({mine('actor')} IN {_tuple(ACTORS)}, false)", "unknown actor"))
    if rule.revenue:
        reasons.append(
            (f"{mine('revenue')} IS NULL AND {values.given(rule.revenue)}", "revenue cannot be read")
        )
    if rule.score:
        reasons.append((f"{mine('score')} IS NULL AND {values.given(rule.score)}", "score cannot be read"))
        reasons.append((f"{mine('score')} IS NOT NULL AND {_unknown_scale()}", "unknown scale"))
        reasons.append((f"{mine('score')} IS NOT NULL AND {_out_of_range()}", "score is outside its scale"))
    given = [name for name in IDS if getattr(rule, name)]
    nobody = " AND ".join(f"{mine(name)} IS NULL" for name in given) or "true"
    if rule.kind.column:
        reasons.append((f"{kind} NOT IN {_tuple(FEEDBACK)} AND {nobody}", "no id"))
    elif rule.kind.value not in FEEDBACK:
        reasons.append((nobody, "no id"))
    for name in [*given, *(["order_id"] if rule.order_id else []), *(["event_id"] if rule.event_id else [])]:
        reasons.append((f"strlen({mine(name)}) > {LONGEST}", "id is too long"))
    if rule.properties.json_column:
        held = mine("properties")
        broken = f"CASE WHEN json_valid({held}) THEN json_type({held}) <> 'OBJECT' ELSE true END"
        reasons.append((f"{held} IS NOT NULL AND {broken}", "properties are not a JSON object"))
    return reasons


def _unknown_scale() -> str:
    return f"NOT coalesce({mine('scale')} IN {_tuple(SCALES)}, false)"


def _out_of_range() -> str:
    score, version = mine("score"), mine("scale_version")
    cases = [
        f"WHEN '{scale}' THEN {score} NOT BETWEEN {low} AND {top}" for scale, (low, top) in RANGES.items()
    ]
    # as domain.scales.points, in SQL
    stated = f"try_cast(list_last(regexp_extract_all({version}, '{NUMBER}')) AS DOUBLE)"
    for scale in ("csat", "ces"):
        known = "".join(
            f"WHEN {version} = {literal(name)} THEN {most} "
            for (of, name), most in KNOWN.items()
            if of == scale
        )
        longest = f"CASE {known}WHEN {stated} > 1 AND {stated} < 1000 THEN trunc({stated}) ELSE 1e300 END"
        cases.append(f"WHEN '{scale}' THEN {score} NOT BETWEEN 1 AND {longest}")
    return f"coalesce(CASE {mine('scale')} {' '.join(cases)} END, false)"


def _tuple(words: tuple[str, ...]) -> str:
    return "(" + ", ".join(literal(word) for word in words) + ")"


def mine(name: str) -> str:
    """A column made here, under a name that no file's column has."""
    return quoted(f"dp {name}")


def judged(recipe: Recipe, position: int, relation: Relation, received_at: datetime) -> str:
    """SQL: every row that a rule speaks of, parsed, with `dp reason` NULL or why it is no event."""
    rule = recipe.events[position]
    values = Values(recipe, relation.named())
    parsed = _parsed(values, relation, rule, key_of(recipe, position))
    reasons = " ".join(
        f"WHEN {test} THEN {literal(said)}" for test, said in _reasons(values, rule, received_at)
    )
    where = f"WHERE ({rule.when}\n)" if rule.when else ""
    columns = ", ".join(f"{sql} AS {mine(name)}" for name, sql in parsed.items())
    read = f"SELECT *, {columns} FROM ({relation.sql}) {where}"
    return f"SELECT *, CASE {reasons} END AS {mine('reason')} FROM ({read})"


def staged(recipe: Recipe, position: int, relation: Relation, received_at: datetime) -> str:
    """SQL: rows of the table `events`, in its order of columns; rows with a reason have no timestamp.

    A column of which the rule says nothing is left out: readers of the table find it null, and nobody writes it.
    """
    rule = recipe.events[position]
    parsed = _parsed(Values(recipe, relation.named()), relation, rule, key_of(recipe, position))
    written = {name: mine(name) for name, sql in parsed.items() if not sql.startswith("NULL::")}
    for name, needed in (("currency", "revenue"), ("scale", "score"), ("scale_version", "score")):
        if name in written:
            written[name] = f"CASE WHEN {mine(needed)} IS NOT NULL THEN {mine(name)} END"
    fixed = {"actor": rule.actor.value, "event": rule.event.value, "kind": rule.kind.value}
    written |= {name: _one_word(word) for name, word in fixed.items() if word is not None}
    written |= {
        "source": _one_word(recipe.source),
        "received_at": f"TIMESTAMP {literal(received_at.isoformat(sep=' '))}",
        "timestamp": f"CASE WHEN {mine('reason')} IS NULL THEN {mine('timestamp')} END",
    }
    columns = ", ".join(f"{written[name]} AS {quoted(name)}" for name in EVENTS.names if name in written)
    return f"SELECT {columns} FROM ({judged(recipe, position, relation, received_at)})"


def _one_word(word: str) -> str:
    """A word that stands in every row: as an enumeration it is written ten times as fast, and reads as text."""
    return f"{literal(word)}::ENUM({literal(word)})"


def refused(recipe: Recipe, position: int, relation: Relation, received_at: datetime) -> str:
    """SQL: one row for each row that is no event, as the table `quarantine` wants it."""
    columns = f'{relation.file} AS file, {relation.line} AS line, {mine("reason")} AS reason, {relation.row()} AS "row"'
    judged_rows = judged(recipe, position, relation, received_at)
    return f"SELECT {columns} FROM ({judged_rows}) WHERE {mine('reason')} IS NOT NULL"


def trait_rows(recipe: Recipe, rule: TraitRule, relation: Relation) -> str:
    """SQL: one row a trait of a row (of, id, name, value, valid_from), with `reason` NULL or why it is none."""
    values = Values(recipe, relation.named())
    since = values.time(rule.valid_from) if rule.valid_from else "NULL::TIMESTAMP"
    unread = (
        f"WHEN {since} IS NULL AND {values.given(rule.valid_from)} THEN 'valid_from cannot be read'"
        if rule.valid_from
        else ""
    )
    kept = columns_kept(rule.columns, relation, used_by(rule))
    pairs = ", ".join(
        f"{{'name': {literal(name)}, 'value': {values.text(Ref(column=c.name))}}}" for name, c in kept.items()
    )
    id_ = values.text(rule.id)
    return (
        f'SELECT {literal(rule.of)} AS "of", id, trait.name AS name, trait.value AS value, valid_from, reason, '
        f'file, line, "row" FROM (SELECT {id_} AS id, {since} AS valid_from, '
        f"CASE WHEN {id_} IS NULL THEN 'no id' {unread} END AS reason, unnest([{pairs}]) AS trait, "
        f'{relation.file} AS file, {relation.line} AS line, {relation.row()} AS "row" FROM ({relation.sql}))'
    )

"""A glance at a file before it is imported: what its columns hold, and what its first rows would become.

Both run in the child process, as an import does, for files may be hostile.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from desirepath.errors import InputError
from desirepath.ingest import check
from desirepath.ingest.careful import Malformed
from desirepath.ingest.engine import connect
from desirepath.ingest.files import SourceFile, find_files
from desirepath.ingest.profile import decimal_comma, look
from desirepath.ingest.propose import ProposedRecipe, propose_look
from desirepath.ingest.readers import READERS, Batch, Desk
from desirepath.ingest.recipe import Csv, Recipe
from desirepath.ingest.rows import judged, mine, trait_rows
from desirepath.progress import Report

EXAMPLES = 4
READ, SHOWN = 1_000, 100
"""Rows of a file that a preview reads, and rows of each table that it shows."""

FACES = {
    "event": "Event", "timestamp": "Time", "user_id": "Customer", "email": "E-mail", "anonymous_id": "Visitor",
    "account_id": "Account", "order_id": "Order", "revenue": "Money", "currency": "Currency", "score": "Score",
    "scale": "Scale", "channel": "Channel", "touchpoint": "Touchpoint", "product": "Product", "text": "Text",
    "language": "Language", "device": "Device", "agent": "Agent", "campaign": "Campaign",
    "campaign_source": "Source", "medium": "Medium", "kind": "Kind", "properties": "Properties",
}  # fmt: skip
"""Columns of events as a preview heads them, in its order; those that stay empty are left out."""


def looked(job: dict[str, Any], progress: Report) -> dict[str, Any]:
    """The columns of a file with examples, and the recipe that is proposed for it."""
    found = look(Path(job["file"]), Csv.model_validate(job["csv"]), job["sheet"])
    proposed: ProposedRecipe | None = None
    unsure: list[str] = []
    try:
        proposed = propose_look(
            found, timezone=job["timezone"], currency=job["currency"], taken=set(job["taken"])
        )
        unsure = proposed.warnings
    except InputError as error:
        unsure = [f"{error.message[:1].upper()}{error.message[1:]}", error.remedy]
    return {
        "rows": found.rows,
        "format": found.file.format,
        "encoding": found.layout.encoding if found.layout else None,
        "delimiter": found.layout.delimiter if found.layout else None,
        "sheets": list(found.sheets),
        "columns": [
            {
                "name": name,
                "examples": list(dict.fromkeys(value[:120] for value in found.values(name)))[:EXAMPLES],
                "filled": round(found.filled(name), 3),
                "comma": decimal_comma(found.values(name)),
                "why": proposed.why.get(name) if proposed else None,
            }
            for name in found.columns
        ],
        "recipe": proposed.recipe.model_dump(mode="json", by_alias=True) if proposed else None,
        "warnings": unsure,
    }


def previewed(job: dict[str, Any], progress: Report) -> dict[str, Any]:
    """What the first rows would become: the events, and beside them the rows that are refused."""
    recipe = Recipe.model_validate(job["recipe"])
    received_at = datetime.fromisoformat(job["received_at"])
    refused: list[Malformed] = []
    made: list[dict[str, Any]] = []
    rows = 0
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "work").mkdir()
        files = [
            f for globs in recipe.files.values() for f in find_files(Path(job["data"]), globs, recipe.format)
        ]
        paths = [str(file.path) for file in files]
        with connect(folder, paths, job["memory"], recipe.timezone, 1) as connection:

            def keep(desk: Desk, file: str, lines: Iterable[Malformed]) -> None:
                refused.extend(lines)

            desk = Desk(connection, folder / "work", keep, READ)
            for batch in _batches(desk, files, recipe):
                check.columns(recipe, batch.relation, connection)
                for sql in _queries(recipe, batch, received_at):
                    found = connection.execute(sql)
                    names = [str(column[0]) for column in found.description or ()]
                    for values in found.fetchall():
                        made.append(dict(zip(names, values, strict=True)))
                counted = connection.execute(f"SELECT count(*) FROM ({batch.relation.sql})").fetchone()
                rows += counted[0] if counted else 0
    rows += len(refused)
    bad = [*refused, *(Malformed(m["line"], m["reason"], _row(m["row"])) for m in made if m["reason"])]
    good = sorted((m for m in made if not m["reason"]), key=lambda m: m["line"] or 0)
    return {
        "rows": rows,
        "made": len(good),
        "refused": len(bad),
        "reasons": dict(Counter(m.reason for m in bad).most_common()),
        **_table(recipe, good[:SHOWN]),
        "bad": [
            {"line": m.line, "reason": m.reason, "row": m.text[:400]}
            for m in sorted(bad, key=lambda m: m.line or 0)[:SHOWN]
        ],
    }


def _batches(desk: Desk, files: list[SourceFile], recipe: Recipe) -> Iterator[Batch]:
    forms: dict[str, list[SourceFile]] = {}
    for file in files:
        forms.setdefault(file.format, []).append(file)
    for form, group in forms.items():
        yield from READERS[form](desk, group, recipe)


def _queries(recipe: Recipe, batch: Batch, received_at: datetime) -> list[str]:
    relation = batch.relation
    if recipe.kind == "traits":
        return [f"SELECT * FROM ({trait_rows(recipe, rule, relation)})" for rule in recipe.traits]
    columns = ", ".join(f"{mine(name)} AS {name}" for name in FACES)
    return [
        f'SELECT {relation.line} AS line, {mine("reason")} AS reason, {relation.row()} AS "row", {columns} '
        f"FROM ({judged(recipe, position, relation, received_at)})"
        for position in range(len(recipe.events))
    ]


def _table(recipe: Recipe, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Rows as a table of texts with its head, without columns that stay empty."""
    faces = FACES if recipe.kind == "events" else {"id": "Id", "name": "What", "value": "Value"}
    used = [name for name in faces if any(row[name] is not None for row in rows)]
    zone = ZoneInfo(recipe.timezone)
    return {
        "columns": ["Line", *(faces[name] for name in used)],
        "table": [
            [
                _said(row["line"], zone),
                *(_kept(row) if name == "properties" else _said(row[name], zone) for name in used),
            ]
            for row in rows
        ],
    }


def _kept(row: dict[str, Any]) -> str:
    """The properties of an event, as "size: M, shop: Lugo"."""
    held = json.loads(row["properties"] or "{}")
    return ", ".join(f"{name}: {value}" for name, value in held.items())


def _said(value: Any, zone: ZoneInfo) -> str:
    """A value as text; times as the clocks of the business show them."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC).astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)


def _row(text: str) -> str:
    """A refused row as it stood in the file."""
    held = json.loads(text)
    return " | ".join("" if value is None else str(value) for value in held.values())

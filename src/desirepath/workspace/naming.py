"""What people's state names, wherever it stands: in texts, in records, and in the edits of drafts."""

from __future__ import annotations

import json
import re

from sqlalchemy import Engine, func, select

from desirepath.workspace.tables import drafts, metadata, versions


def named(database: Engine, pattern: re.Pattern[bytes]) -> set[str]:
    """Everything in any row of any table that a pattern finds. Edits are searched as bytes: Yjs keeps texts whole."""
    found: set[str] = set()
    with database.connect() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)).yield_per(500):
                for value in row:
                    found.update(match.decode() for match in pattern.findall(_bytes(value)))
    return found


def knows_a_map(database: Engine) -> bool:
    """Whether any map was ever drawn here: another, empty database says nothing about what is used."""
    with database.connect() as connection:
        return any(connection.scalar(select(func.count()).select_from(one)) for one in (drafts, versions))


def _bytes(value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return text.encode()

"""Ids that say nothing about who somebody is: they stay ids, but never link people."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

JUNK = frozenset(
    [
        "-1",
        "0",
        "anonymous",
        "anonymous-user",
        "backend",
        "distinct_id",
        "distinctid",
        "email",
        "false",
        "guest",
        "id",
        "na",
        "n/a",
        "nan",
        "nil",
        "none",
        "not_authenticated",
        "null",
        "system",
        "test",
        "true",
        "undefined",
        "unknown",
        "user",
    ]
) | {"[object object]", ""}
"""What trackers send in place of an id, compared trimmed and in lower case."""

BLANK = r"^[0-]*$"
"""Zeros and dashes only, as in 00000000-0000-0000-0000-000000000000."""


def is_junk(ids: pa.Array, more: Iterable[str] = ()) -> pa.Array:
    """Which of these ids are junk; `more` are a workspace's own.

    >>> is_junk(pa.array(["ann", " NULL ", "0000-00", "kiosk"]), ["Kiosk"]).to_pylist()
    [False, True, True, True]
    """
    words = pc.utf8_lower(pc.utf8_trim_whitespace(ids))
    known = pa.array(sorted(JUNK | {word.strip().lower() for word in more}))
    return pc.or_(pc.is_in(words, value_set=known), pc.match_substring_regex(words, BLANK))

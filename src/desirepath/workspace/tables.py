"""The tables of people's state: what they draw, say and decide. Everything counted stands in the lake instead.

One SQL database beside the lake: SQLite by default, Postgres by a setting. Times are naive UTC, as everywhere.
A change of these tables is a numbered migration in `migrations/versions/`, which a test holds against them.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

NUMBER = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only what it calls INTEGER

drafts = Table(
    "drafts",
    metadata,
    Column("map", String(64), primary_key=True),
    Column(
        "base", String(64)
    ),  # version of the published file that the draft goes out from; null: never published
    Column("began", DateTime, nullable=False),
)
"""One row a map that somebody has opened in the editor."""

draft_updates = Table(
    "draft_updates",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("map", String(64), ForeignKey("drafts.map", ondelete="CASCADE"), nullable=False),
    Column("author", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("data", LargeBinary, nullable=False),  # a Yjs update
    Index("draft_updates_of_map", "map", "number"),
)
"""One row a run of edits by one person. All of a map, applied in any order, are its draft."""

versions = Table(
    "versions",
    metadata,
    Column("map", String(64), primary_key=True),
    Column("number", Integer, primary_key=True),  # 1, 2, 3 … within the map
    Column("at", DateTime, nullable=False),
    Column("author", String(200), nullable=False),
    Column("name", String(200)),
    Column("kind", String(16), nullable=False),  # published, kept or outside
    Column("records", JSON, nullable=False),  # the map, as `domain/records.py` has it
    Column("words", JSON, nullable=False),  # what is different from the version before
)
"""One row a state of a map that was published, kept by name, or found changed outside of the editor."""

comments = Table(
    "comments",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("map", String(64), nullable=False),
    Column("part", String(16), nullable=False),  # kind of record
    Column("part_id", String(64), nullable=False),
    Column(
        "answers", NUMBER, ForeignKey("comments.number", ondelete="CASCADE")
    ),  # the comment that began the thread
    Column("author", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("text", Text, nullable=False),
    Column("resolved_by", String(200)),
    Column("resolved_at", DateTime),
    Index("comments_of_map", "map", "number"),
)
"""One row a comment on a part of a map."""

actions = Table(
    "actions",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("map", String(64), nullable=False),
    Column("action", JSON, nullable=False),  # as `domain/action.py` has it
    Column("made_by", String(200), nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("changed_at", DateTime, nullable=False),
    Index("actions_of_map", "map"),
)
"""One row an action."""

judgements = Table(
    "judgements",
    metadata,
    Column("map", String(64), primary_key=True),
    Column("card", String(64), primary_key=True),
    Column("axis", String(32), primary_key=True),
    Column("value", Float, nullable=False),
)
"""One row what people judge of a card on an axis that nothing measures, such as effort."""

rhythms = Table(
    "rhythms",
    metadata,
    Column("map", String(64), primary_key=True),
    Column("cadence", String(16), nullable=False),
    Column("next", Date, nullable=False),
    Column("people", JSON, nullable=False),
)
"""One row a map that is reviewed regularly."""

reviews = Table(
    "reviews",
    metadata,
    Column("map", String(64), primary_key=True),
    Column("number", Integer, primary_key=True),  # 1, 2, 3 … within the map
    Column("start", Date, nullable=False),
    Column("end", Date, nullable=False),
    Column("began", DateTime, nullable=False),
    Column("began_by", String(200), nullable=False),
    Column("decisions", JSON, nullable=False),
    Column("note", Text, nullable=False),
    Column("closed", DateTime),
    Column("page", JSON),  # what people saw, kept when it is closed
)
"""One row a review."""

people = Table(
    "people",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("email", String(254), nullable=False, unique=True),  # lower case
    Column("name", String(200), nullable=False),
    Column("password", String(200), nullable=False),  # argon2id
    Column("role", String(16), nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("disabled_at", DateTime),
)
"""One row a member of the team."""

sessions = Table(
    "sessions",
    metadata,
    Column("token", String(64), primary_key=True),  # SHA-256 of what the browser holds
    Column("person", NUMBER, ForeignKey("people.number", ondelete="CASCADE"), nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("expires", DateTime, nullable=False),
)
"""One row a browser that is signed in."""

invitations = Table(
    "invitations",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("token", String(64), nullable=False, unique=True),  # SHA-256 of what was sent
    Column("email", String(254), nullable=False),
    Column("role", String(16), nullable=False),
    Column("made_by", String(200), nullable=False),
    Column("expires", DateTime, nullable=False),
)
"""One row an invitation; using it removes it."""

links = Table(
    "links",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("token", String(64), nullable=False, unique=True),  # SHA-256 of what was sent
    Column("map", String(64), nullable=False),
    Column("may", String(16), nullable=False),  # viewer or commenter
    Column("label", String(200), nullable=False),
    Column("made_by", String(200), nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("expires", DateTime),
    Column("password", String(200)),  # argon2id
    Column("opened", Integer, nullable=False),
)
"""One row a share link; revoking removes it."""

approvals = Table(
    "approvals",
    metadata,
    Column("map", String(64), primary_key=True),
    Column("state", String(64), primary_key=True),  # SHA-256 of the draft's records
    Column("author", String(200), primary_key=True),
    Column("at", DateTime, nullable=False),
)
"""One row somebody who approved of a draft as it stood."""

suggestions = Table(
    "suggestions",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("map", String(64), nullable=False),
    Column("author", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("note", Text, nullable=False),
    Column("edits", JSON, nullable=False),  # as `domain/suggestion.py` has them
    Column("words", JSON, nullable=False),  # what they change, as it was when they were written
    Column("state", String(16), nullable=False),  # open, accepted, rejected or withdrawn
    Column("settled_by", String(200)),
    Column("settled_at", DateTime),
    Column("reply", Text, nullable=False),
    Index("suggestions_of_map", "map", "number"),
)
"""One row a change of a draft that somebody proposes."""

questions = Table(
    "questions",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("question", JSON, nullable=False),  # as `domain/question.py` has it
    Column("made_by", String(200), nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("changed_at", DateTime, nullable=False),
    Column("data_version", String(64)),  # of the newest build when it was last saved
    Column("removed_at", DateTime),
)
"""One row a saved question; a removed one stays, so that its address never leads to another."""

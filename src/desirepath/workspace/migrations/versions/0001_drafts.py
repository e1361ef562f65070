"""Drafts, versions and comments."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("map", sa.String(64), primary_key=True),
        sa.Column("base", sa.String(64)),
        sa.Column("began", sa.DateTime, nullable=False),
    )
    op.create_table(
        "draft_updates",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("map", sa.String(64), sa.ForeignKey("drafts.map", ondelete="CASCADE"), nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_index("draft_updates_of_map", "draft_updates", ["map", "number"])
    op.create_table(
        "versions",
        sa.Column("map", sa.String(64), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("name", sa.String(200)),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("records", sa.JSON, nullable=False),
        sa.Column("words", sa.JSON, nullable=False),
    )
    op.create_table(
        "comments",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("map", sa.String(64), nullable=False),
        sa.Column("part", sa.String(16), nullable=False),
        sa.Column("part_id", sa.String(64), nullable=False),
        sa.Column("answers", NUMBER, sa.ForeignKey("comments.number", ondelete="CASCADE")),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("resolved_by", sa.String(200)),
        sa.Column("resolved_at", sa.DateTime),
    )
    op.create_index("comments_of_map", "comments", ["map", "number"])


def downgrade() -> None:
    for table in ("comments", "versions", "draft_updates", "drafts"):
        op.drop_table(table)

"""Suggestions: edits that wait for somebody to accept them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "suggestions",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("map", sa.String(64), nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("edits", sa.JSON, nullable=False),
        sa.Column("words", sa.JSON, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("settled_by", sa.String(200)),
        sa.Column("settled_at", sa.DateTime),
        sa.Column("reply", sa.Text, nullable=False),
        sa.Index("suggestions_of_map", "map", "number"),
    )


def downgrade() -> None:
    op.drop_table("suggestions")

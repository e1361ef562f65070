"""Saved questions: measures with everything that was asked of them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "questions",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("question", sa.JSON, nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        sa.Column("data_version", sa.String(64)),
        sa.Column("removed_at", sa.DateTime),
    )


def downgrade() -> None:
    op.drop_table("questions")

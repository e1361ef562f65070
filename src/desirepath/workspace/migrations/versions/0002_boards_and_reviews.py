"""Actions, judgements and reviews."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "actions",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("map", sa.String(64), nullable=False),
        sa.Column("action", sa.JSON, nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
    )
    op.create_index("actions_of_map", "actions", ["map"])
    op.create_table(
        "judgements",
        sa.Column("map", sa.String(64), primary_key=True),
        sa.Column("card", sa.String(64), primary_key=True),
        sa.Column("axis", sa.String(32), primary_key=True),
        sa.Column("value", sa.Float, nullable=False),
    )
    op.create_table(
        "rhythms",
        sa.Column("map", sa.String(64), primary_key=True),
        sa.Column("cadence", sa.String(16), nullable=False),
        sa.Column("next", sa.Date, nullable=False),
        sa.Column("people", sa.JSON, nullable=False),
    )
    op.create_table(
        "reviews",
        sa.Column("map", sa.String(64), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("start", sa.Date, nullable=False),
        sa.Column("end", sa.Date, nullable=False),
        sa.Column("began", sa.DateTime, nullable=False),
        sa.Column("began_by", sa.String(200), nullable=False),
        sa.Column("decisions", sa.JSON, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("closed", sa.DateTime),
        sa.Column("page", sa.JSON),
    )


def downgrade() -> None:
    for table in ("reviews", "rhythms", "judgements", "actions"):
        op.drop_table(table)

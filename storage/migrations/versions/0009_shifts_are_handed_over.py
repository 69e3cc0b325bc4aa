"""Shifts are handed over

Revision ID: 0009
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0009"
down_revision = "0011"
branch_labels = None
depends_on = None

OWN_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "handovers",
        sa.Column("case_id", OWN_KEY, nullable=False),
        sa.Column("listed", storage.types.Json(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("counted_from", storage.types.Instant(), nullable=True),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("taken_by", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", storage.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_handovers_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_handovers")),
    )
    with op.batch_alter_table("handovers", schema=None) as batch_op:
        batch_op.create_index(
            "ix_handovers_open", ["case_id"], unique=False,
            sqlite_where=sa.text("ended_at IS NULL"), postgresql_where=sa.text("ended_at IS NULL"),
        )

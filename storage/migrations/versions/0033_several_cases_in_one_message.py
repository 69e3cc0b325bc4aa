"""Several cases in one message

Revision ID: 0033
Revises: 0032

Which cases a message lists.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

OWN_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "listings",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("case_id", OWN_KEY, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("critical", sa.Boolean(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_listings_case_id")),
        sa.PrimaryKeyConstraint("chat_id", "message_id", "case_id", name=op.f("pk_listings")),
    )
    op.create_index(op.f("ix_listings_case_id"), "listings", ["case_id"])

"""Editions of the handbook that the program brings along

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

OWN_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "starter_handbooks",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("papers", storage.types.Json(), nullable=False),
        sa.Column("made_at", storage.types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_starter_handbooks")),
    )
    op.create_table(
        "starter_items",
        sa.Column("id", OWN_KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("body", storage.types.Json(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["starter_handbooks.version"], name=op.f("fk_starter_items_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_starter_items")),
        sa.UniqueConstraint("version", "code", name=op.f("uq_starter_items_version_code")),
    )

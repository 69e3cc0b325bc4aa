"""Calendars of people

Revision ID: 0026
Revises: 0025

One's own shifts by a private address, and what phones were told of each.
"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

OWN_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "calendars",
        sa.Column("district_id", OWN_KEY, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", storage.types.Instant(), nullable=False),
        sa.Column("told", storage.types.Json(), nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_calendars_district_id")),
        sa.ForeignKeyConstraint(["user_id"], ["people.user_id"], name=op.f("fk_calendars_user_id")),
        sa.PrimaryKeyConstraint("district_id", "user_id", name=op.f("pk_calendars")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_calendars_secret_hash")),
    )

"""Exports

Revision ID: 0025
Revises: 0024

Cases and tracks as files: who asked for what, how far it is, and until when the file may be had. Cases of a district
are read by their reports, tracks by person.
"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

OWN_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Change the schema."""
    at_hand = sa.text("state IN ('waiting', 'running', 'ending')")
    op.create_table(
        "exports",
        sa.Column("id", OWN_KEY, nullable=False),
        sa.Column("district_id", OWN_KEY, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("format", sa.String(length=8), nullable=False),
        sa.Column("first", sa.String(length=10), nullable=False),
        sa.Column("last", sa.String(length=10), nullable=False),
        sa.Column("since", storage.types.Instant(), nullable=False),
        sa.Column("until", storage.types.Instant(), nullable=False),
        sa.Column("asked_at", storage.types.Instant(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("people", storage.types.Json(), nullable=False),
        sa.Column("personal", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("why", sa.String(length=16), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("by_file", sa.Boolean(), nullable=False),
        sa.Column("page_id", sa.BigInteger(), nullable=True),
        sa.Column("reply_to", sa.BigInteger(), nullable=True),
        sa.Column("secret_hash", sa.String(length=64), nullable=True),
        sa.Column("expires_at", storage.types.Instant(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'running', 'ready', 'ending', 'over')", name=op.f("ck_exports_state")
        ),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_exports_district_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_exports_secret_hash")),
    )
    op.create_index("ix_exports_user_id", "exports", ["user_id"])
    op.create_index("ix_exports_at_hand", "exports", ["id"], sqlite_where=at_hand, postgresql_where=at_hand)
    op.create_index("ix_cases_by_report", "cases", ["district_id", "reported_at"])
    op.create_index("ix_tracks_person", "tracks", ["user_id", "fixed_at"])

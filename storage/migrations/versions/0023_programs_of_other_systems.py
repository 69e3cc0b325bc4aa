"""Programs of other systems

Revision ID: 0023
Revises: 0022

A program with a key of a district reports cases: whose key it was is kept with the case, and what was asked for under
a name of its own is kept for a while, so that the same again makes no second case.
"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

OWN_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LIVE, REPORTED = sa.text("revoked_at IS NULL"), sa.text("program_id IS NOT NULL")


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "programs",
        sa.Column("id", OWN_KEY, nullable=False),
        sa.Column("district_id", OWN_KEY, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=True),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("made_at", storage.types.Instant(), nullable=False),
        sa.Column("revoked_by", sa.BigInteger(), nullable=True),
        sa.Column("revoked_at", storage.types.Instant(), nullable=True),
        sa.Column("used_at", storage.types.Instant(), nullable=True),
        sa.Column("counted_on", sa.String(length=10), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_programs_district_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programs")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_programs_secret_hash")),
    )
    op.create_index(
        "uq_programs_named",
        "programs",
        ["district_id", "name"],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )
    op.create_table(
        "program_requests",
        sa.Column("program_id", OWN_KEY, nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.Column("answer", storage.types.Json(), nullable=False),
        sa.ForeignKeyConstraint(["program_id"], ["programs.id"], name=op.f("fk_program_requests_program_id")),
        sa.PrimaryKeyConstraint("program_id", "name", name=op.f("pk_program_requests")),
    )
    op.create_index("ix_program_requests_at", "program_requests", ["at"])
    op.add_column("incidents", sa.Column("program_id", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_incidents_program",
        "incidents",
        ["program_id", "source_ref"],
        sqlite_where=REPORTED,
        postgresql_where=REPORTED,
    )

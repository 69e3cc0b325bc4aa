"""Checklists of combined inspections

Revision ID: 0044
Revises: 0043

A file that a captain sends may be one of places, as so far, or a checklist.
"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

OWN_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "checklists",
        sa.Column("id", OWN_KEY, nullable=False),
        sa.Column("district_id", OWN_KEY, nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("body", storage.types.Json(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("made_at", storage.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_checklists_district_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklists")),
        sa.UniqueConstraint("district_id", "code", "edition", name=op.f("uq_checklists_district_id_code_edition")),
    )
    op.create_table(
        "starter_checklists",
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("body", storage.types.Json(), nullable=False),
        sa.Column("made_at", storage.types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("code", "edition", name=op.f("pk_starter_checklists")),
    )
    op.add_column("place_imports", sa.Column("about", sa.String(length=16), nullable=False, server_default="places"))

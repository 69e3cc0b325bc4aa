"""Files of places that captains send

Revision ID: 0038
Revises: 0037

Each is looked at, shown, and brought in after a tap.
"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "place_imports",
        sa.Column("id", KEY, nullable=False),
        sa.Column("district_id", KEY, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("asked_at", storage.types.Instant(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("wishes", storage.types.Json(), nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_place_imports_district_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_imports")),
    )
    op.create_index(op.f("ix_place_imports_user_id"), "place_imports", ["user_id"])
    where = sa.text("state IN ('waiting', 'agreed')")
    op.create_index("ix_place_imports_at_hand", "place_imports", ["id"], sqlite_where=where, postgresql_where=where)

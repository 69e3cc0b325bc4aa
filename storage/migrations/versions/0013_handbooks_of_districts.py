"""Handbooks of districts

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

OWN_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "handbooks",
        sa.Column("id", OWN_KEY, nullable=False),
        sa.Column("district_id", OWN_KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("papers", storage.types.Json(), nullable=False),
        sa.Column("made_at", storage.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_handbooks_district_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handbooks")),
        sa.UniqueConstraint("district_id", "version", name=op.f("uq_handbooks_district_id_version")),
    )
    op.create_table(
        "handbook_items",
        sa.Column("id", OWN_KEY, nullable=False),
        sa.Column("district_id", OWN_KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("body", storage.types.Json(), nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_handbook_items_district_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handbook_items")),
        sa.UniqueConstraint("district_id", "version", "code", name=op.f("uq_handbook_items_district_id_version_code")),
    )
    op.add_column("incidents", sa.Column("item_version", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("incidents", sa.Column("waived_of", storage.types.Json(), nullable=False, server_default="[]"))
    op.execute("""UPDATE incidents SET waived_of = '["any"]' WHERE waived > 0""")
    op.execute("ALTER TABLE incidents DROP COLUMN waived")
    op.execute("ALTER TABLE incidents RENAME COLUMN waived_of TO waived")
    op.add_column("evidence", sa.Column("counts_as", sa.String(length=32), nullable=True))
    op.add_column("evidence", sa.Column("likeness", sa.String(length=16), nullable=True))
    op.add_column("evidence", sa.Column("seen_in", sa.Integer(), nullable=True))

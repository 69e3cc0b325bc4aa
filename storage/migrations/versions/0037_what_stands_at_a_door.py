"""What stands at a door

Revision ID: 0037
Revises: 0036

A case is linked to the place that it is at, and counts there once it is confirmed; the colours of places are kept.
"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "place_links",
        sa.Column("case_id", KEY, autoincrement=False, nullable=False),
        sa.Column("district_id", KEY, nullable=False),
        sa.Column("code", storage.types.CODE, nullable=False),
        sa.Column("how", sa.String(length=8), nullable=False),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.Column("counts_at", storage.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_place_links_case_id")),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_place_links_district_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_place_links")),
    )
    op.create_index("ix_place_links_of_place", "place_links", ["district_id", "code", "case_id"])
    op.create_table(
        "place_colours",
        sa.Column("district_id", KEY, autoincrement=False, nullable=False),
        sa.Column("code", storage.types.CODE, nullable=False),
        sa.Column("colour", sa.String(length=8), nullable=False),
        sa.Column("reason", storage.types.Json(), nullable=False),
        sa.Column("source", storage.types.Json(), nullable=False),
        sa.Column("at", storage.types.Instant(), nullable=True),
        sa.Column("until", storage.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_place_colours_district_id")),
        sa.PrimaryKeyConstraint("district_id", "code", name=op.f("pk_place_colours")),
    )
    for name, of in (
        ("ix_place_links_counting", "place_links (district_id, code, counts_at) WHERE counts_at IS NOT NULL"),
    ):
        op.execute(f"CREATE INDEX {name} ON {of}")

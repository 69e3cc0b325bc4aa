"""Planned rosters

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

OWN_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "roster_rules",
        sa.Column("id", OWN_KEY, nullable=False),
        sa.Column("district_id", OWN_KEY, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("team_id", OWN_KEY, nullable=True),
        sa.Column("captain", sa.Boolean(), nullable=False),
        sa.Column("days", storage.types.Json(), nullable=False),
        sa.Column("begins", sa.String(length=5), nullable=False),
        sa.Column("ends", sa.String(length=5), nullable=False),
        sa.Column("first", sa.String(length=10), nullable=True),
        sa.Column("last", sa.String(length=10), nullable=True),
        sa.CheckConstraint("(user_id IS NULL) <> (team_id IS NULL)", name=op.f("ck_roster_rules_whose")),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_roster_rules_district_id")),
        sa.ForeignKeyConstraint(["user_id"], ["people.user_id"], name=op.f("fk_roster_rules_user_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_roster_rules_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_rules")),
    )
    with op.batch_alter_table("roster_rules", schema=None) as batch_op:
        batch_op.create_index("ix_roster_rules_district_id", ["district_id"], unique=False)
    op.create_table(
        "swaps",
        sa.Column("id", OWN_KEY, nullable=False),
        sa.Column("district_id", OWN_KEY, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("to_id", sa.BigInteger(), nullable=False),
        sa.Column("begins_at", storage.types.Instant(), nullable=False),
        sa.Column("ends_at", storage.types.Instant(), nullable=False),
        sa.Column("offered_at", storage.types.Instant(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "state IN ('offered', 'agreed', 'confirmed', 'declined', 'refused', 'withdrawn')",
            name=op.f("ck_swaps_state"),
        ),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_swaps_district_id")),
        sa.ForeignKeyConstraint(["user_id"], ["people.user_id"], name=op.f("fk_swaps_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_swaps")),
    )
    with op.batch_alter_table("swaps", schema=None) as batch_op:
        batch_op.create_index("ix_swaps_begin", ["district_id", "begins_at"], unique=False)

"""Calls for help, and the welfare check of teams on scene

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

OWN_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CALLED = sa.text("state IN ('acknowledged', 'raised')")


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "sos",
        sa.Column("case_id", OWN_KEY, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("team_id", OWN_KEY, nullable=True),
        sa.Column("incident_id", OWN_KEY, nullable=True),
        sa.Column("fixed_at", storage.types.Instant(), nullable=True),
        sa.Column("accuracy_m", sa.Float(), nullable=True),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("told_at", storage.types.Instant(), nullable=True),
        sa.Column("carded_at", storage.types.Instant(), nullable=True),
        sa.Column("card_due_at", storage.types.Instant(), nullable=True),
        sa.Column("acknowledged_at", storage.types.Instant(), nullable=True),
        sa.Column("acknowledged_by", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", storage.types.Instant(), nullable=True),
        sa.Column("ended_by", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("origin_chat_id", sa.BigInteger(), nullable=True),
        sa.Column("origin_message_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_sos_case_id")),
        sa.ForeignKeyConstraint(["incident_id"], ["cases.id"], name=op.f("fk_sos_incident_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_sos_team_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_sos")),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index(
            "uq_cases_called", ["district_id", "reporter_id"], unique=True, sqlite_where=CALLED, postgresql_where=CALLED
        )
    with op.batch_alter_table("teams", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seen_at", storage.types.Instant(), nullable=True))
        batch_op.add_column(sa.Column("asked", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("asked_at", storage.types.Instant(), nullable=True))

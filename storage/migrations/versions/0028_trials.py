"""Trials of new districts

Revision ID: 0028
Revises: 0027

A case that one captain plays alone at the end of the set-up; of one district no two at one time.
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

OWN_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LIVE = sa.text("kind = 'trial' AND is_live")


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "trials",
        sa.Column("case_id", OWN_KEY, nullable=False),
        sa.Column("team_id", OWN_KEY, nullable=True),
        sa.Column("reason", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_trials_case_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_trials_team_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_trials")),
    )
    op.create_index(
        "uq_cases_trial", "cases", ["district_id", "kind"], unique=True, sqlite_where=LIVE, postgresql_where=LIVE
    )

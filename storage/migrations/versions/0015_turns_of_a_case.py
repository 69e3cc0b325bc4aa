"""Turns of a case: how often it was begun anew

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    for table in ("incidents", "evidence"):
        op.add_column(table, sa.Column("turn", sa.Integer(), nullable=False, server_default="0"))

"""Pictures on the wall, and looks through cameras

Revision ID: 0021
Revises: 0017

A captain may keep a picture off the wall; a look says at which camera somebody looked.
"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0021"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.add_column("evidence", sa.Column("hidden_by", sa.BigInteger(), nullable=True))
    op.add_column("evidence", sa.Column("hidden_at", storage.types.Instant(), nullable=True))
    op.add_column("looks", sa.Column("about", sa.Text(), nullable=True))

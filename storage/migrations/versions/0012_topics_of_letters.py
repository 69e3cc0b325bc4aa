"""A letter may name the topic of a forum

Revision ID: 0012
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.add_column("outbox", sa.Column("thread", sa.BigInteger(), nullable=True))

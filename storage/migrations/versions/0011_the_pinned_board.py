"""A district's pinned board is found by an index

Revision ID: 0011
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    pinned = sa.text("purpose = 'board'")
    with op.batch_alter_table("postings", schema=None) as batch_op:
        batch_op.create_index("ix_postings_board", ["district_id"], sqlite_where=pinned, postgresql_where=pinned)

"""What is asked of messages, limits and small facts stays small

Revision ID: 0053
Revises: 0051

Messages about a case are found by what they are and where they stand, however many there are.
"""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0051"
branch_labels = None
depends_on = None

WHERE = sa.text("case_id IS NOT NULL")


def upgrade() -> None:
    """Change the schema."""
    columns = ["case_id", "purpose", "chat_id", "message_id"]
    op.create_index("ix_postings_of_case", "postings", columns, sqlite_where=WHERE, postgresql_where=WHERE)
    op.drop_index("ix_postings_case_id", table_name="postings")

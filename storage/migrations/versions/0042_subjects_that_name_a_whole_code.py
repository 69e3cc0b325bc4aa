"""Subjects that name a whole code

Revision ID: 0042
Revises: 0041

What comes due of a place names its code, which alone may have 64 characters. PostgreSQL refused those: its column is
wider from here on, which changes no row. SQLite asks nobody how long a text is.
"""

from alembic import context, op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    if context.get_context().dialect.name == "postgresql":
        op.execute('ALTER TABLE occasions ALTER COLUMN subject TYPE VARCHAR(255) COLLATE "C"')

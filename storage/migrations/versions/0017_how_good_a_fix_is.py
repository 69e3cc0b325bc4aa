"""How good a fix is, and how a tracker does

Revision ID: 0017
Revises: 0016

A jump waits beside the position for a second fix that agrees; an order keeps how exactly its distance was known; a
tracker keeps the key before, when it was heard of, and what was told about it.
"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.add_column("positions", sa.Column("doubted", storage.types.Json(), nullable=True))
    op.add_column("assignments", sa.Column("sent_accuracy_m", sa.Float(), nullable=True))
    op.add_column("trackers", sa.Column("former_hash", sa.String(length=64), nullable=True))
    op.add_column("trackers", sa.Column("heard_at", storage.types.Instant(), nullable=True))
    op.add_column("trackers", sa.Column("watched_until", storage.types.Instant(), nullable=True))
    op.add_column("trackers", sa.Column("troubles", storage.types.Json(), nullable=True))
    op.create_index("ix_trackers_former_hash", "trackers", ["former_hash"])

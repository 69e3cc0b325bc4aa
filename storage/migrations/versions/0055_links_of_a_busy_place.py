"""What lately happened at a busy place is found without all that ever did

Revision ID: 0055
Revises: 0054

The links of a place are read by when they were made.
"""

from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

INDEX = "ix_place_links_of_place"


def upgrade() -> None:
    """Change the schema."""
    op.drop_index(INDEX, "place_links")
    op.create_index(INDEX, "place_links", ["district_id", "code", "at"])


def downgrade() -> None:
    """Undo it."""
    op.drop_index(INDEX, "place_links")
    op.create_index(INDEX, "place_links", ["district_id", "code", "case_id"])

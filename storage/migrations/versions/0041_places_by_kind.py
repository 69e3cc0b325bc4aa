"""Places by their kind

Revision ID: 0041
Revises: 0040

A table of places is sorted by kind, and the kinds of a register are found, without reading all of it.
"""

from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_index("ix_places_kind", "places", ["register_id", "kind", "code"])

"""Places are found by their colour

Revision ID: 0050
Revises: 0048

Of a district with thousands of places of one colour, none of another colour is left out; and pages hear that a colour
has changed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_index("ix_place_colours_colour", "place_colours", ["district_id", "colour", "code"])
    op.add_column("place_registers", sa.Column("colours", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Undo it."""
    op.drop_column("place_registers", "colours")
    op.drop_index("ix_place_colours_colour", table_name="place_colours")

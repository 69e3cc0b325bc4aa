"""Places asked for by programs

Revision ID: 0040
Revises: 0038

What changed since a moment is found without reading the register; a key says what its program may do with places,
which is nothing until a captain lets it. Who is known of places is found without those of which nobody is.
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_index("ix_places_changed", "places", ["register_id", "changed_at", "code"])
    people = sa.text("responsible <> '' OR contacts <> '[]'")
    op.create_index("ix_places_people", "places", ["id"], sqlite_where=people, postgresql_where=people)
    op.add_column("programs", sa.Column("places", sa.String(length=8), nullable=False, server_default=""))

"""Countries of districts

Revision ID: 0027
Revises: 0026

Districts that exist are China's; new ones are asked.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.add_column("districts", sa.Column("country", sa.String(length=2), nullable=False, server_default="CN"))

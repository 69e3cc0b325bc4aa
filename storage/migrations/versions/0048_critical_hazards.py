"""Open critical hazards are found at once

Revision ID: 0048
Revises: 0047

What needs a captain is asked for after everything that happens, and an open critical hazard does.
"""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

WHERE = sa.text("severity = 'critical' AND ended_at IS NULL")


def upgrade() -> None:
    """Change the schema."""
    op.create_index("ix_hazards_critical", "hazards", ["case_id"], sqlite_where=WHERE, postgresql_where=WHERE)


def downgrade() -> None:
    """Undo it."""
    op.drop_index("ix_hazards_critical", table_name="hazards")

"""History only grows

Revision ID: 0003
Revises: 0002
"""

from alembic import op

from storage import guards

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    statements = guards.SQLITE if op.get_bind().dialect.name == "sqlite" else guards.POSTGRESQL
    for statement in statements:
        op.execute(statement.replace("%%", "%"))

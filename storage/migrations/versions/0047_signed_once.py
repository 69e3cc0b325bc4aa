"""Signed once

Revision ID: 0047
Revises: 0046

Who signs a visit signs once in a round, however many phones send it: of those that were kept twice the first stays,
which is the one that counted. And the visits whose days have begun are found without reading all that are live.
"""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

SIGNED_ONCE = {
    "uq_visit_signatures_officer": (["case_id", "round", "by_id"], "signs = 'officer'"),
    "uq_visit_signatures_place": (["case_id", "round"], "signs = 'place'"),
}


def upgrade() -> None:
    """Change the schema."""
    for name, (columns, whose) in SIGNED_ONCE.items():
        same = " AND ".join(f"first.{column} = visit_signatures.{column}" for column in [*columns, "signs"])
        op.execute(
            f"DELETE FROM visit_signatures WHERE {whose} AND EXISTS"  # noqa: S608  # our own words
            f" (SELECT 1 FROM visit_signatures AS first WHERE {same} AND first.id < visit_signatures.id)"
        )
        where = sa.text(whose)
        op.create_index(name, "visit_signatures", columns, unique=True, sqlite_where=where, postgresql_where=where)
    live = sa.text("ended_at IS NULL")
    op.create_index("ix_visits_due", "visits", ["since", "case_id"], sqlite_where=live, postgresql_where=live)

"""Names that end, and what was begun

Revision ID: 0054
Revises: 0053

What comes due of the duty 7 bore a name with which that of 70 begins, too: who took a break took question and end of
duty from others. The names end now, also those of what was decided of duties that go on, else it would be asked again;
ends and breaks that were taken from somebody who is still on duty come due. And of an update is kept how many runs of
the program began it and did not live to end it.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

ON_DUTY = "SELECT 'duty:' || CAST(id AS TEXT) FROM duties WHERE ended_at IS NULL"
NAMED = (
    "UPDATE occasions SET subject = subject || '/'"
    " WHERE subject >= 'duty:' AND subject < 'duty;' AND subject NOT LIKE '%/'"  # noqa: S608  # our own words
    f" AND (done_at IS NULL OR subject IN ({ON_DUTY}))"
)
TAKEN = (
    "UPDATE occasions SET done_at = NULL, result = NULL"
    " WHERE subject >= 'duty:' AND subject < 'duty;' AND result = 'moot' AND EXISTS (SELECT 1 FROM duties"
    " WHERE duties.ended_at IS NULL AND occasions.subject = 'duty:' || CAST(duties.id AS TEXT) || '/' AND ("
    "occasions.name IN ('duty_end', 'duty_wait') AND occasions.n = duties.asked AND occasions.due_at = duties.until"
    " OR occasions.name = 'duty_ask' AND occasions.n = duties.asked AND occasions.due_at > :now"
    " OR occasions.name = 'break_end' AND occasions.due_at = duties.break_until))"
)


def upgrade() -> None:
    """Change the schema."""
    op.add_column("inbox", sa.Column("begun", sa.Integer(), nullable=False, server_default="0"))
    op.execute(NAMED)
    op.execute(sa.text(TAKEN).bindparams(now=int(datetime.now(UTC).timestamp()) * 1000))

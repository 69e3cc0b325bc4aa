"""What of somebody is found however many years there are

Revision ID: 0034
Revises: 0033

Without these indexes a look for what is of one person, or too old to be kept, read whole tables; and whoever sent a
picture had it compared with all others of half a year.
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_assignments_by", "assignments (by_id, id) WHERE by_id IS NOT NULL"),
    ("ix_cases_of_reporter", "cases (reporter_id, id)"),
    ("ix_duties_person", "duties (user_id, id)"),
    ("ix_evidence_album", "evidence (chat_id, album) WHERE album IS NOT NULL"),
    ("ix_evidence_by", "evidence (by_id, id)"),
    ("ix_evidence_seen_in", "evidence (district_id, seen_in) WHERE seen_in IS NOT NULL"),
    (
        "ix_evidence_unknown",
        "evidence (id) WHERE likeness IS NULL AND case_id IS NOT NULL AND file_id IS NOT NULL",
    ),
    ("ix_evidence_taken", "evidence (district_id, kind, taken_at)"),
    ("ix_handlers_user", "handlers (user_id, case_id, team_id)"),
    ("ix_history_apart", "history (case_id, by_id, id) WHERE case_id IS NULL"),
    ("ix_history_by", "history (by_id, id) WHERE by_id IS NOT NULL"),
    ("ix_inbox_undone", "inbox (lane, id) WHERE state <> 'done'"),
    ("ix_incidents_confirmed", "incidents (confirmed_by, case_id)"),
    ("ix_outbox_gone", "outbox (sent_at) WHERE state IN ('sent', 'dropped')"),
    ("ix_outbox_user", "outbox (user_id, id) WHERE user_id IS NOT NULL"),
    ("ix_postings_of_chat", "postings (chat_id, purpose) WHERE case_id IS NULL"),
    ("ix_postings_user", "postings (user_id, chat_id, message_id) WHERE user_id IS NOT NULL"),
    ("ix_sessions_made", "sessions (made_at)"),
    ("ix_sign_in_links_made", "sign_in_links (made_at)"),
)


def upgrade() -> None:
    """Change the schema; on PostgreSQL nobody is kept from reading or writing meanwhile."""
    _parts_of_likenesses()
    if op.get_bind().dialect.name == "sqlite":
        for name, of in INDEXES:
            op.execute(f"CREATE INDEX {name} ON {of}")
        op.execute("DROP INDEX ix_evidence_newest")
        return
    with op.get_context().autocommit_block():
        for name, of in INDEXES:
            op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
            op.execute(f"CREATE INDEX CONCURRENTLY {name} ON {of}")
        op.execute("DROP INDEX CONCURRENTLY IF EXISTS ix_evidence_newest")


def _parts_of_likenesses() -> None:
    """Each picture is found by four parts of what it looks like; unknown ones have none."""
    table = op.create_table(
        "likeness_parts",
        sa.Column("evidence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name="fk_likeness_parts_evidence_id"),
        sa.PrimaryKeyConstraint("evidence_id", "part", name="pk_likeness_parts"),
    )
    op.create_index("ix_likeness_parts_part", "likeness_parts", ["part", "evidence_id"])
    known = sa.text("SELECT id, likeness FROM evidence WHERE id > :after AND length(likeness) = 16 ORDER BY id LIMIT 5000")
    after = 0
    while found := op.get_bind().execute(known, {"after": after}).all():
        op.bulk_insert(table, [{"evidence_id": one, "part": part} for one, bits in found for part in _parts(bits)])
        after = found[-1][0]


def _parts(bits: str) -> list[int]:
    return [n << 16 | (int(bits, 16) >> 16 * n) & 0xFFFF for n in range(4)]

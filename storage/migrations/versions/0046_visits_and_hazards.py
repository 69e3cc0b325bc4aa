"""Combined inspections and hazards

Revision ID: 0046
Revises: 0044

A visit with all that was answered and signed in it, and a hazard until somebody else has seen that it is gone.
"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0046"
down_revision = "0044"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "visits",
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("place", storage.types.CODE, nullable=False),
        sa.Column("visit_kind", sa.String(length=16), nullable=False),
        sa.Column("firm", sa.Boolean(), nullable=False),
        sa.Column("lists", storage.types.Json(), nullable=False),
        sa.Column("bodies", storage.types.Json(), nullable=False),
        sa.Column("approved", storage.types.Json(), nullable=False),
        sa.Column("officers", storage.types.Json(), nullable=False),
        sa.Column("helpers", storage.types.Json(), nullable=False),
        sa.Column("recused", storage.types.Json(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("emergency", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("advised", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("rests_on", sa.Text(), nullable=False),
        sa.Column("official", sa.String(length=64), nullable=False),
        sa.Column("asked_at", storage.types.Instant(), nullable=True),
        sa.Column("approved_by", sa.BigInteger(), nullable=True),
        sa.Column("approved_at", storage.types.Instant(), nullable=True),
        sa.Column("notified_at", storage.types.Instant(), nullable=True),
        sa.Column("begun_at", storage.types.Instant(), nullable=True),
        sa.Column("found_by", sa.String(length=8), nullable=False),
        sa.Column("found_at", storage.types.Instant(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("read_at", storage.types.Instant(), nullable=True),
        sa.Column("signed_at", storage.types.Instant(), nullable=True),
        sa.Column("fed_back_at", storage.types.Instant(), nullable=True),
        sa.Column("incident_id", KEY, nullable=True),
        sa.Column("ended_at", storage.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_visits_case_id")),
        sa.ForeignKeyConstraint(["incident_id"], ["cases.id"], name=op.f("fk_visits_incident_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_visits")),
    )
    op.create_index("ix_visits_approved", "visits", ["approved_by", "case_id"])
    op.create_index("ix_visits_begun", "visits", ["begun_at", "case_id"])
    op.create_index("ix_visits_incident", "visits", ["incident_id", "case_id"])
    op.create_index(
        "ix_visits_open",
        "visits",
        ["place", "case_id"],
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index("ix_visits_place", "visits", ["place", "case_id"])
    op.create_table(
        "visit_answers",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("item", sa.String(length=130), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.String(length=32), nullable=False),
        sa.Column("result", sa.String(length=16), nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("photos", storage.types.Json(), nullable=False),
        sa.Column("to_body", sa.String(length=32), nullable=False),
        sa.Column("keeps", sa.Boolean(), nullable=False),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.Column("said_at", storage.types.Instant(), nullable=False),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.Column("sent_as", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_visit_answers_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_answers")),
        sa.UniqueConstraint("case_id", "sent_as", name="uq_visit_answers_sent"),
    )
    op.create_index("ix_visit_answers_by", "visit_answers", ["by_id", "id"])
    op.create_index("ix_visit_answers_case", "visit_answers", ["case_id", "id"])
    op.create_table(
        "visit_signatures",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("signs", sa.String(length=16), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("how", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("witness", sa.Text(), nullable=False),
        sa.Column("photo", KEY, nullable=True),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_visit_signatures_case_id")),
        sa.ForeignKeyConstraint(["photo"], ["evidence.id"], name=op.f("fk_visit_signatures_photo")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_signatures")),
    )
    op.create_index("ix_visit_signatures_by", "visit_signatures", ["by_id", "id"])
    op.create_index("ix_visit_signatures_case", "visit_signatures", ["case_id", "id"])
    op.create_table(
        "visit_ratings",
        sa.Column("id", KEY, nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("stars", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("complaint", sa.Boolean(), nullable=False),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_visit_ratings_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_ratings")),
    )
    op.create_index("ix_visit_ratings_case", "visit_ratings", ["case_id", "id"])
    op.create_table(
        "visit_wishes",
        sa.Column("id", KEY, nullable=False),
        sa.Column("district_id", KEY, nullable=False),
        sa.Column("body", sa.String(length=64), nullable=False),
        sa.Column("place", storage.types.CODE, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("lists", storage.types.Json(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("rule", sa.String(length=32), nullable=False),
        sa.Column("about", KEY, nullable=True),
        sa.Column("items", storage.types.Json(), nullable=False),
        sa.Column("officers", storage.types.Json(), nullable=False),
        sa.Column("emergency", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("incident_id", KEY, nullable=True),
        sa.Column("became", sa.String(length=16), nullable=False),
        sa.Column("visit_id", KEY, nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", storage.types.Instant(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["about"], ["cases.id"], name=op.f("fk_visit_wishes_about")),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_visit_wishes_district_id")),
        sa.ForeignKeyConstraint(["incident_id"], ["cases.id"], name=op.f("fk_visit_wishes_incident_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["cases.id"], name=op.f("fk_visit_wishes_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_wishes")),
    )
    op.create_index(
        "ix_visit_wishes_asked",
        "visit_wishes",
        ["district_id", "id"],
        sqlite_where=sa.text("became = 'asked'"),
        postgresql_where=sa.text("became = 'asked'"),
    )
    op.create_index("ix_visit_wishes_at", "visit_wishes", ["district_id", "at"])
    op.create_index("ix_visit_wishes_by", "visit_wishes", ["by_id", "id"])
    op.create_index("ix_visit_wishes_decided", "visit_wishes", ["decided_by", "id"])
    op.create_index("ix_visit_wishes_visit", "visit_wishes", ["visit_id", "id"])
    op.create_table(
        "visit_addresses",
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("made_at", storage.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_visit_addresses_case_id")),
        sa.PrimaryKeyConstraint("key_hash", name=op.f("pk_visit_addresses")),
    )
    op.create_index("ix_visit_addresses_case", "visit_addresses", ["case_id", "made_at"])
    op.create_index("ix_visit_addresses_made", "visit_addresses", ["made_at"])
    op.create_table(
        "own_files",
        sa.Column("evidence_id", KEY, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", storage.types.Instant(), nullable=False),
        sa.Column("stays", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_own_files_evidence_id")),
        sa.PrimaryKeyConstraint("evidence_id", name=op.f("pk_own_files")),
    )
    op.create_index("ix_own_files_old", "own_files", ["stays", "kept_at"])
    op.create_table(
        "hazards",
        sa.Column("case_id", KEY, nullable=False),
        sa.Column("place", storage.types.CODE, nullable=False),
        sa.Column("firm", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("item", sa.String(length=130), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=32), nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("finder_id", sa.BigInteger(), nullable=True),
        sa.Column("visit_id", KEY, nullable=True),
        sa.Column("incident_id", KEY, nullable=True),
        sa.Column("before", storage.types.Json(), nullable=False),
        sa.Column("after", storage.types.Json(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("limit_at", storage.types.Instant(), nullable=True),
        sa.Column("limit_set_at", storage.types.Instant(), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("fixer_id", sa.BigInteger(), nullable=True),
        sa.Column("by_place", sa.Boolean(), nullable=False),
        sa.Column("fixed_at", storage.types.Instant(), nullable=True),
        sa.Column("recheck_at", storage.types.Instant(), nullable=True),
        sa.Column("early", sa.Boolean(), nullable=False),
        sa.Column("hastened_at", storage.types.Instant(), nullable=True),
        sa.Column("allowed", sa.BigInteger(), nullable=True),
        sa.Column("rechecked_by", sa.BigInteger(), nullable=True),
        sa.Column("sent_back", sa.Integer(), nullable=False),
        sa.Column("escalated_to", sa.String(length=64), nullable=False),
        sa.Column("order", sa.String(length=64), nullable=False),
        sa.Column("authority", sa.String(length=64), nullable=False),
        sa.Column("order_day", sa.String(length=10), nullable=False),
        sa.Column("lifted_at", storage.types.Instant(), nullable=True),
        sa.Column("guidance", sa.Boolean(), nullable=False),
        sa.Column("alarmed", sa.Integer(), nullable=False),
        sa.Column("alarmed_at", storage.types.Instant(), nullable=True),
        sa.Column("acted_at", storage.types.Instant(), nullable=True),
        sa.Column("ended_at", storage.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_hazards_case_id")),
        sa.ForeignKeyConstraint(["incident_id"], ["cases.id"], name=op.f("fk_hazards_incident_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["cases.id"], name=op.f("fk_hazards_visit_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_hazards")),
    )
    op.create_index("ix_hazards_ended", "hazards", ["ended_at", "case_id"])
    op.create_index("ix_hazards_finder", "hazards", ["finder_id", "case_id"])
    op.create_index("ix_hazards_fixer", "hazards", ["fixer_id", "case_id"])
    op.create_index("ix_hazards_incident", "hazards", ["incident_id", "case_id"])
    op.create_index(
        "ix_hazards_open",
        "hazards",
        ["place", "case_id"],
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index("ix_hazards_place", "hazards", ["place", "case_id"])
    op.create_index("ix_hazards_rechecked", "hazards", ["rechecked_by", "case_id"])
    op.create_index("ix_hazards_visit", "hazards", ["visit_id", "case_id"])

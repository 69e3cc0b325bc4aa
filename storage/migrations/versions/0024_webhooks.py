"""Webhooks: receivers, and what waits for them

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

OWN_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "webhooks",
        sa.Column("id", OWN_KEY, nullable=False),
        sa.Column("district_id", OWN_KEY, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("made_at", storage.types.Instant(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("former_salt", sa.String(length=32), nullable=False),
        sa.Column("former_until", storage.types.Instant(), nullable=True),
        sa.Column("paused", sa.String(length=16), nullable=False),
        sa.Column("failing_since", storage.types.Instant(), nullable=True),
        sa.Column("streak", sa.Integer(), nullable=False),
        sa.Column("not_before", storage.types.Instant(), nullable=True),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("answered_at", storage.types.Instant(), nullable=True),
        sa.Column("delivered", sa.Integer(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("removed_at", storage.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_webhooks_district_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhooks")),
    )
    op.create_index("ix_webhooks_district_id", "webhooks", ["district_id"])
    op.create_table(
        "webhook_deliveries",
        sa.Column("id", OWN_KEY, nullable=False),
        sa.Column("webhook_id", OWN_KEY, nullable=False),
        sa.Column("district_id", OWN_KEY, nullable=False),
        sa.Column("case_id", OWN_KEY, nullable=True),
        sa.Column("history_id", OWN_KEY, nullable=True),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("made_at", storage.types.Instant(), nullable=False),
        sa.Column("due_at", storage.types.Instant(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("ended_at", storage.types.Instant(), nullable=True),
        sa.Column("asked_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("ended_at IS NULL OR due_at IS NULL", name=op.f("ck_webhook_deliveries_ended")),
        sa.ForeignKeyConstraint(["webhook_id"], ["webhooks.id"], name=op.f("fk_webhook_deliveries_webhook_id")),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_webhook_deliveries_district_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_webhook_deliveries_case_id")),
        sa.ForeignKeyConstraint(["history_id"], ["history.id"], name=op.f("fk_webhook_deliveries_history_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_deliveries")),
    )
    for name, columns, where in (
        ("case", ["webhook_id", "case_id", "id"], "ended_at IS NULL"),
        ("due", ["webhook_id", "due_at"], "due_at IS NOT NULL"),
        ("waiting", ["webhook_id", "id"], "ended_at IS NULL"),
        ("dead", ["webhook_id", "id"], "ended_at IS NOT NULL"),
    ):
        op.create_index(
            f"ix_webhook_deliveries_{name}",
            "webhook_deliveries",
            columns,
            sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )

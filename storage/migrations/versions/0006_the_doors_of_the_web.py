"""The doors of the web

Revision ID: 0006
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0006"
down_revision = "0003"
branch_labels = None
depends_on = None

OWN_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "sign_in_links",
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("made_at", storage.types.Instant(), nullable=False),
        sa.Column("used_at", storage.types.Instant(), nullable=True),
        sa.PrimaryKeyConstraint("secret_hash", name=op.f("pk_sign_in_links")),
    )
    with op.batch_alter_table("sign_in_links", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_links_user_id", ["user_id"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("id", OWN_KEY, nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("made_at", storage.types.Instant(), nullable=False),
        sa.Column("seen_at", storage.types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_sessions_secret_hash")),
    )
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.create_index("ix_sessions_user_id", ["user_id"], unique=False)
    op.create_table(
        "trackers",
        sa.Column("district_id", OWN_KEY, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", storage.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_trackers_district_id")),
        sa.ForeignKeyConstraint(["user_id"], ["people.user_id"], name=op.f("fk_trackers_user_id")),
        sa.PrimaryKeyConstraint("district_id", "user_id", name=op.f("pk_trackers")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_trackers_secret_hash")),
    )
    for table in ("positions", "tracks"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("source", sa.String(length=16), nullable=False, server_default="chat"))

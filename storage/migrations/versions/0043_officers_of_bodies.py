"""Officers and approvers of bodies

Revision ID: 0043
Revises: 0042

Two roles more, each appointment a row of its own, and the one-time links that enrol somebody outside the group.
"""

import sqlalchemy as sa
from alembic import context, op

import storage.types

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

OWN_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ROLES = ("captain", "member", "auxiliary", "mediator", "viewer", "officer", "approver")
ALLOWED = "role IN ({})".format(", ".join(f"'{role}'" for role in ROLES))


def upgrade() -> None:
    """Change the schema."""
    if context.get_context().dialect.name == "postgresql":
        op.execute("ALTER TABLE roles DROP CONSTRAINT IF EXISTS ck_roles_role")
        op.execute(f"ALTER TABLE roles ADD CONSTRAINT ck_roles_role CHECK ({ALLOWED})")
    else:
        with op.batch_alter_table("roles", recreate="always", copy_from=_roles()):
            pass
    _officers()
    _offers()


def _roles() -> sa.Table:
    """The whole table as it is to be: SQLite knows no other way to change a rule than to write the table anew."""
    return sa.Table(
        "roles", sa.MetaData(),
        sa.Column("id", OWN_KEY, nullable=False),
        sa.Column("district_id", OWN_KEY, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("since", storage.types.Instant(), nullable=False),
        sa.Column("until", storage.types.Instant(), nullable=True),
        sa.CheckConstraint(ALLOWED, name="ck_roles_role"),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name="fk_roles_district_id"),
        sa.ForeignKeyConstraint(["user_id"], ["people.user_id"], name="fk_roles_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_roles"),
        sa.UniqueConstraint("district_id", "user_id", "role", name="uq_roles_district_id_user_id_role"),
    )


def _what() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", OWN_KEY, nullable=False),
        sa.Column("district_id", OWN_KEY, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("certified_until", sa.String(length=10), nullable=True),
        sa.Column("approver", sa.Boolean(), nullable=False),
        sa.Column("how", sa.String(length=8), nullable=True),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("until", storage.types.Instant(), nullable=True),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
    )


def _officers() -> None:
    op.create_table(
        "officers",
        *_what(),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("since", storage.types.Instant(), nullable=False),
        sa.Column("ended_at", storage.types.Instant(), nullable=True),
        sa.Column("ended_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_officers_district_id")),
        sa.ForeignKeyConstraint(["user_id"], ["people.user_id"], name=op.f("fk_officers_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officers")),
    )
    op.create_index("ix_officers_person", "officers", ["user_id", "id"])
    op.create_index("ix_officers_by", "officers", ["by_id", "id"])
    op.create_index("ix_officers_ended_by", "officers", ["ended_by", "id"])
    where = sa.text("ended_at IS NULL")
    columns = ["district_id", "user_id", "body"]
    op.create_index(
        "uq_officers_standing", "officers", columns, unique=True, sqlite_where=where, postgresql_where=where
    )


def _offers() -> None:
    op.create_table(
        "officer_offers",
        *_what(),
        sa.Column("made_at", storage.types.Instant(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=True),
        sa.Column("used_by", sa.BigInteger(), nullable=True),
        sa.Column("used_at", storage.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_officer_offers_district_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer_offers")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_officer_offers_secret_hash")),
    )
    op.create_index("ix_officer_offers_by", "officer_offers", ["by_id", "id"])
    op.create_index("ix_officer_offers_used_by", "officer_offers", ["used_by", "id"])

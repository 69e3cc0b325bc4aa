"""Editions of the register of places

Revision ID: 0022
Revises: 0021

Places are written in slices that nobody reads until all of them are there: a row says in which editions of the
register it is read, and the register which edition that is.
"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Change the schema; every place is kept, under its code."""
    op.create_table(
        "place_registers",
        sa.Column("id", KEY, nullable=False),
        sa.Column("district_id", KEY, nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("writer", sa.String(length=32), nullable=True),
        sa.Column("heard_at", storage.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_place_registers_district_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_registers")),
        sa.UniqueConstraint("district_id", name=op.f("uq_place_registers_district_id")),
    )
    op.execute("INSERT INTO place_registers (district_id, edition) SELECT DISTINCT district_id, 0 FROM places")
    op.execute("CREATE TABLE places_before AS SELECT * FROM places")
    op.drop_table("places")
    op.create_table(
        "places",
        sa.Column("register_id", KEY, nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("since", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.CheckConstraint("lat IS NULL OR (lat BETWEEN -90 AND 90)", name=op.f("ck_places_lat")),
        sa.CheckConstraint("lon IS NULL OR (lon BETWEEN -180 AND 180)", name=op.f("ck_places_lon")),
        sa.ForeignKeyConstraint(["register_id"], ["place_registers.id"], name=op.f("fk_places_register_id")),
        sa.PrimaryKeyConstraint("register_id", "code", "since", name=op.f("pk_places")),
    )
    op.execute(
        "INSERT INTO places (register_id, code, since, name, kind, lat, lon, address) "
        "SELECT r.id, p.code, 0, p.name, p.kind, p.lat, p.lon, p.address "
        "FROM places_before p JOIN place_registers r ON r.district_id = p.district_id"
    )
    op.drop_table("places_before")
    op.create_index("ix_places_since", "places", ["register_id", "since"])
    op.create_index("ix_places_until", "places", ["register_id", "until"])

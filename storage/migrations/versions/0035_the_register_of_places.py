"""The register of places

Revision ID: 0035
Revises: 0034

A place has everything that is known of it, a version and a history; it is found by keys and by the cell it lies in.
Every code is kept; what nobody has said so far is unknown.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

import storage.types
from storage.migrations import first_register

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT_ONCE = 1000


def upgrade() -> None:
    """Change the schema; every place is kept, under its code."""
    op.add_column("place_registers", sa.Column("changes", sa.Integer(), nullable=False, server_default="0"))
    op.execute("CREATE TABLE places_before AS SELECT * FROM places")
    op.drop_table("places")
    places, place_keys = _tables()
    _history()
    _fill(places, place_keys)
    op.drop_table("places_before")


def _tables() -> tuple[sa.Table, sa.Table]:
    code = storage.types.CODE
    places = op.create_table(
        "places",
        sa.Column("id", KEY, nullable=False),
        sa.Column("register_id", KEY, nullable=False),
        sa.Column("code", code, nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("cell", sa.BigInteger(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("aliases", storage.types.Json(), nullable=False),
        sa.Column("community", sa.Text(), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("contacts", storage.types.Json(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("credit", sa.Text(), nullable=False),
        sa.Column("firm", sa.Boolean(), nullable=True),
        sa.Column("outside", storage.types.Json(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("into", sa.Text(), nullable=False),
        sa.Column("raw", storage.types.Json(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", storage.types.Instant(), nullable=True),
        sa.CheckConstraint("lat IS NULL OR (lat BETWEEN -90 AND 90)", name=op.f("ck_places_lat")),
        sa.CheckConstraint("lon IS NULL OR (lon BETWEEN -180 AND 180)", name=op.f("ck_places_lon")),
        sa.CheckConstraint(
            "state IN ('unknown', 'open', 'closed', 'resuming', 'gone')", name=op.f("ck_places_state")
        ),
        sa.ForeignKeyConstraint(["register_id"], ["place_registers.id"], name=op.f("fk_places_register_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
        sa.UniqueConstraint("register_id", "code", "since", name=op.f("uq_places_register_id_code_since")),
    )
    op.create_index("ix_places_code", "places", ["code"])
    op.create_index("ix_places_cell", "places", ["register_id", "cell", "lat", "lon", "state", "since", "until"])
    op.create_index("ix_places_since", "places", ["register_id", "since"])
    op.create_index("ix_places_until", "places", ["register_id", "until"])
    place_keys = op.create_table(
        "place_keys",
        sa.Column("register_id", KEY, nullable=False),
        sa.Column("sort", code, nullable=False),
        sa.Column("key", code, nullable=False),
        sa.Column("place_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["register_id"], ["place_registers.id"], name=op.f("fk_place_keys_register_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_place_keys_place_id")),
        sa.PrimaryKeyConstraint("register_id", "sort", "key", "place_id", name=op.f("pk_place_keys")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_place_keys_place", "place_keys", ["place_id"])
    return places, place_keys


def _history() -> None:
    op.create_table(
        "place_history",
        sa.Column("id", KEY, nullable=False),
        sa.Column("register_id", KEY, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("code", storage.types.CODE, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("move", sa.String(length=32), nullable=False),
        sa.Column("facts", storage.types.Json(), nullable=False),
        sa.ForeignKeyConstraint(["register_id"], ["place_registers.id"], name=op.f("fk_place_history_register_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_history")),
    )
    op.create_index("ix_place_history_of", "place_history", ["register_id", "code", "version"])
    op.create_index("ix_place_history_edition", "place_history", ["register_id", "edition"])
    op.create_index("ix_place_history_by", "place_history", ["by_id", "id"])


def _fill(places: sa.Table, place_keys: sa.Table) -> None:
    """Every row of the register as it was, some at a time."""
    unsaid: dict[str, Any] = {
        "aliases": [], "community": "", "responsible": "", "contacts": [], "licence": "", "credit": "",
        "firm": None, "outside": {}, "state": "unknown", "into": "", "raw": None, "version": 1, "changed_at": None,
    }  # fmt: skip
    some = sa.text(
        "SELECT * FROM places_before WHERE (register_id, code, since) > (:register, :code, :since) "
        "ORDER BY register_id, code, since LIMIT :most"
    )
    after, number = {"register": 0, "code": "", "since": -1}, 0
    while found := op.get_bind().execute(some, {**after, "most": AT_ONCE}).mappings().all():
        new, own = [], []
        for row in found:
            number += 1
            new.append({**row, **unsaid, "id": number, "cell": first_register.cell(row["lat"], row["lon"])})
            own += [
                {"register_id": row["register_id"], "sort": sort, "key": key, "place_id": number}
                for sort, key in first_register.keys(row["code"], row["name"])
            ]
        op.bulk_insert(places, new)
        op.bulk_insert(place_keys, own)
        after = {"register": found[-1]["register_id"], "code": found[-1]["code"], "since": found[-1]["since"]}
    if number and op.get_bind().dialect.name == "postgresql":
        op.execute(f"SELECT setval(pg_get_serial_sequence('places', 'id'), {number})")

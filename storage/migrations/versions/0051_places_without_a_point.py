"""A place may be registered before anybody knows where it lies

Revision ID: 0051
Revises: 0050

Its point is unknown until somebody sends one: nothing is guessed. What was known stays.
"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WHERE = (("lat", sa.Float()), ("lon", sa.Float()), ("cell", sa.BigInteger()))
PEOPLE = "responsible <> '' OR contacts <> '[]'"


def upgrade() -> None:
    """Change the schema."""
    if op.get_context().dialect.name == "postgresql":
        for name, of in WHERE:
            op.alter_column("places", name, existing_type=of, nullable=True)
        return
    with op.batch_alter_table("places", recreate="always", copy_from=_table()) as batch:
        for name, of in WHERE:
            batch.alter_column(name, existing_type=of, nullable=True)
    _indexes()


def _indexes() -> None:
    """SQLite writes the table anew: its indexes went with the old one."""
    for name, *columns in (
        ("code", "code"),
        ("cell", "register_id", "cell", "lat", "lon", "state", "since", "until"),
        ("kind", "register_id", "kind", "code"),
        ("since", "register_id", "since"),
        ("until", "register_id", "until"),
        ("changed", "register_id", "changed_at", "code"),
    ):
        op.create_index(f"ix_places_{name}", "places", columns)
    op.execute(f"CREATE INDEX ix_places_people ON places (id) WHERE {PEOPLE}")
    op.create_index("ix_places_into", "places", ["register_id", "into"], sqlite_where=sa.text("\"into\" <> ''"))


def _table() -> sa.Table:
    """The whole table as it was: SQLite's own rules cannot be read back from it."""
    return sa.Table(
        "places", sa.MetaData(),
        sa.Column("id", KEY, nullable=False),
        sa.Column("register_id", KEY, nullable=False),
        sa.Column("code", storage.types.CODE, nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        *(sa.Column(name, of, nullable=False) for name, of in WHERE),
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
        sa.CheckConstraint("lat IS NULL OR (lat BETWEEN -90 AND 90)", name="ck_places_lat"),
        sa.CheckConstraint("lon IS NULL OR (lon BETWEEN -180 AND 180)", name="ck_places_lon"),
        sa.CheckConstraint("state IN ('unknown', 'open', 'closed', 'resuming', 'gone')", name="ck_places_state"),
        sa.ForeignKeyConstraint(["register_id"], ["place_registers.id"], name="fk_places_register_id"),
        sa.PrimaryKeyConstraint("id", name="pk_places"),
        sa.UniqueConstraint("register_id", "code", "since", name="uq_places_register_id_code_since"),
    )  # fmt: skip

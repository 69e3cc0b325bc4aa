"""Which cases are live is written down with each; rules of one kind name that kind

Revision ID: 0016
Revises: 0015

States were named without their kind: a kind that had a state *raised* would have met the rule that nobody has two
calls for help, and one with a state *open* the index of live incidents. From here on a new kind changes nothing here.
"""

import sqlalchemy as sa
from alembic import context, op

import storage.types

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

OWN_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LIVE = {
    "incident": ("open", "dispatched", "accepted", "on_scene", "held", "resolved"),
    "sos": ("raised", "acknowledged"),
    "handover": ("offered",),
}
STATES = {
    "incident": (*LIVE["incident"], "closed", "cancelled", "merged", "transferred"),
    "sos": (*LIVE["sos"], "cleared", "false_alarm"),
    "handover": (*LIVE["handover"], "taken", "withdrawn"),
}
"""As they were when this was written: what a kind says today is no matter of this step."""

ALIVE, CALLED = "is_live", "kind = 'sos' AND is_live"


def upgrade() -> None:
    """Change the schema."""
    if context.get_context().dialect.name == "postgresql":
        _while_others_read()
    else:
        _anew()


def _one_of(states: tuple[str, ...]) -> str:
    return "state IN ({})".format(", ".join(f"'{state}'" for state in states))


def _checks() -> dict[str, str]:
    return {f"ck_cases_state_{kind}": f"kind <> '{kind}' OR {_one_of(states)}" for kind, states in STATES.items()}


def _fill() -> None:
    """Every kind's live cases; what is of no kind known here was never written."""
    alive = " OR ".join(f"(kind = '{kind}' AND {_one_of(states)})" for kind, states in LIVE.items())
    op.execute(f"UPDATE cases SET is_live = ({alive})")  # noqa: S608  # our own words


def _anew() -> None:
    """SQLite knows no other way to change a rule of a table than to write the table anew."""
    for index in ("ix_cases_live", "uq_cases_called"):
        op.drop_index(index, table_name="cases")
    with op.batch_alter_table("cases") as batch:
        batch.add_column(sa.Column("is_live", sa.Boolean(), nullable=False, server_default=sa.false()))
    _fill()
    with op.batch_alter_table("cases", recreate="always", copy_from=_table()) as batch:
        batch.alter_column("is_live", server_default=None)
    alive, called = sa.text(ALIVE), sa.text(CALLED)
    op.create_index("ix_cases_reporter", "cases", ["district_id", "reporter_id", "reported_at"])
    op.create_index("ix_cases_lat", "cases", ["district_id", "lat"])
    op.create_index("ix_cases_reported", "cases", ["reported_at"])
    op.create_index("ix_cases_live_by_kind", "cases", ["district_id", "kind", "reported_at"], sqlite_where=alive)
    op.create_index("uq_cases_called_by", "cases", ["district_id", "reporter_id"], unique=True, sqlite_where=called)


def _table() -> sa.Table:
    """The whole table as it is to be: SQLite's own rules cannot be read back from it."""
    return sa.Table(
        "cases", sa.MetaData(),
        sa.Column("id", OWN_KEY, nullable=False),
        sa.Column("district_id", OWN_KEY, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("is_live", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("drill", sa.Boolean(), nullable=False),
        sa.Column("reported_at", storage.types.Instant(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("reporter_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("number > 0", name="ck_cases_number"),
        sa.CheckConstraint("lat IS NULL OR (lat BETWEEN -90 AND 90)", name="ck_cases_lat"),
        sa.CheckConstraint("lon IS NULL OR (lon BETWEEN -180 AND 180)", name="ck_cases_lon"),
        *(sa.CheckConstraint(words, name=name) for name, words in _checks().items()),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name="fk_cases_district_id"),
        sa.ForeignKeyConstraint(["reporter_id"], ["people.user_id"], name="fk_cases_reporter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("district_id", "number", name="uq_cases_district_id_number"),
    )


def _while_others_read() -> None:
    """PostgreSQL: the new indexes are there before the old ones go, and building them keeps nobody from reading.

    What ran before an interruption is found done: each step may be made twice. A half-made index is made anew.
    """
    op.execute("ALTER TABLE cases ADD COLUMN IF NOT EXISTS is_live BOOLEAN NOT NULL DEFAULT false")
    _fill()
    op.execute("ALTER TABLE cases DROP CONSTRAINT IF EXISTS ck_cases_state")
    for name, words in _checks().items():
        op.execute(f"ALTER TABLE cases DROP CONSTRAINT IF EXISTS {name}")
        op.execute(f"ALTER TABLE cases ADD CONSTRAINT {name} CHECK ({words}) NOT VALID")
    with op.get_context().autocommit_block():
        for name in _checks():
            op.execute(f"ALTER TABLE cases VALIDATE CONSTRAINT {name}")
        for kind, name, of in (
            ("INDEX", "ix_cases_live_by_kind", f"cases (district_id, kind, reported_at) WHERE {ALIVE}"),
            ("UNIQUE INDEX", "uq_cases_called_by", f"cases (district_id, reporter_id) WHERE {CALLED}"),
        ):
            op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
            op.execute(f"CREATE {kind} CONCURRENTLY {name} ON {of}")
        for name in ("ix_cases_live", "uq_cases_called"):
            op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
    op.execute("ALTER TABLE cases ALTER COLUMN is_live DROP DEFAULT")

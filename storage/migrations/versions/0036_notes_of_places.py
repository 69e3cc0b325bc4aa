"""Alert notes and photos of places

Revision ID: 0036
Revises: 0035

What is to be known before somebody goes in, who has read it, photos of places, and who was merged into whom.
"""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

OWN_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Change the schema."""
    _notes()
    _reads()
    _photos()
    op.create_index(
        "ix_places_into",
        "places",
        ["register_id", "into"],
        sqlite_where=sa.text("\"into\" <> ''"),
        postgresql_where=sa.text("\"into\" <> ''"),
    )


def _notes() -> None:
    op.create_table(
        "place_notes",
        sa.Column("id", OWN_KEY, nullable=False),
        sa.Column("district_id", OWN_KEY, nullable=False),
        sa.Column("code", storage.types.CODE, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.Column("until", storage.types.Instant(), nullable=False),
        sa.Column("must", sa.Boolean(), nullable=False),
        sa.Column("ended_at", storage.types.Instant(), nullable=True),
        sa.Column("ended_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_place_notes_district_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_notes")),
    )
    op.create_index("ix_place_notes_of", "place_notes", ["district_id", "code", "id"])
    op.create_index("ix_place_notes_by", "place_notes", ["by_id", "id"])
    op.create_index("ix_place_notes_ended_by", "place_notes", ["ended_by", "id"])


def _reads() -> None:
    op.create_table(
        "place_note_reads",
        sa.Column("case_id", OWN_KEY, nullable=False),
        sa.Column("note_id", OWN_KEY, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_place_note_reads_case_id")),
        sa.ForeignKeyConstraint(["note_id"], ["place_notes.id"], name=op.f("fk_place_note_reads_note_id")),
        sa.PrimaryKeyConstraint("case_id", "note_id", "user_id", name=op.f("pk_place_note_reads")),
    )
    op.create_index("ix_place_note_reads_user", "place_note_reads", ["user_id", "case_id", "note_id"])


def _photos() -> None:
    op.create_table(
        "place_photos",
        sa.Column("id", OWN_KEY, nullable=False),
        sa.Column("district_id", OWN_KEY, nullable=False),
        sa.Column("code", storage.types.CODE, nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("taken_at", storage.types.Instant(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("file_unique_id", sa.Text(), nullable=False),
        sa.Column("hidden_by", sa.BigInteger(), nullable=True),
        sa.Column("hidden_at", storage.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(["district_id"], ["districts.id"], name=op.f("fk_place_photos_district_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_photos")),
        sa.UniqueConstraint("district_id", "code", "file_unique_id", name=op.f("uq_place_photos_district_id_code_file_unique_id")),
    )
    op.create_index("ix_place_photos_of", "place_photos", ["district_id", "code", "id"])
    op.create_index("ix_place_photos_by", "place_photos", ["by_id", "id"])
    op.create_index("ix_place_photos_hidden_by", "place_photos", ["hidden_by", "id"])
